package wire

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/samestory/samestory/article"
)

// Member is one article of a cluster or story, as far as Trace needs to know it. Only ID must be set.
type Member struct {
	// ID names the article; ids are unique among the members.
	ID string
	// Outlet is who published it. Where it is empty the host of URL stands in.
	Outlet string
	// URL is its address. Canonical and Links are addresses that it names as its canonical one and links to in its text: they count
	// where they are addresses of other members.
	URL, Canonical string
	Links          []string
	// Published and Precision are those of article.Article; the zero time means unknown.
	Published time.Time
	Precision article.Precision
	// Words is the length of the text; 0 means unknown.
	Words int
	// Credits are what Reader.Credits found.
	Credits []Credit
	// Cluster names the group of copies that the member is in. Where no member has one, groups are what copying edges join.
	Cluster string
}

// Edge is a link between two members.
type Edge struct {
	A, B string
	// Kind is "identical", "reprint", "excerpt", "partial" or "rewrite". The first three are copies; partial says nothing of descent.
	Kind string
	// ContainmentA is the share of A's text that B has too, 0 to 1; ContainmentB the reverse.
	ContainmentA, ContainmentB float64
}

// copies reports whether the edge joins copies of one text.
func (e *Edge) copies() bool {
	return e.Kind == "identical" || e.Kind == "reprint" || e.Kind == "excerpt"
}

// TraceOptions are the choices of Trace. Nil and the zero value mean the defaults.
type TraceOptions struct {
	// Owners joins outlets: it maps an outlet (a name or host, in small letters, without "www.") to its owner. Outlets of one owner
	// count as one.
	Owners map[string]string
}

// Lineage is what Trace makes of a cluster or story.
type Lineage struct {
	// Original is the id of the member that the others most likely come from, or empty where that cannot be told. Reason says why,
	// in either case, and names what speaks against it.
	Original, Reason string
	// Copies are the members but for the original, by id.
	Copies []Copy
	// Agencies are those that members credit, by strength of the evidence, then number of members, then name.
	Agencies []Share
	// Outlets is the number of different outlets, or owners, that are known.
	Outlets int
	// Independent is the number of newsrooms behind the members: an agency counts once however often it is copied, and so does each
	// outlet that wrote a text of its own, even one that quotes an agency.
	Independent int
}

// Copy is a member and the one that it most likely came from.
type Copy struct {
	ID string
	// From is that member's id, or empty where it cannot be told. Following From never leads in a circle.
	From string
	// Why is the reason in words, also for an empty From.
	Why string
}

// Strength is how much the evidence says of an agency's part.
type Strength string

// The strengths, strongest first.
const (
	// Wrote: a dateline, byline, copyright or source line, or field names it as author.
	Wrote Strength = "wrote"
	// Helped: it contributed to the text.
	Helped Strength = "helped"
	// WasQuoted: texts quote it.
	WasQuoted Strength = "quoted"
	// Pictured: it is named beside pictures alone.
	Pictured Strength = "photo"
)

// Share is an agency's part in a story.
type Share struct {
	Agency   string
	Strength Strength
	// Members is how many members show evidence of that strength; Hows are the kinds of evidence, in the order of the constants.
	Members int
	Hows    []How
}

// Trace tells where the members of a cluster or story come from. Edges to ids that are no members are passed over. The result depends
// on neither the order of members nor that of edges. Opts may be nil. It takes time near-linear in members and edges.
//
// The rules, strongest evidence first. An agency's own item that others credit is the original. Where all that is known is copies of
// an agency whose own item is absent, the original is unknown. Otherwise it is the member that others name as canonical or link to,
// the one that is earliest even if every time is off by its precision, or the one that contains the others while they share little
// with each other. Evidence that conflicts makes the original unknown, unless one side is much the stronger, and Reason tells of both.
func Trace(members []Member, edges []Edge, opts *TraceOptions) Lineage {
	if opts == nil {
		opts = &TraceOptions{}
	}
	t := newTrace(members, edges, opts)
	if len(t.nodes) == 0 {
		return Lineage{}
	}
	v := t.original(t.all())
	l := Lineage{Reason: v.reason, Agencies: t.shares(), Outlets: t.outlets(), Independent: t.independent(v)}
	if v.node >= 0 {
		l.Original = t.nodes[v.node].ID
	}
	l.Copies = t.tree(v.node)
	return l
}

// node is a member and what its fields come to.
type node struct {
	*Member
	// own is the agency whose own item it is, or empty.
	own string
	// wrote maps agencies that the member credits as author to the best evidence; quotes has those that it quotes or that helped.
	wrote  map[string]How
	quotes map[string]bool
	// cites are the nodes that it names as canonical or links to.
	canonical int
	links     []int
	// outlet is who counts as its publisher.
	outlet string
	span   span
}

// trace is the work on one cluster or story.
type trace struct {
	nodes []node
	// citing holds, for each node, those that name it as canonical or link to it.
	citing [][]int
	// index maps ids to nodes; edges are those of each node.
	index map[string]int
	edges [][]half
	// groups are the copies that belong together, each in order; group tells each node's.
	groups [][]int
	group  []int
	// within marks the nodes that original is asked about.
	within []bool
}

// half is an edge seen from one of its ends.
type half struct {
	to   int
	edge *Edge
	// in is the share of this node's text that the other has, out the reverse.
	in, out float64
}

