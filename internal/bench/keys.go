package main

import (
	"strconv"
	"strings"
)

// A stroke is keys that are written at once. It is measured if it has a name.
type stroke struct {
	name  string
	keys  string
	shows string // what must be on the screen at the end, "" for anything
	hides string // what must not be on the screen at the end, "" for nothing
}

// doneOn reports whether a screen is what it must be at the end.
func (s stroke) doneOn(screen string) bool {
	return strings.Contains(screen, s.shows) && (s.hides == "" || !strings.Contains(screen, s.hides))
}

// A cycle is strokes that end where they began and can be repeated.
type cycle []stroke

// The names of measured strokes, in the order of the tables.
const (
	keyDown   = "j"
	keyEnd    = "G"
	keyTop    = "g g"
	keyFind   = "find"
	keySelect = "select"
	keyTag    = "tag"
	keyUndo   = "undo"
	keyList   = "open list"
)

// rareWord occurs only at the end of generated texts.
const rareWord = "zyzzyva"

const lastSentence = "The " + rareWord + " came last.\n"

const escape = "\x1b"

// motionCycles press the keys of any program that scrolls, which differ in the
// key for the top.
func motionCycles(top string) []cycle {
	return []cycle{{{name: keyDown, keys: "j"}}, {{name: keyEnd, keys: "G"}, {name: keyTop, keys: top}}}
}

// readerCycles press the keys of Galley's reader. Tag and undo end when the
// footer says that they are saved.
func readerCycles(word string) []cycle {
	return append(motionCycles("gg"), []cycle{
		{{keys: "/"}, {name: keyFind, keys: word}, {keys: "\r"}, {keys: escape}, {keys: "gg"}},
		{{name: keySelect, keys: "v"}, {keys: escape}},
		{
			{keys: "j"}, {name: keyTag, keys: "c", shows: "saved", hides: "saving…"},
			{name: keyUndo, keys: "u", shows: "saved", hides: "saving…"},
		},
		{{name: keyList, keys: "A"}, {keys: escape}},
	}...)
}

// pagerCycles press j for each measured stroke: all keys are the same to the
// empty pager, and its figure is the least that any of them can take.
func pagerCycles(cycles []cycle) []cycle {
	var all []cycle
	for _, name := range names(cycles) {
		all = append(all, cycle{{name: name, keys: "j"}})
	}
	return all
}

// searchCycles press the keys of less and vim.
func searchCycles(word, top string) []cycle {
	return append(motionCycles(top), cycle{{name: keyFind, keys: "/" + word + "\r"}, {keys: top}})
}

// plainCycles press each of the keys.
func plainCycles(keys []string) []cycle {
	var all []cycle
	for _, k := range keys {
		all = append(all, cycle{{name: strings.Trim(strconv.Quote(k), `"`), keys: k}})
	}
	return all
}

// names lists the names of measured strokes.
func names(cycles []cycle) (list []string) {
	for _, c := range cycles {
		for _, s := range c {
			if s.name != "" {
				list = append(list, s.name)
			}
		}
	}
	return list
}
