package main

import (
	"errors"
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A plan is what one run measures.
type plan struct {
	galley    string // the program, "" for none
	programs  []program
	missing   []string // names of peers that are not on this machine
	files     []string // names of inputs, see [plan.provide]
	db        string   // the library to list instead of one that is made
	sizes     []size
	rounds    int  // sessions of each program on each input and size
	opens     int  // of the input in a session, with an empty data folder and with one that knows it
	rests     int  // in how many of them memory and idle CPU are measured
	presses   int  // of each key in a session
	resizes   int  // in a session
	commands  bool // commands that run to their end are measured too
	markdown  bool // tables are printed as Markdown
	documents []string
	limits    limits
	seed      uint64
}

// form is how tables are printed.
func (p plan) form() form {
	if p.markdown {
		return asMarkdown
	}
	return asText
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
	var o choices
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.StringVar(&p.galley, "galley", "", "the galley program to measure")
	flags.BoolVar(&o.empty, "empty", true, "measure the empty Bubble Tea pager too")
	flags.BoolVar(&o.known, "known", true, "measure less, vim and glow too, where they are")
	flags.StringVar(&o.files, "files", allInputs, "comma list of inputs: paths, sizes of text to generate such as 10MB, and the names of the default")
	flags.StringVar(&o.sizes, "sizes", "80x24", "comma list of screen sizes")
	flags.StringVar(&p.db, "db", "", "for the input library, list this one (see bench library) and do not make one")
	flags.IntVar(&p.rounds, "rounds", 5, "sessions of each program on each input and size")
	flags.IntVar(&p.rests, "rests", 2, "in how many of them memory and idle CPU are measured")
	flags.IntVar(&p.opens, "opens", 3, "times that an input is opened new, and again, in a session")
	flags.IntVar(&p.presses, "presses", 20, "presses of each key in a session")
	flags.IntVar(&p.resizes, "resizes", 6, "changes of the window's size in a session")
	flags.BoolVar(&p.commands, "commands", true, "measure commands that run to their end, too")
	flags.BoolVar(&p.markdown, "markdown", false, "print tables as Markdown")
	flags.StringVar(&o.documents, "write", "", "comma list of Markdown files in which the tables are replaced")
	flags.IntVar(&p.limits.cells, "cells", 100, "non-blank characters that make a first frame")
	flags.DurationVar(&p.limits.patience, "patience", 10*time.Second, "how long to wait for output")
	flags.DurationVar(&p.limits.idle, "idle", 2*time.Second, "how long to rest before idle CPU is measured, for five times as long")
	flags.Uint64Var(&p.seed, "seed", 1, "of generated texts")
	flags.Func("peer", "another program to measure, as name=command with {} for the file; may repeat", func(text string) error {
		name, command, ok := strings.Cut(text, "=")
		if !ok || name == "" || command == "" {
			return errors.New("want name=command")
		}
		p.programs = append(p.programs, peer(name, command))
		return nil
	})
	flags.Func("key", `press only this key or keys, with Go's escapes (\r, \x1b[B); may repeat`, func(text string) error {
		key, err := strconv.Unquote(`"` + text + `"`)
		o.keys = append(o.keys, key)
		return err
	})
	if err := flags.Parse(args); err != nil {
		return plan{}, err
	}
	if flags.NArg() > 0 {
		return plan{}, fmt.Errorf("%q is no flag", flags.Arg(0))
	}
	return p, p.complete(o)
}

// choices are what options say that a plan has in another form.
type choices struct {
	empty, known            bool
	files, sizes, documents string
	keys                    []string
}

// complete adds the programs in their order, parses lists, and refuses what
// cannot be measured.
func (p *plan) complete(o choices) error {
	if p.galley != "" {
		p.programs = append([]program{galleyAt(p.galley)}, p.programs...)
	}
	if p.programs == nil {
		return errors.New("nothing to measure: name a program with --galley or --peer")
	}
	if o.empty {
		p.programs = append(p.programs, emptyPager())
	}
	if o.known {
		found, missing := knownPeers()
		p.programs, p.missing = append(p.programs, found...), missing
	}
	if o.keys != nil {
		for i := range p.programs {
			p.programs[i] = p.programs[i].pressing(o.keys)
		}
	}
	p.files = strings.Split(o.files, ",")
	if o.documents != "" {
		p.documents = strings.Split(o.documents, ",")
	}
	for _, text := range strings.Split(o.sizes, ",") {
		s, err := parseScreen(text)
		if err != nil {
			return err
		}
		p.sizes = append(p.sizes, s)
	}
	if p.rounds < 1 || p.opens < 1 || p.presses < 1 {
		return errors.New("--rounds, --opens and --presses must be at least 1")
	}
	return nil
}
