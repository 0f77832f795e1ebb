package export_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/export"
)

// words are the words of random articles.
var words = []string{
	"the", "harbour", "levy", "4.20", "“Nobody", "asked,”", "<b>", "&", "—", "naïve", "e\u0301te\u0301",
	"👩‍👩‍👧", "🇳🇴🇸🇪", "船票", "가나", "שלום", "नमस्ते", "\u00a0", "می\u200cخواهم", "☕\ufe0f", `back\slash`, "\u2009",
}

func drawText(t *rapid.T, label string) string {
	text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 12).Draw(t, label), " ")
	return strings.Trim(text, " \u00a0\u2009") + "."
}

func drawLine(t *rapid.T, label string) string {
	return rapid.SampledFrom([]string{
		"", "Ada Lund", "船 <&>", "a “quoted” \"line\"", "=1+1", " +cmd|' /C calc'!A0", "'=x", "-b; c, d", "@a: b", "https://a.example/?x=1&y=<2>",
	}).Draw(t, label)
}

func drawArticle(t *rapid.T, id string) *annotate.Article {
	n := rapid.IntRange(1, 5).Draw(t, "blocks")
	kinds, texts := make([]annotate.Kind, n), make([]string, n)
	for i := range n {
		kinds[i] = annotate.Kind(rapid.IntRange(int(annotate.Paragraph), int(annotate.Furniture)).Draw(t, "kind"))
		texts[i] = drawText(t, "text")
	}
	a := newArticle(id, kinds, texts)
	a.Meta = annotate.Meta{Title: drawLine(t, "title"), Deck: drawLine(t, "deck"), Byline: drawLine(t, "byline"), Published: drawLine(t, "published"), Language: "en", Site: drawLine(t, "site")}
	a.Source.CharsetFrom, a.Source.Extractor = drawLine(t, "charset from"), drawLine(t, "extractor")
	a.Source.CharsetGuessed = rapid.Bool().Draw(t, "charset guessed")
	a.Source.Canonical, a.Source.Requested = drawLine(t, "canonical"), drawLine(t, "requested")
	a.Source.ETag, a.Source.LastModified = drawLine(t, "etag"), drawLine(t, "last modified")
	a.Source.Status = rapid.SampledFrom([]int{0, 200, 203}).Draw(t, "status")
	a.Removed = annotate.Removals{Bidi: rapid.IntRange(0, 3).Draw(t, "bidi")}
	for i := range a.Blocks {
		b := &a.Blocks[i]
		b.Level = uint8(rapid.IntRange(0, 6).Draw(t, "level"))
		b.Folded = rapid.Bool().Draw(t, "folded")
		b.Confidence = rapid.Float32Range(0, 1).Draw(t, "sureness")
		b.Runs = drawRuns(t, a.Text, b.Span)
	}
	return a
}

func drawRuns(t *rapid.T, text string, within annotate.Span) []annotate.Run {
	var runs []annotate.Run
	for off := within.Start; off < within.End; {
		last := annotate.GraphemeAt(text, min(off+rapid.IntRange(0, 30).Draw(t, "run length"), within.End-1))
		end := annotate.NextGrapheme(text, last)
		if style := annotate.Style(rapid.IntRange(0, 31).Draw(t, "style")); style != 0 {
			run := annotate.Run{Span: annotate.Span{Start: off, End: end}, Style: style}
			if style&annotate.Link != 0 {
				run.Href = rapid.SampledFrom([]string{"", "https://a.example/?x=1&y=<2>", "mailto:ada@a.example"}).Draw(t, "href")
			}
			runs = append(runs, run)
		}
		off = end
	}
	return runs
}

// drawSpan draws a span that may be stored; ok is false if it begins or ends with white
// space.
func drawSpan(t *rapid.T, text string) (span annotate.Span, ok bool) {
	a := annotate.GraphemeAt(text, rapid.IntRange(0, len(text)-1).Draw(t, "anchor"))
	b := annotate.GraphemeAt(text, rapid.IntRange(0, len(text)-1).Draw(t, "head"))
	span, ok = annotate.Selection{Anchor: a, Head: b}.Span(text).Trim(text)
	return span, ok && span.Fits(text)
}

