package ingest

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func gz(content string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, content)
	w.Close()
	return b.String()
}

func zst(content string) string {
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err)
	}
	io.WriteString(w, content)
	w.Close()
	return b.String()
}

// bz2 is what bzip2 makes of the lines {"id":"a"} and {"id":"b"}.
var bz2 = func() string {
	b, err := base64.StdEncoding.DecodeString(
		"QlpoOTFBWSZTWXDyMnQAAAlZgAAQEAAAEDQgAAogADEGTEBVTQ02pHnUZmEUinxdyRThQkHDyMnQ")
	if err != nil {
		panic(err)
	}
	return string(b)
}()

func TestCompressed(t *testing.T) {
	const a, b = "{\"id\":\"a\"}\n", "{\"id\":\"b\"}\n"
	const skippable = "\x5a\x2a\x4d\x18\x03\x00\x00\x00xyz"
	for _, tt := range []struct{ name, file, content string }{
		{"gzip", "in.jsonl.gz", gz(a + b)},
		{"gzip under another name", "in.jsonl", gz(a + b)},
		{"gzip members", "in.jsonl.gz", gz(a) + gz(b)},
		{"zstd", "in.jsonl.zst", zst(a + b)},
		{"zstd under another name", "in.gz", zst(a + b)},
		{"zstd frames", "in.jsonl.zst", zst(a) + zst(b)},
		{"zstd after a frame to skip", "in.jsonl.zst", skippable + zst(a+b)},
		{"bzip2", "in.jsonl.bz2", bz2},
		{"bzip2 under another name", "in.gz", bz2},
		{"not compressed at all", "in.jsonl.gz", a + b},
		{"not compressed at all, named bzip2", "in.jsonl.bz2", a + b},
		{"UTF-16 in gzip", "in.jsonl.gz", gz(utf16Text(a+b, true))},
		{"mark in zstd", "in.jsonl.zst", zst(utf8Mark + a + b)},
	} {
		all, problems := read(t, tt.file, tt.content, nil)
		if diff := cmp.Diff([]string{"a", "b"}, ids(all)); diff != "" || len(problems) > 0 {
			t.Errorf("%s: problems %v, ids (-want +got):\n%s", tt.name, problems, diff)
		}
	}
}

// TestCompressedCut cuts compressed files anywhere: what comes whole before the cut is read, then there is one problem.
func TestCompressedCut(t *testing.T) {
	var content strings.Builder
	for range 300 {
		content.WriteString("{\"id\":\"x\",\"text\":\"some text\"}\n")
	}
	for _, pack := range []struct {
		ending string
		of     func(string) string
	}{{".gz", gz}, {".zst", zst}} {
		whole := pack.of(content.String())
		for n := range len(whole) {
			all, problems := read(t, "in.jsonl"+pack.ending, whole[:n], nil)
			if len(problems) == 0 || len(all) > 300 {
				t.Fatalf("%s cut at %d of %d: got %d articles and no problem", pack.ending, n, len(whole), len(all))
			}
			if p := one(t, problems); !errors.Is(p, io.ErrUnexpectedEOF) {
				t.Fatalf("%s cut at %d of %d: got %v, want %v", pack.ending, n, len(whole), p, io.ErrUnexpectedEOF)
			}
			if all, problems := read(t, "in.txt"+pack.ending, whole[:n], nil); len(all) > 0 || len(problems) != 1 {
				t.Fatalf("text in %s cut at %d of %d: got %d articles, problems %v; half a text is none",
					pack.ending, n, len(whole), len(all), problems)
			}
		}
	}
	cut := gz(content.String() + strings.Repeat(noise(), 20))
	all, problems := read(t, "in.jsonl.gz", cut[:len(cut)-100], nil)
	if one(t, problems); len(all) < 300 {
		t.Errorf("got %d articles before the cut, want 300", len(all))
	}
}

// noise is a line that does not compress well.
func noise() string {
	var b strings.Builder
	x := uint32(1)
	b.WriteString(`{"text":"`)
	for range 5000 {
		x = x*1664525 + 1013904223
		b.WriteByte('a' + byte(x>>24)%26)
	}
	return b.String() + "\"}\n"
}

func TestCompressedDamaged(t *testing.T) {
	for n := range len(bz2) {
		if all, problems := read(t, "in.jsonl.bz2", bz2[:n], nil); len(problems) != 1 || len(all) > 2 {
			t.Fatalf("bzip2 cut at %d of %d: got %v and %d articles", n, len(bz2), problems, len(all))
		}
	}
	if all, problems := read(t, "in.jsonl", bz2+bz2, nil); len(all) != 4 || len(problems) > 0 {
		t.Errorf("bzip2 joined: got %v, %v", ids(all), problems)
	}
	damagedBlock := bz2[:20] + "x" + bz2[21:]
	if _, problems := read(t, "in.jsonl", damagedBlock, nil); len(problems) == 0 {
		t.Error("damage in bzip2 was not noticed")
	}
	for _, whole := range []string{gz(noise()), zst(noise())} {
		damaged := []byte(whole)
		damaged[len(damaged)/2] ^= 0xff
		if _, problems := read(t, "in.jsonl", string(damaged), nil); len(problems) == 0 {
			t.Errorf("damage in %.4q... was not noticed", whole)
		}
		all, problems := read(t, "in.jsonl", whole+"trailing garbage", nil)
		if one(t, problems); len(all) != 1 {
			t.Errorf("garbage after %.4q...: got %d articles, want 1", whole, len(all))
		}
	}
	const hugeWindow = "\x28\xb5\x2f\xfd\x00\xa0" // 1 GiB
	_, problems := read(t, "in.jsonl.zst", hugeWindow+strings.Repeat("\x00", 20), nil)
	if p := one(t, problems); !errors.Is(p, zstd.ErrWindowSizeExceeded) {
		t.Errorf("got %v, want %v", p, zstd.ErrWindowSizeExceeded)
	}
}
