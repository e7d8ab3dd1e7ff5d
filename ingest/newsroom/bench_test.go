package newsroom_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-json"

	"github.com/samestory/samestory/ingest/markup"
	"github.com/samestory/samestory/ingest/newsroom"
)

// words is a text of the usual length, 450 words.
var words = strings.TrimSpace(strings.Repeat("<p>The harbour of Port Selwyn was closed on Saturday after a freighter with "+
	"4,300 tonnes of grain ran aground at the <a href=\"https://www.port.example/mole\">northern mole</a>, the coast guard said; "+
	"nobody was hurt.</p>\n", 15))

// BenchmarkRead compares reading a message of 100 items with bare parsing of the same bytes.
func BenchmarkRead(b *testing.B) {
	document, err := os.ReadFile(filepath.Join(folder, "g2-text.xml"))
	if err != nil {
		b.Fatal(err)
	}
	item := string(document[bytes.Index(document, []byte("<newsItem")):])
	before, _, _ := strings.Cut(item, "<p>")
	_, after, _ := strings.Cut(item, "</body.content>")
	document = []byte("<newsMessage><itemSet>" + strings.Repeat(before+words+"</body.content>"+after, 100) + "</itemSet></newsMessage>")
	b.Run("parser=bare", func(b *testing.B) {
		b.SetBytes(int64(len(document)))
		for b.Loop() {
			d := xml.NewDecoder(bytes.NewReader(document))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("parser=newsroom", func(b *testing.B) {
		b.SetBytes(int64(len(document)))
		for b.Loop() {
			n := 0
			for _, err := range newsroom.Read(bytes.NewReader(document), nil) {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
			if n != 100 {
				b.Fatalf("%d items", n)
			}
		}
	})
}

// BenchmarkNinjs compares reading an item with decoding two of its fields and turning the body into text.
func BenchmarkNinjs(b *testing.B) {
	body, err := json.Marshal(words)
	if err != nil {
		b.Fatal(err)
	}
	object, err := os.ReadFile(filepath.Join(folder, "harbour-1.4.json"))
	if err != nil {
		b.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(object), `"body_xhtml": `)
	_, after, _ := strings.Cut(rest, "\n")
	object = []byte(before + `"body_xhtml": ` + string(body) + ",\n" + after)
	b.Run("parser=bare", func(b *testing.B) {
		b.SetBytes(int64(len(object)))
		for b.Loop() {
			var item struct {
				Headline string `json:"headline"`
				Body     string `json:"body_xhtml"`
			}
			if err := json.Unmarshal(object, &item); err != nil {
				b.Fatal(err)
			}
			markup.Text(item.Body, nil)
		}
	})
	b.Run("parser=newsroom", func(b *testing.B) {
		b.SetBytes(int64(len(object)))
		for b.Loop() {
			if _, ok, _, err := newsroom.Ninjs(object, nil); !ok || err != nil {
				b.Fatal(ok, err)
			}
		}
	})
}
