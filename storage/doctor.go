package storage

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"

	bolt "go.etcd.io/bbolt"

	"galley/annotate"
	"galley/storage/boltfile"
)

// A Report is what an examination found.
type Report struct {
	Articles    int // in the trash too
	Annotations int
	Steps       int
	Problems    []string // in plain words; nil means that all is well
}

func (r *Report) problem(format string, args ...any) {
	r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
}

// Check examines the library: the structure of the file, every record, that
// records agree with each other, that texts are what their digests say, and
// that annotations stand on the words they were made on. It changes nothing.
// Its error is for what kept it from looking; damage is in the report.
func (s *Store) Check() (Report, error) {
	var report Report
	err := s.run("examine", func() error {
		report = Report{}
		return s.with(false, func(lib *library) error {
			if lib.db == nil {
				return nil
			}
			report.mode(lib.file)
			if !report.structure(lib) {
				report.problem("the records were not examined, because the file’s structure is damaged")
				return nil
			}
			return lib.transact(false, func(tx *bolt.Tx) error {
				t, err := s.begin(lib, tx, false)
				if err == nil {
					report.examine(t)
				}
				return err
			})
		})
	})
	if e := (*Error)(nil); errors.As(err, &e) && errors.Is(err, ErrDamaged) {
		report.problem("%v", e.Err)
		return report, nil
	}
	return report, err
}

// mode looks whether others may read the library.
func (r *Report) mode(f *os.File) {
	info, err := f.Stat()
	if err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		r.problem("others on this computer may open the library: its mode is %#o, not 0600", info.Mode().Perm())
	}
}

// structure checks the pages of the file and reports whether they are sound.
// bbolt's own check, which looks at more, runs in a goroutine of its own where
// a fault cannot be caught; so it runs only once all pages are known to hold
// together.
func (r *Report) structure(lib *library) bool {
	found, err := headers(lib.file)
	if err != nil {
		r.problem("%v", err)
		return false
	}
	if len(found) == 1 {
		r.problem("one of the two headers is damaged; the file still opens by the other")
	}
	f := boltfile.At(lib.file, found[0])
	problems := f.Walk(func(string, []byte, []byte) {})
	if _, err := f.Free(); err != nil {
		problems = append(problems, boltfile.Problem{Err: err})
	}
	for _, p := range problems {
		r.problem("structure: %v", p)
	}
	if problems != nil {
		return false
	}
	return lib.transact(false, func(tx *bolt.Tx) (first error) {
		for err := range tx.Check() {
			r.problem("structure: %v", err)
			first = err
		}
		return first
	}) == nil
}

// examine checks the records of a library whose structure is sound.
func (r *Report) examine(t *txn) {
	c := newContent()
	c.read(t)
	for _, d := range c.damaged {
		r.problem("%v", d)
	}
	if c.purging {
		r.problem("a purge was cut short: traces of the article are still in the file; the next purge clears them")
	}
	r.Articles = len(c.records)
	if n := t.table(articlesBucket).sequence(); n != uint64(r.Articles) {
		r.problem("%d articles are here, %d were saved", r.Articles, n)
	}
	for _, id := range c.articles() {
		r.Annotations += len(c.annotations[id])
		r.Steps += len(c.steps[id])
		r.article(c, id)
	}
	r.indexes(c)
	r.texts(t, c)
	r.originals(t, c)
}

// article checks what an article's record says of its annotations and steps.
func (r *Report) article(c *content, id string) {
	record, ok := c.records[id]
	if !ok {
		r.problem("article %s: it has annotations or a history, but no record", id)
		return
	}
	switch counts, open, unsure := c.counts(id); {
	case !maps.Equal(counts, record.Counts):
		r.problem("article %s: it counts %v, but has %v", id, record.Counts, counts)
	case unsure != record.NeedsPlacing:
		r.problem("article %s: it counts %d annotations that need a look, but has %d", id, record.NeedsPlacing, unsure)
	case open != record.NeedsChecking:
		r.problem("article %s: it counts %d annotations to be checked, but has %d", id, record.NeedsChecking, open)
	}
	steps := c.steps[id]
	if uint64(len(steps)) != record.Seq {
		r.problem("article %s: its last step is %d, but it has %d steps", id, record.Seq, len(steps))
	}
	if record.Position < 0 || record.Position > record.TextBytes {
		r.problem("article %s: its reading place lies outside the text", id)
	}
	if record.ReadPercent < 0 || record.ReadPercent > 100 {
		r.problem("article %s: it was read to %d per cent", id, record.ReadPercent)
	}
	r.versions(record, steps)
	for _, aid := range slices.Sorted(maps.Keys(c.annotations[id])) {
		if c.indexes[ownersBucket][aid] != id {
			r.problem("annotation %s of article %s: it cannot be found by its id", aid, id)
		}
		k := c.annotations[id][aid].Anchor
		if k.State.Placed() && k.TextDigest != record.Digest && record.has(k.TextDigest) {
			r.problem("annotation %s of article %s: it stands on another version of the text", aid, id)
		}
	}
	for _, s := range steps {
		if c.indexes[stepsBucket][s.ID] != stepKey(id, s.Seq) {
			r.problem("step %d of article %s: it cannot be found by its id", s.Seq, id)
		}
	}
	for _, p := range record.Locations {
		if key, _ := placeKey(p.Kind, p.Address); c.indexes[placesBucket][key] == "" {
			r.problem("article %s: it cannot be found by its place %s", id, quoted(p.Address))
		}
	}
}

