package samestory

import (
	"testing"
	"time"

	"github.com/samestory/samestory/article"
)

func TestInSeries(t *testing.T) {
	monday := time.Date(2026, 3, 2, 4, 30, 0, 0, time.UTC)
	stars := article.Article{Outlet: "sheet.example", Title: "Your stars today, 2 March", Published: monday}
	tuesday := stars
	tuesday.Title, tuesday.Published = "Your Stars Today: 3 March", monday.Add(24*time.Hour)
	with := func(change func(*article.Article)) article.Article {
		a := tuesday
		change(&a)
		return a
	}
	for _, c := range []struct {
		name  string
		other article.Article
		want  bool
	}{
		{"the next day", tuesday, true},
		{"the same day", with(func(a *article.Article) { a.Published = monday.Add(6 * time.Hour) }), false},
		{"no time", with(func(a *article.Article) { a.Published = time.Time{} }), false},
		{"another outlet", with(func(a *article.Article) { a.Outlet = "coast.example" }), false},
		{"no outlet", with(func(a *article.Article) { a.Outlet = "" }), false},
		{"another title", with(func(a *article.Article) { a.Title = "Your moon today, 3 March" }), false},
		{"a title of numbers", with(func(a *article.Article) { a.Title = "2026" }), false},
	} {
		a, b := &prepared{article: withHeadline(stars)}, &prepared{article: withHeadline(c.other)}
		if got, back := inSeries(a, b), inSeries(b, a); got != c.want || back != c.want {
			t.Errorf("%s: %v, and turned round %v; want %v", c.name, got, back, c.want)
		}
	}
	for _, title := range []string{"", "2026"} {
		a := stars
		a.Title = title
		b := a
		b.Published = monday.Add(48 * time.Hour)
		if inSeries(&prepared{article: withHeadline(a)}, &prepared{article: withHeadline(b)}) {
			t.Errorf("title %q is no frame", title)
		}
	}
}
