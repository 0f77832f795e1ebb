package main

import (
	"os/exec"
	"strings"
)

// A stroke is keys that are pressed at once. One that has a name is measured.
type stroke struct {
	name  string
	keys  string
	shows string // what must be on the screen when it is done, "" for anything
	while string // what must not be there any more
}

// A cycle is strokes that lead back to where they began, to be repeated.
type cycle []stroke

// What is measured, in the order of the tables.
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

// rareWord stands at the end of generated texts and nowhere else.
const rareWord = "zyzzyva"

const escape = "\x1b"

// galleyCycles press the keys of Galley. Tagging and undoing are done when the
// footer says that it is saved.
func galleyCycles(word string) []cycle {
	return []cycle{
		{{name: keyDown, keys: "j"}},
		{{name: keyEnd, keys: "G"}, {name: keyTop, keys: "gg"}},
		{{keys: "/"}, {name: keyFind, keys: word}, {keys: "\r"}, {keys: escape}, {keys: "gg"}},
		{{name: keySelect, keys: "v"}, {keys: escape}},
		{
			{keys: "j"}, {name: keyTag, keys: "c", shows: "saved", while: "saving…"},
			{name: keyUndo, keys: "u", shows: "saved", while: "saving…"},
		},
		{{name: keyList, keys: "A"}, {keys: escape}},
	}
}

// listCycles press the keys of the library.
func listCycles() []cycle {
	return []cycle{{{name: keyDown, keys: "j"}}, {{name: keyEnd, keys: "G"}, {name: keyTop, keys: "gg"}}}
}

// pagerCycles press j wherever Galley's keys are pressed: all keys are the same
// to the empty pager, and its figure is what any of them may take.
func pagerCycles(cycles []cycle) []cycle {
	var all []cycle
	for _, c := range cycles {
		var same cycle
		for _, s := range c {
			if s.name != "" {
				same = append(same, stroke{name: s.name, keys: "j"})
			}
		}
		all = append(all, same)
	}
	return all
}

// lessCycles are for less, and vimCycles for vim, which calls the top gg.
func lessCycles(word string) []cycle { return foreignCycles(word, "g") }

func vimCycles(word string) []cycle { return foreignCycles(word, "gg") }

func foreignCycles(word, top string) []cycle {
	return []cycle{
		{{name: keyDown, keys: "j"}},
		{{name: keyEnd, keys: "G"}, {name: keyTop, keys: top}},
		{{name: keyFind, keys: "/" + word + "\r"}, {keys: top}},
	}
}

// plainCycles press keys that were asked for.
func plainCycles(keys []string) []cycle {
	var all []cycle
	for _, k := range keys {
		all = append(all, cycle{{name: label(k), keys: k}})
	}
	return all
}

// names lists what cycles measure.
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

// knownPeers are the programs to compare with that are on this machine, and
// the names of those that are not.
func knownPeers() (found []program, missing []string) {
	for _, known := range []struct {
		name, command string
		cycles        func(word string) []cycle
	}{
		{"less", "less {}", lessCycles},
		{"vim", "vim -u NONE -N -i NONE -n {}", vimCycles},
		{"glow", "glow --pager {}", lessCycles},
	} {
		if _, err := exec.LookPath(known.name); err != nil {
			missing = append(missing, known.name)
			continue
		}
		p := peer(known.name, known.command)
		p.cycles = func(in input) []cycle { return known.cycles(in.word) }
		found = append(found, p)
	}
	return found, missing
}

// fits reports whether what must show on a screen shows.
func (s stroke) fits(screen string) bool {
	return (s.shows == "" || strings.Contains(screen, s.shows)) && (s.while == "" || !strings.Contains(screen, s.while))
}
