package storage

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"galley/annotate"
)

func anyTime(t *rapid.T, name string) time.Time {
	if rapid.Bool().Draw(t, name+" set") {
		return time.Unix(rapid.Int64Range(-1<<40, 1<<40).Draw(t, name), rapid.Int64Range(0, 999_999_999).Draw(t, name+" ns")).UTC()
	}
	return time.Time{}
}

func anyRecord(t *rapid.T) Record {
	str := func(name string) string { return rapid.String().Draw(t, name) }
	num := func(name string) int { return rapid.Int().Draw(t, name) }
	r := Record{
		ID: "0123456789ab",
		VersionMeta: VersionMeta{
			Meta: annotate.Meta{Title: str("title"), Deck: str("deck"), Byline: str("byline"), Published: str("published"),
				Language: str("language"), Site: str("site")},
			Source: annotate.Source{Kind: annotate.SourceKind(str("kind")), Location: str("location"), MediaType: str("type"),
				Charset: str("charset"), Retrieved: anyTime(t, "retrieved"), SHA256: str("sha"), Bytes: num("bytes"),
				CharsetFrom: str("charset from"), CharsetGuessed: rapid.Bool().Draw(t, "guessed"), Extractor: str("extractor"), Canonical: str("canonical"), Requested: str("requested"),
				Status: num("status"), ETag: str("etag"), LastModified: str("last modified")},
			Removed: annotate.Removals{Controls: num("controls"), Bidi: num("bidi"), Invisible: num("invisible"), BadBytes: num("bad")},
			Words:   num("words"), Paragraphs: num("paragraphs"), TextBytes: num("text"), Position: num("place"),
		},
		Digest: str("digest"), Added: anyTime(t, "added"), Opened: anyTime(t, "opened"), Trashed: anyTime(t, "trashed"),
		Seq: rapid.Uint64().Draw(t, "seq"), ReadPercent: num("read"), NeedsChecking: num("open"), NeedsPlacing: num("unsure"), Collection: str("collection"),
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "versions") {
		v := Version{Digest: fmt.Sprint(i, str("v digest")), Blocks: str("v blocks"), Saved: anyTime(t, "v saved").Add(time.Second)}
		if rapid.Bool().Draw(t, "past") {
			v.Meta = &VersionMeta{Meta: annotate.Meta{Title: str("v title")}, Source: annotate.Source{SHA256: str("v sha"), Retrieved: anyTime(t, "v retrieved")},
				Removed: annotate.Removals{Bidi: num("v bidi")}, Words: num("v words"), Paragraphs: num("v paragraphs"), TextBytes: num("v text"), Position: num("v place")}
		}
		r.Versions = append(r.Versions, v)
	}
	for range rapid.IntRange(0, 3).Draw(t, "places") {
		r.Locations = append(r.Locations, Location{annotate.SourceKind(str("p kind")), str("p location")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "people") {
		r.Done = append(r.Done, annotate.Done{By: str("by"), At: anyTime(t, "done")})
	}
	r.Folds = rapid.MapOf(rapid.Int(), rapid.Bool()).Draw(t, "folds")
	r.Refused = rapid.SliceOf(rapid.String()).Draw(t, "refused")
	for _, tag := range annotate.Tags() {
		r.count(tag, rapid.IntRange(0, 500).Draw(t, "count"))
	}
	return r
}

func TestRecordsSurviveEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRecord(t)
		got, err := decodeRecord(r.ID, r.encode())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzDecodeRecord(f *testing.F) {
	f.Add(Record{Digest: "0", Added: noon, Versions: []Version{{Digest: "a", Blocks: "b", Saved: noon, Meta: &VersionMeta{Words: 3}}}, Locations: []Location{{"file", "/x"}}}.encode())
	f.Fuzz(func(t *testing.T, payload []byte) {
		r, err := decodeRecord("id", payload)
		if err != nil {
			return
		}
		again, err := decodeRecord("id", r.encode())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, again, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTruncatedRecordsAreRefused(t *testing.T) {
	payload := Record{Digest: "abc", VersionMeta: VersionMeta{Words: 7}}.encode()
	for n := 1; n < len(payload); n++ {
		if n == 5 { // the end of the first field
			continue
		}
		if _, err := decodeRecord("id", payload[:n]); err == nil {
			t.Errorf("%d of %d bytes were taken", n, len(payload))
		}
	}
	if _, err := decodeRecord("id", []byte{200, 1, 0}); err == nil {
		t.Error("an unknown field was taken")
	}
}

// listed returns a store with n articles, made in one transaction.
func listed(b *testing.B, n int) *Store {
	s := newStore(b)
	must(b, s.db.update("fill", func(t *txn) error {
		for i := range n {
			a := articleOf(fmt.Sprintf("https://example.org/2026/11/a-rather-long-headline-%d.html", i), "Words.", fmt.Sprint(i))
			a.Meta.Title, a.Meta.Deck = fmt.Sprintf("Harbour levy passes after a night of talks %d", i), "The vote came after nine hours"
			r, err := t.create(a, 900, noon)
			if err != nil {
				return err
			}
			r.count(annotate.Claim, 4)
			r.count(annotate.Quote, 7)
			r.Opened, r.Seq = noon, 11
			if err := (records{t}).put(r); err != nil {
				return err
			}
		}
		return nil
	}))
	return s
}

// BenchmarkRecords lists a library of 10,000 articles.
func BenchmarkRecords(b *testing.B) {
	s := listed(b, 10_000)
	for b.Loop() {
		if records, err := s.Records(); err != nil || len(records) != 10_000 {
			b.Fatal(len(records), err)
		}
	}
}
