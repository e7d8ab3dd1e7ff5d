// Package ingest reads articles from files, folders, standard input and any io.Reader, in every format that samestory
// knows, as one sequence of articles and problems.
//
// Choose [Paths] for what a user names and [Reader] for a stream that is open already. The format is told from the name,
// else from the content; [Options] can name it instead. Files compressed with gzip, Zstandard or bzip2 are recognised by
// their first bytes, whatever their name, and so are tar and zip; UTF-16 is recognised by its byte order mark.
//
// # Formats
//
// Text (.txt) is one article a file. The text is the whole file in UTF-8, without byte order mark and otherwise as it
// stands, so that byte offsets into it are offsets into the decoded file; the title is the first line that is not
// blank, and stays part of the text. Bytes that are not UTF-8 are read as windows-1252. The id is the path.
//
// JSON Lines (.jsonl, .ndjson) is one article a line: an object with the fields id, text, title, published, outlet, url,
// byline, language, provider, canonical, links (a list), html, summary, is_summary and credit, all of them optional; other fields are
// ignored. Under these names texts must be JSON strings, the last four apart; id and published may be numbers too. A missing id
// becomes "path:line". Bytes that are not UTF-8 become U+FFFD.
//
// Where there is no text, that of html is taken (its paragraphs, and its links where there are no others), and else that of summary,
// as the summary that it is. A text that says what the summary says is a summary too, unless is_summary, true or false, says
// otherwise. This goes for tables and databases as well.
//
// The fields have other names too, such as body for text, source for outlet, or date for published, and Options.Map can
// give more. The first that is not empty counts, a field's own name before the others. Under the other names anything may
// stand: of an object its name counts, of a list its texts joined, and what has no text is passed over.
//
// JSON (.json) is an array of such objects, or one or more of them one after the other, on any number of lines. The line of a
// place is the one on which the object begins; what follows it on the same line without an id becomes "path:line#2" and so
// on. After an object that is broken off, reading goes on with the next that can be told from what is left of it.
//
// An object without a text of its own that has a list of articles, as services answer ({"status": "ok", "articles": [{...}]}), is
// read as that list, also where it is a line of JSON Lines. The list is called articles, data, docs, documents, entries, feed, hits,
// items, list, news, posts, records, response, result, results, rows, stories or value, or lies in an object of such a name.
//
// CSV (.csv, .tsv) is a table with the names of its columns in the first row, which are those of JSON's fields in any case and
// with spaces or underscores; one of them must be text, html, summary or title. The delimiter is told from the first row: comma, semicolon,
// tab or vertical bar. Quotation is that of RFC 4180; [table.CSV] has the details, and what becomes of rows that do not keep to
// it. Each field that is not UTF-8 is read as windows-1252. Links are parted by white space.
//
// Parquet (.parquet) is a table too. The line of a place is the number of the row. Only the columns of fields are read, unless
// Options.KeepItems asks for all. A list of texts is joined, a nested column has a name with full stops.
//
// Archives (.tar, .zip, also compressed) are read as folders are: members whose names tell no known format, and hidden ones,
// are passed over. The path of a member is "archive.zip/member". Archives in archives are read, those in these are not.
// Links, encrypted members and members that share bytes with others are problems.
//
// Web pages (.html, .htm, .xhtml, or what begins as one) are one article a file: the main text, and what the page says of itself in
// its tags; package page has the details. The id is the path; the URL is what the page says it is. Web archives (.warc, .arc, also
// compressed record by record, and .warc.zst with a dictionary) are one article a page: a response of status 200, or a resource,
// that is HTML. The id is the address it was fetched from, the line of its place is the number of the record. The time of the capture
// is none of publication, and not used. Other records are counted, see Options.OnPassed.
//
// Feeds (.rss, .atom, .rdf, or RSS, Atom and JSON Feed by their content) are one article an item; package feed has the details.
// Lists of feeds (.opml) stand for the feeds that they name: files in the list's own folder are read, addresses are fetched if
// Options.Fetch is set. A feed comes once, however often it is named.
//
// What newsrooms exchange (.xml, .newsml, .nitf: NewsML-G2, NewsML 1 and NITF by their first element; objects of ninjs wherever
// JSON is read, unless Options.Map is set) is one article an item; package newsroom has the details. The line of a place is the one on
// which the item begins.
//
// Databases (.db, .sqlite, .sqlite3, or SQLite by its content; paths that begin with postgres://) are read by Options.Query, one
// article a row, as tables are. The line of a place is the number of the row.
//
// Times of publication are understood in the layouts of RFC 3339, RFC 1123, RFC 822, RFC 850, ANSI C, ISO 8601 (also
// compact), in Unix seconds, milliseconds, microseconds and nanoseconds, and, with or without a time of day, as a date in words in seven
// languages (Dutch, English, French, German, Italian, Portuguese, Spanish) or in three numbers that can be read in one way only. A date
// such as 02/11/2026, which two countries read differently, is not guessed: the article comes without a time, followed by a problem, or of
// a page with the next best time that it tells. 02.11.2026 is understood where the language of the feed or page is known and is not
// English. A time without a zone is taken as UTC, and all times are returned in UTC.
//
// # Errors
//
// Every error of a sequence is an [*article.Problem] that says where it was met; match its cause with errors.Is. The
// sequence goes on with the next line, row, object, member or file, except after the end of its context and after invalid
// options. Data that decompresses to more than a thousand times its size, and to more than 256 MiB, is given up with
// [ErrExpands].
//
// # Memory, concurrency
//
// Memory does not grow with the length of the input: a sequence holds buffers, one article of at most
// Options.MaxArticle bytes, the names in one folder and, for Zstandard, a window of at most 128 MiB; of Parquet a page of
// each column, at most 128 MiB, and of zip the directory, at most 64 MiB. Parquet and zip are read at any place of a file:
// where they come as a stream, or within other files, they are copied to the system's folder for temporary files first, at
// most 64 GiB. Articles share no memory with the buffers and are the caller's. A sequence reads in the goroutine that ranges
// over it and starts no other; it may be ranged over again, which reads the files anew. Leaving the range early closes every
// file.
package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/moment"
	webpage "github.com/samestory/samestory/ingest/page"
	"github.com/samestory/samestory/ingest/table"
)

