package library

import (
	"cmp"
	"io"
	"strings"

	"galley/annotate"
	"galley/annotate/export"
	"galley/annotate/source"
)

// Codebook returns the definitions of labels.
func (b base) Codebook() (annotate.Codebook, error) { return b.store.Codebook() }

// ReadCodebook replaces the codebook with the one in a CSV or REFI-QDA file. It
// returns how many labels it defines.
func (b base) ReadCodebook(r io.Reader) (int, error) {
	book, err := export.ReadCodebook(r, source.Clean)
	if err != nil {
		return 0, err
	}
	return len(book), b.store.SaveCodebook(book)
}

// CodebookFormats lists the formats of codebooks.
func CodebookFormats() []string { return []string{"csv", "qdc"} }

// WriteCodebook writes the codebook, with all other labels in use, in a format. The
// report says what the format lost. With a PartialError, labels of damaged annotations
// are missing.
func (b base) WriteCodebook(w io.Writer, format string) (export.LossReport, error) {
	labels, partial := b.Labels()
	if err := withoutPartial(partial); err != nil {
		return nil, err
	}
	book := make(annotate.Codebook, len(labels))
	for i, l := range labels {
		book[i] = l.LabelSpec
	}
	if format == "qdc" {
		loss, err := export.WriteQDC(w, book, "Galley "+b.options.Version)
		return loss, cmp.Or(err, partial)
	}
	return nil, cmp.Or(export.WriteCodebookCSV(w, book), partial)
}

// SaveCodebook writes what WriteCodebook does to a file.
func (b base) SaveCodebook(path string, existing Existing, format string) (loss export.LossReport, err error) {
	var partial error
	err = output{base: b}.write(path, existing, func(w io.Writer) (err error) {
		loss, partial = b.WriteCodebook(w, format)
		return withoutPartial(partial)
	})
	return loss, cmp.Or(err, partial)
}

// renameInCodebook renames a label in the codebook. Of two that become one, the
// definition of the new name stays.
func (b base) renameInCodebook(r LabelRename) error {
	old, err := b.store.Codebook()
	if err != nil {
		return err
	}
	var book annotate.Codebook
	changed := false
	for _, l := range old {
		renames := strings.EqualFold(l.Name, r.From)
		changed = changed || renames || strings.EqualFold(l.Parent, r.From)
		if renames && r.Merged && old.Index(r.To) >= 0 {
			continue
		}
		if renames {
			l.Name = r.To
		}
		if strings.EqualFold(l.Parent, r.From) {
			l.Parent = r.To
		}
		if strings.EqualFold(l.Parent, l.Name) {
			l.Parent = ""
		}
		book = append(book, l)
	}
	if !changed {
		return nil
	}
	return b.store.SaveCodebook(book)
}
