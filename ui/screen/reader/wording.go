package reader

import (
	"strings"

	"galley/annotate"
	"galley/ui/kit"
)

// summary returns an annotation on one line: its heading, how many replies it has, and
// its note. A continuation has those of the first part.
func (n annotations) summary(a annotate.Annotation) string {
	continued, first := "", n.set.Whole(a.ID).First()
	if first.ID != a.ID {
		continued, first.Anchor.State = "Continued: ", a.Anchor.State
	}
	note, _ := kit.NoteText(first.Note)
	return continued + kit.JoinParts(" · ", heading(first), first.CountReplies(), strings.Join(strings.Fields(note), " "))
}

// heading describes an annotation without its note: tag, speaker or claimant,
// status and labels.
func heading(a annotate.Annotation) string {
	status := ""
	if a.Fields.Get(a.Tag.Spec().Status) != "" {
		status = a.Verdict().String()
	}
	parts := []string{a.Tag.Title(), a.Who(), status, a.LabelText()}
	switch a.Anchor.State {
	case annotate.Moved:
		parts[0] += " (moved)"
	case annotate.Changed:
		parts[0] += " (the words here were edited: does it still fit?)"
	}
	return kit.JoinParts(" · ", parts...)
}

// brief returns words on one line, truncated to about 40 bytes.
func brief(words string) string {
	words = strings.Join(strings.Fields(words), " ")
	for off := range words {
		if off > 40 {
			return words[:annotate.GraphemeAt(words, off)] + "…"
		}
	}
	return words
}

// unbroken returns text with no-break spaces.
func unbroken(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }
