package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"galley/sample"
)

// A plan is what one run measures.
type plan struct {
	programs []program
	files    []string // paths, sizes to generate, or "sample"
	sizes    []size
	keys     []string
	rounds   int // sessions of each program on each file and size
	presses  int // of each key in a session
	resizes  int // in a session
	limits   limits
	seed     uint64
}

// limits say when output counts as what.
type limits struct {
	cells    int           // characters that make a first frame
	quiet    time.Duration // without a byte: the burst is over
	patience time.Duration // for an answer
	idle     time.Duration // before memory is read
}

// A size is that of a screen, in cells.
type size struct{ cols, rows int }

func (s size) String() string { return fmt.Sprintf("%dx%d", s.cols, s.rows) }

func parseScreen(text string) (size, error) {
	cols, rows, _ := strings.Cut(text, "x")
	c, errCols := strconv.ParseUint(cols, 10, 12)
	r, errRows := strconv.ParseUint(rows, 10, 12)
	if errCols != nil || errRows != nil || c < 20 || r < 6 {
		return size{}, fmt.Errorf("%q is no size as in 80x24, of at least 20x6", text)
	}
	return size{int(c), int(r)}, nil
}

func parsePlan(args []string) (plan, error) {
	p := plan{limits: limits{quiet: 30 * time.Millisecond}}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	galley := flags.String("galley", "", "the galley program to measure")
	empty := flags.Bool("empty", true, "measure the empty Bubble Tea pager too")
	files := flags.String("files", "sample,1MB,10MB", "comma list of paths, sizes of text to generate, or sample")
	sizes := flags.String("sizes", "80x24", "comma list of screen sizes")
	flags.IntVar(&p.rounds, "rounds", 5, "sessions of each program on each file and size")
	flags.IntVar(&p.presses, "presses", 40, "presses of each key in a session")
	flags.IntVar(&p.resizes, "resizes", 6, "changes of the window's size in a session")
	flags.IntVar(&p.limits.cells, "cells", 100, "non-blank characters that make a first frame")
	flags.DurationVar(&p.limits.patience, "patience", 10*time.Second, "how long to wait for output")
	flags.DurationVar(&p.limits.idle, "idle", 2*time.Second, "how long to rest before memory is read")
	flags.Uint64Var(&p.seed, "seed", 1, "of generated texts and pauses")
	flags.Func("peer", "another program to measure, as name=command with {} for the file; may repeat", func(text string) error {
		name, command, ok := strings.Cut(text, "=")
		if !ok || name == "" || command == "" {
			return errors.New("want name=command")
		}
		p.programs = append(p.programs, peer(name, command))
		return nil
	})
	flags.Func("key", `a key or keys to press, with Go's escapes (\r, \x1b[B); may repeat (default j)`, func(text string) error {
		key, err := strconv.Unquote(`"` + text + `"`)
		p.keys = append(p.keys, key)
		return err
	})
	if err := flags.Parse(args); err != nil {
		return plan{}, err
	}
	if flags.NArg() > 0 {
		return plan{}, fmt.Errorf("%q is no flag", flags.Arg(0))
	}
	if *galley != "" {
		p.programs = append([]program{galleyAt(*galley)}, p.programs...)
	}
	if *empty {
		p.programs = append(p.programs, emptyPager())
	}
	p.files = strings.Split(*files, ",")
	return p, p.complete(*sizes)
}

// complete parses the sizes and fills in what was not given.
func (p *plan) complete(sizes string) error {
	for _, text := range strings.Split(sizes, ",") {
		s, err := parseScreen(text)
		if err != nil {
			return err
		}
		p.sizes = append(p.sizes, s)
	}
	if p.keys == nil {
		p.keys = []string{"j"}
	}
	if p.programs == nil {
		return errors.New("nothing to measure: name a program with --galley or --peer")
	}
	if p.rounds < 1 || p.presses < 1 {
		return errors.New("--rounds and --presses must be at least 1")
	}
	return nil
}

// run measures all and prints one table for each file and size.
func (p plan) run(w io.Writer) error {
	folder, err := os.MkdirTemp("", "galley-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	for _, name := range p.files {
		path, err := p.provide(folder, name)
		if err != nil {
			return err
		}
		for _, s := range p.sizes {
			results, err := p.measure(folder, path, s)
			if err != nil {
				return fmt.Errorf("%s at %s: %w", name, s, err)
			}
			if err := printResults(w, name, s, results); err != nil {
				return err
			}
		}
	}
	return nil
}

// provide returns the path of a file of the plan, and makes it if need be.
func (p plan) provide(folder, name string) (string, error) {
	if name == sample.Name {
		path := filepath.Join(folder, "sample.md")
		return path, os.WriteFile(path, sample.Article(), 0o600)
	}
	bytes, err := parseBytes(name)
	if err != nil {
		path, err := filepath.Abs(name)
		if err == nil {
			_, err = os.Stat(path)
		}
		return path, err
	}
	path := filepath.Join(folder, name+".txt")
	f, err := os.Create(path)
	if err != nil {
		return "", err
	}
	return path, errors.Join(generate(f, bytes, p.seed, false), f.Close())
}

// measure runs the programs in turn on one file at one size.
func (p plan) measure(folder, path string, s size) ([]*result, error) {
	results := make([]*result, len(p.programs))
	for i, program := range p.programs {
		results[i] = newResult(program.name, p.keys)
	}
	pauses := rand.New(rand.NewPCG(p.seed, 0))
	for round := range p.rounds {
		for i, program := range p.programs {
			m := measurement{plan: p, program: program, path: path, size: s, pauses: pauses, result: results[i]}
			if err := m.round(folder, round == 0); err != nil {
				return nil, fmt.Errorf("%s: %w", program.name, err)
			}
		}
	}
	return results, nil
}
