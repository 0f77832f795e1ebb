package annotate

import "time"

// A Change creates, edits or deletes one annotation; nothing else alters
// annotations. Before is nil for a creation, After for a deletion. In an edit,
// both have the same ID.
type Change struct {
	Before, After *Annotation
}

// Create returns the change that adds a.
func Create(a Annotation) Change { return Change{After: &a} }

// Edit returns the change that replaces before with after, which has the same ID.
func Edit(before, after Annotation) Change { return Change{Before: &before, After: &after} }

// Delete returns the change that removes a.
func Delete(a Annotation) Change { return Change{Before: &a} }

// ID returns the ID of the changed annotation.
func (c Change) ID() string {
	if c.After != nil {
		return c.After.ID
	}
	return c.Before.ID
}

// Inverse returns the change that undoes c.
func (c Change) Inverse() Change { return Change{Before: c.After, After: c.Before} }

// A Step is the changes of one user action, committed together. Steps are only
// ever appended, so they are both the undo stack and the audit trail.
type Step struct {
	ID      string // ULID
	Seq     uint64 // assigned by the store: 1, 2, 3 … per article
	Time    time.Time
	Creator string
	Summary string // "claim in ¶7"
	Changes []Change
	Version VersionChange // the change of the text, if the step made one
	Undoes  string        // ID of the step that this one undoes, or ""

	Received bool // it was made in another library of the team
}

// A VersionChange is a change of an article's text from one version to another.
// The zero value leaves the text as it is.
type VersionChange struct {
	From, To string // digests
}

// IsZero reports whether the text stays as it is.
func (v VersionChange) IsZero() bool { return v == VersionChange{} }

// Inverse returns the change that undoes v.
func (v VersionChange) Inverse() VersionChange { return VersionChange{From: v.To, To: v.From} }

// Inverse returns the changes that undo the step: the inverses of its changes, in
// reverse order.
func (s Step) Inverse() []Change {
	inverse := make([]Change, len(s.Changes))
	for i, c := range s.Changes {
		inverse[len(inverse)-1-i] = c.Inverse()
	}
	return inverse
}
