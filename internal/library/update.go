package library

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/diff"
	"galley/annotate/segment"
	"galley/internal/wording"
	"galley/sample"
	"galley/storage"
)

// An Update is a newer version found at the article's source, with the
// annotations placed on it.
type Update struct {
	Record      Record // of the article before the update
	From, To    *annotate.Article
	Diff        *diff.Diff
	Annotations []annotate.Annotation // as they would be on To, in text order; never nil

	content  *content
	placed   anchor.Result
	position int // of the caret, in To
}

// Reason returns why an annotation was placed as it was.
func (u *Update) Reason(annotation string) string { return u.placed.Placements[annotation].Reason }

// EditedAround returns the annotations whose words are the same, in sentences of which
// other words were edited.
func (u *Update) EditedAround() (list []annotate.Annotation) {
	for _, a := range u.Annotations {
		if u.Reason(a.ID) == anchor.ReasonEditedAround {
			list = append(list, a)
		}
	}
	return list
}

// ErrStale is returned for an update if the article was changed elsewhere after the
// update was found.
var ErrStale = errors.New("it was changed in the meantime")

// CheckUpdate reads an article again from its source. It returns nil if the text
// there is the saved one.
func (l *Library) CheckUpdate(a *annotate.Article) (*Update, error) {
	record, err := l.openedRecord(a)
	if err != nil {
		return nil, err
	}
	c, err := l.loadAgain(record, ReadOptions{})
	if err != nil || c.sha256() == record.Source.SHA256 {
		return nil, err
	}
	r, err := c.read()
	if err != nil || r.article.Digest == a.Digest {
		return nil, err
	}
	u, err := l.place(record, c, a, withID(r.article, a.ID))
	if err == nil && u.Diff.Shared < anchor.MinShared {
		return nil, fmt.Errorf("%s now holds text that has little in common with this one; "+
			"galley add saves it as a separate article", wording.QuotePath(record.Source.Location))
	}
	return u, err
}

// CheckLocalUpdate is CheckUpdate for an article that was read from an existing
// file. It returns nil for all others, so it never uses the network.
func (l *Library) CheckLocalUpdate(a *annotate.Article) (*Update, error) {
	record, err := l.openedRecord(a)
	if err != nil || record.Source.Kind != annotate.FromFile {
		return nil, err
	}
	if _, err := os.Stat(fileOf(record)); err != nil {
		return nil, nil
	}
	return l.CheckUpdate(a)
}

// openedRecord returns the record of an article, with the location that it was opened
// from: it may have been read from several.
func (l *Library) openedRecord(a *annotate.Article) (Record, error) {
	record, err := l.savedRecord(a.ID)
	from := a.Source
	record.Source.Kind, record.Source.Location, record.Source.Requested = from.Kind, from.Location, from.Requested
	return record, err
}

// loadAgain loads the source of a saved article.
func (f finder) loadAgain(r Record, opts ReadOptions) (*content, error) {
	opts.Charset = cmp.Or(opts.Charset, chosenCharset(r))
	var c *content
	var err error
	switch r.Source.Kind {
	case annotate.FromURL:
		return f.load(cmp.Or(r.Source.Requested, r.Source.Location), opts)
	case annotate.FromSample:
		return f.load(sample.Name, opts)
	case annotate.FromStdin:
		err = errors.New("it was read from standard input, which cannot be read again")
	default:
		if path := fileOf(r); path != "" {
			c, err = f.load(path, opts)
		} else {
			err = fmt.Errorf("the folder of %s is unknown", wording.Quote(r.Source.Location))
		}
	}
	if err != nil {
		err = fmt.Errorf("%s cannot be read again: %s; name its new version with --from",
			wording.Quote(Title(r)), wording.FileError(err))
	}
	return c, err
}

// fileOf returns the path of the file that an article was read from: the one of its
// current version or, if that came without its folder from another library, the first of
// its other locations. It returns "" if there is none.
func fileOf(r Record) string {
	if r.Source.NamesFile() {
		return r.Source.Location
	}
	for _, l := range r.Locations {
		if s := (annotate.Source{Kind: l.Kind, Location: l.Address}); s.NamesFile() {
			return l.Address
		}
	}
	return ""
}

