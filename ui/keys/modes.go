package keys

import "strings"

// Modes lists every mode.
func Modes() []Mode {
	modes := make([]Mode, len(modeNames))
	for i := range modes {
		modes[i] = Mode(i)
	}
	return modes
}

// Setting is the name of the mode in settings.
func (m Mode) Setting() string { return strings.ToLower(m.String()) }

// Typed reports whether letters are text in this mode. Keys that type
// something cannot be bound there, and neither can sequences.
func (m Mode) Typed() bool {
	switch m {
	case Find, Note, Card, Filter, Export:
		return true
	}
	return false
}
