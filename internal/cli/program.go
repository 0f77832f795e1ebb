package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"galley/annotate/source"
	"galley/internal/library"
	"galley/internal/origin/fetch"
	"galley/storage"

	"github.com/adrg/xdg"
)

// A program is one run of Galley.
type program struct {
	in        io.Reader
	out, errs io.Writer
	page      page            // what out is
	ctx       context.Context // done when the program is to end
	web       func(ctx context.Context, address string, opt fetch.Options) (fetch.Page, error)
	now       func() time.Time
	newID     func() string

	db, author string       // as given by options
	chosen     *preferences // read when first asked for
	lib        *library.Library
	partial    bool // something damaged was left out of the result
	reading    bool // the reader has the terminal, so downloads show nothing on it
}

// library is made when it is first needed.
func (p *program) library() *library.Library {
	if p.lib == nil {
		p.lib = library.New(library.Options{
			Path: p.dbPath(), Version: Version, Author: p.creator, Now: p.now, NewID: p.newID, Stdin: p.in,
			Fetch: p.web, Download: p.showDownload,
		})
	}
	return p.lib
}

func (p *program) store() *storage.Store { return p.library().Store() }

// dbPath is the path of the database.
func (p *program) dbPath() string {
	return cmp.Or(p.db, os.Getenv("GALLEY_DB"), filepath.Join(xdg.DataHome, "galley", "galley.db"))
}

// creator is who annotations and steps are by.
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
func (p *program) print(format string, args ...any) error {
	_, err := fmt.Fprintf(p.out, format+"\n", args...)
	return err
}