// place places the annotations of an article on a newer version, which was read
// from c.
func (b base) place(record Record, c *content, from, to *annotate.Article) (*Update, error) {
	annotations, _, err := b.store.Annotations(from.ID)
	if err != nil {
		return nil, err
	}
	history, err := b.store.History(from.ID)
	if err != nil && !errors.Is(err, storage.ErrDamaged) {
		return nil, err
	}
	u := &Update{From: from, To: to, Record: record, content: c}
	if u.Recoded() {
		u.placed, u.position, err = b.reanchorRecoded(from, to, annotations, history, record.Position)
	} else {
		u.placed, err = anchor.Reanchor(from, to, annotations, history, b.versions(from.ID), nil)
	}
	if err != nil {
		return nil, err
	}
	u.Diff, u.Annotations = u.placed.Diff, u.placed.Annotations.All()
	if !u.Recoded() {
		u.position = u.Diff.NewFromOld(record.Position)
	}
	return u, nil
}

// versions returns a function that reads the versions of an article.
func (b base) versions(id string) func(digest string) (*annotate.Article, error) {
	return func(digest string) (*annotate.Article, error) { return b.store.Version(id, digest) }
}

// TakeUpdate makes the newer version the current one. It returns ErrStale if the
// article was changed since the update was found.
func (l *Library) TakeUpdate(u *Update) (Document, error) {
	if err := l.take(u); err != nil {
		if errors.Is(err, storage.ErrConflict) {
			return Document{}, ErrStale
		}
		return Document{}, err
	}
	doc, err := l.reopen(u.From.ID)
	doc.Notice = strings.TrimSpace("You are reading the new text. " + doc.Notice)
	return doc, err
}

// take saves a newer version with its annotations as one step.
func (b base) take(u *Update) error {
	step := b.step("update of the text", u.placed.Changes...)
	step.Version = annotate.VersionChange{From: u.From.Digest, To: u.To.Digest}
	_, err := b.store.TakeVersion(u.Record.ID, storage.NewVersion{
		Article: u.To, Words: segment.CountArticleWords(u.To), Original: u.content.archive(u.To),
		Position: u.position, Step: step,
	}, b.options.Now())
	return err
}

// SwitchVersion commits a step that makes another version of an article the
// current one. It sets the ID, time and creator of the step. Annotations that
// another program made on the old version are placed on the new one.
func (l *Library) SwitchVersion(id string, step annotate.Step) (Document, error) {
	others, err := l.placeOthers(id, step)
	if err != nil {
		return Document{}, err
	}
	full := l.step(step.Summary, append(slices.Clip(step.Changes), others...)...)
	full.Version, full.Undoes = step.Version, step.Undoes
	if _, err := l.commit(id, full); err != nil {
		return Document{}, err
	}
	return l.reopen(id)
}

// placeOthers places the annotations that are not among the changes of a switch
// of versions.
func (b base) placeOthers(id string, step annotate.Step) ([]annotate.Change, error) {
	m, err := b.store.Snapshot(id)
	if err := withoutPartial(err); err != nil {
		return nil, err
	}
	left := slices.DeleteFunc(m.Annotations, func(n annotate.Annotation) bool {
		return !n.Anchor.State.Placed() || slices.ContainsFunc(step.Changes, func(c annotate.Change) bool { return c.ID() == n.ID })
	})
	if len(left) == 0 || m.Article.Digest != step.Version.From {
		return nil, nil // if the version differs, the store refuses the step
	}
	to, err := b.store.Version(id, step.Version.To)
	if err != nil {
		return nil, err
	}
	history, err := b.store.History(id)
	if err := withoutPartial(err); err != nil {
		return nil, err
	}
	r, err := anchor.Reanchor(m.Article, to, left, history, b.versions(id), nil)
	return r.Changes, err
}

// Version returns the version of an article with the given digest.
func (l *Library) Version(id, digest string) (*annotate.Article, error) {
	return l.store.Version(id, digest)
}

// PreviousVersion returns the version that was saved before a, or nil if there
// is none.
func (l *Library) PreviousVersion(a *annotate.Article) (*annotate.Article, error) {
	record, err := l.savedRecord(a.ID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(record.Versions, func(v storage.Version) bool { return v.Digest == a.Digest })
	if i < 1 {
		return nil, nil
	}
	return l.store.Version(a.ID, record.Versions[i-1].Digest)
}
