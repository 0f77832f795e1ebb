package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"galley/annotate/export"
	"galley/annotate/segment"
	"galley/ui"
	"galley/ui/handover"

	"github.com/adrg/xdg"
)

// An exporter writes what the reader shows, as galley export does: a
// [ui.Exporter].
type exporter struct{ now func() time.Time }

// Formats lists the formats of galley export.
func (x exporter) Formats() []handover.Format {
	var list []handover.Format
	for _, f := range export.Formats() {
		list = append(list, handover.Format{Name: f.Name, About: f.Summary, Extension: f.Extension})
	}
	return list
}

// mostNames is how many numbered names are tried before one is taken that may
// exist.
const mostNames = 1000

// Suggest numbers a name until no format has a file of it in the current
// folder.
func (x exporter) Suggest(stem string) (free, folder string) {
	free = stem
	for n := 2; taken(free) && n < mostNames; n++ {
		free = fmt.Sprintf("%s-%d", stem, n)
	}
	if folder, err := os.Getwd(); err == nil {
		return free, fromHome(folder)
	}
	return free, "the current folder"
}

// taken reports whether a format has a file of that name.
func taken(stem string) bool {
	for _, f := range export.Formats() {
		if _, err := os.Lstat(stem + f.Extension); err == nil {
			return true
		}
	}
	return false
}

// Write writes the annotations of an article.
func (x exporter) Write(w io.Writer, o ui.Outgoing) (lost string, err error) {
	format, err := export.Named(o.Format)
	if err != nil {
		return "", err
	}
	bundle := export.Bundle{Article: o.Article, Words: segment.CountWords(o.Article.Text), Annotations: o.Annotations}
	options := export.Options{Generator: generator(), Exported: x.now().UTC().Truncate(time.Second)}
	loss, err := format.Write(w, export.All(bundle), options)
	return loss.String(), err
}

// WriteFile writes a file of the annotations. One that is new is made empty
// first, so that two who write at once cannot both take it for new.
func (x exporter) WriteFile(name string, replace bool, o ui.Outgoing) (shown, lost string, err error) {
	if inside, ok := strings.CutPrefix(name, "~/"); ok {
		name = filepath.Join(xdg.Home, inside)
	}
	path, err := filepath.Abs(name)
	if err != nil {
		return "", "", err
	}
	if !replace {
		if err := reserve(path); err != nil {
			return "", "", unwritten(name, err)
		}
	}
	write := func(w io.Writer) (err error) {
		lost, err = x.Write(w, o)
		return err
	}
	if err := writeFile(path, write); err != nil {
		if !replace {
			err = errors.Join(err, os.Remove(path))
		}
		return "", "", unwritten(name, err)
	}
	return fromHome(path), lost, nil
}

// reserve makes an empty file, or returns fs.ErrExist if there is one.
func reserve(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	return f.Close()
}

// unwritten says why a file could not be written and what to do next. That it
// exists is for the caller to tell.
func unwritten(name string, err error) error {
	if errors.Is(err, fs.ErrExist) {
		return err
	}
	return failure("%s could not be written: %s; nothing was changed; type another place", quotedPath(name), cause(err))
}
