package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
)

// A measured is everything that a run found out.
type measured struct {
	about   string
	screens []screen
	starts  []*start
}

// A screen is the results on one input at one size, the first program's first.
type screen struct {
	input   input
	size    size
	results []*result
}

// run measures all, prints it as it comes, and writes it where that is asked
// for.
func (p plan) run(w io.Writer) error {
	folder, err := os.MkdirTemp("", "galley-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	all := measured{about: p.about()}
	if all.starts, err = p.measureStarts(folder); err != nil {
		return err
	}
	for _, name := range p.files {
		screens, err := p.measureInput(w, folder, name)
		if err != nil {
			return err
		}
		all.screens = append(all.screens, screens...)
	}
	if err := p.form().print(w, all.closing()...); err != nil {
		return err
	}
	return all.write(p.documents)
}

// measureInput measures one input at each size, and forgets it.
func (p plan) measureInput(w io.Writer, folder, name string) (screens []screen, err error) {
	own, err := os.MkdirTemp(folder, "input-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(own)
	in, err := p.provide(own, name)
	if err != nil {
		return nil, err
	}
	for _, s := range p.sizes {
		results, err := p.measure(own, in, s)
		if err != nil {
			return nil, fmt.Errorf("%s at %s: %w", name, s, err)
		}
		one := screen{in, s, results}
		if err := p.form().print(w, one.table()); err != nil {
			return nil, err
		}
		screens = append(screens, one)
	}
	return screens, nil
}

// measure runs the programs in turn on one input at one size.
func (p plan) measure(folder string, in input, s size) ([]*result, error) {
	var results []*result
	readers := slices.DeleteFunc(slices.Clone(p.programs), func(p program) bool { return !p.reads(in) })
	for _, program := range readers {
		results = append(results, newResult(program.name, program.cycles(in)))
	}
	for round := range p.rounds {
		for i := range readers {
			at := (i + round) % len(readers) // none is always the first
			m := measurement{plan: p, program: readers[at], input: in, size: s, result: results[at]}
			if err := m.round(folder, round < p.rests); err != nil {
				return nil, fmt.Errorf("%s: %w", readers[at].name, err)
			}
		}
	}
	return results, nil
}

// about says how and on what a run is done.
func (p plan) about() string {
	text := fmt.Sprintf("%s/%s, %d processors, %s; %d rounds of %d openings and %d presses of each key.",
		runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), p.rounds, 2*p.opens, p.presses)
	if p.missing != nil {
		text += " Not on this machine: " + strings.Join(p.missing, ", ") + "."
	}
	return text
}
