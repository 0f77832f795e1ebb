package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"galley/annotate"
	"galley/annotate/export"
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
			orList(formatNames(readableFormats())) + ", from rescue files, and from other programs in these formats. A file of brat is the one that " +
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
	c.Flags().StringVar(&o.format, "format", "", "read files of the FORMAT: "+orList(formatNames(readableFormats())))
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
		if _, err := formatNamed(o.format, readableFormats()); err != nil {
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
		if _, err := p.store().SaveArticles(in.bundles, p.now()); err != nil {
			return refused(err)
		}
	}
	p.say("%s %s: %s", annotate.Plural(len(in.known), "article"), said, in.summary())
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
		return failure("%s is of no format that can be imported; nothing was imported; it reads %s", quotedPath(path), orList(formatNames(readableFormats())))
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
		Clean: source.Clean, FindArticle: finder.find, ReadCompanion: finder.beside, DefaultTag: annotate.Tag(in.tag),
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
		return export.FormatByName(in.format)
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
