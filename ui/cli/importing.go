package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"galley/annotate"
	"galley/annotate/export"
	"galley/annotate/segment"
	"galley/annotate/source"
	"galley/storage"

	"github.com/spf13/cobra"
)

func (p *program) importCommand() *cobra.Command {
	var format string
	var dryRun bool
	c := &cobra.Command{
		Use:   "import FILE…",
		Short: "Take annotations in from exports and rescue files",
		Long: "Take articles and annotations in from files that galley export wrote (- is standard input) and from rescue files, " +
			"all of them or none.\n\nWhat is there already is left alone: an annotation with the id of one in the library is not taken in " +
			"again, and if it differs the library keeps its own.",
		GroupID: groupMark,
		Args:    takes(1, many, "FILE"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.importFiles(args, format, dryRun) },
	}
	c.Flags().StringVar(&format, "format", "json", "read files of the FORMAT: json")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "only say what would be taken in")
	return c
}

// An intake is what an import will do.
type intake struct {
	bundles []storage.Bundle
	planned map[string]annotate.Annotation // by id, with the article that they arrive at
	known   map[string]bool                // articles that are counted
	added   int                            // annotations
	edited  int                            // annotations that a rescue file changes or deletes
	there   int                            // annotations that are there already
	differ  int                            // annotations that are there already, and not the same
}

func (p *program) importFiles(paths []string, format string, dryRun bool) error {
	f, err := formatNamed(format)
	if err != nil {
		return err
	}
	in := &intake{planned: map[string]annotate.Annotation{}, known: map[string]bool{}}
	for _, path := range paths {
		if err := p.takeFile(in, path, f); err != nil {
			return notImported(path, err)
		}
	}
	said := "would be imported"
	if !dryRun {
		said = "imported"
		if _, err := p.store().Import(in.bundles, p.now()); err != nil {
			return refused(err)
		}
	}
	p.say("%s %s: %s", count(len(in.known), "article"), said, in.summary())
	return nil
}

// notImported says why a file cannot be imported.
func notImported(path string, err error) error {
	var syntax *json.SyntaxError
	var file *fs.PathError
	switch {
	case errors.Is(err, export.ErrForeign):
		return failure("%s is not a Galley export; nothing was imported; galley export writes what can be imported", quotedPath(path))
	case errors.As(err, &syntax):
		return failure("%s is a damaged export; nothing was imported; export it again", quotedPath(path))
	case errors.As(err, &file):
		return failure("%s cannot be imported: %s; nothing was imported", quotedPath(path), cause(err))
	}
	return failure("%s cannot be imported (%w); nothing was imported", quotedPath(path), err)
}

// refused says why the library did not take an import.
func refused(err error) error {
	if errors.Is(err, storage.ErrConflict) {
		return failure("the library has an annotation with the same id on another article, or changed since; nothing was imported: %w", err)
	}
	return err
}

// summary counts annotations.
func (in *intake) summary() string {
	s := fmt.Sprintf("%s added, %d already there", count(in.added, "annotation"), in.there)
	if in.edited > 0 {
		s += fmt.Sprintf(", %d changed or deleted", in.edited)
	}
	if in.differ > 0 {
		s += fmt.Sprintf(", %d that %s left as in the library", in.differ, differs(in.differ))
	}
	return s
}

func differs(n int) string {
	if n == 1 {
		return "differs was"
	}
	return "differ were"
}

// takeFile plans what one file holds.
func (p *program) takeFile(in *intake, path string, f export.Format) error {
	data, err := p.readInput(path)
	if err != nil {
		return err
	}
	if isRescue(data) && path != "-" {
		return p.takeRescue(in, path)
	}
	bundles, _, err := f.Read(bytes.NewReader(data), export.ReadOptions{Clean: source.Clean, Find: p.exportedWithoutText})
	if err != nil {
		return err
	}
	for _, b := range bundles {
		if err := p.takeBundle(in, b); err != nil {
			return fmt.Errorf("%s: %w", quoted(b.Article.Name()), err)
		}
	}
	return nil
}

