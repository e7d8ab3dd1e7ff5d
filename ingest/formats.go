package ingest

import (
	"bufio"
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"github.com/samestory/samestory/ingest/sql"
)

// Format names a way of writing articles down.
type Format string

// The formats.
const (
	// Auto tells the format from the name of the input, else from its content. It is the default.
	Auto Format = "auto"
	// Text is plain text, one article a file.
	Text Format = "text"
	// JSONLines is one JSON object a line, one article an object.
	JSONLines Format = "jsonl"
	// JSON is an array of objects, or objects one after the other, one article an object.
	JSON Format = "json"
	// CSV is a table with the names of its columns in the first row, one article a row; also with tabs, as TSV has it.
	CSV Format = "csv"
	// Parquet is a table in columns, one article a row.
	Parquet Format = "parquet"
	// Feed is RSS, Atom or JSON Feed, one article an item.
	Feed Format = "feed"
	// OPML is a list of feeds, which are read.
	OPML Format = "opml"
	// HTML is a web page, one article a file.
	HTML Format = "html"
	// WARC is an archive of web pages, WARC or ARC, one article a page.
	WARC Format = "warc"
	// NewsML is what newsrooms exchange as XML: NewsML-G2, NewsML 1 and NITF.
	NewsML Format = "newsml"
	// SQLite is a database in a file, read by Options.Query.
	SQLite Format = "sqlite"
)

// Formats returns the formats that Options.Format may name, Auto first.
func Formats() []Format {
	all := []Format{Auto}
	for _, f := range formats {
		if f.name != "" {
			all = append(all, f.name)
		}
	}
	return all
}

// format is an entry of the table of formats.
type format struct {
	name Format
	// endings are the endings of file names, in lower case, without that of a compression; formats may share one, see formatOf.
	endings []string
	// starts tells the format from the first bytes of the content, see contentHead; they are never empty.
	starts func(head []byte) bool
	// read hands on all articles of an input; false means that the pass is over.
	read func(s *session, in *input) bool
}

// formats is the table of all formats. Contents are tried in this order; the last takes everything.
var formats = []format{
	{
		name: Feed, endings: []string{".rss", ".atom", ".rdf", ".xml", ".json"}, read: readFeed, starts: startsFeed,
	},
	{
		name: OPML, endings: []string{".opml", ".xml"}, read: readOPML, starts: startsOPML,
	},
	{
		name: JSONLines, endings: []string{".jsonl", ".ndjson"}, read: readJSONLines, starts: startsJSONLines,
	},
	{
		// After the formats that are JSON of a kind of their own.
		name: JSON, endings: []string{".json"}, read: readJSON, starts: startsJSON,
	},
	{
		name: Parquet, endings: []string{".parquet"}, read: readParquet, starts: startsParquet,
	},
	{
		name: CSV, endings: []string{".csv", ".tsv"}, read: readCSV, starts: startsCSV,
	},
	{
		name: SQLite, endings: []string{".db", ".sqlite", ".sqlite3"}, starts: sql.IsSQLite, read: readSQLite,
	},
	{
		name: NewsML, endings: []string{".xml", ".newsml", ".nitf"}, starts: startsNewsroom, read: readNewsroom,
	},
	{
		name: HTML, endings: []string{".html", ".htm", ".xhtml"}, starts: startsPage, read: readPage,
	},
	{
		name: WARC, endings: []string{".warc", ".arc"}, starts: startsWARC, read: readWARC,
	},
	{
		name: Text, endings: []string{".txt"}, read: readText,
		starts: func([]byte) bool { return true },
	},
}

func formatNamed(name Format) (format, bool) {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name && name != "" })
	if i < 0 {
		return format{}, false
	}
	return formats[i], true
}

// formatsByPath returns the formats that have the ending of a name, less that of a compression, in the order of the table.
func formatsByPath(path string) []format {
	ending := filepath.Ext(lessCompression(path))
	var all []format
	for _, f := range formats {
		if slices.Contains(f.endings, ending) {
			all = append(all, f)
		}
	}
	return all
}

// lessCompression returns the last part of a path in small letters, less the ending of a compression.
func lessCompression(path string) string {
	name := strings.ToLower(filepath.Base(path))
	for _, c := range compressions {
		name = strings.TrimSuffix(name, c.ending)
	}
	return name
}

// formatOf decides how an input is read. Where several formats share the ending of its name, or none has it, the content
// decides among them, and the last takes what none of them starts.
func (s *session) formatOf(in *input) format {
	if f, ok := formatNamed(s.opts.Format); ok {
		return f
	}
	among := formatsByPath(in.path)
	if len(among) == 1 {
		return among[0]
	}
	if len(among) == 0 {
		among = formats
	}
	if head := contentHead(in.r); len(head) > 0 {
		if i := slices.IndexFunc(among, func(f format) bool { return f.starts(head) }); i >= 0 {
			return among[i]
		}
	}
	return among[len(among)-1]
}

// headSize is how much of a content is looked at to tell its format.
const headSize = 4 << 10

// contentHead returns the first bytes of the content, from the first that is not white space on: enough to tell the format, and
// no more than headSize. It waits for no byte more than it needs, so that articles typed or piped in slowly are read as they come.
func contentHead(r *bufio.Reader) []byte {
	for n := 1; ; n++ {
		peeked, err := r.Peek(n)
		head := bytes.TrimLeft(peeked, jsonSpace)
		if err != nil || n == headSize || tellsFormat(head) {
			return head
		}
		n = max(n, min(r.Buffered(), headSize)-1)
	}
}

// tellsFormat reports whether a head is long enough: an element of XML or HTML that is no declaration, a line of JSON with
// something in it, or a line of anything else.
func tellsFormat(head []byte) bool {
	if len(head) < 2 {
		return false
	}
	switch head[0] {
	case '<':
		return rootElement(head) != ""
	case '{', '[':
		line, _, whole := bytes.Cut(head, []byte("\n"))
		return whole && len(bytes.Trim(line, jsonSpace)) > 1
	}
	return bytes.IndexByte(head, '\n') >= 0
}

// rootElement returns the name of the first element of XML or HTML, in small letters and without its prefix, or nothing if
// the head ends before it.
func rootElement(head []byte) string {
	for {
		i := bytes.IndexByte(head, '<')
		if i < 0 || i+1 == len(head) {
			return ""
		}
		head = head[i+1:]
		switch {
		case bytes.HasPrefix(head, []byte("!--")):
			_, rest, ok := bytes.Cut(head, []byte("-->"))
			if !ok {
				return ""
			}
			head = rest
		case head[0] == '!' || head[0] == '?':
		default:
			end := bytes.IndexAny(head, " \t\r\n/>")
			if end < 0 {
				return ""
			}
			name := string(bytes.ToLower(head[:end]))
			return name[strings.LastIndexByte(name, ':')+1:]
		}
	}
}
