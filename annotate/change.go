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
	Version VersionChange // the change of the text, if the step made one
	Undoes  string        // ID of the step whose changes these take back, else ""
}

// A VersionChange is a change of an article's text from one version to another.
// The zero value leaves the text as it is.
type VersionChange struct {
	From, To string // digests
}

// IsZero reports whether the text stays as it is.
func (v VersionChange) IsZero() bool { return v == VersionChange{} }

// Inverse returns the change back.
func (v VersionChange) Inverse() VersionChange { return VersionChange{From: v.To, To: v.From} }

// Inverse is what takes the step back: its changes inverted, last first.
func (s Step) Inverse() []Change {
	inverse := make([]Change, len(s.Changes))
	for i, c := range s.Changes {
		inverse[len(inverse)-1-i] = c.Inverse()
	}
	return inverse
}
