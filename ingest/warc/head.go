package warc

import (
	"bufio"
	"bytes"
	"errors"
	"strings"
)

// readHead reads a first line and the fields below it, up to a blank line, and counts the bytes. Fields may be continued on lines that
// begin with white space; lines that are no fields are passed over.
func readHead(r *bufio.Reader) (first string, h Header, n int64, err error) {
	for {
		line, size, err := readLine(r, maxHeader-n)
		n += size
		switch {
		case err != nil:
			return first, h, n, err
		case first == "":
			first = string(line)
			continue
		case len(line) == 0:
			return first, h, n, nil
		case line[0] == ' ' || line[0] == '\t':
			if len(h) > 0 {
				h[len(h)-1].Value += " " + string(bytes.TrimSpace(line))
			}
			continue
		}
		if name, value, ok := strings.Cut(string(line), ":"); ok {
			h = append(h, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
}

// readLine returns a line without its end, valid until the next one is read, and its size with that.
func readLine(r *bufio.Reader, limit int64) (line []byte, size int64, err error) {
	line, err = r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		var whole []byte
		for errors.Is(err, bufio.ErrBufferFull) && int64(len(whole)) <= limit {
			whole = append(whole, line...)
			line, err = r.ReadSlice('\n')
		}
		line = append(whole, line...)
	}
	size = int64(len(line))
	switch {
	case size > limit:
		return nil, size, ErrTooLong
	case err != nil:
		return nil, size, unexpected(err)
	}
	return bytes.TrimRight(line, "\r\n"), size, nil
}
