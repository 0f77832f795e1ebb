package storage

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"galley/annotate"
)

// anyBlocks draws blocks, including some that no article has.
func anyBlocks(t *rapid.T) []annotate.Block {
	off := 0
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) annotate.Block {
		b := annotate.Block{
			Kind:   annotate.Kind(rapid.IntRange(0, int(annotate.Furniture)).Draw(t, "kind")),
			Level:  rapid.SampledFrom([]uint8{0, 0, 1, 6, 255}).Draw(t, "level"),
			Number: int32(rapid.IntRange(-1, 5).Draw(t, "number")),
			Folded: rapid.Bool().Draw(t, "folded"),
		}
		if rapid.Bool().Draw(t, "ruled") {
			b.Rule = rapid.SampledFrom([]string{"", "S1", "newsletter-plug"}).Draw(t, "rule")
			b.Confidence = rapid.Float32Range(0, 1).Draw(t, "sureness")
		}
		b.Span.Start = off + rapid.IntRange(0, 300).Draw(t, "gap")
		b.Span.End = b.Span.Start + rapid.IntRange(1, 2000).Draw(t, "length")
		off = b.Span.End
		for at := b.Span.Start; at < b.Span.End && rapid.Bool().Draw(t, "run"); {
			r := annotate.Run{Style: annotate.Style(rapid.IntRange(0, 31).Draw(t, "style"))}
			r.Span.Start = at + rapid.IntRange(0, 40).Draw(t, "from")
			r.Span.End = r.Span.Start + rapid.IntRange(1, 40).Draw(t, "to")
			if r.Style&annotate.Link != 0 {
				r.Href = rapid.SampledFrom([]string{"", "https://example.org/ä?b=c", strings.Repeat("x", 200)}).Draw(t, "href")
			}
			b.Runs = append(b.Runs, r)
			at = r.Span.End
		}
		return b
	}), 0, 40).Draw(t, "blocks")
}

func TestBlocksSurviveEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blocks := anyBlocks(t)
		got, err := decodeBlocks(string(encodeBlocks(blocks)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(blocks, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestTruncatedOrPaddedBlocksAreRefused(t *testing.T) {
	encoded := string(encodeBlocks(harbour().Blocks))
	for n := range len(encoded) {
		if _, err := decodeBlocks(encoded[:n]); err == nil {
			t.Errorf("%d of %d bytes were taken", n, len(encoded))
		}
	}
	if _, err := decodeBlocks(encoded + "\x00"); err == nil {
		t.Error("a byte too many was taken")
	}
}

// Blocks with a wrong byte must not be decoded as other blocks: with an unknown kind,
// a missing rule, or more runs than there are.
func TestInvalidBlocksAreRefused(t *testing.T) {
	ruled := []annotate.Block{{
		Kind: annotate.Furniture, Folded: true, Span: annotate.Span{End: 9}, Rule: "B1 plug", Confidence: 1,
		Runs: []annotate.Run{{Span: annotate.Span{End: 4}, Style: annotate.Strong}},
	}}
	sound := encodeBlocks(ruled)
	if _, err := decodeBlocks(string(sound)); err != nil {
		t.Fatal(err)
	}
	named := bytes.Index(sound, []byte("B1 plug"))
	kind := named + len("B1 plug")
	for name, at := range map[string]int{
		"kind": kind, "rule": kind + 4, "runs": len(sound) - 4,
	} {
		broken := bytes.Clone(sound)
		broken[at] = 0x7f
		if blocks, err := decodeBlocks(string(broken)); err == nil {
			t.Errorf("%s %x in %x: %+v", name, at, broken, blocks)
		}
	}
}

// FuzzDecodeBlocks looks for panics and excessive memory, and checks that decoded blocks
// survive encoding and decoding.
func FuzzDecodeBlocks(f *testing.F) {
	f.Add(encodeBlocks(harbour().Blocks))
	f.Add(encodeBlocks(nil))
	f.Add([]byte{1, 1, 1, 0, 0, hasRuns | hasRule | hasLevel, 0, 4, 1, 0, 0, 1, 2, 2, 16, 0})
	f.Fuzz(func(t *testing.T, encoded []byte) {
		blocks, err := decodeBlocks(string(encoded))
		if err != nil {
			return
		}
		again, err := decodeBlocks(string(encodeBlocks(blocks)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(blocks, again, cmpopts.EquateEmpty(), cmpopts.EquateNaNs()); diff != "" {
			t.Error(diff)
		}
	})
}

// BenchmarkDecodeBlocks decodes the blocks of an article of 10 MB.
func BenchmarkDecodeBlocks(b *testing.B) {
	var blocks []annotate.Block
	off := 0
	for i := range 24000 {
		block := annotate.Block{Span: annotate.Span{Start: off, End: off + 420}}
		if i%5 == 0 {
			block.Runs = []annotate.Run{
				{Span: annotate.Span{Start: off + 10, End: off + 20}, Style: annotate.Emphasis},
				{Span: annotate.Span{Start: off + 30, End: off + 50}, Style: annotate.Link, Href: "https://example.org/a"},
			}
		}
		blocks = append(blocks, block)
		off += 422
	}
	annotate.NumberBlocks(blocks)
	encoded := string(encodeBlocks(blocks))
	b.ReportMetric(float64(len(encoded)), "bytes")
	for b.Loop() {
		if _, err := decodeBlocks(encoded); err != nil {
			b.Fatal(err)
		}
	}
}