// readInput reads a whole file, or standard input for "-".
func (p *program) readInput(path string) ([]byte, error) {
	r := p.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r = f
	}
	data, err := io.ReadAll(io.LimitReader(r, export.DefaultMaxBytes+1))
	if err == nil && len(data) > export.DefaultMaxBytes {
		err = export.ErrTooLarge
	}
	return data, err
}

// exportedWithoutText finds the saved article that an export without texts
// speaks of.
func (p *program) exportedWithoutText(about export.About) (*annotate.Article, error) {
	a, err := p.store().Article(about.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, failure("article %s is not in the library; export it with its text", about.ID)
	}
	return a, err
}

// takeBundle plans the annotations of one article as one step.
func (p *program) takeBundle(in *intake, b export.Bundle) error {
	target, saved, err := p.arrival(b.Article)
	if err != nil {
		return err
	}
	there := map[string]annotate.Annotation{}
	if saved {
		if target.Digest != b.Article.Digest {
			return failure("the library has it with another text")
		}
		annotations, err := p.annotationsOf(target.ID)
		if err != nil {
			return err
		}
		for _, n := range annotations {
			there[n.ID] = n
		}
	}
	out := storage.Bundle{Article: b.Article, Words: b.Words, Step: annotate.Step{
		ID: p.newID(), Time: p.now().UTC(), Creator: p.creator(), What: "import",
	}}
	for _, n := range b.Annotations {
		n.Article = target.ID
		if in.take(n, there) {
			out.Step.Changes = append(out.Step.Changes, annotate.Create(n))
		}
	}
	in.bundles = append(in.bundles, out)
	in.known[target.ID] = true
	return nil
}

// take counts an annotation, and reports whether it is new.
func (in *intake) take(n annotate.Annotation, there map[string]annotate.Annotation) bool {
	old, ok := there[n.ID]
	if !ok {
		old, ok = in.planned[n.ID]
	}
	switch {
	case !ok:
		in.planned[n.ID] = n
		in.added++
		return true
	case old.Equal(n):
		in.there++
	default:
		in.differ++
	}
	return false
}

// arrival is the article of the library that an imported one will be; saved is
// false for one that is new.
func (p *program) arrival(a *annotate.Article) (target storage.Record, saved bool, err error) {
	f := found{source: a.Source}
	if f.source.SHA256 == "" {
		f.source.SHA256 = a.Digest
	}
	if err := p.known(&f, nil); err != nil {
		return storage.Record{}, false, err
	}
	if f.saved() {
		return f.record, true, nil
	}
	return storage.Record{ID: a.ID, Digest: a.Digest}, false, nil
}

// isRescue tells a rescue file from an export.
func isRescue(data []byte) bool {
	return bytes.Contains(data[:min(len(data), 100)], []byte(`"galley-rescue/`))
}

// takeRescue plans the steps of a rescue file, each as it was, but for those
// that were saved after all.
func (p *program) takeRescue(in *intake, path string) error {
	a, steps, err := storage.ReadRescue(path)
	if err != nil {
		return err
	}
	target, saved, err := p.arrival(a)
	if err != nil {
		return err
	}
	made := map[string]bool{}
	if saved {
		history, err := p.store().History(target.ID)
		if err := p.readable(err); err != nil {
			return err
		}
		for _, s := range history {
			made[s.ID] = true
		}
	}
	words := segment.CountWords(a.Text)
	for _, s := range steps {
		in.takeStep(s, made[s.ID])
		if !made[s.ID] {
			in.bundles = append(in.bundles, storage.Bundle{Article: a, Words: words, Step: s})
		}
	}
	in.known[target.ID] = true
	return nil
}

// takeStep counts what a step of a rescue file does.
func (in *intake) takeStep(s annotate.Step, made bool) {
	for _, c := range s.Changes {
		switch {
		case made:
			in.there++
		case c.Before == nil:
			in.added++
		default:
			in.edited++
		}
	}
}
