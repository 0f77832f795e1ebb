package keys

import (
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

func TestKeysOfOtherScripts(t *testing.T) {
	for key, want := range map[string]string{
		"с": "c", "С": "C", "й": "q", "х": "[", "Х": "{", "ё": "`", "Ё": "~", "і": "s", "ї": "]", "ctrl+ы": "ctrl+s", "alt+в": "alt+d",
		"ψ": "c", "ς": "w", "σ": "s", "Σ": "S", "ο": "o", "ב": "c", "ף": ";", "ؤ": "c", "ظ": "/", "٣": "3", "۰": "0", "७": "7",
	} {
		if got, ok := Latin(key); got != want || !ok {
			t.Errorf("%q is %q, %v; want %q", key, got, ok, want)
		}
	}
	for _, key := range []string{"", "c", "é", "ß", "?", "+", "ctrl++", "«", "enter", "ctrl+c", "中", "𝟗", "7"} {
		if got, ok := Latin(key); ok {
			t.Errorf("%q is %q", key, got)
		}
	}
}

func TestLayoutsAreComplete(t *testing.T) {
	seen := map[rune]bool{}
	for _, l := range layouts {
		letters, keys := []rune(l.letters), []rune(l.keys)
		if len(letters) != len(keys) {
			t.Fatalf("%s: %d letters, %d keys", l.letters, len(letters), len(keys))
		}
		for i, letter := range letters {
			if seen[letter] || !foreign(letter) || keys[i] >= unicode.MaxASCII || unicode.IsUpper(letter) {
				t.Errorf("%c at %c", letter, keys[i])
			}
			seen[letter] = true
		}
	}
	if len(unshifted) != len(shifted) {
		t.Errorf("%d keys and %d with shift", len(unshifted), len(shifted))
	}
}

func TestDigitsComeInRunsOfTen(t *testing.T) {
	for _, run := range unicode.Nd.R16 {
		if run.Hi-run.Lo != 9 || run.Stride != 1 {
			t.Errorf("%U to %U", run.Lo, run.Hi)
		}
	}
}

func TestPressingOnAnotherLayout(t *testing.T) {
	own, _ := Default().Remap([]Change{{Read, Quit, []string{"й"}}})
	for name, c := range map[string]struct {
		table Table
		mode  Mode
		keys  string
		want  Action
	}{
		"a letter":                        {Default(), Read, "с", TagClaim},
		"a capital":                       {Default(), Read, "М", SelectPara},
		"a sequence":                      {Default(), Read, "п п", Top},
		"a mark that is a letter there":   {Default(), Read, "Ъ", ParaNext},
		"text where text is typed":        {Default(), Find, "с", ""},
		"a command where text is typed":   {Default(), Card, "ctrl+ы", SaveCard},
		"a letter that has its own use":   {own, Read, "й", Quit},
		"its use is of that mode only":    {own, Select, "й", TagQuote},
		"a letter at a key without a use": {Default(), Read, "ч", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := pressed(c.table, c.mode, c.keys).Action; got != c.want {
				t.Errorf("%q is %q, want %q", c.keys, got, c.want)
			}
		})
	}
	if _, got := Default().Press(Read, Pending{}, "ч"); got.Unbound != "ч" {
		t.Errorf("what means nothing is called %q", got.Unbound)
	}
	p, _ := Default().Press(Read, Pending{}, "٣")
	if _, got := Default().Press(Read, p, "о"); got != (Outcome{Action: Down, Count: 3}) {
		t.Errorf("٣о is %+v", got)
	}
}

func TestBaseKeys(t *testing.T) {
	own, _ := Default().Remap([]Change{{Read, Quit, []string{"ქ"}}})
	for name, c := range map[string]struct {
		table Table
		key   tea.Key
		want  string
	}{
		"Georgian":                        {Default(), tea.Key{Text: "ც", Code: 'ც', BaseCode: 'c'}, "c"},
		"Cyrillic":                        {Default(), tea.Key{Text: "с", Code: 'с', BaseCode: 'c'}, "c"},
		"a Cyrillic capital":              {Default(), tea.Key{Text: "С", Code: 'с', BaseCode: 'c', Mod: tea.ModShift}, "C"},
		"caps lock":                       {Default(), tea.Key{Text: "С", Code: 'с', BaseCode: 'c', Mod: tea.ModCapsLock}, "C"},
		"Thai with shift":                 {Default(), tea.Key{Text: "ฉ", Code: 'แ', BaseCode: 'c', Mod: tea.ModShift}, "C"},
		"a letter at a mark":              {Default(), tea.Key{Text: "Х", Code: 'х', BaseCode: '[', Mod: tea.ModShift}, "{"},
		"a digit":                         {Default(), tea.Key{Text: "٣", Code: '٣', BaseCode: '3'}, "3"},
		"a mark on a Cyrillic keyboard":   {Default(), tea.Key{Text: "?", Code: '7', BaseCode: '7', Mod: tea.ModShift}, "?"},
		"a quotation mark":                {Default(), tea.Key{Text: "«", Code: '«', BaseCode: '\''}, "«"},
		"Dvorak":                          {Default(), tea.Key{Text: "c", Code: 'c', BaseCode: 'i'}, "c"},
		"Dvorak with ctrl":                {Default(), tea.Key{Code: 'd', BaseCode: 'h', Mod: tea.ModCtrl}, "ctrl+d"},
		"AZERTY":                          {Default(), tea.Key{Text: "a", Code: 'a', BaseCode: 'q'}, "a"},
		"German":                          {Default(), tea.Key{Text: "ö", Code: 'ö', BaseCode: ';'}, "ö"},
		"Cyrillic with ctrl":              {Default(), tea.Key{Code: 'с', BaseCode: 'c', Mod: tea.ModCtrl}, "ctrl+c"},
		"a key that the table names":      {own, tea.Key{Text: "ქ", Code: 'ქ', BaseCode: 'q'}, "ქ"},
		"a terminal that does not tell":   {Default(), tea.Key{Text: "с", Code: 'с'}, "с"},
		"a key without a letter":          {Default(), tea.Key{Code: tea.KeyUp, BaseCode: tea.KeyUp, Mod: tea.ModShift}, "shift+up"},
		"a keypad key that has a base":    {Default(), tea.Key{Code: tea.KeyEnter, BaseCode: tea.KeyKpEnter}, "enter"},
		"nothing that anyone would press": {Default(), tea.Key{}, "\x00"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.table.NameOf(c.key); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
