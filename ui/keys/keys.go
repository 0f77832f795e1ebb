// Package keys is the one table of what a person can press: actions, their
// keys per mode, and the words that describe them. The footer, the help page
// and the README table are made from it; screens handle actions and never see
// a key.
//
// A key is named as Bubble Tea names it ("j", "G", "ctrl+d", "space",
// "shift+left"). Keys pressed one after the other are joined by a blank:
// "g g".
package keys

import (
	"slices"
	"strings"
)

// A Mode is what the keyboard means at a moment.
type Mode uint8

// The modes.
const (
	Read     Mode = iota // moving about in an article
	Select               // shaping a selection
	Resize               // moving the ends of an annotation
	Find                 // typing what to find
	Offer                // deciding on the same words elsewhere
	Note                 // typing a source
	Place                // deciding where an annotation stands
	Card                 // filling in an annotation
	Library              // choosing an article
	Book                 // choosing a chapter
	Filter               // typing what a list shows
	Help                 // looking at the help page
	Marks                // choosing among the annotations of an article
	Contents             // choosing among its headings
	Review               // reading all its annotations as one document
	Export               // saying how they leave Galley
	Compare              // reading how the article changed
	Version              // deciding on a new version of it
	About                // reading where the article comes from
)

var modeNames = [...]string{
	Read: "READ", Select: "SELECT", Resize: "RESIZE", Find: "FIND", Offer: "OFFER", Note: "NOTE", Place: "PLACE",
	Card: "CARD", Library: "LIBRARY", Book: "BOOK", Filter: "FILTER", Help: "HELP",
	Marks: "MARKS", Contents: "CONTENTS", Review: "REVIEW", Export: "EXPORT", Compare: "CHANGES", Version: "VERSION", About: "SOURCE",
}

// String is the name that the status line shows.
func (m Mode) String() string { return modeNames[m] }

// An Action is something a person can do. Its text is the name that settings
// use.
type Action string

// A Binding ties an action to keys in some modes.
type Binding struct {
	Action Action
	Modes  []Mode
	Keys   []string // the first is the one that the footer shows
	Help   string   // what it does, for the help page
	Short  string   // one or two words for the footer
	Group  string   // heading on the help page
}

// In reports whether the binding works in mode.
func (b Binding) In(mode Mode) bool { return slices.Contains(b.Modes, mode) }

// Unbound stands for the key of an action that has none.
const Unbound = "no key"

// Shown is the binding's keys as people read them.
func (b Binding) Shown() string {
	if len(b.Keys) == 0 {
		return Unbound
	}
	shown := make([]string, len(b.Keys))
	for i, k := range b.Keys {
		shown[i] = Name(k)
	}
	return strings.Join(shown, ", ")
}

var names = map[string]string{
	"up": "↑", "down": "↓", "left": "←", "right": "→",
	"pgdown": "PgDn", "pgup": "PgUp", "space": "space", "home": "Home", "end": "End",
}

// Name is a key as people read it: "shift+left" is "shift+←".
func Name(key string) string {
	parts := strings.Split(key, " ")
	for i, part := range parts {
		mod, base := "", part
		if at := strings.LastIndexByte(part, '+'); at > 0 {
			mod, base = part[:at+1], part[at+1:]
		}
		if n, ok := names[base]; ok {
			parts[i] = mod + n
		}
	}
	return strings.Join(parts, " ")
}

// A Table is a set of bindings in the order of the help page. Tables are not
// changed once made.
type Table []Binding

// For returns the bindings that work in mode.
func (t Table) For(mode Mode) Table {
	return slices.DeleteFunc(slices.Clone(t), func(b Binding) bool { return !b.In(mode) })
}

// Without is the table without some actions, for a footer that has no use for
// them at the moment.
func (t Table) Without(actions ...Action) Table {
	return slices.DeleteFunc(slices.Clone(t), func(b Binding) bool { return slices.Contains(actions, b.Action) })
}

// Key is the first key of an action in mode, as people read it; [Unbound] if
// it has none.
func (t Table) Key(mode Mode, action Action) string {
	if b, ok := t.binding(mode, action); ok {
		return Name(b.Keys[0])
	}
	return Unbound
}

// Presses are the keys to press for an action in mode, one after the other, as
// Press takes them; none if it has no key.
func (t Table) Presses(mode Mode, action Action) []string {
	b, _ := t.binding(mode, action)
	if len(b.Keys) == 0 {
		return nil
	}
	return strings.Fields(b.Keys[0])
}

// find returns the action bound to a whole sequence of keys, and whether a
// longer sequence begins with it.
func (t Table) find(mode Mode, sequence string) (action Action, longer bool) {
	for _, b := range t {
		if !b.In(mode) {
			continue
		}
		for _, k := range b.Keys {
			if k == sequence {
				action = b.Action
			} else if strings.HasPrefix(k, sequence+" ") {
				longer = true
			}
		}
	}
	return action, longer
}