// The causes of problems that are found here; failures to read keep the cause that the system gave, such as
// fs.ErrNotExist or io.ErrUnexpectedEOF for a file that was cut off.
var (
	// ErrTooLong is a text file, a line, a row or an object longer than Options.MaxArticle.
	ErrTooLong = table.ErrTooLong
	// ErrBinary is a text file with NUL bytes.
	ErrBinary = errors.New("ingest: not text but binary data")
	// ErrTime is a time of publication that was not understood, or that two countries read differently.
	ErrTime = moment.Err
	// ErrEmptyFolder is a folder without a file to read.
	ErrEmptyFolder = errors.New("ingest: no file of a known format in this folder")
	// ErrEmptyArchive is an archive without a member to read.
	ErrEmptyArchive = errors.New("ingest: no file of a known format in this archive")
	// ErrMember is a member of an archive that cannot be read: a link, an encrypted or overlapping one, an archive too deep.
	ErrMember = errors.New("ingest: this member of the archive is not read")
	// ErrExpands is compressed data that makes more than a thousand times its size.
	ErrExpands = errors.New("ingest: the data expands beyond all reason")
	// ErrFormat is content that is not in the format it is read as, or the name of an unknown format.
	ErrFormat = table.ErrFormat
	// ErrNoStdin is the path "-" without Options.Stdin.
	ErrNoStdin = errors.New("ingest: standard input is not available")
)

// DefaultMaxArticle is the limit of one article where Options.MaxArticle is zero: 64 MiB.
const DefaultMaxArticle = 64 << 20

