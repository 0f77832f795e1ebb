package reader

import (
	"fmt"
	"slices"

	"galley/ui/keys"
)

// A hint is a line for a person's first minutes. It stays above the footer
// until what it speaks of was done, or until esc sends all hints away.
type hint struct {
	done []keys.Action
	text func(t keys.Table) string
}

// firstHints are shown one after the other.
func firstHints() []hint {
	return []hint{
		{[]keys.Action{keys.TagClaim, keys.TagQuote, keys.TagOpinion}, func(t keys.Table) string {
			return fmt.Sprintf("Move with the arrows or the mouse; %s marks the sentence here as a claim.", t.Key(keys.Read, keys.TagClaim))
		}},
		{[]keys.Action{keys.OpenCard}, func(t keys.Table) string {
			return fmt.Sprintf("%s opens the card of a mark: a note, and who said it.", t.Key(keys.Read, keys.OpenCard))
		}},
		{[]keys.Action{keys.NextMark, keys.PrevMark}, func(t keys.Table) string {
			return fmt.Sprintf("%s: next mark. %s: write all marks into a file. %s: every key.",
				t.Key(keys.Read, keys.NextMark), t.Key(keys.Read, keys.OpenExport), t.Key(keys.Read, keys.ShowHelp))
		}},
	}
}

// did takes a hint away when what it speaks of was done.
func (r *Reader) did(action keys.Action) {
	if len(r.hints) > 0 && slices.Contains(r.hints[0].done, action) {
		r.hints = r.hints[1:]
	}
}

// hinted is the footer with the hint above it, if there is one.
func (r *Reader) hinted(footer string) string {
	if len(r.hints) == 0 || r.mode != keys.Read || r.message.Text != "" || r.pending.Keys != "" {
		return footer
	}
	return r.canvas.Notice(r.hints[0].text(r.env.Keys), "", false) + "\n" + footer
}
