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

// A Report is the result of a check or a repair.
type Report struct {
	Articles    int // in the trash or not
	Annotations int
	Steps       int
	Problems    []string // for the user; nil if there are none
	Exposed     bool     // whether other users can open the file, which is one of Problems
}

func (r *Report) problem(format string, args ...any) {
	r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
}

// Check examines the library: the structure of the file, every record, whether
// records agree with each other, whether texts match their digests, and whether
// annotations are on the words they were made on. It changes nothing. The report
// lists the damage. The error is non-nil if Check could not examine the library.
func (s *Store) Check() (Report, error) {
	var report Report
	err := s.db.use("examine", reading, func(f *openFile) error {
		report = Report{}
		if f.bolt == nil {
			return nil
		}
		report.checkMode(f.file)
		if !report.checkStructure(f) {
			report.problem("the records were not examined because the structure of the file is damaged")
			return nil
		}
		return f.transact(reading, func(t *txn) error {
			c := &checker{Report: &report, contents: newContents(), txn: t}
			c.check()
			return nil
		})
	})
	if e := (*Error)(nil); errors.As(err, &e) && errors.Is(err, ErrDamaged) {
		report.problem("%v", e.Err)
		return report, nil
	}
	return report, err
}

// checkMode checks that other users cannot read the library.
func (r *Report) checkMode(f *os.File) {
	info, err := f.Stat()
	if err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		r.Exposed = true
		r.problem("other users of this computer can open the library: its mode is %#o, not 0600", info.Mode().Perm())
	}
}

// checkStructure checks the pages of the file and reports whether they are
// sound. bbolt's own check covers more, but runs in a separate goroutine, where a
// fault cannot be caught. So it runs only if boltfile found the pages sound.
func (r *Report) checkStructure(f *openFile) bool {
	found, err := headers(f.file)
	if err != nil {
		r.problem("%v", err)
		return false
	}
	if !boltfile.Intact(found) {
		r.problem("%v", ErrHeader)
		if newer, ok := newerState(f.file, found); ok {
			r.problem("the damaged header points to a newer state of the library, which is sound; its last step is %s; galley doctor --repair NEWFILE recovers it",
				newer.last)
		}
	}
	pages := boltfile.At(f.file, found[0])
	problems := pages.Walk(func(string, []byte, []byte) {})
	if _, err := pages.Free(); err != nil {
		problems = append(problems, boltfile.Problem{Err: err})
	}
	for _, p := range problems {
		r.problem("structure: %v", p)
	}
	if problems != nil {
		return false
	}
	return f.bolt.View(func(tx *bolt.Tx) (last error) {
		for err := range tx.Check() {
			if last = err; isPanic(err) {
				err = errPage
			}
			r.problem("structure: %v", err)
		}
		return last
	}) == nil
}

// A checker checks the records of a library whose structure is sound.
type checker struct {
	*Report
	*contents
	*txn
}

func (c *checker) check() {
	c.read(c.txn)
	for _, d := range c.damaged {
		c.problem("%v", d)
	}
	if c.purging {
		c.problem("a purge was interrupted: traces of the article are still in the file; the next purge clears them")
	}
	c.Articles = len(c.records)
	if n := c.table(articlesBucket).sequence(); n != uint64(c.Articles) {
		c.problem("the library has %d articles, but its counter says %d", c.Articles, n)
	}
	for _, id := range c.articles() {
		c.Annotations += len(c.annotations[id])
		c.Steps += len(c.steps[id])
		r, ok := c.records[id]
		if !ok {
			c.problem("article %s has annotations or a history, but no record", id)
			continue
		}
		c.checkRecord(r)
		c.checkVersions(r)
		c.checkAnnotations(r)
		c.checkTexts(r)
	}
	c.checkIndexes()
	c.checkPieces()
}

// checkRecord checks what a record says about the article's annotations, steps and
// locations.
func (c *checker) checkRecord(r Record) {
	switch n := c.count(r.ID); {
	case !maps.Equal(n.Counts, r.Counts):
		c.problem("article %s: its record counts %v annotations, but there are %v", r.ID, r.Counts, n.Counts)
	case n.NeedsPlacing != r.NeedsPlacing:
		c.problem("article %s: its record says that %d annotations need placing, but there are %d", r.ID, r.NeedsPlacing, n.NeedsPlacing)
	case n.NeedsChecking != r.NeedsChecking:
		c.problem("article %s: its record says that %d annotations need checking, but there are %d", r.ID, r.NeedsChecking, n.NeedsChecking)
	}
	steps := c.steps[r.ID]
	if uint64(len(steps)) != r.Seq {
		c.problem("article %s: its record counts %d steps, but the history has %d", r.ID, r.Seq, len(steps))
	}
	if r.Position < 0 || r.Position > r.TextBytes {
		c.problem("article %s: its reading position is outside the text", r.ID)
	}
	if r.ReadPercent < 0 || r.ReadPercent > 100 {
		c.problem("article %s: its record says that %d percent has been read", r.ID, r.ReadPercent)
	}
	for _, s := range steps {
		if c.indexes[stepsBucket][s.ID] != stepKey(r.ID, s.Seq) {
			c.problem("step %d of article %s is missing from the index of steps", s.Seq, r.ID)
		}
	}
	for _, l := range r.Locations {
		if key, ok := l.key(); ok && c.indexes[locationsBucket][key] == "" {
			c.problem("article %s is missing from the index of locations: %s", r.ID, quoted(l.Address))
		}
	}
}

