package table

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
	"github.com/pierrec/lz4/v4"
)

// story is a row of the files that tests write.
type story struct {
	ID    string    `parquet:"id,delta"`
	Text  *string   `parquet:"text,optional,dict"`
	At    time.Time `parquet:"at,timestamp(microsecond)"`
	Links []string  `parquet:"links,list"`
	Inner struct {
		N   int32   `parquet:"n"`
		Big uint64  `parquet:"big"`
		F   float64 `parquet:"f"`
		OK  bool    `parquet:"ok"`
	} `parquet:"inner"`
	Tags []string `parquet:"tags"`
	Day  int32    `parquet:"day,date"`
}

func stories(n int) []story {
	all := make([]story, n)
	for i := range all {
		s := &all[i]
		s.ID = fmt.Sprint("id", i)
		if i%3 != 1 {
			text := fmt.Sprintf("text %d, %s", i, strings.Repeat("and more ", i%7))
			s.Text = &text
		}
		s.At = time.Date(2026, 11, 2, 8, 0, i, 1000, time.UTC)
		for j := range i % 4 {
			s.Links = append(s.Links, fmt.Sprint("https://a.example/", i, j))
			s.Tags = append(s.Tags, fmt.Sprint("tag", j))
		}
		s.Inner.N, s.Inner.Big, s.Inner.F, s.Inner.OK = int32(-i), 1<<63+uint64(i), 0.5*float64(i), i%2 == 0
		s.Day = int32(20759 + i)
	}
	return all
}

