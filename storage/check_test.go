package storage

import (
	"strings"
	"testing"

	"galley/annotate"
)

func TestCheckFindsInconsistencies(t *testing.T) {
	for name, c := range map[string]struct {
		want  string
		spoil func(*txn, Record, []annotate.Annotation) error
	}{
		"counts": {"its record counts map", func(x *txn, r Record, _ []annotate.Annotation) error {
			r.count(annotate.Quote, 2)
			return records{x}.put(r)
		}},
		"seq": {"its record counts 9 steps, but the history has 3", func(x *txn, r Record, _ []annotate.Annotation) error {
			r.Seq = 9
			return records{x}.put(r)
		}},
		"reading place": {"its reading position", func(x *txn, r Record, _ []annotate.Annotation) error {
			r.Position = r.TextBytes + 1
			return records{x}.put(r)
		}},
		"open count": {"annotations need checking, but there are", func(x *txn, r Record, _ []annotate.Annotation) error {
			r.NeedsChecking++
			return records{x}.put(r)
		}},
		"unsure count": {"annotations need placing, but there are 0", func(x *txn, r Record, _ []annotate.Annotation) error {
			r.NeedsPlacing = 4
			return records{x}.put(r)
		}},
		"percent": {"its record says that 101 percent has been read", func(x *txn, r Record, _ []annotate.Annotation) error {
			r.ReadPercent = 101
			return records{x}.put(r)
		}},
		"lost owner": {"annotation 01A of article", func(x *txn, r Record, _ []annotate.Annotation) error {
			return x.table(ownersBucket).delete("01A")
		}},
		"stray owner": {`owners “01Z” points to`, func(x *txn, r Record, _ []annotate.Annotation) error {
			return x.table(ownersBucket).put("01Z", []byte(r.ID))
		}},
		"lost step": {"step 2 of article", func(x *txn, r Record, _ []annotate.Annotation) error {
			return x.table(stepsBucket).delete("S2")
		}},
		"stray step": {`steps “S7” points to`, func(x *txn, r Record, _ []annotate.Annotation) error {
			return x.table(stepsBucket).put("S7", []byte("nowhere"))
		}},
		"lost place": {"missing from the index of locations", func(x *txn, r Record, _ []annotate.Annotation) error {
			return x.table(locationsBucket).deleteAll("")
		}},
		"stray bytes": {`bytes “00” points to`, func(x *txn, r Record, _ []annotate.Annotation) error {
			return x.table(bytesBucket).put("00", []byte("0123456789ab"))
		}},
		"lost record": {"no record", func(x *txn, r Record, _ []annotate.Annotation) error {
			return x.table(articlesBucket).delete(r.ID)
		}},
		"lost record, noticed by number": {"the library has 0 articles, but its counter says 1", func(x *txn, r Record, _ []annotate.Annotation) error {
			return x.table(articlesBucket).delete(r.ID)
		}},
		"forged text": {"does not match its digest", func(x *txn, r Record, _ []annotate.Annotation) error {
			must(t, x.table(textsBucket).deleteAll(""))
			return x.pieces(textsBucket).put(r.Digest, strings.ReplaceAll(harbour().Text, "ferry", "horse"))
		}},
		"lost text": {", missing", func(x *txn, r Record, _ []annotate.Annotation) error {
			return x.table(textsBucket).deleteAll("")
		}},
		"blocks of another text": {"do not tile", func(x *txn, r Record, _ []annotate.Annotation) error {
			must(t, x.table(blocksBucket).deleteAll(""))
			other := articleOf("/x", "Other words.")
			return x.pieces(blocksBucket).put(r.Versions[0].Blocks, string(encodeBlocks(other.Blocks)))
		}},
		"unused text": {"belongs to no article", func(x *txn, r Record, _ []annotate.Annotation) error {
			return x.pieces(textsBucket).put(strings.Repeat("0", 64), "text")
		}},
		"piece of another text": {"a part is missing", func(x *txn, r Record, _ []annotate.Annotation) error {
			payload, _, err := x.table(textsBucket).get(pieceKey(r.Digest, 0))
			must(t, err)
			return x.table(textsBucket).put(pieceKey(r.Digest, 2), payload)
		}},
		"wrong words": {"is not on the words it was made on", func(x *txn, r Record, marks []annotate.Annotation) error {
			return shift(x, marks[0], 1)
		}},
		"no place in the text": {"is not a span of the text", func(x *txn, r Record, marks []annotate.Annotation) error {
			return shift(x, marks[2], 100)
		}},
		"unknown text": {"annotation 01A of article f8c200e7dd62 refers to a text that is not in the library", func(x *txn, r Record, marks []annotate.Annotation) error {
			marks[0].Anchor.TextDigest = "0"
			return shift(x, marks[0], 0)
		}},
		"annotation under another key": {"has the id", func(x *txn, r Record, marks []annotate.Annotation) error {
			payload, err := encodeAnnotation(marks[0])
			must(t, err)
			return x.table(annotationsBucket).put(annotationKey(r.ID, "01Z"), payload)
		}},
		"step without number": {"cannot be decoded", func(x *txn, r Record, _ []annotate.Annotation) error {
			return x.table(historyBucket).put(r.ID+"/x", []byte("{}"))
		}},
		"broken JSON": {"JSON", func(x *txn, r Record, _ []annotate.Annotation) error {
			return x.table(historyBucket).put(stepKey(r.ID, 2), []byte("{"))
		}},
		"newer than this program": {"wrong checksum", func(x *txn, r Record, _ []annotate.Annotation) error {
			return x.table(metaBucket).bucket.Put([]byte(schemaKey), []byte("0000"))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s, r, marks := marked(t)
			must(t, s.db.update("break", func(x *txn) error { return c.spoil(x, r, marks) }))
			report, err := s.Check()
			must(t, err)
			if !strings.Contains(strings.Join(report.Problems, "\n"), c.want) {
				t.Errorf("problems %q, want %q", report.Problems, c.want)
			}
		})
	}
}

