package merge

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// jsonWriter writes JSON until the first error, which flush returns.
type jsonWriter struct {
	w   *bufio.Writer
	err error
}

func newJSONWriter(w io.Writer) *jsonWriter { return &jsonWriter{w: bufio.NewWriter(w)} }

func (j *jsonWriter) raw(s string) {
	if j.err == nil {
		_, j.err = j.w.WriteString(s)
	}
}

// value writes v on the line.
func (j *jsonWriter) value(v any) {
	if j.err != nil {
		return
	}
	var data []byte
	if data, j.err = marshal(v); j.err == nil {
		_, j.err = j.w.Write(data)
	}
}

func (j *jsonWriter) flush() error {
	if j.err != nil {
		return j.err
	}
	return j.w.Flush()
}

// marshal returns v as JSON that leaves <, > and & readable.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