// Options are the choices of a sequence. Nil and the zero value mean the documented defaults.
type Options struct {
	// Format is how every input is read, whatever its name and content. The default, Auto, goes by the name and, where
	// that tells nothing, by the content. With a format set, every file in a folder is read that is not hidden.
	Format Format
	// MaxArticle is the largest text file and the longest line, row or object to read, in bytes of UTF-8 after
	// decompression; of Parquet it is the longest value. Default DefaultMaxArticle. What is longer is a problem and is not kept in memory.
	MaxArticle int64
	// OnBytes, if set, is called with the number of bytes read since its last call, counted before decompression.
	// It is called in the goroutine that ranges over the sequence. Of a file that was opened, the calls add up
	// to its size, even where a problem ended the reading early.
	OnBytes func(n int64)
	// Stdin is what the path "-" reads; if nil, "-" is a problem.
	Stdin io.Reader
	// Map says which field of an article is found under which name in tables and JSON objects: {"text": "body"} takes the
	// text from the column or the field body. The keys are those of Fields. In JSON a name may be a path to a field of an
	// object within, such as article.body. A field that is not mapped is looked for under its usual names; one that is
	// mapped is looked for under the given name alone.
	Map map[string]string
	// Pages is how the main text of web pages is found; default PagesThorough.
	Pages PageMode
	// OnPassed, if set, is called at the end of a web archive with how many of its records hold no page, for each reason:
	// warc.ErrKind, warc.ErrStatus, warc.ErrType. Most records of an archive hold none, and that is no problem unless all do: ErrNoPage
	// is told instead then.
	OnPassed func(path string, records int, reason error)
	// Query is the SQL by which databases are read: files of SQLite, and servers of PostgreSQL, which a path names by an address such
	// as postgres://user@host/database. Its columns are mapped to fields as those of a table. It can read and nothing else.
	Query string
	// KeepItems has every article come with its Item, for writing it again.
	KeepItems bool
	// Fetch opens an address that a list of feeds names; the body is closed after reading. If it is nil, each address is a problem
	// around ErrNotFetched. Nothing else is ever fetched.
	Fetch func(ctx context.Context, address string) (io.ReadCloser, error)
}

// Validate reports a format or a mode that does not exist, a negative limit, or a mapped field that an article has not. Nil is valid.
func (o *Options) Validate() error {
	if o == nil {
		return nil
	}
	if o.MaxArticle < 0 {
		return fmt.Errorf("ingest: negative MaxArticle: %d", o.MaxArticle)
	}
	if _, err := newMapping(o.Map); err != nil {
		return err
	}
	if err := (webpage.Options{Mode: o.Pages}).Validate(); err != nil {
		return err
	}
	if o.Format == "" || o.Format == Auto {
		return nil
	}
	if _, ok := formatNamed(o.Format); !ok {
		return fmt.Errorf("%w: there is no format %q", ErrFormat, o.Format)
	}
	return nil
}

// Paths reads the articles of files and folders, in the order given; the path "-" is Options.Stdin, and its format is
// told from the content. Folders are read with all folders in them, in lexical order; in them, hidden files, symbolic
// links, and files whose name tells no known format or archive are skipped. Files and links named outright are always read.
//
// When ctx ends, the sequence ends with one problem that wraps the error of ctx, unless all was read already. A read
// that blocks, as of a terminal, is not interrupted.
func Paths(ctx context.Context, paths []string, opts *Options) iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		s, ok := newSession(ctx, opts, yield)
		defer s.close()
		for _, path := range paths {
			if ok = ok && s.path(path); !ok {
				return
			}
		}
	}
}

// Reader reads the articles of one stream. The name tells the format where its ending is known, and takes the place
// of the path in ids and problems. Reader does not close r; the sequence can be ranged over only once, as r can.
func Reader(r io.Reader, name string, opts *Options) iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		s, ok := newSession(context.Background(), opts, yield)
		defer s.close()
		if ok {
			s.stream(name, s.metered(r))
		}
	}
}
