package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"galley/annotate"
	"galley/annotate/export"
	"galley/annotate/segment"
	"galley/annotate/source"
	"galley/storage"

	"github.com/spf13/cobra"
)

func (p *program) importCommand() *cobra.Command {
	var o importing
	c := &cobra.Command{
		Use:   "import FILE…",
		Short: "Take annotations in from exports, rescue files and other programs",
		Long: "Take articles and annotations in from files (- is standard input), all of them or none: from what galley export wrote as " +
			orList(formatNames(readable)) + ", from rescue files, and from other programs in these formats. A file of brat is the one that " +
			"ends in .ann; its text lies beside it.\n\nThe format is found out. Files that do not hold the text of their article are about a " +
			"saved one. Where positions speak of another text the words are sought, and what is not found in one certain place says so.\n\n" +
			"What is there already is left alone: an annotation with the id of one in the library, or one without an id that says the same as " +
			"one in the library, is not taken in again. If it differs the library keeps its own.",
		Example: `galley import marks.json
galley import --dry-run highlights.csv --tag quote`,
		GroupID: groupMark,
		Args:    takes(1, many, "FILE"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.importFiles(args, o) },
	}
	c.Flags().StringVar(&o.format, "format", "", "read files of the FORMAT: "+orList(formatNames(readable)))
	c.Flags().StringVar(&o.tag, "tag", "", "mark as TAG what the file tags neither claim, quote nor opinion")
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, "only say what would be taken in")
	return c
}

// An importing says how to import.
type importing struct {
	format, tag string // "": find out; refuse
	dryRun      bool
}

// check refuses what would be wrong for any file.
func (o importing) check() error {
	if o.format != "" {
		if _, err := formatNamed(o.format, readable); err != nil {
			return err
		}
	}
	if o.tag != "" {
		if _, err := tagNamed(o.tag); err != nil {
			return err
		}
	}
	return nil
}

// An intake is what an import will do.
type intake struct {
	importing
	bundles []storage.Bundle
	planned map[string]annotate.Annotation // by id, with the article that they arrive at
	sayings map[string]bool                // what annotations say, by article
	known   map[string]bool                // articles that are counted
	lost    export.Loss                    // what files hold and Galley does not
	added   int                            // annotations
	unsure  int                            // of them, without a certain place
	edited  int                            // annotations that a rescue file changes or deletes
	there   int                            // annotations that are there already
	differ  int                            // annotations that are there already, and not the same
}

func (p *program) importFiles(paths []string, o importing) error {
	if err := o.check(); err != nil {
		return err
	}
	in := &intake{importing: o, planned: map[string]annotate.Annotation{}, sayings: map[string]bool{}, known: map[string]bool{}}
	for _, path := range annotationFiles(paths) {
		if err := p.takeFile(in, path); err != nil {
			return notImported(path, err)
		}
	}
	said := "would be imported"
	if !o.dryRun {
		said = "imported"
		if _, err := p.store().Import(in.bundles, p.now()); err != nil {
			return refused(err)
		}
	}
	p.say("%s %s: %s", count(len(in.known), "article"), said, in.summary())
	if in.lost != nil {
		p.say("not taken in: %s", in.lost)
	}
	return nil
}

