package library

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"
)

// noted is a library with an annotation on the article at path, and the note that
// is being typed on it.
func noted(t *testing.T) (l *Library, path string, n annotate.Annotation, typed func(id, creator, note string) *Draft) {
	t.Helper()
	l, path = newLibrary(t), write(t, levy)
	t.Cleanup(func() { _ = l.Close() })
	a := start(t, l, path).Article
	step := stepOn(a, 8)
	l.Save(a.ID, step)
	receive(l, 3)
	n = *step.Changes[0].After
	return l, path, n, func(id, creator, note string) *Draft {
		after := n
		after.Note = note
		d := l.NewDraft(a.ID, id)
		d.Put(annotate.Step{Time: noon(), Creator: creator, Changes: []annotate.Change{annotate.Edit(n, after)}})
		if err := d.Write(); err != nil {
			t.Fatal(err)
		}
		return d
	}
}

// killed puts the file of a draft back as a process that was killed leaves it,
// without its lock.
func killed(t *testing.T, l *Library, d *Draft) string {
	t.Helper()
	path := l.options.Path + ".draft-" + d.Article + "-" + d.ID
	data, err := os.ReadFile(path)
	if err == nil {
		err = d.Remove()
	}
	if err == nil {
		err = os.WriteFile(path, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func offered(doc *Document) string {
	var notes []string
	for _, d := range doc.Drafts {
		notes = append(notes, d.Step().Changes[0].After.Note)
	}
	return strings.Join(notes, ", ")
}

func TestDraftsOfTheUserAreOffered(t *testing.T) {
	l, path, _, typed := noted(t)
	killed(t, l, typed("one", "ada", "half a \x1b]52;c;AAAA\anote"))
	killed(t, l, typed("two", "bob", "of somebody else"))
	open := typed("three", "ada", "in another window")
	if doc := start(t, l, path); offered(doc) != "half a note" || doc.Notice != "" {
		t.Errorf("offered %q, notice %q", offered(doc), doc.Notice)
	}
	lines := strings.Join(l.DraftLines(), "\n")
	if !strings.Contains(lines, `ada typed in the card of a claim in “The levy adds 4.20 to every ticket. It begins in July.” on 14 May at 12:00`) ||
		!strings.Contains(lines, "bob typed") || strings.Count(lines, "\n") != 1 {
		t.Errorf("described as\n%s", lines)
	}
	killed(t, l, open)
	if doc := start(t, l, path); !strings.Contains(offered(doc), "in another window") {
		t.Errorf("offered %q", offered(doc))
	}
}

func TestDamagedDraftIsReportedInOneLine(t *testing.T) {
	l, path, _, typed := noted(t)
	damaged := killed(t, l, typed("one", "ada", "half a note"))
	rewrite(t, damaged, "{\n\n")
	rewrite(t, damaged+"2", "\x1b[2J")
	doc := start(t, l, path)
	if doc.Drafts != nil || !strings.Contains(doc.Notice, "one” is not a draft that can be read") || !strings.Contains(doc.Notice, "and 1 more; articles and annotations are not affected") ||
		strings.ContainsAny(doc.Notice, "\n\x1b") {
		t.Errorf("offered %q, notice %q", offered(doc), doc.Notice)
	}
	if lines := l.DraftLines(); len(lines) != 1 || !strings.Contains(lines[0], "is not a draft") {
		t.Errorf("described as %q", lines)
	}
}

func TestDraftGoesWithItsAnnotationOrArticle(t *testing.T) {
	for name, remove := range map[string]func(l *Library, n annotate.Annotation) error{
		"deleted by a command": func(l *Library, n annotate.Annotation) error { _, err := l.Delete([]string{n.ID}); return err },
		"deleted in a reader": func(l *Library, n annotate.Annotation) error {
			l.Save(n.Article, l.step("deletion", annotate.Delete(n)))
			receive(l, 1)
			return nil
		},
		"purged": func(l *Library, n annotate.Annotation) error { _, err := l.PurgeNamed(n.Article); return err },
	} {
		t.Run(name, func(t *testing.T) {
			l, path, n, typed := noted(t)
			killed(t, l, typed("one", "ada", "half a note"))
			typed("two", "ada", "in another window")
			if err := l.Forget(n.Article); err != nil {
				t.Fatal(err)
			}
			if doc := start(t, l, path); offered(doc) != "half a note" {
				t.Errorf("after the trash, offered %q", offered(doc))
			}
			receive(l, 2)
			if err := remove(l, n); err != nil {
				t.Fatal(err)
			}
			if left, _ := filepath.Glob(l.options.Path + ".draft-*"); left != nil {
				t.Errorf("left: %q", left)
			}
		})
	}
}

func TestDraftIsDroppedWhenItsStepIsOnDisk(t *testing.T) {
	l, _, n, typed := noted(t)
	d := typed("one", "ada", "half a note")
	after := n
	after.Note = "half a note"
	refused := l.step("note", annotate.Edit(after, n)) // somebody else's note is there
	l.Save(n.Article, refused)
	l.DropDraft(d)
	receive(l, 2)
	path := l.options.Path + ".draft-" + d.Article + "-" + d.ID
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("the draft of a refused step is gone: %v", err)
	}
	l.Save(n.Article, l.step("note", annotate.Edit(n, after)))
	l.DropDraft(d)
	l.DropDraft(l.NewDraft(n.Article, "never written"))
	receive(l, 3)
	if _, err := os.Stat(path); err == nil {
		t.Error("the draft is still there")
	}
}
