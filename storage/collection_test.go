package storage

import (
	"testing"

	bolt "go.etcd.io/bbolt"

	"galley/annotate"
)

// Articles of a library of any schema can be put into a collection, and a repaired
// library keeps it.
func TestCollectionsAreKept(t *testing.T) {
	for version := 1; version <= current(); version++ {
		s, r, marks := marked(t)
		raw(t, s.Path(), func(tx *bolt.Tx) error { return setSchema(tx, version) })
		s = New(s.Path())
		must(t, s.SetCollection(r.ID, "Ferries"))
		must(t, s.SetCollection(r.ID, "Harbor levy"))
		got, _, err := s.Annotations(r.ID)
		must(t, err)
		wantMarks(t, got, marks)
		wantHealthy(t, s)
		_, err = s.Repair(s.Path()+".new", noon, placeInTest)
		must(t, err)
		for _, path := range []string{s.Path(), s.Path() + ".new"} {
			wantCollection(t, New(path), r.ID, "Harbor levy")
		}
	}
}

// Saving a known article again moves it only if a collection is named.
func TestACollectionIsKeptWhenAnArticleIsSavedAgain(t *testing.T) {
	s, r, _ := marked(t)
	a, err := s.Article(r.ID)
	must(t, err)
	for _, want := range []struct{ named, is string }{{"", ""}, {"Ferries", "Ferries"}, {"", "Ferries"}, {"Harbor", "Harbor"}} {
		_, err = s.SaveArticles([]NewArticle{{Article: a, Collection: want.named}}, noon)
		must(t, err)
		wantCollection(t, s, r.ID, want.is)
	}
	fresh := *a
	fresh.Text, fresh.Source = "Another text.", annotate.Source{}
	fresh.Digest, fresh.Blocks = annotate.DigestOf(fresh.Text), []annotate.Block{{Span: annotate.Span{End: len(fresh.Text)}}}
	saved, err := s.SaveArticles([]NewArticle{{Article: &fresh, Collection: "New"}}, noon)
	must(t, err)
	wantCollection(t, s, saved[0].ID, "New")
}

func wantCollection(t *testing.T, s *Store, id, want string) {
	t.Helper()
	if r, err := s.Record(id); err != nil || r.Collection != want {
		t.Errorf("collection %q, want %q (error %v)", r.Collection, want, err)
	}
}
