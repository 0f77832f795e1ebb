package ui

import (
	"errors"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/ui/screen/articles"
	"galley/ui/screen/book"
	"galley/ui/screen/card"
	"galley/ui/screen/exporting"
)

// A Document is an article as it is opened for reading.
type Document struct {
	Article     *annotate.Article
	Annotations []annotate.Annotation
	Seq         uint64       // last step that Annotations include
	Caret       int          // byte offset of the reading position
	Notice      string       // what to say first
	Folds       map[int]bool // by where a block begins: the user folded it, or unfolded it
	First       bool         // Galley is used for the first time
	Look        bool         // check whether it changed at its source
}

// A Store is what the interface needs of the database. Its methods may take
// their time; they are called from commands, never while drawing.
type Store interface {
	articles.Library
	Open(article string) (Document, error)
	Annotations(article string) ([]annotate.Annotation, uint64, error)
	Seq(article string) (uint64, error)
	// Digest is that of the text that the article has now.
	Digest(article string) (string, error)
	History(article string) ([]annotate.Step, error)
}

// A Saver takes steps and positions and saves them in order. It answers by
// [Saved] messages.
type Saver interface {
	Save(article string, step annotate.Step)
	// Positions and folds are those of the text that has that digest.
	SavePlace(article, text string, off, percent int)
	SaveFolds(article, text string, folds map[int]bool)
}

// Saved tells how saving a step of an article went.
type Saved struct {
	Article string
	Step    string
	Seq     uint64
	Err     error
	Refused bool // the annotation had changed; the step was dropped
}

// A Renewer knows the versions of articles. Its methods may take their time;
// they are called from commands, never while drawing.
type Renewer interface {
	// Look reads an article again from where it came. It returns nil if the
	// text there is the one that is saved. Unless the user asked for it, only
	// what is on this machine is looked at.
	Look(a *annotate.Article, asked bool) (*Fresh, error)
	// Take makes a fresh text the article's and places its annotations there.
	// [ErrStale] says that something changed since Look.
	Take(f *Fresh) (Document, error)
	// Turn commits a step that gives the article another of its texts.
	Turn(article string, step annotate.Step) (Document, error)
	// Version returns an article with the text that has that digest.
	Version(article, digest string) (*annotate.Article, error)
	// Before returns the version before the one that is shown, nil if there is
	// none.
	Before(a *annotate.Article) (*annotate.Article, error)
}

// ErrStale is returned by [Renewer] for what must be looked at again.
var ErrStale = errors.New("it was changed meanwhile")

// A Fresh is a text that an article has at its source and not here.
type Fresh struct {
	Old    *annotate.Article
	New    *annotate.Article
	Diff   *diff.Diff
	Placed []annotate.Annotation // as they would be placed on New, in text order; never nil
	Memo   any                   // what the Renewer wants to know again when it is taken
}

// A Book is a source of several articles: its chapters. Its methods may take
// their time; all but Title are called from commands.
type Book interface {
	Title() string
	Chapters() ([]book.Chapter, error)
	Open(name string) (Document, error)
}

// Names of types that screens have.
type (
	Exporter = exporting.Exporter
	Outgoing = exporting.Outgoing
	Editor   = card.Editor
)
