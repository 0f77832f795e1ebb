package office

import (
	"path"
	"slices"
	"strings"

	"galley/annotate/source/archive"
	"galley/annotate/source/markup"
)

// properties collects the text of the elements of a part by name. Several
// values of one name are joined by commas.
type properties struct {
	values map[string]string
	name   string // of the open element
}

// readProperties returns the values in a part, or none if it is missing.
func readProperties(a *archive.Archive, part string) map[string]string {
	p := properties{values: map[string]string{}}
	walkPart(a, part, markup.Visitor{Open: p.onOpen, Close: p.onClose, Text: p.onText})
	return p.values
}

func (p *properties) onOpen(e markup.Element) { p.name = e.Name }
func (p *properties) onClose(string)          { p.name = "" }

func (p *properties) onText(text string) {
	if text = strings.TrimSpace(text); text == "" || p.name == "" {
		return
	}
	if before := p.values[p.name]; before != "" {
		text = before + ", " + text
	}
	p.values[p.name] = text
}

// walkPart passes an optional part to v, up to any damage.
func walkPart(a *archive.Archive, part string, v markup.Visitor) {
	if raw, err := a.Read(part); err == nil {
		_ = markup.Walk(raw, v)
	}
}

// maxTargets is how many parts of one kind are read.
const maxTargets = 64

type relation struct {
	kind     string // last element of its type, such as "hyperlink"
	target   string // path within the archive, or an address
	external bool
}

// relations collects the relations of a part by id.
type relations struct {
	folder string
	byID   map[string]relation
	order  []string
}

// readRelations reads the relations of a part, or of the archive itself for "".
func readRelations(a *archive.Archive, part string) relations {
	r := relations{folder: path.Dir(part), byID: map[string]relation{}}
	walkPart(a, path.Join(r.folder, "_rels", path.Base("/"+part)+".rels"), markup.Visitor{Open: r.onOpen})
	return r
}

func (r *relations) onOpen(e markup.Element) {
	if e.Name != "Relationship" {
		return
	}
	rel := relation{kind: path.Base(e.Attr("Type")), target: e.Attr("Target"), external: e.Attr("TargetMode") == "External"}
	switch {
	case rel.external:
	case strings.HasPrefix(rel.target, "/"):
		rel.target = path.Clean(rel.target)[1:]
	default:
		rel.target = path.Join(r.folder, rel.target)
	}
	id := e.Attr("Id")
	if _, known := r.byID[id]; !known {
		r.order = append(r.order, id)
	}
	r.byID[id] = rel
}

// targets lists the parts of a kind in order, each once.
func (r *relations) targets(kind string) []string {
	var targets []string
	for _, id := range r.order {
		if rel := r.byID[id]; rel.kind == kind && !rel.external && !slices.Contains(targets, rel.target) && len(targets) < maxTargets {
			targets = append(targets, rel.target)
		}
	}
	return targets
}

// target returns the first part of a kind, or fallback.
func (r *relations) target(kind, fallback string) string {
	if targets := r.targets(kind); len(targets) > 0 {
		return targets[0]
	}
	return fallback
}
