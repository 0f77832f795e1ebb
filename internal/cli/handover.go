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
	"galley/ui/screen/exporting"

	"github.com/adrg/xdg"
)

// An exporter writes what the reader shows, as galley export does: a
// [ui.Exporter].
type exporter struct{ now func() time.Time }

// Formats lists the formats of galley export.
func (x exporter) Formats() []exporting.Format {
	var list []exporting.Format
	for _, f := range export.Formats() {
		list = append(list, exporting.Format{Name: f.Name, About: f.Summary, Extension: f.Extension})
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
		extensions := []string{f.Extension}
		if f.Companion != nil {
			extensions = append(extensions, f.Companion.Extension)
		}
		for _, e := range extensions {
			if _, err := os.Lstat(stem + e); err == nil {
				return true
			}
		}
	}
	return false
}

// Write writes the annotations of an article.
func (x exporter) Write(w io.Writer, o ui.Outgoing) (lost string, err error) {
	format, err := export.FormatByName(o.Format)
	if err != nil {
		return "", err
	}
	options := export.WriteOptions{Generator: generator(), Exported: x.now().UTC().Truncate(time.Second)}
	loss, err := format.Write(w, export.All(bundleOf(o)), options)
	return loss.String(), err
}

func bundleOf(o ui.Outgoing) export.Bundle {
	return export.Bundle{Article: o.Article, Words: segment.CountArticleWords(o.Article), Annotations: o.Annotations}
}

// A part is one file of an export.
type part struct {
	path  string
	write func(io.Writer) error
}

// WriteFile writes the file of an export, and beside it the one that belongs to
// it where the format has two.
func (x exporter) WriteFile(name string, replace bool, o ui.Outgoing) (string, error) {
	format, err := export.FormatByName(o.Format)
	if err != nil {
		return "", err
	}
	inside, atHome := strings.CutPrefix(name, "~/")
	path := name
	if atHome {
		path = filepath.Join(xdg.Home, inside)
	}
	if path, err = filepath.Abs(path); err != nil {
		return "", err
	}
	parts := []part{{path, func(w io.Writer) error {
		_, err := x.Write(w, o)
		return err
	}}}
	said := fromHome(path)
	if b := format.Companion; b != nil {
		beside := strings.TrimSuffix(path, filepath.Ext(path)) + b.Extension
		parts = append(parts, part{beside, func(w io.Writer) error { return b.Write(w, bundleOf(o)) }})
		said += " and " + filepath.Base(beside)
	}
	if err := writeParts(parts, replace); err != nil {
		return "", unwritten(name, err)
	}
	return said, nil
}

// writeParts writes files. Those that are new are made empty first, so that two
// who write at once cannot both take one for new, and are removed again if
// anything fails.
func writeParts(parts []part, replace bool) (err error) {
	var made []string
	defer func() {
		for _, path := range made {
			if err != nil {
				err = errors.Join(err, os.Remove(path))
			}
		}
	}()
	for _, p := range parts {
		if replace {
			break
		}
		if err := reserve(p.path); err != nil {
			return err
		}
		made = append(made, p.path)
	}
	for _, p := range parts {
		if err := writeFile(p.path, p.write); err != nil {
			return err
		}
	}
	return nil
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
