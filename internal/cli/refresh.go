package cli

import (
	"cmp"
	"errors"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/segment"
	"galley/sample"
	"galley/storage"

	"github.com/spf13/cobra"
)

// A renewal is what galley refresh is asked for.
type renewal struct {
	from   string
	how    reading
	dryRun bool
	json   bool
}

func (p *program) refreshCommand() *cobra.Command {
	var r renewal
	c := &cobra.Command{
		Use:   "refresh ARTICLE",
		Short: "Take the new version of an article and place its annotations on it",
		Long: "Read an article again from its place, or from SOURCE, take the new text, and place every annotation on it. An " +
			"annotation whose words are there stays on them. One whose words were edited, could stand in several places or are gone " +
			"says so and waits for a look.\n\nThe old version stays in the library, and the reader's undo brings it back. --dry-run only " +
			"says what would happen.",
		Example: `galley refresh levy.txt --dry-run
galley refresh 617268a830b0 --from levy-corrected.txt --json`,
		GroupID: groupMark,
		Args:    takes(1, 1, "ARTICLE"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.refresh(args[0], r) },
	}
	f := c.Flags()
	f.StringVar(&r.from, "from", "", "read the new version from SOURCE: a file, an address, or - for standard input")
	f.BoolVar(&r.dryRun, "dry-run", false, "only say what would happen")
	f.BoolVar(&r.json, "json", false, "print a JSON object")
	r.how.flags(c)
	return c
}

// refresh takes the new version of an article.
func (p *program) refresh(name string, r renewal) error {
	if err := r.how.check(); err != nil {
		return err
	}
	record, f, to, err := p.newVersion(name, r)
	if err != nil {
		return err
	}
	current, err := p.store().Article(record.ID)
	if err != nil {
		return err
	}
	n, err := p.revise(current, to)
	if err != nil {
		return err
	}
	if n.Diff.Shared < anchor.MinShared && r.from == "" {
		return failure("%s now holds a text that has little in common with %s (%.0f %%); nothing was changed; to take it all the same, "+
			"name it with --from", quotedPath(to.Source.Location), titled(record), 100*n.Diff.Shared)
	}
	news := to.Digest != current.Digest || to.Source.SHA256 != current.Source.SHA256
	if news && !r.dryRun {
		if err := p.takeVersion(record, f, current, to, n); err != nil {
			return err
		}
	}
	if r.json {
		return p.writeJSON(refreshOf(record.ID, to, n))
	}
	return p.tellRefresh(record, to, n, r.dryRun)
}

// newVersion finds the saved article and reads the text that may be its new
// version.
func (p *program) newVersion(name string, r renewal) (record storage.Record, f found, a *annotate.Article, err error) {
	if f, err = p.find(name, nil); err == nil {
		err = p.refuseBook(&f, name)
	}
	record = f.record
	switch {
	case err != nil:
		return record, f, nil, err
	case !f.saved():
		return record, f, nil, failure("%s is not in the library, so it has no version to replace; galley add saves it", quoted(name))
	case f.trashed():
		return record, f, nil, inTrash(record)
	}
	if r.from != "" {
		f, err = p.fetch(r.from)
	} else if f.bytes == nil {
		f, err = p.fetchAgain(record)
	}
	if err != nil {
		return record, f, nil, err
	}
	a, err = f.readFor(record, r.how)
	return record, f, a, err
}

// versionOf reads what is at the place of a saved article now; a is nil if it
// is what was there before.
func (p *program) versionOf(record storage.Record) (f found, a *annotate.Article, err error) {
	if f, err = p.fetchAgain(record); err != nil {
		return f, nil, err
	}
	if f.identify(); f.source.SHA256 == record.Source.SHA256 {
		return f, nil, nil
	}
	a, err = f.readFor(record, reading{})
	return f, a, err
}

// readFor reads bytes as the text of a saved article.
func (f *found) readFor(record storage.Record, how reading) (*annotate.Article, error) {
	a, err := f.read(how)
	if err != nil {
		return nil, unreadable(f, err)
	}
	a.ID = record.ID
	f.provenance(a, how)
	return a, f.checkWall(a)
}

// fetchAgain reads the bytes at the place that an article's text came from.
func (p *program) fetchAgain(r storage.Record) (found, error) {
	var f found
	var err error
	switch r.Source.Kind {
	case annotate.FromURL:
		return p.fetch(cmp.Or(r.Source.Requested, r.Source.Location))
	case annotate.FromSample:
		return p.fetch(sample.Name)
	case annotate.FromStdin:
		err = errors.New("it was read from standard input, which cannot be read again")
	default:
		f, err = p.fetch(r.Source.Location)
	}
	if err != nil {
		err = failure("%s cannot be read again: %s; nothing was changed; name its new version with --from", titled(r), cause(err))
	}
	return f, err
}

// revise places the annotations of an article on another text.
func (p *program) revise(current, to *annotate.Article) (anchor.Result, error) {
	annotations, _, err := p.store().Annotations(current.ID)
	if err != nil {
		return anchor.Result{}, err
	}
	history, err := p.store().History(current.ID)
	if err != nil && !errors.Is(err, storage.ErrDamaged) {
		return anchor.Result{}, err
	}
	version := func(digest string) (*annotate.Article, error) { return p.store().Version(current.ID, digest) }
	return anchor.Reanchor(current, to, annotations, history, version, nil)
}

// takeVersion saves a new version with its annotations as one step.
func (p *program) takeVersion(record storage.Record, f found, current, to *annotate.Article, n anchor.Result) error {
	_, err := p.store().TakeVersion(record.ID, storage.NewVersion{
		Article: to, Words: segment.CountArticleWords(to), Original: saving(f, to).Original, Position: n.Diff.NewFromOld(record.Position),
		Step: annotate.Step{
			ID: p.newID(), Time: p.now().UTC(), Creator: p.creator(), What: "taking the new text", Changes: n.Changes,
			Version: annotate.VersionChange{From: current.Digest, To: to.Digest},
		},
	}, p.now())
	return err
}
