package export

import (
	"strings"
	"unicode"

	"galley/annotate"
)

// outerLinks returns the links of all parts of a whole to other annotations.
func outerLinks(set annotate.Set, whole annotate.Whole) (links []annotate.Linked) {
	for _, part := range whole {
		for _, link := range set.Linked(part.ID) {
			if link.Kind != annotate.Continues {
				links = append(links, link)
			}
		}
	}
	return links
}

// A rankedLink is a link between placed annotations, by their positions in text order
// from 1.
type rankedLink struct {
	kind     annotate.RelationKind
	from, to int
}

// innerLinks lists the links between placed annotations. It counts all others, but not
// those of annotations that are not placed.
func innerLinks(set annotate.Set, loss *LossReport) (links []rankedLink) {
	for i, n := range set.Placed() {
		for _, l := range n.Links {
			if to := set.Rank(l.To); to > 0 {
				links = append(links, rankedLink{l.Kind, i + 1, to})
				continue
			}
			loss.add(lostLink, 1)
		}
	}
	return links
}

// blockID returns the identifier of a block in Obsidian: letters, digits and hyphens.
func blockID(id string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return '-'
	}, id)
}

// w3cLink adds a link to the annotation with an identifier. A kind that is not ours, or
// a link to something else, is lost.
func (in *importer) w3cLink(n *annotate.Annotation, kind, source string) {
	to, ours := strings.CutPrefix(source, annotationURN)
	if _, err := annotate.ParseRelationKind(kind); err != nil || !ours || checkID(to) != nil {
		in.loss.add(lostRelation, 1)
		return
	}
	*n = n.WithLink(annotate.Relation{Kind: annotate.RelationKind(kind), To: to})
}
