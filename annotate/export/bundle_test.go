package export_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/export"
)

// clean stands in for the real canonical text: it drops control characters,
// bidirectional controls and the byte order mark.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\uFEFF' {
			return -1
		}
		return r
	}, text)
}

var reading = export.ReadOptions{Clean: clean}

func at(minute int) time.Time { return time.Date(2026, 11, 22, 9, minute, 0, 0, time.UTC) }

// newArticle makes an article of blocks with these kinds and texts.
func newArticle(id string, kinds []annotate.Kind, texts []string) *annotate.Article {
	a := &annotate.Article{
		ID:     id,
		Source: annotate.Source{Kind: annotate.FromFile, Location: "/home/ada/" + id + ".txt", MediaType: "text/plain", Charset: "utf-8", Retrieved: at(0), Bytes: 812},
		Text:   strings.Join(texts, annotate.Separator),
	}
	off := 0
	for i, text := range texts {
		a.Blocks = append(a.Blocks, annotate.Block{Kind: kinds[i], Span: annotate.Span{Start: off, End: off + len(text)}})
		off += len(text) + len(annotate.Separator)
	}
	annotate.NumberBlocks(a.Blocks)
	a.Digest = annotate.DigestOf(a.Text)
	return a
}

// mark makes an annotation on words, which must occur in the article.
func mark(t testing.TB, a *annotate.Article, id string, tag annotate.Tag, words string) annotate.Annotation {
	t.Helper()
	start := strings.Index(a.Text, words)
	if start < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	span := annotate.Span{Start: start, End: start + len(words)}
	return annotate.Annotation{
		ID: id, Article: a.ID, Tag: tag, Anchor: anchor.Describe(a.Text, a.Digest, span),
		Creator: "ada", Created: at(1), Modified: at(2),
	}
}

// ferry returns a bundle in which every member of the format occurs.
func ferry(t testing.TB) export.Bundle {
	a := newArticle("01JDFERRY0000000000000000A",
		[]annotate.Kind{annotate.Title, annotate.Heading, annotate.Paragraph, annotate.ListItem, annotate.Furniture},
		[]string{
			"Fares rise",
			"What it costs 👩‍👩‍👧",
			"“It adds 4.20 <to> every & ticket,” said Ada Lund, who leads the café crews’ union. 船票 went up.",
			"See the fares table for e\u0301te\u0301.",
			"Sign up for our newsletter",
		})
	a.Meta = annotate.Meta{Title: "Fares rise", Deck: "A levy, and what it costs", Byline: "By Mo Vane", Published: "22 November 2026", Language: "en", Site: "The Harbour Post"}
	a.Source.CharsetFrom, a.Source.Extractor = "byte order mark", "galley text 1"
	a.Source.Canonical, a.Source.Requested = "https://ferry.example/fares-rise", "http://ferry.example/?p=12"
	a.Source.Status, a.Source.ETag, a.Source.LastModified = 200, `"5f-1"`, "Sun, 22 Nov 2026 08:00:00 GMT"
	a.Source.SHA256 = annotate.DigestOf("the bytes")
	a.Removed = annotate.Removals{Controls: 1, Bidi: 2, Invisible: 3, BadBytes: 4}
	a.Blocks[1].Level, a.Blocks[3].Level = 2, 1
	a.Blocks[4].Folded, a.Blocks[4].Rule, a.Blocks[4].Confidence = true, "newsletter-plug", 0.9
	table := strings.Index(a.Text, "fares table")
	a.Blocks[3].Runs = []annotate.Run{{
		Span:  annotate.Span{Start: table, End: table + len("fares table")},
		Style: annotate.Strong | annotate.Link, Href: "https://ferry.example/fares",
	}}

	quote := mark(t, a, "01JDFERRY0000000000000000B", annotate.Quote, "“It adds 4.20 <to> every & ticket,”")
	quote.Note = "Said on the quay.\n\n- *heard* twice"
	quote.Fields = annotate.Fields{"speaker": {"Ada Lund"}, "reference": {"rec. <7>, 00:14"}}
	claim := mark(t, a, "01JDFERRY0000000000000000C", annotate.Claim, "adds 4.20")
	claim.Fields = annotate.Fields{"status": {"checking"}, "sources": {"https://ferry.example/fares", "fares table, p. 2"}}
	claim.Anchor.State, claim.Anchor.Score, claim.Anchor.Reason = annotate.Moved, 0.97, "same words, 14 characters on"
	changed := mark(t, a, "01JDFERRY0000000000000000D", annotate.Opinion, "船票 went up")
	changed.Anchor.State, changed.Anchor.Score, changed.Anchor.Exact = annotate.Changed, 0.81, "船票 went down"
	unsure := mark(t, a, "01JDFERRY0000000000000000E", annotate.Claim, "Fares rise")
	unsure.Anchor = annotate.Anchor{
		Exact: "Fares", TextDigest: a.Digest, State: annotate.Ambiguous, Score: 0.5, Reason: "two places fit",
		Candidates: []annotate.Span{{Start: 0, End: 5}, {Start: table, End: table + 5}},
	}
	gone := mark(t, a, "01JDFERRY0000000000000000F", annotate.Claim, "Fares rise")
	gone.Anchor = annotate.Anchor{Exact: "a sentence that was cut", Prefix: "Once ", TextDigest: a.Digest, State: annotate.Orphan, Reason: "no such words"}
	return export.Bundle{Article: a, Words: 31, Annotations: []annotate.Annotation{quote, claim, changed, unsure, gone}}
}

var options = export.WriteOptions{Generator: "galley 0.2.0", Exported: at(30)}

// written returns the output of WriteJSON for bundles.
func written(t testing.TB, opt export.WriteOptions, bundles ...export.Bundle) string {
	t.Helper()
	var out strings.Builder
	if _, err := export.WriteJSON(&out, export.All(bundles...), opt); err != nil {
		t.Fatalf("write: %v", err)
	}
	return out.String()
}
