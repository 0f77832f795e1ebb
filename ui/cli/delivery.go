package cli

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"galley/annotate/export"
)

// A delivery writes bundles in a format, and adds up what the format lost.
type delivery struct {
	format  export.Format
	options export.Options
	loss    export.Loss
}

func (d *delivery) write(w io.Writer, bundles []export.Bundle) error {
	loss, err := d.format.Write(w, export.All(bundles...), d.options)
	d.loss.Add(loss)
	return err
}

// rehearse writes to nowhere, and refuses what would be lost.
func (d *delivery) rehearse(bundles []export.Bundle) error {
	if err := d.each(bundles, func(some []export.Bundle) error { return d.write(io.Discard, some) }); err != nil {
		return err
	}
	if d.loss != nil {
		return failure("%s does not hold %s; nothing was written; leave --strict out or choose another format", d.format.Name, d.loss)
	}
	return nil
}

// each has write take the bundles, one by one if a document holds one only.
func (d *delivery) each(bundles []export.Bundle, write func([]export.Bundle) error) error {
	if !d.format.Single {
		return write(bundles)
	}
	for i := range bundles {
		if err := write(bundles[i : i+1]); err != nil {
			return err
		}
	}
	return nil
}

// toOutput writes to standard output.
func (p *program) toOutput(d *delivery, bundles []export.Bundle) error {
	if d.format.Beside != nil {
		return misuse("%s makes two files; say where with --output FILE or --output FOLDER", d.format.Name)
	}
	if p.page.terminal && !isText(d.format) {
		return misuse("%s is no text for a terminal; say where with --output FILE", d.format.Name)
	}
	return d.write(p.out, bundles)
}

// isText reports whether documents of the format are text.
func isText(f export.Format) bool { return !strings.HasPrefix(f.MediaType, "application/vnd.") }

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// toFile writes all to one file, and what belongs beside it.
func (p *program) toFile(d *delivery, path string, bundles []export.Bundle) error {
	if d.format.Single && len(bundles) != 1 {
		return failure("%s holds one article in a file, and these are %d; nothing was written; name one article, or an existing folder as --output",
			d.format.Name, len(bundles))
	}
	if err := d.file(path, bundles); err != nil {
		return notWritten(path, err)
	}
	p.say("wrote %s of %s to %s", count(marks(bundles), "annotation"), count(len(bundles), "article"), quotedPath(path))
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

// file writes one document. What belongs beside it is there first, and goes
// again if the document cannot be written.
func (d *delivery) file(path string, bundles []export.Bundle) error {
	write := func(w io.Writer) error { return d.write(w, bundles) }
	if d.format.Beside == nil {
		return writeFile(path, write)
	}
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	beside := stem + d.format.Beside.Extension
	made, err := d.companion(beside, bundles[0])
	if err != nil {
		return err
	}
	if err := writeFile(stem+d.format.Extension, write); err != nil {
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
	if err := d.format.Beside.Write(&want, b); err != nil {
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
func (p *program) toFolder(d *delivery, folder string, bundles []export.Bundle) error {
	for i := range bundles {
		path := filepath.Join(folder, export.FileName(bundles[i].Article)+d.format.Extension)
		if err := d.file(path, bundles[i:i+1]); err != nil {
			return failure("%s could not be written: %s; %d of %s written before it; choose another place",
				quotedPath(refusedPath(path, err)), cause(err), i, count(len(bundles), "article"))
		}
	}
	p.say("wrote %s of %s to %s", count(marks(bundles), "annotation"), count(len(bundles), "article"), quotedPath(folder))
	return nil
}

// marks is how many annotations bundles hold.
func marks(bundles []export.Bundle) int {
	n := 0
	for _, b := range bundles {
		n += len(b.Annotations)
	}
	return n
}
