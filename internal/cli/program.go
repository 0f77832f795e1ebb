package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"galley/annotate/export"
	"galley/annotate/source"
	"galley/internal/library"
	"galley/internal/wording"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"
)

// A program is one run of Galley.
type program struct {
	in    io.Reader
	out   *output
	errs  io.Writer
	page  page            // describes out
	ctx   context.Context // ends when the program should stop
	web   library.Fetcher
	now   func() time.Time
	newID func() string

	db, author string       // flags
	chosen     *preferences // read on first use
	lib        *library.Library
	saved      string  // names what the command saved; "" for anything in the library
	damaged    []error // what was left out of the result, each a PartialError
	examined   bool    // whether galley doctor reported the state of the header
	failed     int     // the exit status of a program that said what failed, or 0
	partial    bool    // whether anything else, which was reported, makes the status 1
	blind      bool    // --blind: what others annotated is hidden until the user is done
	reading    bool    // whether the reader uses the terminal, so that downloads show nothing on it
}

// library returns the library, which is opened on first use.
func (p *program) library() *library.Library {
	if p.lib == nil {
		p.lib = library.New(library.Options{
			Path: p.dbPath(), MustExist: p.db != "", Version: Version, Author: p.creator, Now: p.now, NewID: p.newID, Stdin: p.in,
			DailyBackups: func() bool { return p.preferences().Backups }, Blind: p.isBlind,
			Fetch: p.web, Download: p.download, Interruptible: p.interruptible,
		})
	}
	return p.lib
}

// dbPath returns the path of the database.
func (p *program) dbPath() string {
	return cmp.Or(p.db, os.Getenv("GALLEY_DB"), filepath.Join(xdg.DataHome, "galley", "galley.db"))
}

// isBlind reports whether what others annotated is hidden until the user is done.
func (p *program) isBlind() bool { return p.blind || p.preferences().Blind }

// sayBlind says that what others annotated is hidden, if it is.
func (p *program) sayBlind() {
	if p.isBlind() {
		p.say("blind: what others annotated is left out where you are not done; X in the reader says that you are")
	}
}

// creator returns the creator of annotations and steps.
func (p *program) creator() string {
	name := source.CleanLine(cmp.Or(p.author, os.Getenv("GALLEY_AUTHOR"), p.preferences().Author))
	if name != "" {
		return name
	}
	if u, err := user.Current(); err == nil {
		name = u.Username[strings.LastIndexByte(u.Username, '\\')+1:]
	}
	return cmp.Or(source.CleanLine(name), "unknown")
}

// print writes one line of the result.
func (p *program) print(format string, args ...any) {
	fmt.Fprintf(p.out, format+"\n", args...)
}

// say writes one line to standard error.
func (p *program) say(format string, args ...any) {
	fmt.Fprintln(p.errs, source.CleanLine(fmt.Sprintf(format, args...)))
}

func (p *program) sayAll(notices []string) {
	for _, n := range notices {
		p.say("%s", n)
	}
}

// tolerate notes a PartialError and returns nil, so that a command continues
// with what could be read of a damaged library. [program.end] reports it.
func (p *program) tolerate(err error) error {
	if partial := (*library.PartialError)(nil); !errors.As(err, &partial) {
		return err
	}
	p.damaged = append(p.damaged, err)
	return nil
}

// records finds the named articles or, without names, lists all saved ones, most
// recently used first.
func (p *program) records(names []string) ([]library.Record, error) {
	if len(names) > 0 {
		return p.library().Lookup(names)
	}
	records, err := p.library().Records()
	return records, p.tolerate(err)
}

// readFlags adds to a command the flags that control how an article is read.
func readFlags(c *cobra.Command, o *library.ReadOptions) {
	c.Flags().StringVar(&o.Type, "type", "", "read the article as TYPE: "+wording.Or(source.Types()))
	c.Flags().StringVar(&o.Charset, "charset", "", "read the article in the character set NAME, such as windows-1252")
}

// report prints the notice if err is nil, and returns err.
func (p *program) report(notice string, err error) error {
	if err == nil {
		p.say("%s", notice)
	}
	return err
}

// writeJSON prints v as indented JSON.
func (p *program) writeJSON(v any) error {
	enc := json.NewEncoder(export.EscapeJSON(p.out))
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
