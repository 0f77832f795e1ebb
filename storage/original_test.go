package storage

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"galley/annotate"
)

// page returns an article that was read from a web page, and the bytes of the page.
func page(name string) (*annotate.Article, []byte) {
	html := []byte("<p>" + strings.Repeat("<b>Page</b> "+name+" ", 20_000))
	a := articleOf("https://news.example/"+name, "Page "+name, "Its text.")
	a.Source.Kind, a.Source.Requested = annotate.FromURL, "http://news.example/?p="+name
	a.Source.SHA256 = Pack(html).sha256
	return a, html
}

func savePage(t testing.TB, s *Store, name string) (Record, []byte) {
	t.Helper()
	a, html := page(name)
	records, err := s.SaveArticles([]NewArticle{{Article: a, Words: 4, Original: Pack(html)}}, noon)
	must(t, err)
	return records[0], html
}

func wantOriginal(t testing.TB, s *Store, sha256 string, want []byte) {
	t.Helper()
	got, err := s.Original(sha256)
	must(t, err)
	if !bytes.Equal(got, want) {
		t.Errorf("%d bytes, want %d", len(got), len(want))
	}
}

func TestOriginalIsKeptWithItsArticle(t *testing.T) {
	s := newStore(t)
	r, html := savePage(t, s, "a")
	wantOriginal(t, New(s.Path()), r.Source.SHA256, html)
	_, err := s.Original(strings.Repeat("0", 64))
	wantError(t, err, ErrNotFound)
	_, err = newStore(t).Original(r.Source.SHA256)
	wantError(t, err, ErrNotFound)
	wantHealthy(t, s)
}

func TestOriginalOfAKnownArticleIsKeptOnce(t *testing.T) {
	s := newStore(t)
	a, html := page("a")
	r := save(t, s, a)
	_, err := s.Original(r.Source.SHA256)
	wantError(t, err, ErrNotFound)
	savePage(t, s, "a")
	wantOriginal(t, s, r.Source.SHA256, html)
	before, err := os.ReadFile(s.Path())
	must(t, err)
	savePage(t, s, "a")
	after, err := os.ReadFile(s.Path())
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("the library was rewritten")
	}
}

// A saved article does not change when its source does.
func TestOriginalOfOtherBytesAtTheSamePlaceIsNotKept(t *testing.T) {
	s := newStore(t)
	r, html := savePage(t, s, "a")
	changed, _ := page("a")
	other := Pack([]byte("<p>Other."))
	changed.Source.SHA256 = other.sha256
	records, err := s.SaveArticles([]NewArticle{{Article: changed, Words: 4, Original: other}}, noon)
	must(t, err)
	if records[0].ID != r.ID {
		t.Error("it was saved as another article")
	}
	_, err = s.Original(other.sha256)
	wantError(t, err, ErrNotFound)
	wantOriginal(t, s, r.Source.SHA256, html)
	wantHealthy(t, s)
}

func TestPurgeRemovesTheOriginalAndLeavesThoseOfOthers(t *testing.T) {
	s := newStore(t)
	a, _ := savePage(t, s, "a")
	b, html := savePage(t, s, "b")
	secret := make([]byte, 200<<10) // incompressible
	_, err := rand.Read(secret)
	must(t, err)
	c := articleOf("/copy/c.pdf", "A secret.")
	packed := Pack(secret)
	c.Source.SHA256 = packed.sha256
	records, err := s.SaveArticles([]NewArticle{{Article: c, Words: 2, Original: packed}}, noon)
	must(t, err)
	must(t, s.Purge(a.ID))
	must(t, s.Purge(records[0].ID))
	_, err = s.Original(packed.sha256)
	wantError(t, err, ErrNotFound)
	_, err = s.Original(a.Source.SHA256)
	wantError(t, err, ErrNotFound)
	wantOriginal(t, s, b.Source.SHA256, html)
	wantHealthy(t, s)
	file, err := os.ReadFile(s.Path())
	must(t, err)
	if bytes.Contains(file, secret[1000:1064]) {
		t.Error("bytes of the original are still in the file")
	}
}

func TestManyArticlesAreSavedAllOrNone(t *testing.T) {
	s := newStore(t)
	a, html := page("a")
	b, other := page("b")
	b.Digest = a.Digest // does not match its text
	_, err := s.SaveArticles([]NewArticle{{Article: a, Words: 4, Original: Pack(html)}, {Article: b, Words: 4, Original: Pack(other)}}, noon)
	wantError(t, err, errDigest)
	records, err := s.Records()
	must(t, err)
	if len(records) != 0 {
		t.Errorf("%d articles were saved", len(records))
	}
	b.Digest = annotate.DigestOf(b.Text)
	records, err = s.SaveArticles([]NewArticle{{Article: a, Words: 4, Original: Pack(html)}, {Article: b, Words: 4, Original: Original{}}, {Article: a, Words: 4, Original: Original{}}}, noon)
	must(t, err)
	if len(records) != 3 || records[0].ID != records[2].ID || records[0].ID == records[1].ID {
		t.Errorf("records %+v", records)
	}
	wantHealthy(t, s)
}

