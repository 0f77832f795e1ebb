package storage

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"

	"galley/annotate"
)

// A checker checks the records of a library whose structure is sound. It holds the
// annotations and steps of one article at a time.
type checker struct {
	*Report
	*contents
	*txn
	entries map[string]int // of an index, by bucket
	matched map[string]int // those that lead to what they should
}

// survey reads everything but annotations and steps, of which it lists the articles.
func (c *checker) survey() {
	for _, bucket := range buckets() {
		switch {
		case hasPieces(bucket):
		case bucket == annotationsBucket || bucket == historyBucket:
			for key := range c.table(bucket).all("") {
				article, _, _ := bytes.Cut(key, []byte("/"))
				c.annotations[string(article)] = nil
			}
		default:
			c.scan(bucket, "")
		}
	}
}

// scan adds what a bucket has under prefix, and the damage.
func (c *checker) scan(bucket, prefix string) {
	err := c.table(bucket).scan(prefix, func(key string, payload []byte) error {
		if bucket == ownersBucket || bucket == stepsBucket {
			c.entries[bucket]++
			return nil
		}
		return c.add(bucket, key, payload)
	})
	if p := (*PartialError)(nil); errors.As(err, &p) {
		c.damaged = append(c.damaged, p.Damaged...)
	}
}

// load reads the annotations and steps of one article instead of those before.
func (c *checker) load(article string) {
	clear(c.steps)
	c.scan(annotationsBucket, article+"/")
	c.scan(historyBucket, article+"/")
	c.sort()
}

// leads reports whether an index has an entry for key with a target.
func (c *checker) leads(bucket, key, target string) bool {
	payload, found, _ := c.table(bucket).get(key)
	if !found || string(payload) != target {
		return false
	}
	c.matched[bucket]++
	return true
}

func (c *checker) check() {
	before := len(c.Problems)
	c.survey()
	if c.purging {
		c.problem("a purge was interrupted: traces of the article are still in the file; the next purge clears them")
	}
	c.Articles = len(c.records)
	if n := c.table(articlesBucket).sequence(); n != uint64(c.Articles) {
		c.problem("the library has %d articles, but its counter says %d", c.Articles, n)
	}
	for _, id := range c.articles() {
		c.load(id)
		c.Annotations += len(c.annotations[id])
		c.Steps += len(c.steps[id])
		if r, ok := c.records[id]; ok {
			c.checkArticle(r)
		} else {
			c.problem("article %s has annotations or a history, but no record", id)
		}
		delete(c.annotations, id)
	}
	c.checkIndexes()
	c.checkPieces()
	var damage []string
	for _, d := range c.damaged {
		damage = append(damage, d.Error())
	}
	c.Problems = slices.Insert(c.Problems, before, damage...)
}

func (c *checker) checkArticle(r Record) {
	c.checkRecord(r)
	c.checkVersions(r)
	c.checkAnnotations(r)
	c.checkTexts(r)
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
		if !c.leads(stepsBucket, s.ID, stepKey(r.ID, s.Seq)) {
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
		if !c.leads(ownersBucket, a.ID, r.ID) {
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
	for _, bucket := range []string{locationsBucket, bytesBucket} {
		index := c.indexes[bucket]
		for _, key := range slices.Sorted(maps.Keys(index)) {
			if _, ok := c.records[index[key]]; !ok {
				c.noTarget(bucket, key, index[key])
			}
		}
	}
	for _, bucket := range []string{ownersBucket, stepsBucket} {
		if c.entries[bucket] == c.matched[bucket] {
			continue
		}
		_ = c.table(bucket).scan("", func(key string, payload []byte) error {
			if !c.hasTarget(bucket, key, string(payload)) {
				c.noTarget(bucket, key, string(payload))
			}
			return nil
		})
	}
}

func (c *checker) noTarget(bucket, key, target string) {
	c.problem("index entry %s %s points to %s, which does not exist", bucket, quoted(key), quoted(target))
}

// hasTarget reports whether the annotation or step of an index entry exists.
func (c *checker) hasTarget(bucket, key, target string) bool {
	found := newContents()
	add := func(bucket, key string) bool {
		payload, ok, _ := c.table(bucket).get(key)
		return ok && found.add(bucket, key, payload) == nil
	}
	if bucket == ownersBucket {
		return add(annotationsBucket, annotationKey(target, key))
	}
	article, _, err := splitStepKey(target)
	return err == nil && add(historyBucket, target) && found.steps[article][0].ID == key
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
