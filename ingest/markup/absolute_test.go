package markup

import (
	"net/url"
	"strings"
	"testing"
)

func TestAbsolute(t *testing.T) {
	base, err := url.Parse("https://bay.example/news/1?a=1")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ source, want string }{
		{"", ""},
		{"plain & <text", "plain & <text"},
		{`<p>No links.</p>`, `<p>No links.</p>`},
		{`<A HREF='/b'>x</A>`, `<a href="https://bay.example/b">x</A>`},
		{`<img src=p.jpg alt>`, `<img src="https://bay.example/news/p.jpg" alt="">`},
		{`<img src="p.jpg"/>&amp;<br>`, `<img src="https://bay.example/news/p.jpg"/>&amp;<br>`},
		{`<a href="//cdn.example/x">`, `<a href="https://cdn.example/x">`},
		{`<a href="?b=2&amp;c=3">`, `<a href="https://bay.example/news/1?b=2&amp;c=3">`},
		{`<a href="#notes"> <a href="">`, `<a href="#notes"> <a href="">`},
		{`<a href="mailto:a@b.example">`, `<a href="mailto:a@b.example">`},
		{`<a href="JavaScript:x()">`, `<a href="JavaScript:x()">`},
		{`<a href="https://b.example/%zz">`, `<a href="https://b.example/%zz">`},
		{`<a href="%zz">`, `<a href="%zz">`},
		{
			`<video poster="/p.jpg"><source src="/v.mp4"></video>`,
			`<video poster="https://bay.example/p.jpg"><source src="https://bay.example/v.mp4"></video>`,
		},
		{
			`<img srcset="a.jpg 1x, /b,c.jpg 2x,https://d.example/d.jpg">`,
			`<img srcset="https://bay.example/news/a.jpg 1x, https://bay.example/b,c.jpg 2x,https://d.example/d.jpg">`,
		},
		{`<img srcset="a.jpg, b.jpg,">`, `<img srcset="https://bay.example/news/a.jpg, https://bay.example/news/b.jpg,">`},
		{
			`<img srcset="data:image/png;base64,AAAA 1x, b.jpg 2x">`,
			`<img srcset="data:image/png;base64,AAAA 1x, https://bay.example/news/b.jpg 2x">`,
		},
		{
			`<script>var a = '<a href="/b">'</script><a href="/c">`,
			`<script>var a = '<a href="/b">'</script><a href="https://bay.example/c">`,
		},
		{
			`<!-- <a href="/b"> --><a title="&quot;" href="/c">x<a href="`,
			`<!-- <a href="/b"> --><a title="&#34;" href="https://bay.example/c">x<a href="`,
		},
		{`<p title="/b" data-href="/c">`, `<p title="/b" data-href="/c">`},
	} {
		source, want := tt.source, tt.want
		got := Absolute(source, base)
		if got != want {
			t.Errorf("%q:\ngot  %q\nwant %q", source, got, want)
		}
		if again := Absolute(got, base); again != got {
			t.Errorf("%q: made absolute again it is %q", got, again)
		}
		if same := Absolute(source, nil); same != source {
			t.Errorf("%q: without a base it is %q", source, same)
		}
	}
}

// FuzzAbsolute: the text stays, twice is once, and the time is linear.
func FuzzAbsolute(f *testing.F) {
	base, _ := url.Parse("https://bay.example/")
	f.Add(`<p><a href="/b">x</a> <img srcset="a 1x,b"> <![CDATA[ <x y=`)
	f.Fuzz(func(t *testing.T, source string) {
		got := Absolute(source, base)
		if again := Absolute(got, base); again != got {
			t.Fatalf("%q became %q, then %q", source, got, again)
		}
		before, _ := Text(source, nil)
		after, _ := Text(got, nil)
		if before != after && strings.ToValidUTF8(before, "") == before && !strings.Contains(source, "\x00") {
			t.Fatalf("%q says %q, %q says %q", source, before, got, after)
		}
	})
}