func TestArticlesSavedTogetherAreListedByLocation(t *testing.T) {
	s := newStore(t)
	var batch []NewArticle
	for _, name := range []string{"c", "a", "d", "b"} {
		a, html := page(name)
		batch = append(batch, NewArticle{Article: a, Words: 4, Original: Pack(html)})
	}
	_, err := s.SaveArticles(batch, noon)
	must(t, err)
	records, err := s.Records()
	must(t, err)
	for i, r := range records {
		if want := "https://news.example/" + "abcd"[i:i+1]; r.Source.Location != want {
			t.Errorf("article %d is at %s, want %s", i, r.Source.Location, want)
		}
	}
}

func TestPageIsFoundByTheRequestedAddress(t *testing.T) {
	s := newStore(t)
	r, _ := savePage(t, s, "a")
	for _, address := range []string{"http://news.example/?p=a", "https://news.example/a"} {
		got, err := s.ByLocation(annotate.FromURL, address)
		must(t, err)
		if got.ID != r.ID {
			t.Errorf("%s leads to %s", address, got.ID)
		}
	}
	if last := r.Locations[len(r.Locations)-1].Address; last != "https://news.example/a" {
		t.Errorf("its last location is %s", last)
	}
}

func TestDamagedOriginalIsReportedAndDroppedByRepair(t *testing.T) {
	for name, spoil := range map[string]func(*bolt.Tx, string) error{
		"part lost": func(tx *bolt.Tx, sha256 string) error {
			return tx.Bucket([]byte(originalsBucket)).Delete([]byte(pieceKey(sha256, 0)))
		},
		"other bytes": func(tx *bolt.Tx, sha256 string) error {
			o := table{name: originalsBucket, bucket: tx.Bucket([]byte(originalsBucket))}
			return o.put(pieceKey(sha256, 0), append([]byte{5}, "bytes"...))
		},
		"not packed": func(tx *bolt.Tx, sha256 string) error {
			o := table{name: originalsBucket, bucket: tx.Bucket([]byte(originalsBucket))}
			return errors.Join(o.deleteAll(sha256+"/"), (pieces{o}).put(sha256, "not packed at all"))
		},
		"cut short": func(tx *bolt.Tx, sha256 string) error {
			o := table{name: originalsBucket, bucket: tx.Bucket([]byte(originalsBucket))}
			return errors.Join(o.deleteAll(sha256+"/"), (pieces{o}).put(sha256, Pack(make([]byte, 1<<20)).gzip[:40]))
		},
		"bytes of another": func(tx *bolt.Tx, sha256 string) error {
			o := table{name: originalsBucket, bucket: tx.Bucket([]byte(originalsBucket))}
			return errors.Join(o.deleteAll(sha256+"/"), (pieces{o}).put(sha256, Pack([]byte("<p>Other.")).gzip))
		},
		"unused": func(tx *bolt.Tx, sha256 string) error {
			return tx.Bucket([]byte(bytesBucket)).Delete([]byte(sha256))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			a := articleOf("/copy/noise.pdf", "Noise.")
			noise := make([]byte, 100<<10)
			_, err := rand.Read(noise)
			must(t, err)
			a.Source.SHA256 = Pack(noise).sha256
			_, err = s.SaveArticles([]NewArticle{{Article: a, Words: 1, Original: Pack(noise)}}, noon)
			must(t, err)
			b, html := savePage(t, s, "b")
			raw(t, s.Path(), func(tx *bolt.Tx) error { return spoil(tx, a.Source.SHA256) })
			if _, err := s.Original(a.Source.SHA256); name != "unused" && !errors.Is(err, ErrDamaged) {
				t.Errorf("read with error %v", err)
			}
			report, err := s.Check()
			must(t, err)
			if len(report.Problems) == 0 || !strings.Contains(strings.Join(report.Problems, "\n"), a.Source.SHA256) {
				t.Errorf("problems %q", report.Problems)
			}
			repairedStore, report := repaired(t, s)
			if !strings.Contains(strings.Join(report.Problems, "\n"), "original") && name != "unused" {
				t.Errorf("problems %q", report.Problems)
			}
			wantOriginal(t, repairedStore, b.Source.SHA256, html)
			wantHealthy(t, repairedStore)
			records, err := repairedStore.Records()
			must(t, err)
			if len(records) != 2 {
				t.Errorf("%d articles", len(records))
			}
		})
	}
}
