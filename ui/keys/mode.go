package keys

import (
	"cmp"
	"strings"
)

// A Mode determines what keys mean.
type Mode uint8

// The modes.
const (
	Read       Mode = iota // moving in an article
	Select                 // changing a selection
	Resize                 // moving the ends of an annotation
	Find                   // typing words to find
	Command                // typing a command after a colon
	Offer                  // tagging the same words elsewhere, one by one
	Suggest                // accepting or refusing suggestions
	Note                   // typing a source
	Labels                 // typing labels
	Collection             // typing the name of a collection
	Place                  // choosing the span of an annotation
	Settle                 // settling what people annotated differently
	Card                   // filling in an annotation
	Library                // choosing an article
	Book                   // choosing a chapter
	Filter                 // typing the words that a list is filtered by
	Help                   // reading the help page
	Palette                // choosing an action by its name
	Marks                  // choosing an annotation of the article
	Voices                 // choosing an annotation of the article, by person
	Contents               // choosing a heading
	Review                 // reading all annotations as one document
	Export                 // choosing a format and a file name
	Compare                // reading how the article changed
	Version                // deciding on an update
	About                  // reading about the article's source
	Charset                // choosing a character set
)

var modeNames = [...]string{
	Read: "READ", Select: "SELECT", Resize: "RESIZE", Find: "FIND", Command: "COMMAND", Offer: "OFFER", Suggest: "SUGGEST", Note: "NOTE", Labels: "LABELS", Collection: "COLLECTION", Place: "PLACE", Settle: "SETTLE",
	Card: "CARD", Library: "LIBRARY", Book: "BOOK", Filter: "FILTER", Help: "HELP", Palette: "ACTIONS",
	Marks: "MARKS", Voices: "VOICES", Contents: "CONTENTS", Review: "REVIEW", Export: "EXPORT", Compare: "CHANGES", Version: "VERSION", About: "SOURCE", Charset: "CHARSET",
}

var modeWords = map[Mode]string{
	Read: "reading", Select: "selecting", Resize: "resizing an annotation", Find: "finding words", Command: "typing a command",
	Offer: "tagging the same words", Suggest: "the suggestions", Note: "typing a source", Labels: "typing labels", Collection: "typing a collection", Place: "placing an annotation",
	Settle: "settling differences",
	Card:   "the card of an annotation", Library: "the library", Book: "the chapters of a book", Filter: "filtering a list", Help: "the help",
	Palette: "the list of actions", Marks: "the list of annotations", Voices: "the list by person", Contents: "the contents",
	Review: "the review page", Export: "the export", Compare: "the changes between versions", Version: "an update",
	About: "the source of an article", Charset: "the choice of a character set",
}

// String returns the name that the footer shows.
func (m Mode) String() string { return modeNames[m] }

// Doing describes the mode in a few words: "reading".
func (m Mode) Doing() string { return cmp.Or(modeWords[m], m.Setting()) }

// Modes lists every mode.
func Modes() []Mode {
	modes := make([]Mode, len(modeNames))
	for i := range modes {
		modes[i] = Mode(i)
	}
	return modes
}

// Setting returns the name of the mode in the settings file.
func (m Mode) Setting() string { return strings.ToLower(m.String()) }

// IsText reports whether letters are text in this mode. Keys that type text,
// and sequences, cannot be bound in it.
func (m Mode) IsText() bool {
	switch m {
	case Find, Command, Note, Labels, Collection, Card, Filter, Palette, Export:
		return true
	}
	return false
}
