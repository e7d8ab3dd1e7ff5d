package wire_test

import (
	"strings"
	"testing"

	"github.com/samestory/samestory/article"
)

// plain is an article of 450 words without a credit, with as many names as news has.
func plain() article.Article {
	const paragraph = "Jane Doe, who has led the port authority of Varnholm since 2014, told the council on Tuesday that the quay would " +
		"open again before the end of the week. " +
		"Nobody was hurt when the crane, built by Nordhavn Steel in 1987, fell across two lanes; but the ferries to Sundby and Ostermark had " +
		"to turn back, and lorries from Germany, Poland and Lithuania waited on the ring road until the morning. " +
		"“We heard a noise like thunder,” said Max Poe, a baker from the Old Town (he had been at work since three). " +
		"\"Then the lights went out.\"\n" +
		"The minister of transport, Anna Lind, promised an inquiry. In Parliament, the Social Democrats asked why the works had not been " +
		"stopped in May, after a first report by the labour inspectorate.\n"
	text := strings.Repeat(paragraph, 4)
	return article.Article{
		ID: "1", Outlet: "Varnholm Courier", URL: "https://www.courier.example/2021/05/harbour-closed",
		Title:  "Harbour of Varnholm stays closed for a second day",
		Byline: "Marta Holm", Text: strings.Join(strings.SplitAfter(text, " ")[:450], ""),
	}
}

func TestNoCreditAllocates(t *testing.T) {
	r, a := newReader(t), plain()
	if got := r.Credits(a); len(got) != 0 {
		t.Fatalf("credits in a text without any: %q", found(got))
	}
	if n := testing.AllocsPerRun(100, func() { r.Credits(a) }); n != 0 {
		t.Errorf("%v allocations for an article without a credit, want 0", n)
	}
}

func BenchmarkCredits(b *testing.B) {
	r := newReader(b)
	none := plain()
	three := plain()
	three.Text = "By Jane Doe, Associated Press\nVARNHOLM (AP) — " + three.Text +
		"\nAssociated Press writer John Roe contributed to this report."
	hostile := article.Article{Text: strings.Repeat("AP (AP) told AP, via AP/AP ", 4000)}
	cyrillic := article.Article{Text: strings.Repeat("Порт закрыт второй день после падения крана на причал, "+
		"сказала глава города Анна Линд в парламенте. ", 28)}
	for name, a := range map[string]article.Article{"none": none, "three": three, "hostile": hostile, "cyrillic": cyrillic} {
		b.Run("credits="+name, func(b *testing.B) {
			b.SetBytes(int64(len(a.Text)))
			b.ReportAllocs()
			for b.Loop() {
				r.Credits(a)
			}
		})
	}
}
