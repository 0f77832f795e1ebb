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

// checkMapper compares the results of a Mapper at off with counting from the start.
func checkMapper(t fataler, m *annotate.Mapper, text string, off int) {
	t.Helper()
	end := off
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	runes := utf8.RuneCountInString(text[:end])
	if got := m.RuneFromByte(off); got != runes {
		t.Fatalf("byte %d is code point %d, want %d", off, got, runes)
	}
	if got, err := m.SpanFromRunes(runes, runes); err != nil || got.Start != end {
		t.Fatalf("code point %d is byte %d (%v), want %d", runes, got.Start, err, end)
	}
	units := len(utf16.Encode([]rune(text[:end])))
	if got, _ := m.UTF16FromSpan(annotate.Span{Start: off, End: off}); got != units {
		t.Fatalf("byte %d is UTF-16 unit %d, want %d", off, got, units)
	}
	if got, err := m.SpanFromUTF16(units, units); err != nil || got.Start != end {
		t.Fatalf("UTF-16 unit %d is byte %d (%v), want %d", units, got.Start, err, end)
	}
}

func TestMapperAgainstCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := anyScript(8).Draw(t, "unit")
		text := strings.ToValidUTF8(strings.Repeat(unit, rapid.IntRange(0, 1500).Draw(t, "times"))+anyScript(4).Draw(t, "end"), "?")
		m := annotate.NewMapper(text)
		off := rapid.IntRange(0, len(text))
		for range 8 {
			checkMapper(t, m, text, off.Draw(t, "off"))
		}
		checkMapper(t, m, text, len(text))
		if _, err := m.SpanFromRunes(0, utf8.RuneCountInString(text)+1); !errors.Is(err, annotate.ErrOutsideText) {
			t.Fatalf("code point past the end: %v", err)
		}
		if _, err := m.SpanFromUTF16(0, len(utf16.Encode([]rune(text)))+1); !errors.Is(err, annotate.ErrOutsideText) {
			t.Fatalf("UTF-16 unit past the end: %v", err)
		}
		start, end := off.Draw(t, "start"), off.Draw(t, "end")
		span, err := m.SpanFromRunes(m.RunesFromSpan(annotate.Span{Start: start, End: end}))
		if err != nil || m.RuneFromByte(span.Start) != m.RuneFromByte(start) || m.RuneFromByte(span.End) != m.RuneFromByte(end) {
			t.Fatalf("%d–%d became %v (%v)", start, end, span, err)
		}
	})
}

func TestMapperNearItsCheckpoints(t *testing.T) {
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
		if span, err := m.SpanFromUTF16(r.start, r.end); !errors.Is(err, annotate.ErrOutsideText) {
			t.Errorf("UTF-16 %d–%d became %v, %v", r.start, r.end, span, err)
		}
	}
	if span, err := m.SpanFromRunes(1, 2); err != nil || span != (annotate.Span{Start: 1, End: 4}) {
		t.Errorf("1–2 became %v, %v", span, err)
	}
	empty := annotate.NewMapper("")
	checkMapper(t, empty, "", 0)
}

func TestSurrogatePairs(t *testing.T) {
	m := annotate.NewMapper("a🎉")
	if span, err := m.SpanFromUTF16(1, 3); err != nil || span != (annotate.Span{Start: 1, End: 5}) {
		t.Errorf("1–3 became %v, %v", span, err)
	}
	if start, end := m.UTF16FromSpan(annotate.Span{Start: 1, End: 5}); start != 1 || end != 3 {
		t.Errorf("became %d–%d", start, end)
	}
	if span, err := m.SpanFromUTF16(2, 2); err != nil || span.Start != 5 {
		t.Errorf("half a pair: %v, %v", span, err)
	}
}
