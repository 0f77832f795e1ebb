package export_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
	"galley/annotate/export"
)

var update = flag.Bool("update", false, "write the golden files")

func TestWriteJSONKeepsTheContractOfTheGoldenFile(t *testing.T) {
	got := written(t, options, ferry(t))
	const golden = "testdata/ferry.json"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// parsed is a document as a program in another language would read it.
type parsed struct {
	Articles []struct {
		Text        *string
		Blocks      []any
		Annotations []struct {
			ID             string
			Quote          string
			Prefix, Suffix string
			Start, End     *int
		}
	}
}

func parse(t *testing.T, document string) parsed {
	t.Helper()
	var p parsed
	if err := json.Unmarshal([]byte(document), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPositionsAreCodePointsOfTheQuote(t *testing.T) {
	article := parse(t, written(t, options, ferry(t))).Articles[0]
	text := []rune(*article.Text)
	placed := 0
	for _, a := range article.Annotations {
		if a.Start == nil {
			continue
		}
		placed++
		if got := string(text[*a.Start:*a.End]); got != a.Quote {
			t.Errorf("text[%d:%d] = %q, want %q", *a.Start, *a.End, got, a.Quote)
		}
	}
	if placed != 3 {
		t.Errorf("%d annotations have a place, want 3", placed)
	}
}

func TestAnnotationsAreInTextOrderUnplacedLast(t *testing.T) {
	b := ferry(t)
	all := b.Annotations
	b.Annotations = []annotate.Annotation{all[4], all[2], all[3], all[1], all[0]}
	var ids string
	for _, a := range parse(t, written(t, options, b)).Articles[0].Annotations {
		ids += a.ID[len(a.ID)-1:]
	}
	if ids != "BCDEF" {
		t.Errorf("order %s, want BCDEF", ids)
	}
}

func TestContextIsCutToWholeCharacters(t *testing.T) {
	family := "👩‍👩‍👧" // five code points
	a := newArticle("emoji", []annotate.Kind{annotate.Paragraph}, []string{strings.Repeat(family, 7) + "word" + strings.Repeat(family, 7)})
	b := export.Bundle{Article: a, Annotations: []annotate.Annotation{mark(t, a, "m", annotate.Claim, "word")}}
	got := parse(t, written(t, options, b)).Articles[0].Annotations[0]
	if want := strings.Repeat(family, 6); got.Prefix != want || got.Suffix != want {
		t.Errorf("prefix %q, suffix %q, want both %q", got.Prefix, got.Suffix, want)
	}
}

func TestNoTextLeavesOutTextAndBlocksButNotPositions(t *testing.T) {
	opt := options
	opt.NoText = true
	article := parse(t, written(t, opt, ferry(t))).Articles[0]
	if article.Text != nil || article.Blocks != nil {
		t.Error("text or blocks are there")
	}
	if article.Annotations[0].Start == nil {
		t.Error("the positions are not there")
	}
}

func TestEmptyListsAreWrittenAsLists(t *testing.T) {
	if got := written(t, export.WriteOptions{}); !strings.Contains(got, `"articles": []`) {
		t.Errorf("no articles: %s", got)
	}
	b := ferry(t)
	b.Annotations = nil
	if got := written(t, options, b); !strings.Contains(got, `"annotations": []`) {
		t.Errorf("no annotations: %s", got)
	}
}

func TestWriteJSONRefusesInvalidAnchors(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(*export.Bundle)
		want  string
	}{
		{"other words", func(b *export.Bundle) { b.Annotations[0].Anchor.Span.End += len(" said") }, "the words there are"},
		{"outside", func(b *export.Bundle) { b.Annotations[0].Anchor.Span.End = len(b.Article.Text) + 1 }, "outside the text"},
		{"inside an emoji", func(b *export.Bundle) {
			start := strings.Index(b.Article.Text, "👩")
			b.Annotations[0].Anchor.Span = annotate.Span{Start: start, End: start + len("👩")}
		}, "cuts a character"},
		{"another version", func(b *export.Bundle) { b.Annotations[0].Anchor.TextDigest = "0" }, "another version"},
		{"same id twice", func(b *export.Bundle) { b.Annotations[1].ID = b.Annotations[0].ID }, "used twice"},
		{"no tag", func(b *export.Bundle) { b.Annotations[0].Tag = "" }, "unknown tag"},
		{"no state", func(b *export.Bundle) { b.Annotations[0].Anchor.State = "" }, "unknown state"},
		{"unsaved article", func(b *export.Bundle) { b.Article.ID = "" }, "is not an identifier"},
		{"blocks that do not tile", func(b *export.Bundle) { b.Article.Blocks = b.Article.Blocks[:2] }, "tile"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := ferry(t)
			test.spoil(&b)
			_, err := export.WriteJSON(io.Discard, export.All(b), options)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

func TestWriteJSONReturnsErrors(t *testing.T) {
	broken := errors.New("damaged record")
	bundles := func(yield func(export.Bundle, error) bool) { yield(export.Bundle{}, broken) }
	if _, err := export.WriteJSON(io.Discard, bundles, options); !errors.Is(err, broken) {
		t.Errorf("error of the bundles: %v", err)
	}
	r, w := io.Pipe()
	r.CloseWithError(broken)
	if _, err := export.WriteJSON(w, export.All(ferry(t)), options); !errors.Is(err, broken) {
		t.Errorf("error of the writer: %v", err)
	}
}

// A budget accepts a number of bytes and then fails, like a full disk.
type budget struct {
	left  int
	cause error
}

func (b *budget) Write(p []byte) (int, error) {
	if len(p) > b.left {
		n := b.left
		b.left = 0
		return n, b.cause
	}
	b.left -= len(p)
	return len(p), nil
}

// In every format, a disk that fills up anywhere in the document and an article that
// cannot be read are errors: a partial export must not look complete.
func TestPartialExportsAreErrors(t *testing.T) {
	full, damaged := errors.New("no space left"), errors.New("damaged record")
	for _, f := range export.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			var whole bytes.Buffer
			if _, err := f.Write(&whole, export.All(ferry(t)), options); err != nil {
				t.Fatal(err)
			}
			for left := 0; left < whole.Len(); left += 1 + whole.Len()/97 {
				if _, err := f.Write(&budget{left, full}, export.All(ferry(t)), options); !errors.Is(err, full) {
					t.Errorf("after %d of %d bytes: %v", left, whole.Len(), err)
				}
			}
			second := func(yield func(export.Bundle, error) bool) {
				if f.SingleArticle || yield(ferry(t), nil) {
					yield(export.Bundle{}, damaged)
				}
			}
			if _, err := f.Write(io.Discard, export.All(ferry(t), ferry(t)), options); f.SingleArticle && err == nil {
				t.Error("a second article was accepted, although the format holds one")
			}
			if _, err := f.Write(io.Discard, second, options); !errors.Is(err, damaged) {
				t.Errorf("error of the library: %v", err)
			}
		})
	}
}

func TestFormatsAreFoundByName(t *testing.T) {
	for _, f := range export.Formats() {
		got, err := export.FormatByName(f.Name)
		if err != nil || got.Name != f.Name || got.Write == nil {
			t.Errorf("Named(%q) = %v, %v", f.Name, got.Name, err)
		}
	}
	if _, err := export.FormatByName("jsno"); !errors.Is(err, export.ErrUnknownFormat) {
		t.Errorf("Named of no format: %v", err)
	}
}
