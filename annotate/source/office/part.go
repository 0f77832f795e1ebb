package office

import (
	"path"
	"slices"
	"strings"

	"galley/annotate/source/archive"
	"galley/annotate/source/markup"
)

// readProperties returns the text of the elements of a part by name, or nothing if
// the part is missing. Values with the same name are joined with commas.
func readProperties(a *archive.Archive, part string) map[string]string {
	values, open := map[string]string{}, "" // the name of the open element
	walkPart(a, part, markup.Visitor{
		Open:  func(e markup.Element) { open = e.Name },
		Close: func(string) { open = "" },
		Text: func(text string) {
			if text = strings.TrimSpace(text); text == "" || open == "" {
				return
			}
			if before := values[open]; before != "" {
				text = before + ", " + text
			}
			values[open] = text
		},
	})
	return values
}

// walkPart passes the tokens of a part to v, up to the first error. The part may be
// missing.
func walkPart(a *archive.Archive, part string, v markup.Visitor) {
	if raw, err := a.Read(part); err == nil {
		_ = markup.Walk(raw, v)
	}
}

// maxTargets is the maximum number of parts of one kind that are read.
const maxTargets = 64

type relation struct {
	kind     string // the last element of its type, such as "hyperlink"
	target   string // path within the archive, or an address
	external bool
}

// relations holds the relations of a part by id.
type relations struct {
	byID  map[string]relation
	order []string // ids
}

// readRelations reads the relations of a part, or of the archive itself for "".
func readRelations(a *archive.Archive, part string) relations {
	r, folder := relations{byID: map[string]relation{}}, path.Dir(part)
	walkPart(a, path.Join(folder, "_rels", path.Base("/"+part)+".rels"), markup.Visitor{Open: func(e markup.Element) {
		if e.Name != "Relationship" {
			return
		}
		rel := relation{kind: path.Base(e.Attr("Type")), target: e.Attr("Target"), external: e.Attr("TargetMode") == "External"}
		switch {
		case rel.external:
		case strings.HasPrefix(rel.target, "/"):
			rel.target = path.Clean(rel.target)[1:]
		default:
			rel.target = path.Join(folder, rel.target)
		}
		id := e.Attr("Id")
		if _, known := r.byID[id]; !known {
			r.order = append(r.order, id)
		}
		r.byID[id] = rel
	}})
	return r
}

// targets returns the parts of a kind in order, without duplicates.
func (r *relations) targets(kind string) []string {
	var targets []string
	for _, id := range r.order {
		if rel := r.byID[id]; rel.kind == kind && !rel.external && !slices.Contains(targets, rel.target) && len(targets) < maxTargets {
			targets = append(targets, rel.target)
		}
	}
	return targets
}

// target returns the first part of a kind, or fallback if there is none.
func (r *relations) target(kind, fallback string) string {
	if targets := r.targets(kind); len(targets) > 0 {
		return targets[0]
	}
	return fallback
}
