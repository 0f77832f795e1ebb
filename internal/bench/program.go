package main

import (
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// A program is a program to measure.
type program struct {
	name           string
	isGalley       bool
	readsLibraries bool
	command        func(input) (*exec.Cmd, error)
	cycles         func(input) []cycle
}

func galleyAt(path string) program {
	return program{
		name: "galley", isGalley: true, readsLibraries: true,
		command: func(in input) (*exec.Cmd, error) { return exec.Command(path, galleyArgs(in)...), nil },
		cycles:  galleyCycles,
	}
}

// galleyArgs returns the arguments that open an input in Galley.
func galleyArgs(in input) []string {
	switch {
	case in.isList:
		return []string{"--db", in.db}
	case in.db != "":
		return []string{"--db", in.db, in.id}
	}
	return []string{in.path}
}

func galleyCycles(in input) []cycle {
	if in.isList {
		return motionCycles("gg")
	}
	return readerCycles(in.word)
}

// emptyPager returns this program's pager command.
func emptyPager() program {
	return program{
		name: "empty pager", readsLibraries: true,
		command: func(in input) (*exec.Cmd, error) {
			self, err := os.Executable()
			return exec.Command(self, "pager", in.path), err
		},
		cycles: func(in input) []cycle { return pagerCycles(galleyCycles(in)) },
	}
}

// peer returns a program that runs a shell command, with {} replaced by the file.
func peer(name, command string) program {
	script := "exec " + strings.ReplaceAll(command, "{}", `"$1"`)
	return program{
		name:    name,
		command: func(in input) (*exec.Cmd, error) { return exec.Command("sh", "-c", script, "sh", in.path), nil },
		cycles:  func(input) []cycle { return plainCycles([]string{keyDown}) },
	}
}

// knownPeers returns the programs to compare with that are installed, and the
// names of those that are not.
func knownPeers() (found []program, missing []string) {
	for _, known := range []struct{ name, command, top string }{
		{"less", "less {}", "g"},
		{"vim", "vim -u NONE -N -i NONE -n {}", "gg"},
		{"glow", "glow --pager {}", "g"},
	} {
		if _, err := exec.LookPath(known.name); err != nil {
			missing = append(missing, known.name)
			continue
		}
		p := peer(known.name, known.command)
		p.cycles = func(in input) []cycle { return searchCycles(in.word, known.top) }
		found = append(found, p)
	}
	return found, missing
}

// withKeys returns the program with these keys instead of its own.
func (p program) withKeys(keys []string) program {
	p.cycles = func(input) []cycle { return plainCycles(keys) }
	return p
}

// canOpen reports whether the program can open an input: only Galley and the empty
// pager can be compared on a library.
func (p program) canOpen(in input) bool { return in.db == "" || p.readsLibraries }

// environment returns the environment of a terminal with true color, in which
// programs keep their data in a folder. The user's settings for colors, pagers
// and multiplexers are removed.
func environment(data string) []string {
	personal := []string{
		"NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TMUX", "STY", "TERM_PROGRAM", "GLAMOUR_STYLE", "LESS", "LESSOPEN", "COLORFGBG",
	}
	env := slices.DeleteFunc(os.Environ(), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return slices.Contains(personal, name) || strings.HasPrefix(name, "GALLEY_") || strings.HasPrefix(name, "XDG_")
	})
	env = append(env, "TERM=xterm-256color", "COLORTERM=truecolor")
	for _, name := range []string{"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"} {
		env = append(env, name+"="+data)
	}
	return env
}

// A stroke is a sequence of keys that are written at once. It is measured if it
// has a name.
type stroke struct {
	name  string
	keys  string
	shows string // text that the final screen must have, "" for any
	hides string // text that the final screen must not have, "" for none
}

// isDoneOn reports whether a screen is the final one of the stroke.
func (s stroke) isDoneOn(screen string) bool {
	return strings.Contains(screen, s.shows) && (s.hides == "" || !strings.Contains(screen, s.hides))
}

// A cycle is a list of strokes that end where they began and can be repeated.
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

// motionCycles returns the keys of any program that scrolls. top is its key for
// the top.
func motionCycles(top string) []cycle {
	return []cycle{{{name: keyDown, keys: "j"}}, {{name: keyEnd, keys: "G"}, {name: keyTop, keys: top}}}
}

// readerCycles returns the keys of Galley's reader. Tag and undo end when the
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

// pagerCycles returns j for each measured stroke: all keys are the same to the
// empty pager, and its time is the minimum for any of them.
func pagerCycles(cycles []cycle) []cycle {
	var all []cycle
	for _, name := range names(cycles) {
		all = append(all, cycle{{name: name, keys: "j"}})
	}
	return all
}

// searchCycles returns the keys of less and vim.
func searchCycles(word, top string) []cycle {
	return append(motionCycles(top), cycle{{name: keyFind, keys: "/" + word + "\r"}, {keys: top}})
}

// plainCycles returns a cycle for each of the keys.
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
