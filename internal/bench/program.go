package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
)

// A program is one to measure.
type program struct {
	name    string
	kind    kind
	command func(input) (*exec.Cmd, error)
	cycles  func(input) []cycle
}

// A kind tells Galley and the empty pager from other programs.
type kind int

const (
	other kind = iota
	galley
	empty
)

func galleyAt(path string) program {
	return program{
		name: "galley", kind: galley,
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

// emptyPager is this program's pager command.
func emptyPager() program {
	return program{
		name: "empty pager", kind: empty,
		command: func(in input) (*exec.Cmd, error) {
			self, err := os.Executable()
			return exec.Command(self, "pager", in.path), err
		},
		cycles: func(in input) []cycle { return pagerCycles(galleyCycles(in)) },
	}
}

// peer runs a shell command in which {} stands for the file.
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

// pressing returns the program with keys in place of its own.
func (p program) pressing(keys []string) program {
	p.cycles = func(input) []cycle { return plainCycles(keys) }
	return p
}

// reads reports whether the program can open an input: only Galley and the empty
// pager can be compared on a library.
func (p program) reads(in input) bool { return in.db == "" || p.kind != other }

// environment returns that of a terminal with true colour, in which programs
// keep their data in the given folder. The user's settings of colours, pagers
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
