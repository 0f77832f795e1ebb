package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
)

// A program is one that can be measured.
type program struct {
	name      string
	ours      bool // it is Galley
	yardstick bool // it is the empty pager
	command   func(input) (*exec.Cmd, error)
	cycles    func(input) []cycle
}

func galleyAt(galley string) program {
	return program{
		name: "galley", ours: true,
		command: func(in input) (*exec.Cmd, error) { return exec.Command(galley, arguments(in)...), nil },
		cycles:  galleyKeys,
	}
}

// arguments open an input in Galley.
func arguments(in input) []string {
	switch {
	case in.isList:
		return []string{"--db", in.db}
	case in.db != "":
		return []string{"--db", in.db, in.id}
	}
	return []string{in.path}
}

func galleyKeys(in input) []cycle {
	if in.isList {
		return listCycles()
	}
	return galleyCycles(in.word)
}

// emptyPager is this program in its pager mode.
func emptyPager() program {
	return program{
		name: "empty pager", yardstick: true,
		command: func(in input) (*exec.Cmd, error) {
			self, err := os.Executable()
			return exec.Command(self, "pager", in.path), err
		},
		cycles: func(in input) []cycle { return pagerCycles(galleyKeys(in)) },
	}
}

// peer runs a command of the shell, in which {} stands for the file.
func peer(name, command string) program {
	script := "exec " + strings.ReplaceAll(command, "{}", `"$1"`)
	return program{
		name:    name,
		command: func(in input) (*exec.Cmd, error) { return exec.Command("sh", "-c", script, "sh", in.path), nil },
		cycles:  func(input) []cycle { return plainCycles([]string{keyDown}) },
	}
}

// pressing is the program with keys that were asked for instead of its own.
func (p program) pressing(keys []string) program {
	p.cycles = func(input) []cycle { return plainCycles(keys) }
	return p
}

// reads reports whether the program can open an input: others know no library.
func (p program) reads(in input) bool { return in.db == "" || p.ours || p.yardstick }

// environment is that of a terminal with true colour, in which programs keep
// their data in the given folder. What the person's own shell says of colours,
// pagers and multiplexers does not count.
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
