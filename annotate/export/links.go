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
