package main

import (
	"errors"
	"flag"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A plan says what one run measures.
type plan struct {
	galley   string // path of the program, "" for none
	programs []program
	missing  []string // names of peers that are not installed
	files    []string // names of inputs, see [plan.makeInput]
	db       string   // a library to list; "" to make one
	sizes    []size
	rounds   int           // number of sessions of each program on each input and size
	rests    int           // number of rounds in which memory and idle CPU are measured
	opens    int           // number of openings in a session, with an empty data folder and again
	presses  int           // number of presses of each key in a session
	resizes  int           // number of resizes in a session
	commands bool          // also measure commands that run to their end
	document string        // a file in which the tables are replaced, "" for none
	timeout  time.Duration // for output to arrive
	idle     time.Duration // wait before idle CPU is measured
}

// A size is the size of a screen, in cells.
type size struct{ cols, rows int }

// String implements fmt.Stringer.
func (s size) String() string { return fmt.Sprintf("%dx%d", s.cols, s.rows) }

// parseSize parses a size such as 80x24.
func parseSize(text string) (size, error) {
	cols, rows, _ := strings.Cut(text, "x")
	c, errCols := strconv.ParseUint(cols, 10, 12)
	r, errRows := strconv.ParseUint(rows, 10, 12)
	if errCols != nil || errRows != nil || c < 20 || r < 6 {
		return size{}, fmt.Errorf("%q is not a size of at least 20x6, such as 80x24", text)
	}
	return size{int(c), int(r)}, nil
}

// choices holds the flags that complete converts to fields of the plan.
type choices struct {
	empty, known bool
	files, sizes string
	peers        []program
	keys         []string
}

func parsePlan(args []string) (plan, error) {
	var p plan
	var c choices
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.StringVar(&p.galley, "galley", "", "the galley program to measure")
	flags.BoolVar(&c.empty, "empty", true, "measure the empty Bubble Tea pager too")
	flags.BoolVar(&c.known, "known", true, "measure less, vim and glow too, if they are installed")
	flags.StringVar(&c.files, "files", allInputs, "comma-separated list of inputs: paths, sizes of text to generate such as 10MB, and the names of the default")
	flags.StringVar(&c.sizes, "sizes", "80x24", "comma-separated list of screen sizes")
	flags.StringVar(&p.db, "db", "", "for the input library, a library made by bench library")
	flags.IntVar(&p.rounds, "rounds", 5, "number of sessions of each program on each input and size")
	flags.IntVar(&p.rests, "rests", 2, "number of rounds in which memory and idle CPU are measured")
	flags.IntVar(&p.opens, "opens", 3, "number of times that an input is opened new, and again, in a session")
	flags.IntVar(&p.presses, "presses", 20, "number of presses of each key in a session")
	flags.IntVar(&p.resizes, "resizes", 6, "number of changes of the window size in a session")
	flags.BoolVar(&p.commands, "commands", true, "measure commands that run to their end, too")
	flags.StringVar(&p.document, "write", "", "a Markdown file in which the tables are replaced")
	flags.DurationVar(&p.timeout, "patience", 10*time.Second, "how long to wait for output")
	flags.DurationVar(&p.idle, "idle", 2*time.Second, "how long to wait before idle CPU is measured, for five times as long")
	flags.Func("peer", "another program to measure, as name=command with {} for the file; may be given several times", func(text string) error {
		name, command, _ := strings.Cut(text, "=")
		if name == "" || command == "" {
			return errors.New("want name=command")
		}
		c.peers = append(c.peers, peer(name, command))
		return nil
	})
	flags.Func("key", `press only this key or keys, with Go's escapes (\r, \x1b[B); may be given several times`, func(text string) error {
		key, err := strconv.Unquote(`"` + text + `"`)
		c.keys = append(c.keys, key)
		return err
	})
	if err := flags.Parse(args); err != nil {
		return plan{}, err
	}
	if flags.NArg() > 0 {
		return plan{}, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	return p, p.complete(c)
}

// complete adds the programs in order, parses lists, and validates the plan.
func (p *plan) complete(c choices) error {
	if p.galley != "" {
		p.programs = append(p.programs, galleyAt(p.galley))
	}
	p.programs = append(p.programs, c.peers...)
	if p.programs == nil {
		return errors.New("nothing to measure: name a program with --galley or --peer")
	}
	if c.empty {
		p.programs = append(p.programs, emptyPager())
	}
	if c.known {
		found, missing := knownPeers()
		p.programs, p.missing = append(p.programs, found...), missing
	}
	if c.keys != nil {
		for i := range p.programs {
			p.programs[i] = p.programs[i].withKeys(c.keys)
		}
	}
	p.files = strings.Split(c.files, ",")
	for text := range strings.SplitSeq(c.sizes, ",") {
		s, err := parseSize(text)
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
