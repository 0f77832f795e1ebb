package kit

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func typed(f Field, keys ...tea.KeyPressMsg) Field {
	for _, k := range keys {
		f = f.Update(k)
	}
	return f
}

func letter(r rune) tea.KeyPressMsg { return tea.KeyPressMsg{Code: r, Text: string(r)} }

// Typing into a copy of a field, anywhere in the text, does not change the original.
func TestAFieldIsAValue(t *testing.T) {
	home, left, back := tea.KeyPressMsg{Code: tea.KeyHome}, tea.KeyPressMsg{Code: tea.KeyLeft}, tea.KeyPressMsg{Code: tea.KeyBackspace}
	for name, c := range map[string]struct {
		keys []tea.KeyPressMsg
		want string
	}{
		"at the end":       {[]tea.KeyPressMsg{letter('x')}, "words that standx"},
		"at the beginning": {[]tea.KeyPressMsg{home, letter('x'), letter('y')}, "xywords that stand"},
		"within":           {[]tea.KeyPressMsg{left, left, letter('x')}, "words that staxnd"},
		"taken away":       {[]tea.KeyPressMsg{left, back, back}, "words that std"},
	} {
		f := typed(NewField("words that stan"), letter('d'))
		before := f.Value()
		if got := typed(f, c.keys...).Value(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if f.Value() != before {
			t.Errorf("%s: the field itself holds %q now, before %q", name, f.Value(), before)
		}
	}
}

func TestPasteIsOnOneLine(t *testing.T) {
	if got := NewField("").Update(tea.PasteMsg{Content: " two\r\nlines\tof it "}).Value(); got != "two lines of it" {
		t.Errorf("%q", got)
	}
}

func TestCompletionIsAcceptedAsAWhole(t *testing.T) {
	f := typed(NewField("").Suggest([]string{"Ada Lund", "Ines Korhal"}), letter('i'))
	if got := f.Completion(); got != "nes Korhal" {
		t.Errorf("it offers %q", got)
	}
	taken := f.Update(tea.KeyPressMsg{Code: tea.KeyRight})
	if taken.Value() != "Ines Korhal" || taken.Completion() != "" || f.Value() != "i" {
		t.Errorf("%q, then %q; before %q", taken.Value(), taken.Completion(), f.Value())
	}
}

func TestZeroFieldIsEmpty(t *testing.T) {
	if got := (Field{}).Value(); got != "" {
		t.Errorf("%q", got)
	}
}