// notImported says why a file cannot be imported.
func notImported(path string, err error) error {
	var syntax *json.SyntaxError
	var file *fs.PathError
	switch {
	case errors.Is(err, errUnknownFile):
		return failure("%s is of no format that can be imported; nothing was imported; it reads %s", quotedPath(path), orList(formatNames(readable)))
	case errors.Is(err, export.ErrNoTag):
		return failure("%s: %w; nothing was imported; say what they are with --tag", quotedPath(path), err)
	case errors.As(err, &syntax):
		return failure("%s is damaged (%w); nothing was imported; export it again", quotedPath(path), err)
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
	if in.unsure > 0 {
		s += fmt.Sprintf(", %d of them without a certain place", in.unsure)
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

// errUnknownFile is returned for a file of which nothing is known.
var errUnknownFile = errors.New("of no format that can be imported")

// takeFile plans what one file holds.
func (p *program) takeFile(in *intake, path string) error {
	data, err := p.readInput(path)
	if err != nil {
		return err
	}
	if isRescue(data) && path != "-" {
		return p.takeRescue(in, path)
	}
	f, err := in.formatOf(path, data)
	if err != nil {
		return err
	}
	finder := &articleFinder{program: p, path: path, format: f.Name}
	bundles, lost, err := f.Read(bytes.NewReader(data), export.ReadOptions{
		Clean: source.Clean, Find: finder.find, Beside: finder.beside, Tag: annotate.Tag(in.tag),
	})
	if err != nil {
		return err
	}
	in.lost.Add(lost)
	for _, b := range bundles {
		if err := p.takeBundle(in, b); err != nil {
			return fmt.Errorf("%s: %w", quoted(b.Article.Name()), err)
		}
	}
	return nil
}

// formatOf is the format that was named, or that of the file.
func (in *intake) formatOf(path string, data []byte) (export.Format, error) {
	if in.format != "" {
		return export.Named(in.format)
	}
	f, err := export.Detect(path, data)
	switch {
	case err != nil:
		return f, errUnknownFile
	case !f.Readable():
		return f, failure("%s is a format that only goes out", f.Name)
	}
	return f, nil
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
			in.sayings[saying(n)] = true
		}
	}
	if b.Words == 0 {
		b.Words = segment.CountWords(b.Article.Text)
	}
	out := storage.Bundle{Article: b.Article, Words: b.Words, Step: annotate.Step{
		ID: p.newID(), Time: p.now().UTC(), Creator: p.creator(), What: "import",
	}}
	for _, n := range b.Annotations {
		n.Article = target.ID
		if n, isNew := p.take(in, n, there); isNew {
			out.Step.Changes = append(out.Step.Changes, annotate.Create(n))
		}
	}
	in.bundles = append(in.bundles, out)
	in.known[target.ID] = true
	return nil
}

// take counts an annotation, and reports whether it is new. It is returned
// with what its file did not say.
func (p *program) take(in *intake, n annotate.Annotation, there map[string]annotate.Annotation) (annotate.Annotation, bool) {
	if n.ID == "" {
		if in.sayings[saying(n)] {
			in.there++
			return n, false
		}
		n.ID = p.newID()
	}
	if n.Created.IsZero() {
		n.Created = p.now().UTC()
	}
	if n.Modified.IsZero() {
		n.Modified = n.Created
	}
	old, ok := there[n.ID]
	if !ok {
		old, ok = in.planned[n.ID]
	}
	switch {
	case !ok:
		in.plan(n)
		return n, true
	case old.Equal(n):
		in.there++
	default:
		in.differ++
	}
	return n, false
}

// plan counts an annotation that will be added.
func (in *intake) plan(n annotate.Annotation) {
	in.planned[n.ID] = n
	in.sayings[saying(n)] = true
	in.added++
	if s := n.Anchor.State; s != annotate.Anchored && s != annotate.Moved {
		in.unsure++
	}
}

// saying is what an annotation says, without when it was said and in what
// order: two that say the same of the same words are one.
func saying(n annotate.Annotation) string {
	fields, _ := json.Marshal(n.Fields) // strings can always be written
	return fmt.Sprintf("%q %q %v %q %q %s %q", n.Article, n.Tag, n.Span(), n.Anchor.Exact, n.Note, fields, n.Creator)
}

// arrival is the article of the library that an imported one will be; saved is
// false for one that is new.
func (p *program) arrival(a *annotate.Article) (target storage.Record, saved bool, err error) {
	if record, err := p.store().Record(a.ID); err == nil && record.Digest == a.Digest {
		return record, true, nil
	}
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