// shift stores an annotation shifted by a number of bytes.
func shift(x *txn, a annotate.Annotation, by int) error {
	a.Anchor.Span.Start += by
	a.Anchor.Span.End += by
	payload, err := encodeAnnotation(a)
	if err != nil {
		return err
	}
	return x.table(annotationsBucket).put(annotationKey(a.Article, a.ID), payload)
}

func TestDamagedIndexDoesNotHideAnArticle(t *testing.T) {
	for _, bucket := range []string{locationsBucket, bytesBucket} {
		s, r, _ := marked(t)
		must(t, s.db.update("break", func(x *txn) error {
			b := x.table(bucket)
			return b.bucket.Put([]byte(b.keys("")[0]), []byte("broken"))
		}))
		a := harbour()
		if bucket == bytesBucket {
			a.Source.Location = "/elsewhere"
		}
		if again := save(t, s, a); again.ID != r.ID {
			t.Errorf("%s: saved as %s, was %s", bucket, again.ID, r.ID)
		}
		_, err := s.ByLocation(annotate.FromFile, "/nowhere")
		wantError(t, err, ErrNotFound)
	}
}

// After a switch to a new version, each text must still have its own description.
func TestCheckFindsInconsistentVersions(t *testing.T) {
	for name, c := range map[string]struct {
		want  string
		spoil func(*txn, Record, []annotate.Annotation) error
	}{
		"annotation left on the text before": {"is placed on an old version of the text", func(x *txn, _ Record, before []annotate.Annotation) error {
			return shift(x, before[0], 0)
		}},
		"two texts are the present one": {"twice or not at all", func(x *txn, r Record, _ []annotate.Annotation) error {
			r.Versions[0].Meta = nil
			return records{x}.put(r)
		}},
		"place in the text before": {"its reading position in version", func(x *txn, r Record, _ []annotate.Annotation) error {
			r.Versions[0].Meta.Position = -1
			return records{x}.put(r)
		}},
		"version unknown": {"step 4 of article f8c200e7dd62 refers to a text that is not in the library", func(x *txn, r Record, _ []annotate.Annotation) error {
			r.Versions = r.Versions[1:]
			return records{x}.put(r)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s, _, after, before := refreshed(t)
			must(t, s.db.update("break", func(x *txn) error { return c.spoil(x, after, before) }))
			report, err := s.Check()
			must(t, err)
			if !strings.Contains(strings.Join(report.Problems, "\n"), c.want) {
				t.Errorf("problems %q, want %q", report.Problems, c.want)
			}
		})
	}
}
