package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
)

// A program is one that can be measured.
type program struct {
	name    string
	command func(path string) (*exec.Cmd, error)
}

func galleyAt(galley string) program {
	return program{"galley", func(path string) (*exec.Cmd, error) { return exec.Command(galley, path), nil }}
}

// emptyPager is this program in its pager mode.
func emptyPager() program {
	return program{"empty pager", func(path string) (*exec.Cmd, error) {
		self, err := os.Executable()
		return exec.Command(self, "pager", path), err
	}}
}

// peer runs a command of the shell, in which {} stands for the file.
func peer(name, command string) program {
	script := "exec " + strings.ReplaceAll(command, "{}", `"$1"`)
	return program{name, func(path string) (*exec.Cmd, error) {
		return exec.Command("sh", "-c", script, "sh", path), nil
	}}
}

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