// versions checks that the record knows every text it may have to show.
func (r *Report) versions(record Record, steps []annotate.Step) {
	for _, v := range record.Versions {
		if (v.Meta == nil) != (v.Digest == record.Digest) {
			r.problem("article %s: version %s: it cannot be told what the record says of it", record.ID, quoted(v.Digest))
		}
		if v.Meta != nil && (v.Meta.Position < 0 || v.Meta.Position > v.Meta.TextBytes) {
			r.problem("article %s: version %s: its reading place lies outside the text", record.ID, quoted(v.Digest))
		}
	}
	for _, s := range steps {
		for _, digest := range []string{s.Version.From, s.Version.To} {
			if digest != "" && !record.has(digest) {
				r.problem("step %d of article %s: the text it speaks of is not in the library", s.Seq, record.ID)
			}
		}
	}
}

// indexes looks for entries that lead nowhere.
func (r *Report) indexes(c *content) {
	for _, bucket := range []string{placesBucket, bytesBucket, ownersBucket, stepsBucket} {
		index := c.indexes[bucket]
		for _, key := range slices.Sorted(maps.Keys(index)) {
			if !c.leads(bucket, key, index[key]) {
				r.problem("%s %s: it leads to %s, where nothing is", bucket, quoted(key), quoted(index[key]))
			}
		}
	}
}

// leads reports whether what an entry of an index leads to is there.
func (c *content) leads(bucket, key, to string) bool {
	switch bucket {
	case ownersBucket:
		_, ok := c.annotations[to][key]
		return ok
	case stepsBucket:
		article, seq, err := splitStepKey(to)
		return err == nil && slices.ContainsFunc(c.steps[article], func(s annotate.Step) bool {
			return s.Seq == seq && s.ID == key
		})
	}
	_, ok := c.records[to]
	return ok
}

// texts checks every text, and the annotations that stand on it.
func (r *Report) texts(t *txn, c *content) {
	used := make(map[string]bool)
	for _, id := range slices.Sorted(maps.Keys(c.records)) {
		known := make(map[string]bool)
		for _, v := range c.records[id].Versions {
			used[v.Digest], used[v.Blocks], known[v.Digest] = true, true, true
			text, _, err := t.text(v)
			if err == nil && annotate.DigestOf(text) != v.Digest {
				err = fmt.Errorf("text %s is not what its digest says", quoted(v.Digest))
			}
			if err != nil {
				r.problem("article %s: %v", id, err)
				continue
			}
			r.anchors(c, id, v.Digest, text)
		}
		for _, a := range c.annotations[id] {
			if !known[a.Anchor.TextDigest] {
				r.problem("annotation %s of article %s: the text it stands on is not in the library", a.ID, id)
			}
		}
	}
	for _, bucket := range []string{textsBucket, blocksBucket} {
		for _, digest := range t.table(bucket).digests() {
			if !used[digest] {
				r.problem("%s %s: it belongs to no article", bucket, quoted(digest))
			}
		}
	}
}

// originals checks every original.
func (r *Report) originals(t *txn, c *content) {
	for _, digest := range t.table(originalsBucket).digests() {
		if c.indexes[bytesBucket][digest] == "" {
			r.problem("%s %s: it belongs to no article", originalsBucket, quoted(digest))
		}
		if _, err := t.original(digest); err != nil {
			r.problem("%v", err)
		}
	}
}

// anchors checks the annotations of an article that stand on this text.
func (r *Report) anchors(c *content, id, digest, text string) {
	for _, aid := range slices.Sorted(maps.Keys(c.annotations[id])) {
		k := c.annotations[id][aid].Anchor
		switch {
		case k.TextDigest != digest || !k.State.Placed():
		case !k.Span.Fits(text):
			r.problem("annotation %s of article %s: %d–%d is no place in the text", aid, id, k.Span.Start, k.Span.End)
		case (k.State == annotate.Anchored || k.State == annotate.Moved) && k.Span.In(text) != k.Exact:
			r.problem("annotation %s of article %s: it does not stand on its words", aid, id)
		}
	}
}
