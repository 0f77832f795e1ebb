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
	annotations []annotate.Annotation
	creators    []string
}

// Run carries out the request as one step, and returns notices. Annotations that the
// library has are left alone, unless the file has a later edit of them. They keep their
// creators; if these have no name, or several files the same one, the file gives it.
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
	saved, _, partial := l.store.Annotations(record.ID)
	if err := withoutPartial(partial); err != nil {
		return nil, err
	}
	step := l.step("annotations of " + wording.And(namesOf(files)))
	for _, file := range files {
		changes := l.gatherChanges(withID(t.article, record.ID), annotate.NewSet(slices.Clone(saved)), file)
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

// gather reads files, and places their annotations on the text of an article.
func (l *Library) gather(a *annotate.Article, paths []string) (files []gathered, notices []string, err error) {
	layers := Layers{Article: a}
	used := map[string]int{} // how many files a name is in
	for _, path := range paths {
		b, err := l.readLayer(path, a)
		if err == nil && b.Article.Digest != a.Digest {
			b, err = layers.place(b, path)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%s was not taken into the library, nothing was: %w", wording.QuotePath(path), err)
		}
		file := gathered{path: path, annotations: b.Annotations}
		for _, n := range b.Annotations {
			if !slices.Contains(file.creators, n.Creator) {
				file.creators = append(file.creators, n.Creator)
				used[n.Creator]++
			}
		}
		files = append(files, file)
	}
	for i := range files {
		file := &files[i]
		for k, name := range file.creators {
			if name != "" && used[name] == 1 {
				continue
			}
			as := layerName(file.path, paths)
			if name != "" {
				layers.Notices = append(layers.Notices, fmt.Sprintf("%s: its annotations are by %s, as those of another file are; they are taken as those of %s",
					wording.QuotePath(file.path), wording.Quote(name), wording.Quote(as)))
			}
			file.creators[k] = as
			for j := range file.annotations {
				if file.annotations[j].Creator == name {
					file.annotations[j].Creator = as
				}
			}
		}
	}
	return files, layers.Notices, nil
}

// gatherChanges returns the changes that add the annotations of a file to those of an article.
func (l *Library) gatherChanges(a *annotate.Article, saved annotate.Set, file gathered) []annotate.Change {
	var changes []annotate.Change
	for _, n := range file.annotations {
		n.Article, n.Creator = a.ID, source.CleanLine(n.Creator)
		before, known := saved.Get(n.ID)
		switch {
		case known && n.Modified.After(before.Modified) && !n.Equal(before):
			changes = append(changes, annotate.Edit(before, n))
		case known || n.ID == "" && slices.ContainsFunc(saved.All(), func(b annotate.Annotation) bool { return sameMark(n, b) }):
		default:
			n.ID = cmp.Or(n.ID, l.options.NewID())
			changes = append(changes, annotate.Create(n))
		}
	}
	return changes
}

// sameMark reports whether two annotations are by the same person and say the same.
func sameMark(a, b annotate.Annotation) bool {
	return a.Creator == b.Creator && a.Tag == b.Tag && a.Span() == b.Span() && a.Note == b.Note && a.Fields.Equal(b.Fields)
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
