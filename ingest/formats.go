package ingest

import (
	"bufio"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/samestory/samestory/article"
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
	// endings are the endings of file names, in lower case, without that of a compression.
	endings []string
	// starts tells the format from the first bytes of the content, from the first that is not white space on.
	starts func(head []byte) bool
	// read hands on all articles of an input; false means that the pass is over.
	read func(s *session, in *input) bool
}

// formats is the table of all formats. Contents are tried in this order; the last takes everything.
var formats = []format{
	{
		name: JSONLines, endings: []string{".jsonl", ".ndjson"}, read: readJSONLines,
		starts: func(head []byte) bool { return head[0] == '{' },
	},
	{
		// Recognised only to be refused: as plain text it would pass for one long article.
		starts: func(head []byte) bool { return string(head) == "[{" }, read: refuseArray,
	},
	{
		name: Text, endings: []string{".txt"}, read: readText,
		starts: func([]byte) bool { return true },
	},
}

func refuseArray(s *session, in *input) bool {
	return s.problem(article.Place{Path: in.path}, "", fmt.Errorf("%w: a JSON array; write one object a line", ErrFormat))
}

func formatNamed(name Format) (format, bool) {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name && name != "" })
	if i < 0 {
		return format{}, false
	}
	return formats[i], true
}

// formatByPath goes by the ending of a name, less that of a compression.
func formatByPath(path string) (format, bool) {
	name := strings.ToLower(filepath.Base(path))
	for _, c := range compressions {
		name = strings.TrimSuffix(name, c.ending)
	}
	i := slices.IndexFunc(formats, func(f format) bool { return slices.Contains(f.endings, filepath.Ext(name)) })
	if i < 0 {
		return format{}, false
	}
	return formats[i], true
}

// formatOf decides how an input is read.
func (s *session) formatOf(in *input) format {
	if f, ok := formatNamed(s.opts.Format); ok {
		return f
	}
	if f, ok := formatByPath(in.path); ok {
		return f
	}
	head := contentHead(in.r)
	last := len(formats) - 1
	if len(head) == 0 {
		return formats[last]
	}
	return formats[slices.IndexFunc(formats, func(f format) bool { return f.starts(head) })]
}

// contentHead returns the first two bytes that are not white space, or what there is of them. It waits for no byte more,
// so that articles typed or piped in slowly are read as they come.
func contentHead(r *bufio.Reader) []byte {
	var head []byte
	for n := 1; n <= r.Size() && len(head) < 2; n++ {
		peeked, err := r.Peek(n)
		if err != nil {
			break
		}
		if c := peeked[n-1]; strings.IndexByte(jsonSpace, c) < 0 {
			head = append(head, c)
		}
	}
	return head
}
