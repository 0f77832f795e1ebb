package annotate_test

import (
	"testing"

	"galley/annotate"
)

func TestActsOnTerminal(t *testing.T) {
	for r, want := range map[rune]bool{
		'\ufffe': true, '\uffff': true, '\ufdd0': true, '\ufdef': true, '\ufdcf': false, '\ufdf0': false, '\ufffd': false, 0x1FFFE: true, 0x9FFFF: true, 0x10FFFF: true, 0x1FFFD: false,
		'a': false, ' ': false, '\n': false, '\t': false, 'é': false, '\u00a0': false, '船': false, '👩': false, '\u200d': false,
		0: true, '\r': true, '\b': true, 0x1b: true, 0x7f: true, 0x80: true, 0x9b: true, 0x9f: true, 0x85: true, '\u202e': true, '\u2066': true, '\u200f': true, '\u061c': true, '\u2028': true, '\ufeff': true,
	} {
		if annotate.ActsOnTerminal(r) != want {
			t.Errorf("%U acts: want %v", r, want)
		}
	}
}

func TestInvisible(t *testing.T) {
	tests := []struct {
		name      string
		r, before rune
		want      bool
	}{
		{"a letter", 'a', 'b', false},
		{"a mark", '\u0301', 'e', false},
		{"a zero-width blank", '\u200b', 'م', true},
		{"a soft hyphen", '\u00ad', 'a', true},
		{"a Hangul filler", '\u3164', '가', true},
		{"a sign before a number", '\u0600', ' ', false},
		{"an interlinear mark, which is not ignorable", '\ufff9', 'a', false},
		{"a joiner after a Latin letter", '\u200d', 'a', true},
		{"a joiner at the beginning", '\u200d', 0, true},
		{"a joiner of Persian", '\u200c', 'ی', false},
		{"a joiner of emoji", '\u200d', '👩', false},
		{"a selector of an emoji", '\ufe0f', '☕', false},
		{"a selector of a keycap", '\ufe0f', '1', false},
		{"a selector after a letter", '\U000e0121', 'a', true},
		{"a tag after a letter", 0xE0041, 'a', true},
		{"a tag of a flag", 0xE0067, 0x1F3F4, false},
		{"a further tag of it", 0xE0062, 0xE0067, false},
		{"a language tag", 0xE0001, 0x1F3F4, true},
	}
	for _, test := range tests {
		if got := annotate.Invisible(test.r, test.before); got != test.want {
			t.Errorf("%s is invisible: %v", test.name, got)
		}
	}
}