// checkVersions checks that the record describes each version exactly once, and
// that the steps name no others.
func (c *checker) checkVersions(r Record) {
	for _, v := range r.Versions {
		if (v.Meta == nil) != (v.Digest == r.Digest) {
			c.problem("article %s: its record describes version %s twice or not at all", r.ID, quoted(v.Digest))
		}
		if v.Meta != nil && (v.Meta.Position < 0 || v.Meta.Position > v.Meta.TextBytes) {
			c.problem("article %s: its reading position in version %s is outside the text", r.ID, quoted(v.Digest))
		}
	}
	for _, s := range c.steps[r.ID] {
		for _, digest := range []string{s.Version.From, s.Version.To} {
			if digest != "" && !r.uses(digest) {
				c.problem("step %d of article %s refers to a text that is not in the library", s.Seq, r.ID)
			}
		}
	}
}

// checkAnnotations checks that annotations are in the index and have a text.
func (c *checker) checkAnnotations(r Record) {
	for _, a := range c.sorted(r.ID) {
		if c.indexes[ownersBucket][a.ID] != r.ID {
			c.problem("annotation %s of article %s is missing from the index of annotations", a.ID, r.ID)
		}
		switch digest := a.Anchor.TextDigest; {
		case r.findVersion(digest) < 0:
			c.problem("annotation %s of article %s refers to a text that is not in the library", a.ID, r.ID)
		case a.Anchor.State.Placed() && digest != r.Digest:
			c.problem("annotation %s of article %s is placed on an old version of the text", a.ID, r.ID)
		}
	}
}

// sorted returns the annotations of an article in order of id.
func (c *contents) sorted(article string) []annotate.Annotation {
	list := make([]annotate.Annotation, 0, len(c.annotations[article]))
	for _, id := range slices.Sorted(maps.Keys(c.annotations[article])) {
		list = append(list, c.annotations[article][id])
	}
	return list
}

// checkTexts checks the texts of an article and the spans of its annotations.
func (c *checker) checkTexts(r Record) {
	for _, v := range r.Versions {
		text, _, err := texts{c.txn}.get(v)
		if err == nil && annotate.DigestOf(text) != v.Digest {
			err = fmt.Errorf("text %s does not match its digest", quoted(v.Digest))
		}
		if err != nil {
			c.problem("article %s: %v", r.ID, err)
			continue
		}
		for _, a := range c.sorted(r.ID) {
			switch k := a.Anchor; {
			case k.TextDigest != v.Digest || !k.State.Placed():
			case !k.Span.Fits(text):
				c.problem("annotation %s of article %s: %d–%d is not a span of the text", a.ID, r.ID, k.Span.Start, k.Span.End)
			case (k.State == annotate.Anchored || k.State == annotate.Moved) && k.Span.In(text) != k.Exact:
				c.problem("annotation %s of article %s is not on the words it was made on", a.ID, r.ID)
			}
		}
	}
}

// checkIndexes looks for entries whose target does not exist.
func (c *checker) checkIndexes() {
	for _, bucket := range []string{locationsBucket, bytesBucket, ownersBucket, stepsBucket} {
		index := c.indexes[bucket]
		for _, key := range slices.Sorted(maps.Keys(index)) {
			if !c.hasTarget(bucket, key, index[key]) {
				c.problem("index entry %s %s points to %s, which does not exist", bucket, quoted(key), quoted(index[key]))
			}
		}
	}
}

// hasTarget reports whether the target of an index entry exists.
func (c *contents) hasTarget(bucket, key, target string) (ok bool) {
	switch bucket {
	case ownersBucket:
		_, ok = c.annotations[target][key]
	case stepsBucket:
		article, seq, err := splitStepKey(target)
		ok = err == nil && slices.ContainsFunc(c.steps[article], func(s annotate.Step) bool {
			return s.Seq == seq && s.ID == key
		})
	default:
		_, ok = c.records[target]
	}
	return ok
}

// checkPieces looks for texts, blocks and originals that belong to no article,
// and for damaged originals.
func (c *checker) checkPieces() {
	used := map[string]map[string]bool{textsBucket: {}, blocksBucket: {}, originalsBucket: {}}
	for _, r := range c.records {
		for _, v := range r.Versions {
			used[textsBucket][v.Digest], used[blocksBucket][v.Blocks] = true, true
		}
	}
	for sha256 := range c.indexes[bytesBucket] {
		used[originalsBucket][sha256] = true
	}
	for _, bucket := range slices.Sorted(maps.Keys(used)) {
		for _, digest := range c.pieces(bucket).digests() {
			if !used[bucket][digest] {
				c.problem("%s %s belongs to no article", bucket, quoted(digest))
			}
			if bucket != originalsBucket {
				continue
			}
			if _, err := (originals{c.txn}).get(digest); err != nil {
				c.problem("%v", err)
			}
		}
	}
}
