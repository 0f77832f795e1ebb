package reader

import (
	"time"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"
)

// An Env holds the reader's dependencies.
type Env struct {
	Outbox  *kit.Outbox
	Library Library
	Now     func() time.Time
	NewID   func() string
	Author  string
	Keys    keys.Table
	Measure int  // maximum width of the text, in cells
	Spacing int  // line spacing, in rows; less than 1 counts as 1
	Suggest bool // suggestions are shown from the start
	Queue   QueueOptions
	Blind   bool // hide what others annotated until the user is done
}

// A Library saves what the reader changes. Its methods are documented at
// [library.Library]; tests replace it.
type Library interface {
	Save(article string, step annotate.Step)
	SaveRefusals(article string, refusals map[string]bool)
	SaveFolds(article, text string, folds map[int]bool)
	Pending(article string) []annotate.Step
	History(article string) ([]annotate.Step, error)
	DropDraft(draft *library.Draft)
	Labels() ([]library.Label, error)
	HeaderDamaged() bool
	FirstUse(feature string) bool
	SetDone(article, by string, at time.Time)
}