func drawAnnotation(t *rapid.T, a *annotate.Article, id string) (annotate.Annotation, bool) {
	span, ok := drawSpan(t, a.Text)
	n := annotate.Annotation{
		ID: id, Article: a.ID, Tag: rapid.SampledFrom(annotate.Tags()).Draw(t, "tag"),
		Anchor:  anchor.Describe(a.Text, a.Digest, span),
		Note:    rapid.SampledFrom([]string{"", "one line", "two\n\nlines <&> “q” \"r\" \\", "- 船\n- 👩‍👩‍👧", "=HYPERLINK(1)", "a,b;c\n\"d\"\n\n'=e", "# <script>alert(1)</script>\n[x](javascript:y)"}).Draw(t, "note"),
		Creator: drawLine(t, "creator"),
		Created: at(rapid.IntRange(0, 59).Draw(t, "created")), Modified: at(59).Add(1234567),
	}
	for _, name := range []string{"speaker", "status", "desk"} {
		n.Fields = n.Fields.With(name, drawLine(t, name))
	}
	n.Fields = n.Fields.With(annotate.SourcesField, rapid.SliceOfN(rapid.SampledFrom([]string{"p. 3, “x”", "https://a.example/", "two\nlines", "[1]", "=1"}), 0, 3).Draw(t, "sources")...)
	n = n.WithLabels(rapid.SliceOfN(rapid.SampledFrom([]string{"ferry", "two words", "a; b", "[x", "船", "=1"}), 0, 3).Draw(t, "labels")...)
	if rapid.Bool().Draw(t, "linked") {
		n.Links = []annotate.Relation{{Kind: rapid.SampledFrom(annotate.RelationKinds()).Draw(t, "kind"), To: "N0-0"}, {Kind: annotate.Answers, To: "gone"}}
	}
	if rapid.Bool().Draw(t, "answered") {
		n.Replies = []annotate.Reply{{Creator: drawLine(t, "replier"), Created: at(3), Note: "*sure?*\n\n<b>; [1]"}, {Created: at(4), Note: "yes"}}
	}
	n.Suggested = rapid.SampledFrom([]string{"", "name-verb/1"}).Draw(t, "suggested")
	n.Seen = n.Suggested != "" && rapid.Bool().Draw(t, "seen")
	if rapid.Bool().Draw(t, "decided") {
		n.Decided, n.From = "border", []string{"N0-0", "gone"}
	}
	drawState(t, &n.Anchor)
	return n, ok
}

func drawState(t *rapid.T, a *annotate.Anchor) {
	a.State = rapid.SampledFrom([]annotate.State{
		annotate.Anchored, annotate.Moved, annotate.Changed, annotate.Ambiguous, annotate.Orphan,
	}).Draw(t, "state")
	if a.State == annotate.Anchored {
		return
	}
	a.Score, a.Reason = rapid.Float64Range(0, 1).Draw(t, "score"), drawLine(t, "reason")
	if a.State == annotate.Changed {
		a.Exact = "what stood there"
	}
	if !a.State.Placed() {
		a.Candidates = []annotate.Span{a.Span}
		a.Span, a.Prefix, a.Suffix = annotate.Span{}, "before ", " after"
	}
}

func drawBundles(t *rapid.T) []export.Bundle {
	bundles := make([]export.Bundle, rapid.IntRange(0, 3).Draw(t, "articles"))
	for i := range bundles {
		a := drawArticle(t, fmt.Sprintf("A%d", i))
		items := []annotate.Annotation{}
		for j := range rapid.IntRange(0, 6).Draw(t, "annotations") {
			if n, ok := drawAnnotation(t, a, fmt.Sprintf("N%d-%d", i, j)); ok {
				items = append(items, n)
			}
		}
		bundles[i] = export.Bundle{Article: a, Words: rapid.IntRange(0, 99).Draw(t, "words"), Annotations: annotate.NewSet(items).All()}
	}
	return bundles
}

func TestImportOfAnExportIsIdentity(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		bundles := drawBundles(rt)
		options := options
		if options.WithPaths = rapid.Bool().Draw(rt, "paths"); !options.WithPaths {
			for _, b := range bundles {
				b.Article.Source = b.Article.Source.WithoutFolder()
			}
		}
		document := written(t, options, bundles...)
		again, _, err := export.ReadJSON(strings.NewReader(document), reading)
		if err != nil {
			rt.Fatalf("read: %v\n%s", err, document)
		}
		if diff := cmp.Diff(bundles, again); diff != "" {
			rt.Fatalf("bundles -written +read:\n%s", diff)
		}
		if diff := cmp.Diff(document, written(t, options, again...)); diff != "" {
			rt.Fatalf("document -first +second:\n%s", diff)
		}
	})
}

func TestExportWithoutTextIsImportedOntoTheSavedArticle(t *testing.T) {
	opt := options
	opt.NoText = true
	rapid.Check(t, func(rt *rapid.T) {
		bundles := drawBundles(rt)
		find := func(about export.ArticleRef) (*annotate.Article, error) {
			for _, b := range bundles {
				if b.Article.ID == about.ID {
					return b.Article, nil
				}
			}
			return nil, fmt.Errorf("no article %s", about.ID)
		}
		again, _, err := export.ReadJSON(strings.NewReader(written(t, opt, bundles...)), export.ReadOptions{Clean: clean, FindArticle: find})
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(bundles, again); diff != "" {
			rt.Fatalf("-written +read:\n%s", diff)
		}
	})
}
