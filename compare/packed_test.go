package compare

import (
	"reflect"
	"testing"
	"time"
)

// TestPacked: a content view comes back whole, also in the memory of another.
func TestPacked(t *testing.T) {
	var got Content
	published := view(ferry[2], time.Time{})
	published.outlet = outletHash("Coast Herald")
	for _, want := range []Content{
		view(text(ferry...), time.Date(2026, 11, 2, 8, 15, 0, 1, time.UTC)), view(text(library...), time.Time{}), view(ferry[0], time.Time{}),
		published,
	} {
		got.Unpack(want.AppendPacked(nil))
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}
