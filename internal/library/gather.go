package library

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/wording"
)

// A GatherRequest takes what several people annotated and exported into the library, for
// one article, which is saved if it is new.
type GatherRequest struct {
	Article string // its name
	Read    ReadOptions
	Files   []string // what they exported, in any format that can be imported
}

// A gathered is the annotations of one file.
type gathered struct {
	path        string
	name        string // of the file, for people
	annotations []*annotate.Annotation
	creators    []string
	known       []string // creators of annotations that the library has
}

// Run carries out the request as one step, and returns notices. Annotations that the
// library has are left alone, unless the file has a later edit of them. They keep their
// creators; if these have no name, or several files the same one, the file gives it.
// Decisions on what people annotated differently are left out.
func (r GatherRequest) Run(l *Library) ([]string, error) {
	m, err := l.find(r.Article, r.Read)
	if err == nil {
		err = m.refuseBook()
	}
	if err != nil {
		return nil, err
	}
	t, err := l.text(m)
	if err != nil {
		return nil, err
	}
	files, notices, err := l.gather(t.article, annotationFiles(r.Files))
	if err != nil {
		return nil, err
	}
	record, err := l.keep(m, t)
	if err != nil {
		return nil, err
	}
	annotations, _, partial := l.store.Annotations(record.ID)
	if err := withoutPartial(partial); err != nil {
		return nil, err
	}
	saved := annotate.NewSet(annotations)
	notices = append(notices, nameCreators(files, saved)...)
	step := l.step("annotations of " + wording.And(namesOf(files)))
	for _, file := range files {
		changes := l.gatherChanges(withID(t.article, record.ID), saved, file)
		step.Changes = append(step.Changes, changes...)
		notices = append(notices, fmt.Sprintf("%s: %s by %s, %d new", wording.QuotePath(file.path),
			annotate.Plural(len(file.annotations), "annotation"), wording.And(quoteAll(file.creators)), len(changes)))
	}
	if len(step.Changes) == 0 {
		return notices, partial
	}
	_, err = l.commit(record.ID, step)
	return notices, cmp.Or(err, partial)
}

// gather reads files, and places their annotations on the text of an article. An
// annotation that is in several files is left to the first of them, as it was last edited.
func (l *Library) gather(a *annotate.Article, paths []string) (files []gathered, notices []string, err error) {
	layers := Layers{Article: a}
	known := map[string]*annotate.Annotation{}
	for _, path := range paths {
		b, err := l.readLayer(path, a)
		if err == nil && b.Article.Digest != a.Digest {
			b, err = layers.place(b, path)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%s was not taken into the library, nothing was: %w", wording.QuotePath(path), err)
		}
		file := gathered{path: path, name: layerName(path, paths)}
		for _, n := range b.Annotations {
			switch earlier := known[n.ID]; {
			case n.IsDecision():
			case n.ID == "" || earlier == nil:
				file.annotations = append(file.annotations, &n)
				known[n.ID] = &n
			case n.Creator == earlier.Creator && n.Modified.After(earlier.Modified):
				*earlier = n
			}
		}
		files = append(files, file)
	}
	return files, layers.Notices, nil
}

// nameCreators sets the creators of annotations: to the name of the file if there is none, if
// several files have the same one, or if the library has annotations of the file under its
// name.
func nameCreators(files []gathered, saved annotate.Set) (notices []string) {
	used := map[string]int{} // how many files a name is in
	for i := range files {
		files[i].rename(saved)
		for _, name := range files[i].creators {
			used[name]++
		}
	}
	for i := range files {
		file := &files[i]
		for k, name := range file.creators {
			if name != "" && used[name] == 1 || name == file.name || slices.Contains(file.known, name) {
				continue
			}
			if name != "" {
				notices = append(notices, fmt.Sprintf("%s: its annotations are by %s, as those of another file are; they are taken as those of %s",
					wording.QuotePath(file.path), wording.Quote(name), wording.Quote(file.name)))
			}
			file.creators[k] = file.name
			for _, n := range file.annotations {
				if n.Creator == name {
					n.Creator = file.name
				}
			}
		}
	}
	return notices
}

// rename gives a creator the name of the file if the library has annotations of theirs under
// it, and lists the creators.
func (g *gathered) rename(saved annotate.Set) {
	renamed := map[string]bool{}
	for _, n := range g.annotations {
		n.Creator = source.CleanLine(n.Creator)
		before, ok := saved.Get(n.ID)
		renamed[n.Creator] = renamed[n.Creator] || ok && before.Creator == g.name
		if ok && before.Creator == n.Creator {
			g.known = append(g.known, n.Creator)
		}
	}
	for _, n := range g.annotations {
		if renamed[n.Creator] {
			n.Creator = g.name
		}
		if !slices.Contains(g.creators, n.Creator) {
			g.creators = append(g.creators, n.Creator)
		}
	}
}

// gatherChanges returns the changes that add the annotations of a file to those of an article.
func (l *Library) gatherChanges(a *annotate.Article, saved annotate.Set, file gathered) []annotate.Change {
	var changes []annotate.Change
	for _, n := range file.annotations {
		n.Article = a.ID
		before, known := saved.Get(n.ID)
		switch {
		case known && n.Creator == before.Creator && n.Modified.After(before.Modified) && !n.Equal(before):
			changes = append(changes, annotate.Edit(before, *n))
		case known || n.ID == "" && hasMark(saved, *n):
		default:
			n.ID = cmp.Or(n.ID, l.options.NewID())
			changes = append(changes, annotate.Create(*n))
		}
	}
	return changes
}

// hasMark reports whether a set has an annotation by the same person that says the same.
func hasMark(set annotate.Set, a annotate.Annotation) bool {
	near := set.Overlapping(a.Span())
	if !a.Anchor.State.Placed() {
		near = set.All()
	}
	return slices.ContainsFunc(near, func(b annotate.Annotation) bool {
		return a.Creator == b.Creator && a.Tag == b.Tag && a.Span() == b.Span() && a.Note == b.Note && a.Fields.Equal(b.Fields)
	})
}

func namesOf(files []gathered) (names []string) {
	for _, file := range files {
		names = append(names, strings.Join(file.creators, ", "))
	}
	return names
}

func quoteAll(names []string) (quoted []string) {
	for _, name := range names {
		quoted = append(quoted, wording.Quote(name))
	}
	return quoted
}