func newTrace(members []Member, edges []Edge, opts *TraceOptions) *trace {
	t := &trace{index: make(map[string]int, len(members)), edges: make([][]half, len(members)), within: make([]bool, len(members))}
	order := make([]*Member, len(members))
	for i := range members {
		order[i] = &members[i]
	}
	slices.SortStableFunc(order, func(a, b *Member) int { return cmp.Compare(a.ID, b.ID) })
	order = slices.CompactFunc(order, func(a, b *Member) bool { return a.ID == b.ID })
	addresses := map[string]int{}
	for i, m := range order {
		t.index[m.ID] = i
		if a := address(m.URL); a != "" {
			addresses[a] = i
		}
		t.nodes = append(t.nodes, newNode(m, opts))
	}
	for i := range t.nodes {
		t.nodes[i].cite(i, addresses)
	}
	t.invert()
	for i := range edges {
		t.join(&edges[i])
	}
	for _, list := range t.edges {
		slices.SortFunc(list, func(a, b half) int {
			return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.edge.Kind, b.edge.Kind), cmp.Compare(b.in, a.in), cmp.Compare(b.out, a.out))
		})
	}
	t.gather()
	return t
}

func newNode(m *Member, opts *TraceOptions) node {
	n := node{Member: m, wrote: map[string]How{}, quotes: map[string]bool{}, canonical: -1, span: spanOf(m.Published, m.Precision)}
	for _, c := range m.Credits {
		switch {
		case c.How == Field && (c.In == InOutlet || c.In == InURL):
			n.own = c.Agency
		case c.How == Quoted || c.How == Reporting && !signed(c):
			n.quotes[c.Agency] = true
		case c.How.Authored():
			if old, ok := n.wrote[c.Agency]; !ok || rank(c.How) < rank(old) {
				n.wrote[c.Agency] = c.How
			}
		}
	}
	n.outlet = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(m.Outlet)), "www.")
	if n.outlet == "" {
		n.outlet = strings.ToLower(host(m.URL))
	}
	if owner, ok := opts.Owners[n.outlet]; ok {
		n.outlet = "owner " + owner
	}
	if n.outlet == "" {
		n.outlet = unknownOutlet(m.ID)
	}
	return n
}

// unknownOutlet stands for the outlet of an article where none is known: nobody else has it.
func unknownOutlet(id string) string { return "article " + id }

// signed reports whether c is an agency's closing line, as in "(Reporting by ...; Editing by ...)": a text that ends so is its own work,
// not one that it helped with.
func signed(c Credit) bool { return c.How == Reporting && strings.Contains(c.Text, "diting") }

// rank orders kinds of evidence, best first.
func rank(h How) int {
	return slices.Index([]How{Dateline, Byline, Copyright, Source, Field, Reporting, Quoted, Photo}, h)
}

// cite resolves the addresses that node i names.
func (n *node) cite(i int, addresses map[string]int) {
	if k, ok := addresses[address(n.Canonical)]; ok && k != i {
		n.canonical = k
	}
	for _, l := range n.Links {
		if k, ok := addresses[address(l)]; ok && k != i && !slices.Contains(n.links, k) {
			n.links = append(n.links, k)
		}
	}
	slices.Sort(n.links)
}

// invert fills citing.
func (t *trace) invert() {
	t.citing = make([][]int, len(t.nodes))
	for i := range t.nodes {
		n := &t.nodes[i]
		if n.canonical >= 0 {
			t.citing[n.canonical] = append(t.citing[n.canonical], i)
		}
		for _, k := range n.links {
			if k != n.canonical {
				t.citing[k] = append(t.citing[k], i)
			}
		}
	}
}

// address brings an address to the form in which two are compared: without scheme, "www.", fragment and closing slash.
func address(s string) string {
	if s == "" {
		return ""
	}
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	s, _, _ = strings.Cut(s, "#")
	s = strings.TrimRight(s, "/")
	h, path, _ := strings.Cut(s, "/")
	return strings.TrimPrefix(strings.ToLower(h), "www.") + "/" + path
}

func (t *trace) join(e *Edge) {
	a, okA := t.index[e.A]
	b, okB := t.index[e.B]
	if !okA || !okB || a == b {
		return
	}
	t.edges[a] = append(t.edges[a], half{to: b, edge: e, in: e.ContainmentA, out: e.ContainmentB})
	t.edges[b] = append(t.edges[b], half{to: a, edge: e, in: e.ContainmentB, out: e.ContainmentA})
}

func (t *trace) all() []int {
	all := make([]int, len(t.nodes))
	for i := range all {
		all[i] = i
	}
	return all
}

// gather puts copies into groups: by the names that members bring, else by the edges that join copies.
func (t *trace) gather() {
	t.group = make([]int, len(t.nodes))
	named := slices.ContainsFunc(t.nodes, func(n node) bool { return n.Cluster != "" })
	byName := map[string]int{}
	for i := range t.group {
		t.group[i] = -1
	}
	for i := range t.nodes {
		if t.group[i] >= 0 {
			continue
		}
		name := t.nodes[i].Cluster
		g, known := byName[name]
		if !known || name == "" {
			g = len(t.groups)
			t.groups = append(t.groups, nil)
			if name != "" {
				byName[name] = g
			}
		}
		if named {
			t.group[i] = g
			t.groups[g] = append(t.groups[g], i)
			continue
		}
		t.flood(i, g)
	}
}

// flood puts node i and all that copies join to it into group g.
func (t *trace) flood(i, g int) {
	t.group[i] = g
	stack := []int{i}
	for len(stack) > 0 {
		k := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		t.groups[g] = append(t.groups[g], k)
		for _, h := range t.edges[k] {
			if h.edge.copies() && t.group[h.to] < 0 {
				t.group[h.to] = g
				stack = append(stack, h.to)
			}
		}
	}
	slices.Sort(t.groups[g])
}
