package marks

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/kit"
)

// blockLabel returns where an annotation is: "¶7", the kind of a block without a
// number, or "–" if the annotation is not placed.
func blockLabel(article *annotate.Article, a annotate.Annotation) string {
	if !a.Anchor.State.Placed() {
		return "–"
	}
	return article.Place(a.Anchor.Span)
}

// details describes an annotation: its state and status, who, who made it if several
// people made the annotations, labels, whether it was suggested and not seen, how many replies it has, and the beginning of its
// note.
func (m *Model) details(a annotate.Annotation, who string) string {
	state := ""
	if !a.Anchor.State.Certain() {
		state = strings.ToUpper(string(a.Anchor.State))
	}
	text, _ := kit.NoteText(a.Note)
	note, _, _ := strings.Cut(text, "\n")
	by, origin := "", ""
	if !a.Seen {
		origin = a.Origin()
	}
	if m.shared {
		by = "by " + kit.OneLine(a.Creator)
	}
	return kit.JoinParts(" · ", state, kit.OneLine(a.Status()), kit.OneLine(who), by, kit.OneLine(a.LabelText()), origin, a.CountReplies(), kit.OneLine(note))
}

// summary describes what is still open in an article.
func summary(all []annotate.Annotation) string {
	var unchecked, checking, unverified, uncertain int
	for _, a := range all {
		switch {
		case !a.NeedsChecking():
		case a.Tag == annotate.Quote:
			unverified++
		case a.Status() == "checking":
			checking++
		default:
			unchecked++
		}
		if a.NeedsPlacing() {
			uncertain++
		}
	}
	var parts []string
	add := func(n int, one, more string) {
		if n == 1 {
			parts = append(parts, "1 "+one)
		} else if n > 1 {
			parts = append(parts, fmt.Sprintf("%d %s", n, more))
		}
	}
	add(unchecked, "claim unchecked", "claims unchecked")
	add(checking, "claim being checked", "claims being checked")
	add(unverified, "quote unverified", "quotes unverified")
	add(uncertain, "uncertain place", "uncertain places")
	switch {
	case len(all) == 0:
		return "Annotations"
	case parts == nil:
		return "Nothing is open"
	}
	return "Open: " + strings.Join(parts, " · ")
}
