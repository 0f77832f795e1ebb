package cli

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"galley/annotate"
	"galley/annotate/export"
)

// A delivery writes articles in a format, and adds up what the format lost.
type delivery struct {
	format  export.Format
	options export.WriteOptions
	loss    export.LossReport
}

func (d *delivery) write(w io.Writer, bundles iter.Seq2[export.Bundle, error]) error {
	loss, err := d.format.Write(w, bundles, d.options)
	d.loss.Add(loss)
	return err
}

// rehearse writes to nowhere, one by one if a document holds one article only,
// and refuses what would be lost.
func (d *delivery) rehearse(goods *shipment) error {
	documents := func(yield func(iter.Seq2[export.Bundle, error]) bool) { yield(goods.each()) }
	if d.format.SingleArticle {
		documents = func(yield func(iter.Seq2[export.Bundle, error]) bool) {
			for b, err := range goods.each() {
				if !yield(one(b, err)) {
					return
				}
			}
		}
	}
	for document := range documents {
		if err := d.write(io.Discard, document); err != nil {
			return err
		}
	}
	if d.loss != nil {
		return failure("%s does not hold %s; nothing was written; leave --strict out or choose another format", d.format.Name, d.loss)
	}
	return nil
}

// one yields a bundle, or the error that came instead.
func one(b export.Bundle, err error) iter.Seq2[export.Bundle, error] {
	return func(yield func(export.Bundle, error) bool) { yield(b, err) }
}

// toOutput writes to standard output.
func (p *program) toOutput(d *delivery, goods *shipment) error {
	if d.format.Companion != nil {
		return misuse("%s makes two files; say where with --output FILE or --output FOLDER", d.format.Name)
	}
	if p.page.terminal && !isText(d.format) {
		return misuse("%s is no text for a terminal; say where with --output FILE", d.format.Name)
	}
	if goods.marks == 0 {
		p.say("no annotation is among what was asked for")
	}
	return d.write(p.out, goods.each())
}

// isText reports whether documents of the format are text.
func isText(f export.Format) bool { return !strings.HasPrefix(f.MediaType, "application/vnd.") }

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// toFile writes all to one file, and what belongs beside it.
func (p *program) toFile(d *delivery, path string, goods *shipment) error {
	n := len(goods.records)
	if d.format.SingleArticle && n != 1 {
		return failure("%s holds one article in a file, and these are %d; nothing was written; name one article, or an existing folder as --output",
			d.format.Name, n)
	}
	var err error
	if d.format.Companion != nil {
		err = d.pair(path, *goods.only)
	} else {
		err = writeFile(path, func(w io.Writer) error { return d.write(w, goods.each()) })
	}
	if err != nil {
		return notWritten(path, err)
	}
	p.say("wrote %s of %s to %s", annotate.Plural(goods.marks, "annotation"), annotate.Plural(n, "article"), quotedPath(path))
	return nil
}

func notWritten(path string, err error) error {
	return failure("%s could not be written: %s; nothing was changed; choose another place", quotedPath(refusedPath(path, err)), cause(err))
}

// refusedPath is the file that could not be written: path, or the one beside
// it.
func refusedPath(path string, err error) string {
	var file *fs.PathError
	if errors.Is(err, errTaken) && errors.As(err, &file) {
		return file.Path
	}
	return path
}

// file writes a document of one article, and what belongs beside it.
func (d *delivery) file(path string, b export.Bundle) error {
	if d.format.Companion != nil {
		return d.pair(path, b)
	}
	return writeFile(path, func(w io.Writer) error { return d.write(w, export.All(b)) })
}

// pair writes a document and what belongs beside it. That is there first, and
// goes again if the document cannot be written.
func (d *delivery) pair(path string, b export.Bundle) error {
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	beside := stem + d.format.Companion.Extension
	made, err := d.companion(beside, b)
	if err != nil {
		return err
	}
	if err := writeFile(stem+d.format.Extension, func(w io.Writer) error { return d.write(w, export.All(b)) }); err != nil {
		if made {
			err = errors.Join(err, os.Remove(beside))
		}
		return err
	}
	return nil
}

// errTaken is returned for a file that holds something else than belongs
// beside a document: it may be what the article was read from.
var errTaken = errors.New("a file of that name holds another text")

// companion writes the file beside a document, unless it is there already, and
// reports whether it did. It replaces none.
func (d *delivery) companion(path string, b export.Bundle) (made bool, err error) {
	var want bytes.Buffer
	if err := d.format.Companion.Write(&want, b); err != nil {
		return false, err
	}
	there, err := os.ReadFile(path)
	switch {
	case err == nil && bytes.Equal(there, want.Bytes()):
		return false, nil
	case err == nil:
		return false, &fs.PathError{Op: "write", Path: path, Err: errTaken}
	case !errors.Is(err, fs.ErrNotExist):
		return false, err
	}
	return true, writeFile(path, func(w io.Writer) error {
		_, err := want.WriteTo(w)
		return err
	})
}

// toFolder writes a file for each article.
func (p *program) toFolder(d *delivery, folder string, goods *shipment) error {
	done, all := 0, annotate.Plural(len(goods.records), "article")
	for b, err := range goods.each() {
		path := folder
		if err == nil {
			path = filepath.Join(folder, export.FileName(b.Article)+d.format.Extension)
			err = d.file(path, b)
		}
		if err != nil {
			return failure("%s could not be written: %s; %d of %s written before it; choose another place",
				quotedPath(refusedPath(path, err)), cause(err), done, all)
		}
		done++
	}
	p.say("wrote %s of %s to %s", annotate.Plural(goods.marks, "annotation"), all, quotedPath(folder))
	return nil
}
