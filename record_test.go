package samestory

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/spool"
)

// TestArchive: an article comes back with every field it has but Item, whatever fields articles get one day.
func TestArchive(t *testing.T) {
	want := article.Article{
		Links: []string{"https://one.example/", "", "https://two.example/"}, Summary: true,
		Published: time.Date(2026, 11, 2, 8, 15, 0, 0, time.UTC), Precision: article.ToMinute, Place: article.Place{Path: "a.jsonl", Line: 300},
	}
	fields := reflect.ValueOf(&want).Elem()
	for i := range fields.NumField() {
		if f := fields.Field(i); f.Kind() == reflect.String {
			f.SetString(fmt.Sprintf("%s of many words", fields.Type().Field(i).Name))
		}
		if name := fields.Type().Field(i).Name; fields.Field(i).IsZero() && name != "Item" {
			t.Errorf("field %s is not tested", name)
		}
	}
	for _, limit := range []int64{-1, 0} {
		archive := archive{spool.New(limit, t.TempDir())}
		var buf []byte
		for range 3 {
			var d doc
			var err error
			if d, buf, err = archive.add(want, buf); err != nil {
				t.Fatal(err)
			}
			var names names
			d = d.detached(&names)
			got, err := archive.get(&d, archive.spool.Reader(0))
			if err != nil || !cmp.Equal(got.Article, want) || got.full != withHeadline(want).full {
				t.Errorf("limit %d: %v\n%s", limit, err, cmp.Diff(want, got.Article))
			}
		}
	}
}
