package keys

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// layouts maps letters of other scripts to the key in the same position on a US
// keyboard: Russian, Ukrainian, Greek, Hebrew, and Arabic as on PCs. Where
// layouts of a script differ, the most common one is used.
var layouts = [...]struct{ letters, keys string }{
	{"йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"},
	{"іїєґў", `s]'\o`},
	{"ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"},
	{"קראטוןםפשדגכעיחלךףזסבהנמצתץ", "ertyuiopasdfghjkl;zxcvbnm,."},
	{"ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ", "qwertyuiop[]asdfghjkl;'zxcvnm,./`"},
}

// unshifted and shifted list the US keys that do not type letters, by what they
// type without and with shift.
const (
	unshifted = "`1234567890-=[]\\;',./"
	shifted   = "~!@#$%^&*()_+{}|:\"<>?"
)

// positions maps letters, lower and upper case, to US keys.
var positions = sync.OnceValue(func() map[string]rune {
	at := map[string]rune{}
	for _, l := range layouts {
		keys := []rune(l.keys)
		for i, letter := range []rune(l.letters) {
			at[string(letter)] = keys[i]
			// σ follows ς in the table, so their common capital Σ gets its key.
			if upper := unicode.ToUpper(letter); upper != letter {
				at[string(upper)] = shift(keys[i])
			}
		}
	}
	return at
})

// shift returns what a US key types with shift.
func shift(key rune) rune {
	if i := strings.IndexRune(unshifted, key); i >= 0 {
		return rune(shifted[i])
	}
	return unicode.ToUpper(key)
}

// Latin returns the US key in the position of a key of another script: "с" on a
// Russian keyboard is "c", "ctrl+ы" is "ctrl+s". Digits of other scripts become
// ASCII digits. ok is false for every other key.
func Latin(key string) (latin string, ok bool) {
	at := strings.LastIndexByte(key, '+') + 1
	mods, base := key[:at], key[at:]
	if r, ok := positions()[base]; ok {
		return mods + string(r), true
	}
	if r, size := utf8.DecodeRuneInString(base); size == len(base) && r >= utf8.RuneSelf {
		if value, ok := digit(r); ok {
			return mods + string('0'+value), true
		}
	}
	return "", false
}

// digit returns the value of a decimal digit in the Basic Multilingual Plane,
// where digits come in runs of ten with gaps between the runs.
func digit(r rune) (value rune, ok bool) {
	if r > 0xFFFF || !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	for unicode.Is(unicode.Nd, r-value-1) {
		value++
	}
	return value, true
}

// NameOf returns the table's name for a pressed key.
//
// If the key's text is neither Latin nor in the table, NameOf uses the US key in
// the same position, provided that the terminal reports it. It never uses the
// position of a Latin key, even with ctrl or alt, where Bubble Tea would:
// otherwise keys would move on a Dvorak or AZERTY keyboard.
func (t Table) NameOf(key tea.Key) string {
	name, base := key.String(), key.BaseCode
	switch letter, _ := utf8.DecodeRuneInString(key.Text); {
	case base == 0 || base == key.Code:
	case key.Text == "" && !foreign(key.Code):
		if mods, ok := strings.CutSuffix(name, string(base)); ok && unicode.IsPrint(key.Code) {
			return mods + string(key.Code)
		}
	case key.Text == "" || !foreign(letter) || t.HasKey(name):
	case key.Mod.Contains(tea.ModShift) || unicode.IsUpper(letter):
		return string(shift(base))
	default:
		return string(base)
	}
	return name
}

// foreign reports whether r is a letter, mark or digit of a non-Latin script.
func foreign(r rune) bool {
	return r >= utf8.RuneSelf && unicode.In(r, unicode.L, unicode.M, unicode.Nd) && !unicode.Is(unicode.Latin, r)
}

// HasKey reports whether a key does something in any mode, by itself or in a
// sequence.
func (t Table) HasKey(key string) bool {
	return slices.ContainsFunc(t, func(b Binding) bool {
		return slices.ContainsFunc(b.Keys, func(k string) bool { return slices.Contains(strings.Split(k, " "), key) })
	})
}
