package library

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/export"
)

// crowd returns an article with n annotations, whose ids no other article has.
func crowd(article, n int) export.Bundle {
	words := make([]string, max(n/5, 1))
	for i := range words {
		words[i] = fmt.Sprintf("word%dx%d", i, article)
	}
	text := strings.Join(words, " ")
	a := &annotate.Article{
		ID: fmt.Sprintf("%016x", article+1), Text: text, Digest: annotate.DigestOf(text),
		Blocks: []annotate.Block{{Kind: annotate.Paragraph, Span: annotate.Span{End: len(text)}}},
		Source: annotate.Source{Kind: annotate.FromFile, Location: fmt.Sprintf("/articles/%d.txt", article), Retrieved: noon(), SHA256: annotate.DigestOf(text)},
	}
	annotate.NumberBlocks(a.Blocks)
	b := export.Bundle{Article: a, Words: len(words)}
	off := 0
	for i := range n {
		word := words[i%len(words)]
		if i%len(words) == 0 {
			off = 0
		}
		b.Annotations = append(b.Annotations, annotate.Annotation{
			ID: fmt.Sprintf("N%d-%d", article, i), Article: a.ID, Tag: annotate.Claim, Note: fmt.Sprintf("note %d", i),
			Anchor:  anchor.Describe(text, a.Digest, annotate.Span{Start: off, End: off + len(word)}),
			Creator: "ada", Created: noon(), Modified: noon(),
		})
		off += len(word) + 1
	}
	return b
}

// BenchmarkImport plans and commits imports of JSON.
func BenchmarkImport(b *testing.B) {
	manyFields := crowd(0, 1)
	manyFields.Annotations[0].Fields = annotate.Fields{}
	for i := range 10_000 {
		manyFields.Annotations[0].Fields[fmt.Sprintf("field%d", i)] = []string{"value"}
	}
	var many []export.Bundle
	for i := range 1000 {
		many = append(many, crowd(i, 20))
	}
	for name, bundles := range map[string][]export.Bundle{
		"20000 annotations": {crowd(0, 20_000)}, "100000 annotations": {crowd(0, 100_000)},
		"1000 articles": many, "10000 fields": {manyFields},
	} {
		var file bytes.Buffer
		if _, err := export.WriteJSON(&file, export.All(bundles...), export.WriteOptions{}); err != nil {
			b.Fatal(err)
		}
		path := filepath.Join(b.TempDir(), "marks.json")
		rewrite(b, path, file.String())
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				in, err := newLibrary(b).PlanImport([]string{path}, ImportOptions{})
				if err == nil {
					err = in.Commit()
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
