package samestory_test

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

const module = "github.com/samestory/samestory"

// root names the root package in the table of rooms.
const root = "samestory"

// layers says which rooms a room may import; doc/design.md has the picture. A room is the first element of a package's path,
// but for the commands, where it is the first two. Nothing points up, and nothing sideways but where it is named. Tests may
// import what they like.
var layers = map[string][]string{
	// L0: they know nothing of each other.
	"article": {},
	"cluster": {},
	"minhash": {},
	"rarity":  {},
	"shingle": {},
	"spool":   {},
	"whole":   {},
	// L1
	"compare":   {"article", "cluster", "minhash", "rarity", "shingle"},
	"furniture": {"article", "cluster", "minhash", "rarity", "shingle"},
	"index":     {"article", "cluster", "minhash", "rarity", "shingle"},
	"wire":      {"article", "cluster", "minhash", "rarity", "shingle"},
	// L2
	root: {"article", "cluster", "compare", "furniture", "index", "minhash", "rarity", "shingle", "spool", "wire"},
	// L3: the results of the root package are made of compare's types.
	"eval":   {root, "article", "compare"},
	"ingest": {root, "article"},
	"merge":  {root, "article"},
	"report": {root, "article", "compare", "wire"},
	// L4
	"beam":   below,
	"bench":  below,
	"server": below,
	"watch":  below,
	// The command also starts what the other rooms of its layer offer.
	"cmd/samestory": append([]string{"eval", "server", "watch"}, below...),
}

// below is all that a room of the top layer may import.
var below = []string{
	root, "article", "cluster", "compare", "furniture", "index", "ingest", "merge", "minhash", "rarity", "report", "shingle", "whole", "wire",
}

func TestLayers(t *testing.T) {
	for _, complaint := range checkLayers(t, os.DirFS(".")) {
		t.Error(complaint)
	}
}

// checkLayers returns what is wrong with the imports of the Go files of tree, tests apart. Build constraints do not matter,
// and modules below the top count: they too must keep to the table.
func checkLayers(t *testing.T, tree fs.FS) []string {
	t.Helper()
	var complaints []string
	ignored := ignoredFolders(tree)
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (base == "testdata" || ignored[name] || name != "." && strings.HasPrefix(base, ".")):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		src, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		found, err := checkFile(name, src)
		complaints = append(complaints, found...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return complaints
}

// ignoredFolders returns the folders that git ignores, if they are named from the top: they are not part of the project.
func ignoredFolders(tree fs.FS) map[string]bool {
	patterns, err := fs.ReadFile(tree, ".gitignore")
	if err != nil {
		return nil
	}
	folders := map[string]bool{}
	for pattern := range strings.FieldsSeq(string(patterns)) {
		if strings.HasPrefix(pattern, "/") && strings.HasSuffix(pattern, "/") {
			folders[strings.Trim(pattern, "/")] = true
		}
	}
	return folders
}

func checkFile(name string, src []byte) ([]string, error) {
	from := room(path.Dir(name))
	allowed, known := layers[from]
	if !known {
		return []string{name + ": room " + strconv.Quote(from) + " is not in the table of layers_test.go: give it a line there, " +
			"and a place in doc/design.md"}, nil
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	var complaints []string
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		rest, ours := strings.CutPrefix(imported, module)
		if !ours || rest != "" && rest[0] != '/' {
			continue
		}
		to := room(strings.TrimPrefix(rest, "/"))
		if to != from && !slices.Contains(allowed, to) {
			complaints = append(complaints, name+": room "+from+" must not import "+imported+": it may import "+
				strings.Join(allowed, ", ")+" (the table is in layers_test.go)")
		}
	}
	return complaints, nil
}

// room returns the room of a folder, or of a path within the module.
func room(dir string) string {
	if dir == "." || dir == "" {
		return root
	}
	first, rest, _ := strings.Cut(filepath.ToSlash(dir), "/")
	if first != "cmd" {
		return first
	}
	second, _, _ := strings.Cut(rest, "/")
	return path.Join(first, second)
}

func TestLayersCanFail(t *testing.T) {
	imports := func(paths ...string) string {
		var b bytes.Buffer
		b.WriteString("package p\n")
		for _, p := range paths {
			b.WriteString("import _ " + strconv.Quote(p) + "\n")
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		file, src string
		want      string
	}{
		"fine":                {"report/a.go", imports("fmt", module, module+"/article"), ""},
		"the same room":       {"index/pebble/a.go", imports(module + "/index"), ""},
		"another module":      {"article/a.go", imports(module + "x/report"), ""},
		"up":                  {"article/a.go", imports(module + "/report"), "room article must not import"},
		"up to the root":      {"compare/a.go", imports(module), "room compare must not import"},
		"sideways":            {"minhash/a.go", imports("fmt", module+"/shingle"), "room minhash must not import"},
		"sideways at the top": {"server/a.go", imports(module + "/watch"), "room server must not import"},
		"a part of a room":    {"wire/a.go", imports(module + "/index/pebble"), "room wire must not import"},
		"out of the root":     {"a.go", imports(module + "/ingest"), "room samestory must not import"},
		"a new room":          {"util/a.go", imports("fmt"), `room "util" is not in the table`},
		"a test":              {"article/a_test.go", imports(module + "/report"), ""},
		"test data":           {"article/testdata/a.go", "no Go", ""},
		"a module below":      {"beam/pipe/a.go", imports(module + "/cmd/samestory"), "room beam must not import"},
		"a new command":       {"cmd/other/a.go", imports("fmt"), `room "cmd/other" is not in the table`},
	} {
		got := checkLayers(t, fstest.MapFS{c.file: {Data: []byte(c.src)}})
		switch {
		case c.want == "" && len(got) > 0, c.want != "" && (len(got) != 1 || !strings.Contains(got[0], c.want)):
			t.Errorf("%s: %s with\n%s\ngot %q, want %q", name, c.file, c.src, got, c.want)
		}
	}
}
