package cli

import (
	"errors"
	"os"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/diff"
	"galley/storage"
	"galley/ui"
)

// A renewer takes new versions for the reader as galley refresh does: a
// [ui.Renewer].
type renewer struct {
	program   *program // that writes nothing to the terminal
	catalogue *catalogue
}

// newRenewer takes the program out of which the reader was started. What it
// does is told by the reader alone.
func newRenewer(p *program, c *catalogue) *renewer {
	quiet := *p
	quiet.silent = true
	return &renewer{&quiet, c}
}

// A revised text is what Look found, to be taken later.
type revised struct {
	found   found
	record  storage.Record
	changes []annotate.Change
	diff    *diff.Diff
}

// Look reads an article again from where it came. Without being asked it reads
// only files whose bytes differ from those that were read before.
func (r *renewer) Look(a *annotate.Article, asked bool) (*ui.Fresh, error) {
	record, err := r.program.store().Record(a.ID)
	if err != nil {
		return nil, err
	}
	if !asked && (record.Source.Kind != annotate.FromFile || !isThere(record.Source.Location)) {
		return nil, nil
	}
	f, to, err := r.program.versionOf(record)
	switch {
	case err != nil:
		return nil, err
	case to == nil, to.Digest == a.Digest:
		return nil, nil
	}
	n, err := r.program.revise(a, to)
	if err != nil {
		return nil, err
	}
	if n.Diff.Shared < anchor.MinShared {
		return nil, failure("%s now holds a text that has little in common with this one; nothing was changed; "+
			"galley add saves it as an article of its own", quotedPath(record.Source.Location))
	}
	return &ui.Fresh{
		Old: a, New: to, Diff: n.Diff, Placed: n.Annotations.All(),
		Memo: revised{f, record, n.Changes, n.Diff},
	}, nil
}

func isThere(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Take makes a fresh text the article's.
func (r *renewer) Take(fresh *ui.Fresh) (ui.Document, error) {
	memo, ok := fresh.Memo.(revised)
	if !ok {
		return ui.Document{}, ui.ErrStale
	}
	n := anchor.Result{Diff: memo.diff, Changes: memo.changes}
	err := r.program.takeVersion(memo.record, memo.found, fresh.Old, fresh.New, n)
	if errors.Is(err, storage.ErrConflict) {
		return ui.Document{}, ui.ErrStale
	}
	if err != nil {
		return ui.Document{}, err
	}
	doc, err := r.catalogue.reopen(fresh.Old.ID)
	doc.Notice = strings.TrimSpace("You are reading the new text. " + doc.Notice)
	return doc, err
}

// Turn commits a step that gives an article another of its texts. What was
// marked elsewhere on the text that goes is placed on the one that comes.
func (r *renewer) Turn(article string, step annotate.Step) (ui.Document, error) {
	others, err := r.others(article, step)
	if err != nil {
		return ui.Document{}, err
	}
	step.Changes = append(slices.Clip(step.Changes), others...)
	if _, err := r.program.store().Commit(article, step); err != nil {
		return ui.Document{}, err
	}
	return r.catalogue.reopen(article)
}

// others are the changes of annotations that a turn of the text does not speak
// of.
func (r *renewer) others(article string, step annotate.Step) ([]annotate.Change, error) {
	store := r.program.store()
	m, err := store.Snapshot(article)
	if err := leaveOut(err); err != nil {
		return nil, err
	}
	left := slices.DeleteFunc(m.Annotations, func(n annotate.Annotation) bool {
		return !n.Anchor.State.Placed() || slices.ContainsFunc(step.Changes, func(c annotate.Change) bool { return c.ID() == n.ID })
	})
	if len(left) == 0 || m.Article.Digest != step.Version.From {
		return nil, nil // in the second case the library refuses the step
	}
	version := func(digest string) (*annotate.Article, error) { return store.Version(article, digest) }
	to, err := version(step.Version.To)
	if err != nil {
		return nil, err
	}
	history, err := store.History(article)
	if err := leaveOut(err); err != nil {
		return nil, err
	}
	n, err := anchor.Reanchor(m.Article, to, left, history, version, nil)
	return n.Changes, err
}

// Version returns an article as it was with the text of that digest.
func (r *renewer) Version(article, digest string) (*annotate.Article, error) {
	return r.program.store().Version(article, digest)
}

// Before returns the version that was saved before the one that is shown.
func (r *renewer) Before(a *annotate.Article) (*annotate.Article, error) {
	record, err := r.program.store().Record(a.ID)
	if err != nil {
		return nil, err
	}
	for i, v := range record.Versions {
		if v.Digest == a.Digest && i > 0 {
			return r.program.store().Version(a.ID, record.Versions[i-1].Digest)
		}
	}
	return nil, nil
}
