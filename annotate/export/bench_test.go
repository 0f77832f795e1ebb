package export_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/export"
)

// crowd returns one article of 10 MB with 100,000 annotations.
func crowd() export.Bundle {
	const sentence = "The levy adds 4.20 to every ticket, “and nobody asked the crews,” said Ada Lund of the union. "
	text := strings.TrimSpace(strings.Repeat(sentence, 4))
	texts := make([]string, 25_000)
	for i := range texts {
		texts[i] = text
	}
	a := newArticle("crowd", make([]annotate.Kind, len(texts)), texts)
	items := make([]annotate.Annotation, 0, 4*len(texts))
	for _, b := range a.Blocks {
		for i := range 4 {
			start := b.Span.Start + i*len(sentence)
			items = append(items, annotate.Annotation{
				ID: fmt.Sprintf("N%d", len(items)), Article: a.ID, Tag: annotate.Claim,
				Anchor: anchor.Describe(a.Text, a.Digest, annotate.Span{Start: start, End: start + len("The levy adds 4.20")}),
				Note:   "Checked against the table of fares.", Fields: annotate.Fields{"status": {"accurate"}},
				Creator: "ada", Created: at(1), Modified: at(2),
			})
		}
	}
	return export.Bundle{Article: a, Annotations: items}
}

func BenchmarkWriteJSON(b *testing.B) {
	bundle := crowd()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := export.WriteJSON(io.Discard, export.All(bundle), options); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadJSON(b *testing.B) {
	document := written(b, options, crowd())
	b.SetBytes(int64(len(document)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := export.ReadJSON(strings.NewReader(document), reading); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWrite writes 10,000 annotations in each format.
func BenchmarkWrite(b *testing.B) {
	bundle := crowd()
	bundle.Annotations = bundle.Annotations[:10_000]
	article := *bundle.Article
	end := bundle.Annotations[9_999].Anchor.Span.End
	article.Blocks = article.Blocks[:article.BlockAt(end)+1]
	article.Text = article.Text[:article.Blocks[len(article.Blocks)-1].Span.End]
	article.Digest = annotate.DigestOf(article.Text)
	bundle.Article = &article
	for i := range bundle.Annotations {
		bundle.Annotations[i].Anchor.TextDigest = article.Digest
	}
	for _, f := range export.Formats() {
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := f.Write(io.Discard, export.All(bundle), options); err != nil {
					b.Fatal(err)
				}
			}
		})
		if !f.Readable() {
			continue
		}
		b.Run(f.Name+"-read", func(b *testing.B) {
			document, _ := write(b, f.Name, bundle)
			opt := readOptions(f, []export.Bundle{bundle})
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := f.Read(strings.NewReader(document), opt); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
