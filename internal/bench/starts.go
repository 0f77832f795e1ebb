package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// A start is a command that runs to its end without a terminal.
type start struct {
	name  string
	args  []string // of Galley; nil for the empty pager
	few   bool     // it takes long, so that a few runs must do
	times []time.Duration
	peak  int64 // bytes of memory, 0: not known
}

// What is started.
const (
	startPager   = "empty pager, ended at once"
	startVersion = "--version"
	startExport  = "export, 5,000 annotations"
	startLarge   = "export, 100,000 annotations in 1,000 articles"
	startOne     = "export, 100,000 annotations in one article"
	startTasks   = "export --format label-studio, 100,000 annotations in 1,000 articles"
)

// Each command is run that often in a round, one that takes long once.
const startsInRound = 10

// measureStarts runs the commands in turn.
func (p plan) measureStarts(folder string) ([]*start, error) {
	if !p.commands || p.galley == "" {
		return nil, nil
	}
	dbs := map[string]string{}
	for name, of := range map[string]struct{ articles, marks int }{
		"few": {1, annotatedMarks}, "many": {1000, 100_000}, "one": {1, 100_000},
	} {
		dbs[name] = filepath.Join(folder, name+".db")
		defer os.Remove(dbs[name])
		if err := makeLibraryApart(dbs[name], of.articles, of.marks, p.seed); err != nil {
			return nil, err
		}
	}
	starts := []*start{
		{name: startPager},
		{name: startVersion, args: []string{"--version"}},
		{name: startExport, args: []string{"--db", dbs["few"], "export"}},
		{name: startLarge, args: []string{"--db", dbs["many"], "export"}, few: true},
		{name: startOne, args: []string{"--db", dbs["one"], "export"}, few: true},
		{name: startTasks, args: []string{"--db", dbs["many"], "export", "--format", "label-studio"}, few: true},
	}
	for range p.rounds {
		for n := range startsInRound {
			for _, s := range starts {
				if s.few && n > 0 {
					continue
				}
				if err := p.runOnce(folder, s); err != nil {
					return nil, fmt.Errorf("%s: %w", s.name, err)
				}
			}
		}
	}
	return starts, nil
}

// runOnce runs a command to its end.
func (p plan) runOnce(folder string, s *start) error {
	cmd := exec.Command(p.galley, s.args...)
	if s.args == nil {
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
	s.times = append(s.times, time.Since(from))
	s.peak = max(s.peak, peakOf(cmd.ProcessState))
	return nil
}

// startsTable is what the commands took.
func startsTable(starts []*start) table {
	t := table{title: "Commands from their start to their end", head: []string{"command", "p50 ms", "p95 ms", "peak MiB"}}
	for _, s := range starts {
		t.rows = append(t.rows, []string{s.name, millis(s.times, 50), millis(s.times, 95), mebibytes(s.peak)})
	}
	return t
}
