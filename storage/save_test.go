package storage

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
)

func TestSavedArticleComesBackWhole(t *testing.T) {
	s := newStore(t)
	a := harbour()
	a.Blocks[0].Kind, a.Blocks[0].Level = annotate.Heading, 2
	a.Blocks[1].Runs = []annotate.Run{{Span: annotate.Span{Start: a.Blocks[1].Span.Start, End: a.Blocks[1].Span.Start + 3},
		Style: annotate.Link | annotate.Strong, Href: "https://example.org/"}}
	a.Removed = annotate.Removals{Bidi: 3, BadBytes: 1}
	annotate.NumberBlocks(a.Blocks)
	r := save(t, s, a)
	if r.ID != a.Source.SHA256[:12] {
		t.Errorf("id %q is not the start of %q", r.ID, a.Source.SHA256)
	}
	got, err := New(s.Path()).Article(r.ID)
	must(t, err)
	want := *a
	want.ID = r.ID
	if diff := cmp.Diff(&want, got); diff != "" {
		t.Error(diff)
	}
	if r.Words != 37 || r.Paragraphs != 2 || r.TextBytes != len(a.Text) || !r.Added.Equal(noon) {
		t.Errorf("record %+v", r)
	}
	wantHealthy(t, s)
}

func TestSavingAgainChangesNothing(t *testing.T) {
	s, r, marks := marked(t)
	must(t, s.SavePosition(r.ID, r.Digest, 40, 50, noon))
	before, err := s.Record(r.ID)
	must(t, err)
	again, err := saveOne(s, harbour(), 1, noon.Add(time.Hour))
	must(t, err)
	if diff := cmp.Diff(before, again); diff != "" {
		t.Error(diff)
	}
	got, _, err := s.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
}

func TestSameBytesElsewhereAreTheSameArticle(t *testing.T) {
	s := newStore(t)
	first := save(t, s, harbour())
	elsewhere := harbour()
	elsewhere.Source.Location = "/mail/harbour-final.txt"
	second := save(t, s, elsewhere)
	if first.ID != second.ID || len(second.Locations) != 2 {
		t.Errorf("%q met at %v, then %q", first.ID, second.Locations, second.ID)
	}
	for _, p := range second.Locations {
		r, err := s.ByLocation(p.Kind, p.Address)
		must(t, err)
		if r.ID != first.ID {
			t.Errorf("%s leads to %q", p.Address, r.ID)
		}
	}
	stdin := harbour()
	stdin.Source.Kind, stdin.Source.Location = annotate.FromStdin, ""
	if r := save(t, s, stdin); r.ID != first.ID || len(r.Locations) != 2 {
		t.Errorf("standard input: %q, met at %v", r.ID, r.Locations)
	}
	wantHealthy(t, s)
}

func TestChangedBytesAtAPlaceKeepTheSavedText(t *testing.T) {
	s := newStore(t)
	first := save(t, s, harbour())
	changed := articleOf("/copy/harbour.txt", "Something else stands here now.")
	r := save(t, s, changed)
	if r.ID != first.ID || r.Digest != first.Digest || r.Source.SHA256 == changed.Source.SHA256 {
		t.Errorf("got %+v", r)
	}
}

func TestForgottenArticleComesBackWithItsAnnotations(t *testing.T) {
	s, r, marks := marked(t)
	must(t, s.Forget(r.ID, noon))
	back := save(t, s, harbour())
	if back.ID != r.ID || !back.Trashed.IsZero() {
		t.Fatalf("got %+v", back)
	}
	got, seq, err := s.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
	if seq != 3 {
		t.Errorf("seq %d", seq)
	}
}

func TestNewTextAtThePlaceOfAForgottenOneIsANewArticle(t *testing.T) {
	s, r, _ := marked(t)
	must(t, s.Forget(r.ID, noon))
	fresh := save(t, s, articleOf("/copy/harbour.txt", "Something else stands here now."))
	if fresh.ID == r.ID {
		t.Fatal("the forgotten article came back with another text")
	}
	must(t, s.Restore(r.ID))
	at, err := s.ByLocation(annotate.FromFile, "/copy/harbour.txt")
	must(t, err)
	if at.ID != fresh.ID {
		t.Errorf("the location leads to %q, want %q", at.ID, fresh.ID)
	}
	wantHealthy(t, s)
}

