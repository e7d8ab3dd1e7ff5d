package warc

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

// isARC reports whether a line can be the header of an ARC record: an address, ... a date of 14 digits, ... a length.
func isARC(line string) bool {
	fields := strings.Fields(line)
	if len(fields) < len("12345") || !strings.Contains(fields[0], ":") {
		return false
	}
	for _, f := range fields[1:] {
		if len(f) >= len(arcDate) && strings.Trim(f, "0123456789") == "" {
			return true
		}
	}
	return false
}

const arcDate = "20060102150405"

// arcRecord reads the header of an ARC record: one line, whose address may hold spaces.
func (rd *reader) arcRecord() (Record, error) {
	line, n, err := readLine(rd.r, maxHeader)
	rd.offset += n
	if err != nil {
		return Record{}, rd.fail(err)
	}
	if rd.arc == 0 {
		rd.arc = rd.arcVersion()
	}
	// Behind the address stand IP, date, type, length; in version 2 also status, checksum, location, offset, file name.
	behind := 4
	if rd.arc > 1 {
		behind = 9
	}
	fields := strings.Fields(string(line))
	k := len(fields) - behind
	if k < 1 || !isARC(string(line)) {
		const enough = 80
		return Record{}, fmt.Errorf("%w: no ARC record: %.*q", ErrFormat, enough, line)
	}
	r := Record{
		Number: rd.number, Offset: rd.start, URL: strings.Join(fields[:k], " "), http: rd.http,
		Header: Header{{"Content-Type", fields[k+2]}},
	}
	r.Date, _ = time.Parse(arcDate, fields[k+1][:min(len(fields[k+1]), len(arcDate))])
	switch scheme, _, _ := strings.Cut(r.URL, ":"); scheme {
	case "http", "https":
		r.Type, r.Header = "response", nil // the type of what is in the response
	case "filedesc":
		r.Type = "warcinfo"
	}
	return rd.block(r, fields[len(fields)-1])
}

// arcVersion looks at the first line of the first block, which is "1 0 writer" or "2 0 writer".
func (rd *reader) arcVersion() int {
	if head, _ := rd.r.Peek(2); bytes.Equal(head, []byte("2 ")) {
		return 2
	}
	return 1
}
