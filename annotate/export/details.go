package export

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"galley/annotate"
)

// withStatus returns n with its status filled in.
func withStatus(n annotate.Annotation) annotate.Annotation {
	if field := n.Tag.Spec().Status; field != "" && len(n.Fields[field]) == 0 {
		n.Fields = n.Fields.With(field, n.Status())
	}
	return n
}

// withVerdict returns n with the sign and the name of its verdict as its status:
// "✗ inaccurate".
func withVerdict(n annotate.Annotation) annotate.Annotation {
	if field := n.Tag.Spec().Status; field != "" && len(n.Fields[field]) < 2 {
		n.Fields = n.Fields.With(field, n.Verdict().String())
	}
	return n
}

// numbersOf returns the numbers of annotations by id: C1, C2, Q1 …, per tag in text
// order; the second part of Q1 is Q1.2.
func numbersOf(set annotate.Set) map[string]string {
	numbers, counts := make(map[string]string, set.Len()), map[annotate.Tag]int{}
	for _, whole := range set.Wholes() {
		tag := whole.First().Tag
		counts[tag]++
		number := fmt.Sprintf("%s%d", tag.Letter(), counts[tag])
		numbers[whole.First().ID] = number
		for i, part := range whole[1:] {
			numbers[part.ID] = fmt.Sprintf("%s.%d", number, i+2)
		}
	}
	return numbers
}

// quoteOf returns the words of an annotation: those in the text if it is
// placed, else those that were marked.
func quoteOf(n annotate.Annotation, a *annotate.Article) string {
	if n.Anchor.State.Placed() {
		return n.Anchor.Span.In(a.Text)
	}
	return n.Anchor.Exact
}

// Warnings about the place of an annotation.
const (
	changedWarning   = "the words here were “%s” when they were marked"
	ambiguousWarning = "these words fit several places"
	orphanWarning    = "these words are no longer in the text"
)

// warning says what is uncertain about the place of an annotation. It returns "" if
// nothing is.
func warning(n annotate.Annotation) string {
	switch n.Anchor.State {
	case annotate.Changed:
		return fmt.Sprintf(changedWarning, n.Anchor.Exact)
	case annotate.Ambiguous:
		return ambiguousWarning
	case annotate.Orphan:
		if n.Anchor.Reason == annotate.TextDamaged {
			return n.Anchor.Reason
		}
		return orphanWarning
	}
	return ""
}

// isWarning reports whether warning returns such a line.
func isWarning(line string) bool {
	before, after, _ := strings.Cut(changedWarning, "%s")
	return strings.HasPrefix(line, before) && strings.HasSuffix(line, after) ||
		slices.Contains([]string{ambiguousWarning, orphanWarning, annotate.TextDamaged}, line)
}

// title returns tag and the place of the annotation: "claim · ¶7", "claim · ¶14–15",
// "claim · heading", or "claim" if it is not placed.
func title(tag string, n annotate.Annotation, a *annotate.Article) string {
	if !n.Anchor.State.Placed() {
		return tag
	}
	return tag + " · " + a.Place(n.Anchor.Span)
}

// signature returns who made an annotation or a reply and when: "ada, 2026-11-22".
func signature(creator string, created time.Time) string {
	var date string
	if !created.IsZero() {
		date = created.UTC().Format(time.DateOnly)
	}
	return strings.Join(nonEmpty(creator, date), ", ")
}

// credits lists the byline, the site and the date of an article, omitting those
// that are unknown.
func credits(a *annotate.Article) []string {
	return nonEmpty(a.Meta.Byline, a.Meta.Site, a.Meta.Published)
}

func nonEmpty(list ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

// unplacedHeading is the heading of annotations without a definite place.
const unplacedHeading = "Without a definite place"

// unplaced lists the annotations without a definite place.
func unplaced(set annotate.Set) []annotate.Annotation { return set.All()[len(set.Placed()):] }

// articleMeta returns the metadata that identifies an article in formats that allow it.
func articleMeta(a *annotate.Article) map[string]string {
	return map[string]string{"article": a.ID, "title": a.Meta.Title, "source": sourceIRI(a)}
}

// isChoice reports whether value is one of the suggested values of a field.
func isChoice(spec annotate.FieldSpec, value string) bool {
	return slices.Contains(spec.Choices, value)
}