// file writes rows in groups of five.
func file(t testing.TB, rows []story, options ...parquet.WriterOption) string {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[story](&b, append([]parquet.WriterOption{parquet.PageBufferSize(200)}, options...)...)
	for i := range rows {
		if _, err := w.Write(rows[i : i+1]); err != nil {
			t.Fatal(err)
		}
		if i%5 == 4 {
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// wanted is a row as it is to be read.
func (s *story) wanted() string {
	text := "-"
	if s.Text != nil {
		text = *s.Text
	}
	return fmt.Sprintf("%s %s %s %d%v %d %d %v %v %d%v %s", s.ID, text, s.At.Format(time.RFC3339Nano), len(s.Links), s.Links,
		s.Inner.N, s.Inner.Big, s.Inner.F, s.Inner.OK, len(s.Tags), s.Tags, time.Unix(int64(s.Day)*86400, 0).UTC().Format(time.DateOnly))
}

func written(cells []Cell) string {
	all := make([]string, len(cells))
	for i, c := range cells {
		switch c.Kind {
		case Null:
			all[i] = "-"
		case List:
			all[i] = fmt.Sprintf("%d%v", len(c.List), c.List)
		default:
			all[i] = c.Text
		}
	}
	return strings.Join(all, " ")
}

// parquetRows reads all columns of all rows, an error as "!" and its row.
func parquetRows(content string, limit int64) (all []string, errs []error) {
	p, err := NewParquet(strings.NewReader(content), int64(len(content)), limit)
	if err != nil {
		return nil, []error{err}
	}
	defer p.Close()
	var columns []int
	for i := range p.Columns {
		columns = append(columns, i)
	}
	p.Choose(columns)
	for {
		cells, err := p.Next()
		if errors.Is(err, io.EOF) {
			return all, errs
		}
		if err != nil {
			all, errs = append(all, fmt.Sprint("!", p.Row)), append(errs, err)
			continue
		}
		all = append(all, written(cells))
	}
}

// TestParquet reads what the parser's own writer makes of rows, with every compression and kind of page.
func TestParquet(t *testing.T) {
	rows := stories(23)
	var want []string
	for _, s := range rows {
		want = append(want, s.wanted())
	}
	for _, codec := range []compress.Codec{
		&parquet.Uncompressed, &parquet.Snappy, &parquet.Gzip, &parquet.Zstd, &parquet.Brotli, &parquet.Lz4Raw,
	} {
		for version := 1; version <= 2; version++ {
			content := file(t, rows, parquet.Compression(codec), parquet.DataPageVersion(version))
			got, errs := parquetRows(content, 1<<20)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, pages of version %d: errors %v, rows (-want +got):\n%s", codec, version, errs, diff)
			}
		}
	}
}

// TestParquetOfOthers reads files of other writers.
func TestParquetOfOthers(t *testing.T) {
	const dir = "../../testdata/ingest/tables"
	for _, name := range []string{"pyarrow.parquet", "duckdb.parquet", "polars.parquet"} {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		got, errs := parquetRows(string(content), 1<<20)
		want := []string{
			"pq-1 Ferry lies in dock The car ferry to Lindholm lies in dock.\n\nDivers had found cracks — in its rudder. " +
				"2026-11-02T08:15:00Z Coastline News 2[Jon Abel Mia Orr] 12 0.5 true 2026-11-02 2[https://a.example/1 https://b.example/2] en 1",
			"pq-2 - A family orchard won the county prize. - The Bay Post 0[] - - - - 0[] - -",
			"pq-3 Bridge opens The bridge over the Tarn opened to lorries on Monday. 2026-11-03T07:30:00.123456Z Unit Times 1[Li Wen] " +
				"7 1e+100 false 2026-11-03 1[https://c.example/3] fr 2",
		}
		if diff := cmp.Diff(want, got); diff != "" || len(errs) > 0 {
			t.Errorf("%s: errors %v, rows (-want +got):\n%s", name, errs, diff)
		}
	}
}

// TestParquetChoose reads no more than the columns chosen.
func TestParquetChoose(t *testing.T) {
	content := file(t, stories(23))
	r := &countingReaderAt{r: strings.NewReader(content)}
	p, err := NewParquet(r, int64(len(content)), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	before := r.n
	p.Choose([]int{1})
	rows := 0
	for {
		cells, err := p.Next()
		if err != nil {
			break
		}
		if rows++; cells[0].Kind != Null || rows == 1 && cells[1].Text == "" {
			t.Fatalf("got %+v", cells)
		}
	}
	if rows != 23 || p.Row != 23 || r.n-before > len(content)/2 {
		t.Errorf("got %d rows, the last is row %d, and read %d bytes of %d", rows, p.Row, r.n-before, len(content))
	}
}

type countingReaderAt struct {
	r io.ReaderAt
	n int
}

func (c *countingReaderAt) ReadAt(b []byte, at int64) (int, error) {
	n, err := c.r.ReadAt(b, at)
	c.n += n
	return n, err
}

// TestParquetTooLong passes over what is too long for an article, and reads the next row.
func TestParquetTooLong(t *testing.T) {
	rows := stories(4)
	long := strings.Repeat("x", 1001)
	rows[0].Text = &long
	rows[2].Links = strings.Split(strings.Repeat("x", 100), "")
	content := file(t, rows)
	got, errs := parquetRows(content, 1000)
	want := []string{"!1", rows[1].wanted(), "!3", rows[3].wanted()}
	if diff := cmp.Diff(want, got); diff != "" || !errors.Is(errs[0], ErrTooLong) || !errors.Is(errs[1], ErrTooLong) {
		t.Errorf("errors %v, rows (-want +got):\n%s", errs, diff)
	}
}

// TestParquetDamaged changes every byte of a file, and cuts it anywhere: there is no panic, little memory is used, and
// a row group that is not touched is read.
func TestParquetDamaged(t *testing.T) {
	rows := stories(10)
	content := file(t, rows, parquet.Compression(&parquet.Zstd))
	step := 2
	if testing.Short() {
		step = 13
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	lost := 0
	for i := 0; i < len(content); i += step {
		if got, errs := parquetRows(content[:i], 1<<20); len(got) > 0 || len(errs) != 1 || !errors.Is(errs[0], ErrFormat) {
			t.Fatalf("cut at %d: got %q, %v", i, got, errs)
		}
		damaged := []byte(content)
		damaged[i] ^= 0xff
		got, errs := parquetRows(string(damaged), 1<<20)
		for _, err := range errs {
			if !errors.Is(err, ErrFormat) && !errors.Is(err, ErrTooLong) {
				t.Fatalf("byte %d: got %v", i, err)
			}
		}
		if len(errs) > 0 && len(got) > 1 && got[len(got)-1] == rows[9].wanted() {
			lost++
		}
	}
	runtime.ReadMemStats(&after)
	if each := (after.TotalAlloc - before.TotalAlloc) / uint64(len(content)/step); each > 4<<20 {
		t.Errorf("%d bytes allocated for each of the damaged files", each)
	}
	if lost == 0 {
		t.Error("no damage in the first row group left the second to be read")
	}
}

// TestParquetPages has pages that hold more than they say.
func TestParquetPages(t *testing.T) {
	plain := bytes.Repeat([]byte("x"), 1<<20)
	var gz, br bytes.Buffer
	gw, bw := gzip.NewWriter(&gz), brotli.NewWriter(&br)
	gw.Write(plain)
	gw.Close()
	bw.Write(plain)
	bw.Close()
	zw, _ := zstd.NewWriter(nil)
	var zs bytes.Buffer // without its size in the header
	zsw, _ := zstd.NewWriter(&zs)
	zsw.Write(plain)
	zsw.Flush()
	zsw.Close()
	l := make([]byte, len(plain))
	n, _ := new(lz4.Compressor).CompressBlock(plain, l)
	for _, tt := range []struct {
		name  string
		codec format.CompressionCodec
		page  []byte
		lies  bool
	}{
		{"gzip", format.Gzip, gz.Bytes(), false},
		{"brotli", format.Brotli, br.Bytes(), false},
		{"zstd", format.Zstd, zw.EncodeAll(plain, nil), false},
		{"zstd without a size", format.Zstd, zs.Bytes(), false},
		{"zstd in two frames", format.Zstd, append(zw.EncodeAll(plain[:100], nil), zs.Bytes()...), false},
		{"snappy", format.Snappy, snappy.Encode(nil, plain), false},
		{"snappy that lies", format.Snappy, binary.AppendUvarint(nil, 1<<32-1), true},
		{"lz4", format.Lz4Raw, l[:n], false},
	} {
		p := &pages{codec: tt.codec}
		if got, err := p.decompress(make([]byte, len(plain)+100), tt.page); !tt.lies && (err != nil || got < len(plain)) {
			t.Errorf("%s with room: got %d, %v", tt.name, got, err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if got, err := p.decompress(make([]byte, 1000), tt.page); err == nil {
			t.Errorf("%s without room: got %d bytes and no error", tt.name, got)
		}
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 512<<10 {
			t.Errorf("%s without room: %d bytes allocated", tt.name, used)
		}
	}
}

// TestParquetRuns has few bytes that make many values.
func TestParquetRuns(t *testing.T) {
	run := binary.AppendUvarint(nil, 1<<31) // 2^30 times the next byte
	run = append(run, 1)
	deltas := binary.AppendUvarint([]byte{0x80, 0x01, 4}, 1<<30)
	for _, tt := range []struct {
		name     string
		encoding format.Encoding
		values   []byte
	}{
		{"dictionary", format.RLEDictionary, append([]byte{1}, run...)},
		{"dictionary, many runs", plainDictionary, append([]byte{1}, bytes.Repeat(append(binary.AppendUvarint(nil, 16<<20), 1), 3)...)},
		{"truth values", format.RLE, append(binary.LittleEndian.AppendUint32(nil, uint32(len(run))), run...)},
		{"differences", format.DeltaBinaryPacked, deltas},
		{"lengths", format.DeltaLengthByteArray, deltas},
		{"prefixes", format.DeltaByteArray, deltas},
	} {
		if err := checkValues(tt.encoding, tt.values); !errors.Is(err, errRuns) {
			t.Errorf("%s: got %v, want %v", tt.name, err, errRuns)
		}
	}
	h := &format.PageHeader{}
	h.DataPageHeader.Valid = true
	level := append(binary.LittleEndian.AppendUint32(nil, uint32(len(run))), run...)
	if err := (&shape{levels: 1}).check(h, level); !errors.Is(err, errRuns) {
		t.Errorf("levels: got %v, want %v", err, errRuns)
	}
}

// TestParquetDescription has descriptions that claim more than they hold.
func TestParquetDescription(t *testing.T) {
	deepStructs := bytes.Repeat([]byte{0x1c}, 10_000)
	deepLists := append([]byte{0x19}, bytes.Repeat([]byte{0x19}, 10_000)...)
	for name, footer := range map[string][]byte{
		"a list of 2^31 structures": append(binary.AppendUvarint([]byte{0x29, 0xfc}, 1<<31-1), 0, 0, 0),
		"a text of 2^31 bytes":      append(binary.AppendUvarint([]byte{0x68}, 1<<31-1), 0, 0, 0),
		"structures in structures":  deepStructs,
		"lists in lists":            deepLists,
		"nothing":                   nil,
		"an unknown type":           {0x1e, 0},
	} {
		if _, err := describe(footer); err == nil {
			t.Errorf("%s: got no error", name)
		}
		content := string(append(binary.LittleEndian.AppendUint32(append([]byte(magic), footer...), uint32(len(footer))), magic...))
		if _, err := NewParquet(strings.NewReader(content), int64(len(content)), 1000); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: got %v, want ErrFormat", name, err)
		}
	}
	for content, want := range map[string]error{
		"":                         io.ErrUnexpectedEOF,
		"PAR1PAR1":                 io.ErrUnexpectedEOF,
		"PAR1\xff\xff\xff\xffPAR1": errDescription,
		"PARE\x00\x00\x00\x00PARE": errEncrypted,
		strings.Repeat("x", 100):   io.ErrUnexpectedEOF,
	} {
		if _, err := NewParquet(strings.NewReader(content), int64(len(content)), 1000); !errors.Is(err, want) {
			t.Errorf("%.20q: got %v, want %v", content, err, want)
		}
	}
}

// TestParquetPanic has a description that the parser has no answer to but a panic.
func TestParquetPanic(t *testing.T) {
	data := &format.FileMetaData{Schema: []format.SchemaElement{
		{Name: "root", NumChildren: thrift.New[int32](1)},
		{
			Name: "text", Type: thrift.New(format.FixedLenByteArray),
			LogicalType: format.LogicalType{Value: &format.DecimalType{Scale: 1, Precision: 2}},
		},
	}}
	var protocol thrift.CompactProtocol
	footer, err := thrift.Marshal(&protocol, data)
	if err != nil {
		t.Fatal(err)
	}
	content := string(append(binary.LittleEndian.AppendUint32(append([]byte(magic), footer...), uint32(len(footer))), magic...))
	if _, err := NewParquet(strings.NewReader(content), int64(len(content)), 1000); !errors.Is(err, errPanic) || !errors.Is(err, ErrFormat) {
		t.Errorf("got %v, want %v", err, errPanic)
	}
}

// FuzzParquet: no bytes make the reader panic, or give more errors than there are row groups.
func FuzzParquet(f *testing.F) {
	for _, codec := range []compress.Codec{&parquet.Uncompressed, &parquet.Snappy} {
		for version := 1; version <= 2; version++ {
			f.Add([]byte(file(f, stories(3), parquet.Compression(codec), parquet.DataPageVersion(version))))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const enough = 10_000
		p, err := NewParquet(bytes.NewReader(data), int64(len(data)), 1<<16)
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Fatalf("got %v, want ErrFormat", err)
			}
			return
		}
		defer p.Close()
		var columns []int
		for i := range p.Columns {
			columns = append(columns, i)
		}
		p.Choose(columns)
		broken := 0
		for range enough {
			_, err := p.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil && !errors.Is(err, ErrTooLong) {
				broken++
			}
		}
		if broken > len(p.about.RowGroups) {
			t.Fatalf("%d row groups are broken of %d", broken, len(p.about.RowGroups))
		}
	})
}
