package annotate_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"galley/annotate"
)

// checkMapper compares a Mapper with counting from the start, at off and at
// that many code points.
func checkMapper(t fataler, m *annotate.Mapper, text string, off int) {
	t.Helper()
	end := off
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	rune := utf8.RuneCountInString(text[:end])
	if got := m.RuneFromByte(off); got != rune {
		t.Fatalf("byte %d is code point %d, want %d", off, got, rune)
	}
	if got, err := m.ByteFromRune(rune); err != nil || got != end {
		t.Fatalf("code point %d is byte %d (%v), want %d", rune, got, err, end)
	}
}

func TestAMapperAgainstCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := anyScript(8).Draw(t, "unit")
		text := strings.Repeat(unit, rapid.IntRange(0, 1500).Draw(t, "times")) + anyScript(4).Draw(t, "end")
		m := annotate.NewMapper(text)
		off := rapid.IntRange(0, len(text))
		for range 8 {
			checkMapper(t, m, text, off.Draw(t, "off"))
		}
		total := utf8.RuneCountInString(text)
		if got, err := m.ByteFromRune(total); err != nil || got != len(text) {
			t.Fatalf("the end is byte %d (%v), want %d", got, err, len(text))
		}
		if _, err := m.ByteFromRune(total + 1); !errors.Is(err, annotate.ErrOutsideText) {
			t.Fatalf("past the end: %v", err)
		}
		start, end := off.Draw(t, "start"), off.Draw(t, "end")
		span, err := m.SpanFromRunes(m.RunesFromSpan(annotate.Span{Start: start, End: end}))
		if err != nil || m.RuneFromByte(span.Start) != m.RuneFromByte(start) || m.RuneFromByte(span.End) != m.RuneFromByte(end) {
			t.Fatalf("%d–%d became %v (%v)", start, end, span, err)
		}
	})
}

func TestAMapperNearItsCheckpoints(t *testing.T) {
	for _, unit := range []string{"a", "é", "中", "🎉", "a🎉é中"} {
		for _, lead := range []string{"", "a", "ab", "abc"} {
			text := lead + strings.Repeat(unit, 9000/len(unit))
			m := annotate.NewMapper(text)
			for near := 4096; near < len(text); near += 4096 {
				for off := near - 5; off <= near+5; off++ {
					checkMapper(t, m, text, off)
				}
			}
			checkMapper(t, m, text, len(text))
		}
	}
	exact := strings.Repeat("中", 4096)
	checkMapper(t, annotate.NewMapper(exact), exact, len(exact))
}

func TestPositionsOutsideTheText(t *testing.T) {
	m := annotate.NewMapper("a中")
	if m.RuneFromByte(-5) != 0 || m.RuneFromByte(99) != 2 {
		t.Errorf("bytes outside: %d, %d", m.RuneFromByte(-5), m.RuneFromByte(99))
	}
	for _, r := range []struct{ start, end int }{{-1, 1}, {0, -1}, {3, 3}, {0, 3}} {
		if span, err := m.SpanFromRunes(r.start, r.end); !errors.Is(err, annotate.ErrOutsideText) {
			t.Errorf("%d–%d became %v, %v", r.start, r.end, span, err)
		}
	}
	if span, err := m.SpanFromRunes(1, 2); err != nil || span != (annotate.Span{Start: 1, End: 4}) {
		t.Errorf("1–2 became %v, %v", span, err)
	}
	empty := annotate.NewMapper("")
	if off, err := empty.ByteFromRune(0); err != nil || off != 0 || empty.RuneFromByte(0) != 0 {
		t.Errorf("the empty text: %d, %v", off, err)
	}
}

// checkWide compares a Mapper with counting UTF-16 units and graphemes.
func checkWide(t fataler, m *annotate.Mapper, text string, off int) {
	t.Helper()
	end := off
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	unit := len(utf16.Encode([]rune(text[:end])))
	if got := m.UTF16FromByte(off); got != unit {
		t.Fatalf("byte %d is UTF-16 unit %d, want %d", off, got, unit)
	}
	if got, err := m.ByteFromUTF16(unit); err != nil || got != end {
		t.Fatalf("UTF-16 unit %d is byte %d (%v), want %d", unit, got, err, end)
	}
	count, at := 0, 0
	for at < off {
		at = annotate.NextGrapheme(text, at)
		count++
	}
	if got := m.GraphemeFromByte(off); got != count {
		t.Fatalf("byte %d is grapheme %d, want %d", off, got, count)
	}
	if got, err := m.ByteFromGrapheme(count); err != nil || got != at {
		t.Fatalf("grapheme %d is byte %d (%v), want %d", count, got, err, at)
	}
}

func TestAMapperCountsAsBrowsersAndPeopleDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := anyScript(8).Draw(t, "unit")
		text := strings.ToValidUTF8(strings.Repeat(unit, rapid.IntRange(0, 1500).Draw(t, "times"))+anyScript(4).Draw(t, "end"), "?")
		m := annotate.NewMapper(text)
		for range 3 {
			checkWide(t, m, text, rapid.IntRange(0, len(text)).Draw(t, "off"))
		}
		total := len(utf16.Encode([]rune(text)))
		if _, err := m.ByteFromUTF16(total + 1); !errors.Is(err, annotate.ErrOutsideText) {
			t.Fatalf("past the end: %v", err)
		}
		if _, err := m.ByteFromGrapheme(m.GraphemeFromByte(len(text)) + 1); !errors.Is(err, annotate.ErrOutsideText) {
			t.Fatalf("past the end: %v", err)
		}
	})
}

func TestUnitsNearTheCheckpoints(t *testing.T) {
	for _, unit := range []string{"a", "é", "中", "🎉", "👩\u200d👩\u200d👧", "e\u0301"} {
		for _, lead := range []string{"", "ab"} {
			text := lead + strings.Repeat(unit, 9000/len(unit))
			m := annotate.NewMapper(text)
			for off := 4096 - 5; off <= 4096+5; off++ {
				checkWide(t, m, text, off)
			}
			checkWide(t, m, text, len(text))
		}
	}
	m := annotate.NewMapper("a🎉")
	if span, err := m.SpanFromUTF16(1, 3); err != nil || span != (annotate.Span{Start: 1, End: 5}) {
		t.Errorf("1–3 became %v, %v", span, err)
	}
	if start, end := m.UTF16FromSpan(annotate.Span{Start: 1, End: 5}); start != 1 || end != 3 {
		t.Errorf("became %d–%d", start, end)
	}
	if off, err := m.ByteFromUTF16(2); err != nil || off != 5 {
		t.Errorf("half a pair: %d, %v", off, err)
	}
	for _, bad := range []int{-1, 4} {
		if _, err := m.SpanFromUTF16(0, bad); !errors.Is(err, annotate.ErrOutsideText) {
			t.Errorf("%d: %v", bad, err)
		}
	}
}
