package annotate

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"
)

// Separator is the text between two blocks of a canonical text.
const Separator = "\n\n"

// An Article is a text to read and annotate. Text is canonical: valid UTF-8 with
// LF line endings, without other control characters and without hidden characters.
// Articles are shared and must not be changed.
type Article struct {
	ID      string // "" until it is saved
	Meta    Meta
	Source  Source
	Digest  string // DigestOf(Text), the name of this version
	Text    string
	Blocks  []Block // tile Text in order, joined by Separator; never empty
	Removed Removals
}

// DigestOf returns the SHA-256 of text in lower-case hexadecimal, which names a
// version of an article. It does not copy the text.
func DigestOf(text string) string {
	sum := sha256.New()
	var piece [32 << 10]byte
	for len(text) > 0 {
		n := copy(piece[:], text)
		sum.Write(piece[:n])
		text = text[n:]
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Meta is what the source says about itself. Absent values are "". Exports
// and lists use the JSON names of Meta, Source and Removals.
type Meta struct {
	Title     string `json:"title,omitempty"`
	Deck      string `json:"deck,omitempty"`
	Byline    string `json:"byline,omitempty"`
	Published string `json:"published,omitempty"` // as the source wrote it, or RFC 3339
	Language  string `json:"language,omitempty"`  // BCP 47
	Site      string `json:"site,omitempty"`      // the publication, or the book that it is a chapter of
}

// A Source records where the bytes of an article came from.
type Source struct {
	Kind      SourceKind `json:"kind"`
	Location  string     `json:"location,omitempty"` // resolved path or final URL; "" for standard input
	MediaType string     `json:"media_type,omitempty"`
	Charset   string     `json:"charset,omitempty"`  // used to decode the bytes
	Retrieved time.Time  `json:"retrieved,omitzero"` // UTC
	SHA256    string     `json:"sha256,omitempty"`   // digest of the bytes, in lower-case hexadecimal
	Bytes     int        `json:"bytes,omitempty"`    // size of the source

	CharsetFrom    string `json:"charset_from,omitempty"`    // how Charset was determined: "byte order mark"
	CharsetGuessed bool   `json:"charset_guessed,omitempty"` // another charset may be the right one
	Extractor      string `json:"extractor,omitempty"`       // what turned the bytes into text: reader, version of the rules, converter
	Canonical      string `json:"canonical,omitempty"`       // the address that the document declares as canonical
	Requested      string `json:"requested,omitempty"`       // the requested address, if redirects led to Location
	Status         int    `json:"status,omitempty"`          // of the HTTP response, or 0 if there was none
	ETag           string `json:"etag,omitempty"`            // of the response
	LastModified   string `json:"last_modified,omitempty"`   // of the response, verbatim
}

// A SourceKind says what sort of location an article came from.
type SourceKind string

// The kinds of source.
const (
	FromFile   SourceKind = "file"
	FromURL    SourceKind = "url"
	FromStdin  SourceKind = "stdin"
	FromSample SourceKind = "sample"
)

// Removals counts, by kind, the characters removed from a text and the bytes that
// could not be decoded.
type Removals struct {
	Controls  int `json:"controls,omitempty"`  // control characters and terminal escape sequences
	Bidi      int `json:"bidi,omitempty"`      // characters that reorder text
	Invisible int `json:"invisible,omitempty"` // other characters without a glyph
	BadBytes  int `json:"bad_bytes,omitempty"` // bytes that could not be decoded, shown as U+FFFD
}

// String lists the removals: "3 hidden characters removed". It returns "" if there
// are none.
func (r Removals) String() string {
	var parts []string
	if n := r.Controls + r.Bidi + r.Invisible; n > 0 {
		parts = append(parts, Plural(n, "hidden character")+" removed")
	}
	if r.BadBytes > 0 {
		parts = append(parts, Plural(r.BadBytes, "unreadable byte")+" shown as \uFFFD")
	}
	return strings.Join(parts, ", ")
}

// Plural returns a count with its noun: "1 claim", "2 claims".
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// BlockAt returns the index of the block that contains off. An offset between
// two blocks belongs to the earlier one, an offset past the end to the last.
func (a *Article) BlockAt(off int) int {
	i := sort.Search(len(a.Blocks), func(i int) bool { return a.Blocks[i].Span.Start > off })
	return max(i-1, 0)
}

// NumberAt returns the number of the block at off, or 0 if it has none.
func (a *Article) NumberAt(off int) int { return int(a.Blocks[a.BlockAt(off)].Number) }

// Numbers returns the numbers of the paragraphs from the start to the end of a span:
// "14", "14–15", or "" if it begins in a block without a number.
func (a *Article) Numbers(s Span) string {
	first, last := a.NumberAt(s.Start), 0
	if first == 0 {
		return ""
	}
	for i := a.BlockAt(max(s.End-1, s.Start)); last == 0; i-- {
		last = int(a.Blocks[i].Number)
	}
	if last == first {
		return strconv.Itoa(first)
	}
	return fmt.Sprintf("%d–%d", first, last)
}

// Place returns a short name for where a span is: "¶14", "¶14–15", or the kind of the
// block in which it begins if that has no number.
func (a *Article) Place(s Span) string {
	if numbers := a.Numbers(s); numbers != "" {
		return "¶" + numbers
	}
	return a.Blocks[a.BlockAt(s.Start)].Kind.String()
}

// Range returns "¶14–15" for a span over several numbered paragraphs, or "".
func (a *Article) Range(s Span) string {
	if numbers := a.Numbers(s); strings.Contains(numbers, "–") {
		return "¶" + numbers
	}
	return ""
}

// BlockNumbered returns the index of the block with that number or, if there
// is none, of the block with the largest smaller number. ok is false if there is
// neither.
func (a *Article) BlockNumbered(number int) (block int, ok bool) {
	for i, b := range a.Blocks {
		if b.Number > 0 && int(b.Number) <= number {
			block, ok = i, true
		}
	}
	return block, ok
}

// NumberedBlocks returns the number of blocks that have a number.
func (a *Article) NumberedBlocks() int {
	for i := len(a.Blocks) - 1; i >= 0; i-- {
		if n := a.Blocks[i].Number; n > 0 {
			return int(n)
		}
	}
	return 0
}

// nameLimit is the maximum number of bytes of text that Name uses without a title.
const nameLimit = 80

// Name returns the title or, if the article has none, the beginning of its text
// on one line.
func (a *Article) Name() string {
	if a.Meta.Title != "" {
		return a.Meta.Title
	}
	first := a.Blocks[0].Span
	end := GraphemeAt(a.Text, min(first.End, first.Start+nameLimit))
	name := strings.Join(strings.Fields(a.Text[first.Start:end]), " ")
	if end < first.End {
		name += "…"
	}
	return name
}

// ErrNotTiled is returned by [Article.Check] if blocks do not tile the text.
var ErrNotTiled = errors.New("blocks do not tile the text")

// Check returns an error unless the blocks tile the text in order, joined by
// Separator and none empty, and the runs of each block are inside it, in order
// and disjoint.
func (a *Article) Check() error {
	off := 0
	for i, b := range a.Blocks {
		if b.Span.Start != off || b.Span.Empty() || b.Span.End > len(a.Text) {
			return fmt.Errorf("block %d at %d–%d: %w", i, b.Span.Start, b.Span.End, ErrNotTiled)
		}
		if err := b.checkRuns(); err != nil {
			return fmt.Errorf("block %d: %w", i, err)
		}
		off = b.Span.End
		if i < len(a.Blocks)-1 {
			if !strings.HasPrefix(a.Text[off:], Separator) {
				return fmt.Errorf("after block %d: %w", i, ErrNotTiled)
			}
			off += len(Separator)
		}
	}
	if off != len(a.Text) || len(a.Blocks) == 0 {
		return fmt.Errorf("after the last block: %w", ErrNotTiled)
	}
	return nil
}

func (b Block) checkRuns() error {
	off := b.Span.Start
	for i, r := range b.Runs {
		if r.Span.Start < off || r.Span.Empty() || r.Span.End > b.Span.End {
			return fmt.Errorf("run %d at %d–%d is outside its block or overlaps another", i, r.Span.Start, r.Span.End)
		}
		off = r.Span.End
	}
	return nil
}
