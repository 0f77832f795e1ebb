package marks

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/kit"
)

// place returns where an annotation is: "¶7", or the kind of a block without a
// number.
func place(article *annotate.Article, a annotate.Annotation) string {
	if !a.Anchor.State.Placed() {
		return "–"
	}
	return kit.BlockName(article, a.Anchor.Span.Start)
}

// details describes an annotation: its state and status, speaker or claimant,
// and the beginning of its note.
func details(a annotate.Annotation) string {
	var parts []string
	if !a.Anchor.State.Certain() {
		parts = append(parts, strings.ToUpper(string(a.Anchor.State)))
	}
	for _, part := range []string{a.Status(), a.Who(), firstLine(a.Note)} {
		if part != "" {
			parts = append(parts, kit.OneLine(part))
		}
	}
	return strings.Join(parts, " · ")
}

// firstLine returns the first line of a note that is not blank.
func firstLine(note string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(note), "\n")
	return line
}

// whyUnplaced returns why an annotation has no place.
func whyUnplaced(a annotate.Annotation) string {
	if a.Anchor.State == annotate.Ambiguous {
		return "its words occur in several places"
	}
	return "its words are gone"
}

// summary describes what is still open in an article.
func summary(all []annotate.Annotation) string {
	var unchecked, checking, unverified, doubts int
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
			doubts++
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
	add(doubts, "place in doubt", "places in doubt")
	switch {
	case len(all) == 0:
		return "Annotations"
	case parts == nil:
		return "Nothing is open"
	}
	return "Open: " + strings.Join(parts, " · ")
}
