package library

import (
	"fmt"

	"galley/annotate/anchor"
	"galley/internal/wording"
)

// A RefreshRequest asks for the update of an article.
type RefreshRequest struct {
	Article string // its name
	From    string // name of the source to read it from, "" for its own
	Read    ReadOptions
	DryRun  bool // only find the update, do not apply it
}

// Run finds the update and applies it, unless the article is unchanged.
func (r RefreshRequest) Run(l *Library) (*Update, error) {
	u, err := r.find(l)
	if err != nil {
		return nil, err
	}
	if u.Diff.Shared < anchor.MinShared && r.From == "" {
		return nil, fmt.Errorf("%s now holds text that has little in common with %s (%.0f%%); nothing was changed; to switch to it anyway, "+
			"name it with --from", wording.QuotePath(u.To.Source.Location), quoteTitle(u.Record), 100*u.Diff.Shared)
	}
	from, to := u.From.Source, u.To.Source
	if u.To.Digest == u.From.Digest && to.SHA256 == from.SHA256 && to.Charset == from.Charset && to.CharsetFrom == from.CharsetFrom {
		return u, nil
	}
	b := l.base
	if r.DryRun {
		b.store = b.store.DryRun()
	}
	return u, b.take(u)
}

func (r RefreshRequest) find(l *Library) (*Update, error) {
	if err := r.Read.Check(); err != nil {
		return nil, err
	}
	m, err := l.lookUp(r.Article, r.Read)
	if err == nil {
		err = m.refuseBook()
	}
	switch {
	case err != nil:
		return nil, err
	case !m.Saved():
		return nil, fmt.Errorf("%s is not in the library, so there is nothing to refresh; galley add saves it", wording.Quote(r.Article))
	case m.Trashed():
		return nil, trashError(m.Record)
	}
	var c *content
	switch {
	case r.From != "":
		c, err = l.load(r.From, r.Read)
	case r.Read.Charset != "":
		c, err = l.loadKept(m.Record, r.Read)
	case m.content != nil:
		c = m.content.withCharset(chosenCharset(m.Record))
	default:
		c, err = l.loadAgain(m.Record, r.Read)
	}
	if err != nil {
		return nil, err
	}
	read, err := c.read()
	if err != nil {
		return nil, err
	}
	from, err := l.store.Article(m.Record.ID)
	if err != nil {
		return nil, err
	}
	return l.place(m.Record, c, from, withID(read.article, from.ID))
}
