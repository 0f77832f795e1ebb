package library

import (
	"strings"
	"testing"

	"galley/annotate"
)

// updated returns an article before and after an update was applied.
func updated(t *testing.T) (l *Library, old *annotate.Article, now Document) {
	t.Helper()
	l = newLibrary(t)
	path := write(t, "Harbour levy passes\n\nThe levy adds 4.20 to every ticket. It begins in July.\n")
	old = start(t, l, path).Article
	l.Save(old.ID, stepOn(old, len("Harbour")))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = newLibraryAt(t, l.options.Path)
	t.Cleanup(func() { _ = l.Close() })
	rewrite(t, path, "A new headline\n\nHarbour levy passes\n\nThe levy adds 4.20 to every ticket. It begins in July.\n")
	u, err := l.CheckUpdate(old)
	if err != nil || u == nil {
		t.Fatalf("no update: %v", err)
	}
	if now, err = l.TakeUpdate(u); err != nil {
		t.Fatal(err)
	}
	return l, old, now
}

func TestUpdateOfAVersionThatIsGoneIsStale(t *testing.T) {
	l := newLibrary(t)
	path := write(t, "Harbour levy passes\n\nIt begins in July.\n")
	a := start(t, l, path).Article
	if u, err := l.CheckUpdate(a); err != nil || u != nil {
		t.Errorf("an update of a file that was just opened: %v, %v", u, err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = newLibraryAt(t, l.options.Path)
	t.Cleanup(func() { _ = l.Close() })
	if u, err := l.CheckUpdate(a); err != nil || u != nil {
		t.Errorf("an update of an unchanged file: %v, %v", u, err)
	}
	rewrite(t, path, "Harbour levy passes\n\nIt begins in June.\n")
	u, err := l.CheckLocalUpdate(a)
	if err != nil || u == nil {
		t.Fatalf("no update: %v", err)
	}
	rewrite(t, path, "Harbour levy passes\n\nIt begins in August.\n")
	stale := u
	if u, err = l.CheckUpdate(a); err != nil {
		t.Fatal(err)
	}
	if _, err := l.TakeUpdate(u); err != nil {
		t.Fatal(err)
	}
	if _, err := l.TakeUpdate(stale); err != ErrStale {
		t.Errorf("an update of the previous version was applied: %v", err)
	}
	if before, err := l.PreviousVersion(u.To); err != nil || before == nil || before.Digest != a.Digest {
		t.Errorf("the version before: %v, %v", before, err)
	}
}

// Words of the new text are annotated in another window; then the update is undone
// here. The annotation follows its words to the old text.
func TestAnnotationMadeElsewhereFollowsASwitchOfVersions(t *testing.T) {
	l, old, now := updated(t)
	late := stepOn(now.Article, len("A new headline"))
	if _, err := l.store.Commit(old.ID, late); err != nil {
		t.Fatal(err)
	}
	history, err := l.History(old.ID)
	if err != nil {
		t.Fatal(err)
	}
	taken := history[1]
	doc, err := l.SwitchVersion(old.ID, annotate.Step{
		ID: newID(), Time: noon(), Creator: "ada", Summary: "Undid", Changes: taken.Inverse(), Version: taken.Version.Inverse(), Undoes: taken.ID,
	})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Article.Digest != old.Digest || len(doc.Annotations) != 2 {
		t.Errorf("the text is %q with %d annotations", doc.Article.Text, len(doc.Annotations))
	}
	for _, n := range doc.Annotations {
		if s := n.Anchor.State; n.ID == late.Changes[0].ID() && s.Certain() {
			t.Errorf("words that the old text does not have are %s in it", s)
		}
	}
	if report, err := l.store.Check(); err != nil || report.Problems != nil {
		t.Errorf("doctor: %q, %v", report.Problems, err)
	}
}

// Another window may apply an update between reading an article and reading its
// annotations: both must be of the same version.
func TestArticleAndAnnotationsAreOfOneMoment(t *testing.T) {
	l, old, now := updated(t)
	doc, err := l.document(old)
	if err != nil {
		t.Fatal(err)
	}
	if doc.Article.Digest != now.Article.Digest {
		t.Error("the article has its old text")
	}
	for _, n := range doc.Annotations {
		if n.Anchor.State.Placed() && n.Anchor.TextDigest != doc.Article.Digest {
			t.Errorf("an annotation of one text on another: %+v", n)
		}
	}
}

func TestTextInCapitalsIsAnUpdate(t *testing.T) {
	const text = "Harbour levy passes\n\nThe board met on Tuesday evening to discuss it.\n\nNobody paid the levy, said Karl Berg.\n"
	for name, other := range map[string]string{"capitals": strings.ToUpper(text), "another text": "Whales of the north\n\nThree were seen off the cape this morning.\n"} {
		t.Run(name, func(t *testing.T) {
			l := newLibrary(t)
			path := write(t, text)
			start(t, l, path)
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			rewrite(t, path, other)
			u, err := RefreshRequest{Article: path, DryRun: true}.Run(l)
			if isUpdate := err == nil && u.Diff.HasChanges(); isUpdate != (name == "capitals") {
				t.Errorf("update %v, error %v", u, err)
			}
		})
	}
}
