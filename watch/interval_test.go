package watch

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestInterval(t *testing.T) {
	const sy = `xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"`
	for name, c := range map[string]struct {
		document string
		want     time.Duration
	}{
		"ttl":     {`<?xml version="1.0"?><rss><channel><title>x</title><ttl> 60 </ttl><item/></channel></rss>`, time.Hour},
		"nothing": {`<rss><channel><title>x</title><item/></channel></rss>`, 0},
		"hourly":  {`<rss ` + sy + `><channel><sy:updatePeriod>` + "\n\thourly\t" + `</sy:updatePeriod></channel></rss>`, time.Hour},
		"twice a day": {
			`<rdf:RDF><channel><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>`,
			12 * time.Hour,
		},
		"Atom":          {`<feed ` + sy + `><sy:updatePeriod>Daily</sy:updatePeriod><entry/></feed>`, 24 * time.Hour},
		"at most a day": {`<rss><channel><sy:updatePeriod>weekly</sy:updatePeriod><ttl>65000</ttl>`, 24 * time.Hour},
		"the longer":    {`<rss><channel><ttl>90</ttl><sy:updatePeriod>hourly</sy:updatePeriod>`, 90 * time.Minute},
		"too large":     {`<rss><channel><ttl>99999999999999999999</ttl>`, 24 * time.Hour},
		"negative":      {`<rss><channel><ttl>-5</ttl><sy:updateFrequency>-1</sy:updateFrequency>`, 0},
		"no frequency":  {`<rss><channel><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>`, time.Hour},
		"another word":  {`<rss><channel><sy:updatePeriod>sometimes</sy:updatePeriod><ttl>soon</ttl>`, 0},
		"of an item":    {`<rss><channel><item><ttl>60</ttl></item><ttl>60</ttl></channel></rss>`, 0},
		"too deep":      {`<rss><channel><image><ttl>60</ttl></image></channel></rss>`, 0},
		"another charset": {
			`<?xml version="1.0" encoding="windows-1251"?><rss><channel><title>` + "\xcd\xee\xe2" + `</title><ttl>30</ttl>`,
			30 * time.Minute,
		},
		"damaged":        {`<rss><channel><title>a & b</titel><ttl>30</ttl>`, 30 * time.Minute},
		"no XML":         {`{"ttl": 30}`, 0},
		"empty":          {``, 0},
		"a long preface": {`<rss><channel><title>` + strings.Repeat("x", maxPreface) + `</title><ttl>30</ttl>`, 0},
	} {
		if got := interval([]byte(c.document)); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

// TestIntervalOfFeed: a feed is not asked for more often than it says, nor after a restart or an answer that nothing changed.
func TestIntervalOfFeed(t *testing.T) {
	v := newWorld(t)
	v.feed("bay", item{"bay-1", "Orchard", orchard, time.Time{}})
	said := "<channel><ttl>45</ttl>"
	v.pages["/bay"] = strings.Replace(v.pages["/bay"], "<channel>", said, 1)
	asked := ""
	for range 14 {
		r := v.round()
		asked += fmt.Sprint(r.Asked)
		if len(asked) == 8 {
			v.restart()
		}
	}
	if want := "10000100001000"; asked != want {
		t.Errorf("asked in rounds %s, want %s: every 50 minutes, as rounds are 10 minutes apart", asked, want)
	}
	v.pages["/bay"] = strings.Replace(v.pages["/bay"], said, "<channel>", 1)
	asked = ""
	for range 5 {
		asked += fmt.Sprint(v.round().Asked)
	}
	if want := "01111"; asked != want {
		t.Errorf("asked in rounds %s, want %s, as it says no more", asked, want)
	}
}
