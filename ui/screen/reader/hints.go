package reader

import (
	"fmt"
	"slices"

	"galley/ui/keys"
)

// hints are tips for a first-time user. The first is shown above the footer until
// the user does what it describes; esc drops them all.
type hints []hint

type hint struct {
	done []keys.Action
	text func(t keys.Table) string
}

// firstHints returns the hints for a first-time user.
func firstHints() hints {
	return hints{
		{[]keys.Action{keys.TagClaim, keys.TagQuote, keys.TagOpinion}, func(t keys.Table) string {
			return fmt.Sprintf("Move with the arrows or the mouse; %s tags the sentence here as a claim.", t.Key(keys.Read, keys.TagClaim))
		}},
		{[]keys.Action{keys.OpenCard}, func(t keys.Table) string {
			return fmt.Sprintf("%s opens the card of an annotation: its note, and who said it.", t.Key(keys.Read, keys.OpenCard))
		}},
		{[]keys.Action{keys.NextAnnotation, keys.PrevAnnotation}, func(t keys.Table) string {
			return fmt.Sprintf("%s: next annotation. %s: export them all to a file. %s: all keys.",
				t.Key(keys.Read, keys.NextAnnotation), t.Key(keys.Read, keys.OpenExport), t.Key(keys.Read, keys.ShowHelp))
		}},
	}
}

// after returns the hints that remain after an action.
func (h hints) after(action keys.Action) hints {
	if len(h) > 0 && slices.Contains(h[0].done, action) {
		return h[1:]
	}
	return h
}
