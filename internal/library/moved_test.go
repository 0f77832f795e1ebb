package library

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const movedText = "Harbour levy passes\n\nThe levy adds 4.20 to every ticket. It begins in July.\n\nNobody asked the ferry crews about it, and nobody will.\n"

// An article was read from two files. The update is that of the file that was opened.
func TestUpdateComesFromTheFileThatWasOpened(t *testing.T) {
	for name, edited := range map[string]int{"the first": 0, "the second": 1} {
		t.Run(name, func(t *testing.T) {
			l := newLibrary(t)
			t.Cleanup(func() { _ = l.Close() })
			paths := []string{write(t, movedText), write(t, movedText)}
			for _, path := range paths {
				saveFile(t, l, path)
			}
			rewrite(t, paths[edited], strings.Replace(movedText, "July", "June", 1))
			for i, path := range paths {
				doc := start(t, l, path)
				if doc.Changed != (i == edited) {
					t.Fatalf("file %d has changed: %v, %q", i, doc.Changed, doc.Notice)
				}
				for _, check := range []func() (*Update, error){
					func() (*Update, error) { return l.CheckUpdate(doc.Article) },
					func() (*Update, error) { return l.CheckLocalUpdate(doc.Article) },
				} {
					u, err := check()
					if err != nil || (u != nil) != (i == edited) {
						t.Errorf("file %d: update %v, %v", i, u, err)
					} else if u != nil && u.To.Source.Location != path {
						t.Errorf("the update is that of %s", u.To.Source.Location)
					}
				}
			}
			u, err := l.CheckUpdate(start(t, l, paths[edited]).Article)
			if err != nil {
				t.Fatal(err)
			}
			if now, err := l.TakeUpdate(u); err != nil || !strings.Contains(now.Article.Text, "June") {
				t.Errorf("the new text is %v, %v", now.Article, err)
			}
		})
	}
}

func TestAFileThatWasMovedAndEditedIsRecognized(t *testing.T) {
	edit := strings.NewReplacer("July", "June", "4.20", "4.50").Replace(movedText)
	for name, c := range map[string]struct {
		text        string
		keeps       bool // the first file is still there
		isAnnotated bool
		want        bool
	}{
		"edited":            {edit, false, true, true},
		"with a paragraph":  {movedText + "\nThe mayor was at sea that evening.\n", false, true, true},
		"the file is there": {edit, true, true, false},
		"no annotations":    {edit, false, false, false},
		"another text":      {"Ferry crews strike\n\nThey want four hundred more a month, and a day off each week until the autumn is over.\n\nThe port is closed.\n", false, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLibrary(t)
			old, path := write(t, movedText), filepath.Join(t.TempDir(), "new.txt")
			if c.isAnnotated {
				saveFile(t, l, old)
			} else {
				start(t, l, old)
			}
			if !c.keeps {
				if err := os.Remove(old); err != nil {
					t.Fatal(err)
				}
			}
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			l = newLibraryAt(t, l.options.Path)
			t.Cleanup(func() { _ = l.Close() })
			rewrite(t, path, c.text)
			doc := start(t, l, path)
			if says := strings.Contains(doc.Notice, "looks like") && strings.Contains(doc.Notice, "whose file is gone"); says != c.want {
				t.Fatalf("the notice is %q", doc.Notice)
			}
			if !c.want {
				return
			}
			u, err := l.CheckUpdate(doc.Article)
			if err != nil || u == nil {
				t.Fatalf("update %v, %v", u, err)
			}
			if _, err := l.TakeUpdate(u); err != nil {
				t.Fatal(err)
			}
			if doc = start(t, l, path); doc.Notice != "" || len(doc.Annotations) != 1 || !strings.HasPrefix(c.text, doc.Article.Text[:40]) {
				t.Errorf("again: %q, %d annotations", doc.Notice, len(doc.Annotations))
			}
		})
	}
}
