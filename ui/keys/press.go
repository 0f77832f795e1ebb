package keys

import (
	"strconv"
	"strings"
)

// maxCount bounds a typed count; larger ones make no sense in a text.
const maxCount = 1_000_000

// Pending is what was typed of a command so far: a count and the beginning of
// a key sequence. The zero value is nothing.
type Pending struct {
	Count int // 0: none typed
	Keys  string
}

// String is what the status line shows while a command is incomplete.
func (p Pending) String() string {
	s := strings.ReplaceAll(p.Keys, " ", "")
	if p.Count == 0 {
		return s
	}
	return strconv.Itoa(p.Count) + s
}

// An Outcome is what one key press came to.
type Outcome struct {
	Action  Action // "" while incomplete, or if nothing is bound
	Count   int    // 0: none typed
	Unbound string // the keys that mean nothing here, else ""
}

// Press reads one key after what is pending and returns what is pending then.
// Digits make a count where counts is true.
func (t Table) Press(mode Mode, p Pending, key string, counts bool) (Pending, Outcome) {
	if counts && p.Keys == "" && isCount(key, p.Count) {
		p.Count = min(p.Count*10+int(key[0]-'0'), maxCount)
		return p, Outcome{}
	}
	sequence := strings.TrimPrefix(p.Keys+" "+key, " ")
	action, longer := t.find(mode, sequence)
	switch {
	case longer:
		return Pending{p.Count, sequence}, Outcome{}
	case action != "":
		return Pending{}, Outcome{Action: action, Count: p.Count}
	}
	return Pending{}, Outcome{Count: p.Count, Unbound: sequence}
}

// isCount reports whether key goes on with a count: a leading 0 does not.
func isCount(key string, count int) bool {
	return len(key) == 1 && key[0] >= '0' && key[0] <= '9' && (key != "0" || count > 0)
}
