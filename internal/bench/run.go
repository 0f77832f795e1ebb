package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
)

// A report is everything that a run measured.
type report struct {
	about    string
	screens  []screen
	commands []*command
}

// A screen is the results on one input at one size, the first program's first.
type screen struct {
	input   input
	size    size
	results []*result
}

// run measures everything, prints tables as they are ready, and writes them into
// the document of the plan.
func (p plan) run(w io.Writer) error {
	folder, err := os.MkdirTemp("", "galley-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	r := report{about: p.about()}
	if r.commands, err = p.measureCommands(folder); err != nil {
		return err
	}
	for _, name := range p.files {
		screens, err := p.measureInput(w, folder, name)
		if err != nil {
			return err
		}
		r.screens = append(r.screens, screens...)
	}
	if _, err := fmt.Fprintf(w, "%s%s%s\n", commandsTable(r.commands), r.targetsTable(), r.about); err != nil {
		return err
	}
	if p.document == "" {
		return nil
	}
	return r.write(p.document)
}

// measureInput measures one input at each size, and removes it.
func (p plan) measureInput(w io.Writer, folder, name string) (screens []screen, err error) {
	own, err := os.MkdirTemp(folder, "input-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(own)
	in, err := p.makeInput(own, name)
	if err != nil {
		return nil, err
	}
	for _, sz := range p.sizes {
		results, err := p.measure(own, in, sz)
		if err != nil {
			return nil, fmt.Errorf("%s at %s: %w", name, sz, err)
		}
		s := screen{in, sz, results}
		if _, err := fmt.Fprint(w, s.table()); err != nil {
			return nil, err
		}
		screens = append(screens, s)
	}
	return screens, nil
}

// measure runs the programs in turn on one input at one size.
func (p plan) measure(folder string, in input, sz size) ([]*result, error) {
	var results []*result
	readers := slices.DeleteFunc(slices.Clone(p.programs), func(p program) bool { return !p.reads(in) })
	for _, program := range readers {
		results = append(results, newResult(program.name, program.cycles(in)))
	}
	for round := range p.rounds {
		for i := range readers {
			at := (i + round) % len(readers) // each round begins with another program
			m := measurement{plan: p, program: readers[at], input: in, size: sz, result: results[at], atRest: round < p.rests}
			if err := m.round(folder); err != nil {
				return nil, fmt.Errorf("%s: %w", readers[at].name, err)
			}
		}
	}
	return results, nil
}

// about describes the machine and the run.
func (p plan) about() string {
	text := fmt.Sprintf("%s/%s, %d processors, %s; %d rounds of %d openings and %d presses of each key.",
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), p.rounds, 2*p.opens, p.presses)
	if p.missing != nil {
		text += " Not on this machine: " + strings.Join(p.missing, ", ") + "."
	}
	return text
}
