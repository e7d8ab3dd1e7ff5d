package watch

import (
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxInterval is the longest time that a feed can ask to be left alone for: a typing error there must not silence it for good.
const maxInterval = 24 * time.Hour

// maxPreface is how much of a document is looked at for what it says of itself before its first item.
const maxPreface = 64 << 10

// periods are the values of updatePeriod.
var periods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour, "monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
}

// interval returns how often a feed says that it may be asked for, 0 if it does not say: ttl of RSS, in minutes, and updatePeriod with
// updateFrequency of the module for syndication; the longer of both, at most a day.
func interval(document []byte) time.Duration {
	said := preface(document)
	minutes, _ := strconv.ParseUint(said["ttl"], 10, 16)
	frequency, err := strconv.ParseUint(said["updatefrequency"], 10, 16)
	if err != nil {
		frequency = 1
	}
	period := periods[strings.ToLower(said["updateperiod"])] / time.Duration(max(frequency, 1))
	return min(max(time.Duration(minutes)*time.Minute, period), maxInterval)
}

// preface returns what the elements of those names say that stand before the first item, below the root or the channel.
func preface(document []byte) map[string]string {
	said := map[string]string{}
	d := xml.NewDecoder(bytes.NewReader(asASCII(document[:min(len(document), maxPreface)])))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	depth, name := 0, ""
	for {
		token, err := d.RawToken()
		if err != nil {
			return said // the document may go on, or be none
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			name = strings.ToLower(t.Name.Local)
			if name == "item" || name == "entry" {
				return said
			}
		case xml.EndElement:
			depth--
			name = ""
		case xml.CharData:
			if depth <= 3 && slices.Contains([]string{"ttl", "updateperiod", "updatefrequency"}, name) {
				said[name] = strings.TrimSpace(string(t))
			}
		}
	}
}

// asASCII returns a document without any other characters: the names and numbers that are wanted are ASCII in whatever charset.
func asASCII(document []byte) []byte {
	ascii := bytes.Clone(document)
	for i, b := range ascii {
		if b >= 0x80 {
			ascii[i] = '?'
		}
	}
	return ascii
}
