package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A command is a Galley command that runs to completion without a terminal.
type command struct {
	name  string
	args  []string // of Galley; nil for the empty pager
	runs  int      // runs per round; 1 for slow commands
	times []time.Duration
	peak  int64 // peak memory in bytes, 0 if unknown
}

const commandVersion = "--version"

// measureCommands runs and measures the commands in turn. The first is the empty pager.
func (p plan) measureCommands(folder string) ([]*command, error) {
	if !p.commands || p.galley == "" {
		return nil, nil
	}
	few, many, one := filepath.Join(folder, "few.db"), filepath.Join(folder, "many.db"), filepath.Join(folder, "one.db")
	for db, size := range map[string]librarySize{few: {1, annotatedCount}, many: {1000, 100_000}, one: {1, 100_000}} {
		defer os.Remove(db)
		if err := makeLibraryInChild(db, size); err != nil {
			return nil, err
		}
	}
	commands := []*command{
		{name: "empty pager, exits at once", runs: 10},
		{name: commandVersion, runs: 10, args: []string{"--version"}},
		{name: "export, 5,000 annotations", runs: 10, args: []string{"--db", few, "export"}},
		{name: "export, 100,000 annotations in 1,000 articles", runs: 1, args: []string{"--db", many, "export"}},
		{name: "export, 100,000 annotations in one article", runs: 1, args: []string{"--db", one, "export"}},
		{name: "export --format label-studio, 100,000 annotations in 1,000 articles", runs: 1,
			args: []string{"--db", many, "export", "--format", "label-studio"}},
	}
	for range p.rounds {
		for n := range 10 {
			for _, c := range commands {
				if n >= c.runs {
					continue
				}
				if err := p.runOnce(folder, c); err != nil {
					return nil, fmt.Errorf("%s: %w", c.name, err)
				}
			}
		}
	}
	return commands, nil
}

// runOnce runs a command and records its time and peak memory.
func (p plan) runOnce(folder string, c *command) error {
	cmd := exec.Command(p.galley, c.args...)
	if c.args == nil {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		cmd = exec.Command(self, "pager", "--version")
	}
	cmd.Env = environment(folder)
	from := time.Now()
	if err := cmd.Run(); err != nil {
		return err
	}
	c.times = append(c.times, time.Since(from))
	c.peak = max(c.peak, peakOf(cmd.ProcessState))
	return nil
}

func commandsTable(commands []*command) table {
	t := table{title: "Commands, from start to exit", head: []string{"command", "p50 ms", "p95 ms", "peak MiB"}}
	for _, c := range commands {
		t.rows = append(t.rows, []string{c.name, millis(c.times, 50), millis(c.times, 95), mebibytes(c.peak)})
	}
	return t
}

// A memoryUse is the memory use of a process, in bytes, or 0 if unknown.
type memoryUse struct{ resident, peak int64 }

// memoryOf reads the memory use of a process from /proc.
func memoryOf(pid int) memoryUse {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return memoryUse{}
	}
	var m memoryUse
	for line := range strings.Lines(string(status)) {
		name, value, _ := strings.Cut(line, ":")
		kibibytes, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		switch name {
		case "VmRSS":
			m.resident = kibibytes << 10
		case "VmHWM":
			m.peak = kibibytes << 10
		}
	}
	return m
}

// cpuOf returns the processor time of all threads of a process, or 0 if unknown.
func cpuOf(pid int) time.Duration {
	paths, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if err != nil {
		return 0
	}
	var total time.Duration
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // the thread has exited
		}
		first, _, _ := strings.Cut(string(text), " ")
		nanoseconds, _ := strconv.ParseInt(first, 10, 64)
		total += time.Duration(nanoseconds)
	}
	return total
}
