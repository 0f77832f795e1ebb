package cli

import (
	"strings"

	"galley/annotate"
)

// The outcomes of adding a thing.
const (
	outcomeAdded    = "added"
	outcomeKnown    = "known"
	outcomeRestored = "restored" // from the trash
	outcomeChanged  = "changed"  // known, but its bytes are others now
	outcomeFailed   = "failed"
	outcomeSkipped  = "skipped"
)

// An addition is what became of one thing to add, and an element of what
// galley add --json prints.
type addition struct {
	Name    string `json:"name"`
	Outcome string `json:"outcome"`
	ID      string `json:"id,omitempty"`
	Title   string `json:"title,omitempty"`
	Words   int    `json:"words,omitempty"`
	Removed string `json:"removed,omitempty"` // hidden characters, bytes that are no text
	Remark  string `json:"remark,omitempty"`
	Error   string `json:"error,omitempty"`

	found   found             // until it is saved
	article *annotate.Article // likewise
	err     error             // why it failed
}

func (n *addition) fail(err error) { n.Outcome, n.Error, n.err = outcomeFailed, err.Error(), err }

func outcomeOf(f found) string {
	switch {
	case f.trashed():
		return outcomeRestored
	case f.changed:
		return outcomeChanged
	case f.saved():
		return outcomeKnown
	}
	return outcomeAdded
}

// which names the thing before a line about it that names only the file.
func (n *addition) which() string {
	if strings.Contains(n.Error, n.Name) {
		return ""
	}
	return quotedPath(n.Name) + ": "
}

// notes are what is to be said of an article.
func (n *addition) notes(f found) (notes []string) {
	switch {
	case n.Outcome == outcomeRestored:
		notes = append(notes, titled(f.record)+" is back from the trash")
	case n.Outcome == outcomeChanged:
		notes = append(notes, f.called()+" has changed since it was saved; the library keeps the saved text")
	case n.Outcome == outcomeKnown:
		notes = append(notes, titled(f.record)+" is in the library already")
	case n.Removed != "":
		notes = append(notes, quoted(n.Name)+": "+n.Removed)
	}
	if n.Remark != "" {
		notes = append(notes, quoted(n.Name)+": "+n.Remark)
	}
	return notes
}
