package annotate

import "time"

// A Change is the only way to alter annotations. Before nil creates, After nil
// deletes, both edit. Both describe the same annotation.
type Change struct {
	Before, After *Annotation
}

// Create makes a change that adds a.
func Create(a Annotation) Change { return Change{After: &a} }

// Edit makes a change that replaces before by after, which has the same ID.
func Edit(before, after Annotation) Change { return Change{Before: &before, After: &after} }

// Delete makes a change that removes a.
func Delete(a Annotation) Change { return Change{Before: &a} }

// ID names the annotation that the change is about.
func (c Change) ID() string {
	if c.After != nil {
		return c.After.ID
	}
	return c.Before.ID
}

// Inverse takes the change back.
func (c Change) Inverse() Change { return Change{Before: c.After, After: c.Before} }

// A Step is one user action, committed whole: tag, card edit, tag-all, import,
// refresh. Steps are only ever appended, so they are the undo stack and the
// audit trail at once.
type Step struct {
	ID      string // ULID
	Seq     uint64 // given by the store: 1, 2, 3 … per article
	Time    time.Time
	Creator string
	What    string // "claim in ¶7": what was done, in plain words
	Changes []Change
	Text    Turn   // the version that it took instead of another, if any
	Undoes  string // ID of the step whose changes these take back, else ""
}

// A Turn is a change of the text that an article's annotations stand on, from
// one version to another. The zero value leaves the text as it is.
type Turn struct {
	From, To string // digests
}

// Inverse takes the turn back.
func (t Turn) Inverse() Turn { return Turn{From: t.To, To: t.From} }

// Inverse is what takes the step back: its changes inverted, last first.
func (s Step) Inverse() []Change {
	inverse := make([]Change, len(s.Changes))
	for i, c := range s.Changes {
		inverse[len(inverse)-1-i] = c.Inverse()
	}
	return inverse
}
