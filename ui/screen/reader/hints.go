package reader

import (
	"fmt"
	"slices"

	"galley/ui/keys"
)

// Hints are lines for the user's first minutes, the next one first. It is
// shown above the footer until what it speaks of is done, or until esc drops
// them all.
type hints []hint

type hint struct {
	done []keys.Action
	text func(t keys.Table) string
}

// firstHints returns those for a user who sees Galley for the first time.
func firstHints() hints {
	return hints{
		{[]keys.Action{keys.TagClaim, keys.TagQuote, keys.TagOpinion}, func(t keys.Table) string {
			return fmt.Sprintf("Move with the arrows or the mouse; %s marks the sentence here as a claim.", t.Key(keys.Read, keys.TagClaim))
		}},
		{[]keys.Action{keys.OpenCard}, func(t keys.Table) string {
			return fmt.Sprintf("%s opens the card of a mark: a note, and who said it.", t.Key(keys.Read, keys.OpenCard))
		}},
		{[]keys.Action{keys.NextAnnotation, keys.PrevAnnotation}, func(t keys.Table) string {
			return fmt.Sprintf("%s: next mark. %s: write all marks into a file. %s: every key.",
				t.Key(keys.Read, keys.NextAnnotation), t.Key(keys.Read, keys.OpenExport), t.Key(keys.Read, keys.ShowHelp))
		}},
	}
}

// after returns the hints once an action was carried out.
func (h hints) after(action keys.Action) hints {
	if len(h) > 0 && slices.Contains(h[0].done, action) {
		return h[1:]
	}
	return h
}