func TestIDsThatWouldCollideGrowLonger(t *testing.T) {
	s := newStore(t)
	var ids []string
	for i, sum := range []string{"abcdefabcdef0", "abcdefabcdef1", "abcdefabcdef11"} {
		a := articleOf(string(rune('a'+i)), strings.Repeat("Words. ", i+1)+"End.")
		a.Source.SHA256 = sum + strings.Repeat("0", 64-len(sum))
		ids = append(ids, save(t, s, a).ID)
	}
	if diff := cmp.Diff([]string{"abcdefabcdef", "abcdefabcdef1", "abcdefabcdef11"}, ids); diff != "" {
		t.Error(diff)
	}
	_, err := s.Resolve("abcdefabcdef")
	must(t, err) // an exact id wins over longer ones
}

func TestImportedArticleKeepsItsID(t *testing.T) {
	s := newStore(t)
	a := harbour()
	a.ID = "0123456789ab"
	if r := save(t, s, a); r.ID != a.ID {
		t.Errorf("id %q", r.ID)
	}
	other := articleOf("/other", "Other words.")
	other.ID = a.ID
	if r := save(t, s, other); r.ID == a.ID {
		t.Error("two articles share an id")
	}
}

func TestSampleHasOnePlaceAndStandardInputNone(t *testing.T) {
	s := newStore(t)
	sample := harbour()
	sample.Source.Kind, sample.Source.Location = annotate.FromSample, ""
	r := save(t, s, sample)
	got, err := s.ByLocation(annotate.FromSample, "")
	must(t, err)
	if got.ID != r.ID {
		t.Errorf("sample leads to %q", got.ID)
	}
	_, err = s.ByLocation(annotate.FromStdin, "")
	wantError(t, err, ErrNotFound)
	_, err = s.ByLocation(annotate.FromFile, "")
	wantError(t, err, ErrNotFound)
}

func TestInvalidArticlesAreRefused(t *testing.T) {
	s := newStore(t)
	untiled := harbour()
	untiled.Blocks = untiled.Blocks[1:]
	_, err := saveOne(s, untiled, 0, noon)
	wantError(t, err, annotate.ErrNotTiled)
	forged := harbour()
	forged.Digest = strings.Repeat("0", 64)
	_, err = saveOne(s, forged, 0, noon)
	wantError(t, err, errDigest)
	records, err := s.Records()
	if err != nil || len(records) != 0 {
		t.Errorf("%d records, error %v", len(records), err)
	}
}

func TestLongTextsAreStoredInPiecesOnce(t *testing.T) {
	s := newStore(t)
	var paragraphs []string
	for range 3000 {
		paragraphs = append(paragraphs, "The levy adds 4.20 to every ticket, said “nobody” — ever.")
	}
	a := articleOf("/long", paragraphs...)
	r := save(t, s, a)
	got, err := s.Article(r.ID)
	must(t, err)
	if got.Text != a.Text || len(got.Blocks) != len(a.Blocks) {
		t.Errorf("%d bytes, %d blocks", len(got.Text), len(got.Blocks))
	}
	twin := articleOf("/twin", paragraphs...)
	twin.Source.SHA256 = strings.Repeat("1", 64)
	save(t, s, twin)
	must(t, s.db.view("count", func(x *txn) error {
		if n := len(x.table(textsBucket).keys("")); n != (len(a.Text)+pieceBytes-1)/pieceBytes {
			t.Errorf("%d pieces for %d bytes", n, len(a.Text))
		}
		return nil
	}))
	wantHealthy(t, s)
}

func TestLostTextIsRestoredBySavingAgain(t *testing.T) {
	for _, bucket := range []string{textsBucket, blocksBucket} {
		t.Run(bucket, func(t *testing.T) {
			s, r, _ := marked(t)
			must(t, s.db.update("lose", func(x *txn) error { return x.table(bucket).deleteAll("") }))
			_, err := s.Article(r.ID)
			wantError(t, err, ErrDamaged)
			if errors.Is(err, ErrNotFound) {
				t.Error("a lost text reads as an unknown article")
			}
			save(t, s, harbour())
			got, err := s.Article(r.ID)
			must(t, err)
			if got.Text != harbour().Text {
				t.Error("another text")
			}
			wantHealthy(t, s)
		})
	}
}
