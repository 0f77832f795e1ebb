package office

import (
	"path"
	"slices"
	"strings"

	"galley/annotate/source/archive"
	"galley/annotate/source/markup"
)

// fields is the text of the elements of a document of properties, by name;
// several of one name are parted by commas.
type fields struct {
	values map[string]string
	name   string
}

// fieldsOf reads the properties in a part, as far as it is there.
func fieldsOf(a *archive.Archive, part string) map[string]string {
	f := fields{values: map[string]string{}}
	walkPart(a, part, &f)
	return f.values
}

func (f *fields) Open(e markup.Element) { f.name = e.Name }
func (f *fields) Close(string)          { f.name = "" }

func (f *fields) Text(text string) {
	if text = strings.TrimSpace(text); text == "" || f.name == "" {
		return
	}
	if f.values[f.name] != "" {
		text = f.values[f.name] + ", " + text
	}
	f.values[f.name] = text
}

// walkPart walks a part that a document can do without.
func walkPart(a *archive.Archive, part string, v markup.Visitor) {
	if raw, err := a.Read(part); err == nil {
		_ = markup.Walk(raw, v) // what was heard before the damage stands
	}
}

// mostTargets is how many parts of one kind are read.
const mostTargets = 64

// A relation is what a part refers to.
type relation struct {
	kind     string // last part of its type, such as "hyperlink"
	target   string // path within the archive, or an address
	external bool
}

// relations collects the relations of a part, by id.
type relations struct {
	markup.NopVisitor
	folder string
	byID   map[string]relation
	order  []string
}

// relationsOf reads what the part refers to; "" stands for the archive itself.
func relationsOf(a *archive.Archive, part string) relations {
	r := relations{folder: path.Dir(part), byID: map[string]relation{}}
	walkPart(a, path.Join(r.folder, "_rels", path.Base("/"+part)+".rels"), &r)
	return r
}

func (r *relations) Open(e markup.Element) {
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
		if rel := r.byID[id]; rel.kind == kind && !rel.external && !slices.Contains(targets, rel.target) && len(targets) < mostTargets {
			targets = append(targets, rel.target)
		}
	}
	return targets
}

// target is the first part of a kind, or else.
func (r *relations) target(kind, otherwise string) string {
	if targets := r.targets(kind); len(targets) > 0 {
		return targets[0]
	}
	return otherwise
}
