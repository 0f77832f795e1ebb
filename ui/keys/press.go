package keys

import (
	"strconv"
	"strings"
)

// maxCount limits a typed count.
const maxCount = 1_000_000

// Pending is the part of a command typed so far: a count and the beginning of a
// key sequence. The zero value means none.
type Pending struct {
	Count int // 0: none typed
	Keys  string
}

// String returns what the footer shows while a command is incomplete.
func (p Pending) String() string {
	s := strings.ReplaceAll(p.Keys, " ", "")
	if p.Count == 0 {
		return s
	}
	return strconv.Itoa(p.Count) + s
}

// An Outcome is the result of one key press.
type Outcome struct {
	Action  Action // "" while incomplete, or if nothing is bound
	Count   int    // 0: none typed
	Unbound string // the keys if they are not bound, else ""
}

// Press reads one key after a pending command and returns the new pending one.
// Except in text modes, digits form a count, which cannot begin with a bound
// digit. An unbound key of another script counts as the [Latin] key in its
// position.
func (t Table) Press(mode Mode, p Pending, key string) (Pending, Outcome) {
	next, out := t.press(mode, p, key)
	if out.Unbound == "" {
		return next, out
	}
	if latin, ok := Latin(key); ok {
		if n, o := t.press(mode, p, latin); o.Unbound == "" {
			return n, o
		}
	}
	return next, out
}

// Action returns the action of a single key in mode, or "" if it is not bound.
func (t Table) Action(mode Mode, key string) Action {
	_, out := t.Press(mode, Pending{}, key)
	return out.Action
}

func (t Table) press(mode Mode, p Pending, key string) (Pending, Outcome) {
	if !mode.IsText() && p.Keys == "" && isDigit(key) && (p.Count > 0 || t.startsCount(mode, key)) {
		p.Count = min(p.Count*10+int(key[0]-'0'), maxCount)
		return p, Outcome{}
	}
	sequence := strings.TrimPrefix(p.Keys+" "+key, " ")
	action, longer := t.find(mode, sequence)
	switch {
	case longer:
		return Pending{p.Count, sequence}, Outcome{}
	case action != "" && isDigit(key):
		return Pending{}, Outcome{Action: action, Count: int(key[0] - '0')}
	case action != "":
		return Pending{}, Outcome{Action: action, Count: p.Count}
	}
	return Pending{}, Outcome{Count: p.Count, Unbound: sequence}
}

func isDigit(key string) bool { return len(key) == 1 && key[0] >= '0' && key[0] <= '9' }

// startsCount reports whether a digit can begin a count: 0 and bound digits
// cannot.
func (t Table) startsCount(mode Mode, digit string) bool {
	action, longer := t.find(mode, digit)
	return digit != "0" && action == "" && !longer
}
