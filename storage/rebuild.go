package storage

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
)

// rebuild writes the records, steps and annotations of a wreck, makes again
// what can be derived from others, and checks the texts, which are there.
func (w *wreck) rebuild(t *txn) error {
	w.recall()
	if err := w.adopt(t); err != nil {
		return err
	}
	if err := w.rebuildIndexes(t); err != nil {
		return err
	}
	for _, id := range w.articles() {
		if err := w.rebuildArticle(t, id); err != nil {
			return err
		}
	}
	w.report.Articles = len(w.records)
	if err := t.table(articlesBucket).setSequence(uint64(len(w.records))); err != nil {
		return err
	}
	return w.sweep(t)
}

// rebuildIndexes keeps the entries that lead to an article.
func (w *wreck) rebuildIndexes(t *txn) error {
	for _, bucket := range []string{placesBucket, bytesBucket} {
		for key, id := range w.indexes[bucket] {
			if _, ok := w.records[id]; !ok {
				continue
			}
			if err := t.table(bucket).put(key, []byte(id)); err != nil {
				return err
			}
		}
	}
	return nil
}

// sweep deletes the blocks and originals that no article has any more.
func (w *wreck) sweep(t *txn) error {
	if err := w.sweepOriginals(t); err != nil {
		return err
	}
	blocks := t.table(blocksBucket)
	for _, digest := range blocks.digests() {
		if w.blocks[digest] {
			continue
		}
		if err := blocks.deleteAll(digest + "/"); err != nil {
			return err
		}
	}
	return nil
}

// sweepOriginals deletes the originals that are damaged or belong to nobody.
func (w *wreck) sweepOriginals(t *txn) error {
	originals := t.table(originalsBucket)
	for _, digest := range originals.digests() {
		_, owned, err := t.table(bytesBucket).get(digest)
		if err != nil {
			return err
		}
		if owned {
			_, err = t.original(digest)
		}
		if owned && err == nil {
			continue
		}
		w.report.problem("original %s: parts of it are lost, or the article it belongs to", quoted(digest))
		if err := originals.deleteAll(digest + "/"); err != nil {
			return err
		}
	}
	return nil
}

// recall takes annotations that are missing from the history.
func (w *wreck) recall() {
	for article, steps := range w.steps {
		last := make(map[string]*annotate.Annotation)
		for _, s := range steps {
			for _, c := range s.Changes {
				if c.Before != nil || c.After != nil {
					last[c.ID()] = c.After
				}
			}
		}
		for _, id := range slices.Sorted(maps.Keys(last)) {
			if _, there := w.annotations[article][id]; there || last[id] == nil || w.deleted(article, id) {
				continue
			}
			if w.annotations[article] == nil {
				w.annotations[article] = make(map[string]annotate.Annotation)
			}
			w.annotations[article][id] = *last[id]
			w.report.problem("annotation %s of article %s: taken from the history", id, article)
		}
	}
}

// deleted reports whether an annotation that the history ends with is known to
// be deleted, by a step that is lost: nothing leads to it any more.
func (w *wreck) deleted(article, id string) bool {
	lostSteps := uint64(len(w.steps[article])) != w.records[article].Seq
	_, owned := w.indexes[ownersBucket][id]
	return lostSteps && !owned && !w.broken[ownersBucket] && !w.broken[""]
}

// adopt makes records for texts whose record is lost, and for annotations and
// steps that lost theirs.
func (w *wreck) adopt(t *txn) error {
	known := make(map[string]bool)
	for _, r := range w.records {
		for _, v := range r.Versions {
			known[v.Digest] = true
		}
	}
	owners := make(map[string]string) // of texts, by what stands on them
	for _, id := range w.articles() {
		if _, ok := w.records[id]; ok {
			continue
		}
		for _, digest := range w.textsOf(id) {
			owners[digest] = id
		}
	}
	for _, digest := range t.table(textsBucket).digests() {
		if known[digest] {
			continue
		}
		if err := w.adoptText(t, digest, owners[digest]); err != nil {
			return err
		}
	}
	for _, id := range w.articles() {
		if _, ok := w.records[id]; !ok {
			w.records[id] = Record{ID: id, Meta: annotate.Meta{Title: "Recovered " + id}, Added: w.now}
			w.report.problem("article %s: its record and its text are lost; its annotations are kept", id)
		}
	}
	return nil
}

// textsOf lists the digests of the texts that the annotations and steps of an
// article speak of. The last is that of the article's own.
func (w *wreck) textsOf(id string) (digests []string) {
	for _, own := range []bool{false, true} {
		for _, a := range w.annotations[id] {
			if a.Anchor.State.Placed() == own {
				digests = append(digests, a.Anchor.TextDigest)
			}
		}
	}
	var own string
	if len(digests) > 0 {
		own = digests[len(digests)-1]
	}
	for _, s := range w.steps[id] {
		if !s.Version.IsZero() {
			digests, own = append(digests, s.Version.From), s.Version.To
		}
	}
	return append(digests, own)
}

// adoptText makes a record for a text; id is the article that it was, "" if
// nobody knows.
func (w *wreck) adoptText(t *txn, digest, id string) error {
	text, err := t.table(textsBucket).getWhole(digest)
	if err != nil || text == "" || annotate.DigestOf(text) != digest {
		w.report.problem("text %s: parts of it are lost, and so is the article it belongs to", quoted(digest))
		return t.table(textsBucket).deleteAll(digest + "/")
	}
	if id == "" {
		id = w.freeID(digest)
	}
	a := plainArticle(text, digest)
	version, err := t.putText(a)
	if err != nil {
		return err
	}
	version.Saved = w.now
	w.report.problem("article %s: its record is lost; its text is kept, as plain paragraphs", id)
	about := VersionMeta{Meta: annotate.Meta{Title: a.Name()}, Words: len(strings.Fields(text)), Paragraphs: a.NumberedBlocks(), TextBytes: len(text)}
	r, more := w.records[id]
	if more {
		version.Meta = &about
	} else {
		r = Record{ID: id, Digest: digest, Added: w.now}
		r.setMeta(about)
	}
	r.Versions = append(r.Versions, version)
	if texts := w.textsOf(id); texts[len(texts)-1] == digest {
		r.turnTo(digest)
	}
	w.records[id] = r
	return nil
}

// freeID is the shortest start of a digest that is no article's id yet.
func (w *wreck) freeID(digest string) string {
	for n := shortID; n < len(digest); n++ {
		if _, taken := w.records[digest[:n]]; !taken {
			return digest[:n]
		}
	}
	return digest
}

// plainArticle makes every part of a text a paragraph.
func plainArticle(text, digest string) *annotate.Article {
	a := &annotate.Article{Text: text, Digest: digest}
	for off := 0; off < len(text); {
		end := len(text)
		if i := strings.Index(text[min(off+1, end):], annotate.Separator); i >= 0 && off+1+i+len(annotate.Separator) < end {
			end = off + 1 + i
		}
		a.Blocks = append(a.Blocks, annotate.Block{Span: annotate.Span{Start: off, End: end}})
		off = end + len(annotate.Separator)
	}
	annotate.NumberBlocks(a.Blocks)
	return a
}

// rebuildArticle writes an article with its indexes, counts and steps.
func (w *wreck) rebuildArticle(t *txn, id string) error {
	r := w.records[id]
	w.mourn(r)
	r.Counts, r.NeedsChecking, r.NeedsPlacing = w.counts(id)
	r.Seq = uint64(len(w.steps[id]))
	if err := w.checkVersions(t, &r); err != nil {
		return err
	}
	for _, v := range r.Versions {
		w.blocks[v.Blocks] = true
	}
	var errs []error
	for i, s := range w.steps[id] {
		at := r
		at.Seq = uint64(i + 1)
		errs = append(errs, t.appendStep(at, s))
		w.report.Steps++
	}
	for aid, a := range w.annotations[id] {
		payload, err := encodeAnnotation(a)
		errs = append(errs, err, t.table(annotationsBucket).put(annotationKey(id, aid), payload),
			t.table(ownersBucket).put(aid, []byte(id)))
		w.report.Annotations++
	}
	for _, sum := range r.sums() {
		errs = append(errs, t.table(bytesBucket).put(sum, []byte(id)))
	}
	for _, p := range r.Locations {
		errs = append(errs, w.rebuildPlace(t, r, p))
	}
	return errors.Join(append(errs, t.putRecord(r))...)
}

// sums are those of the bytes that the article's texts were read from.
func (r Record) sums() (sums []string) {
	for _, v := range r.Versions {
		if v.Meta != nil && v.Meta.Source.SHA256 != "" {
			sums = append(sums, v.Meta.Source.SHA256)
		}
	}
	if r.Source.SHA256 != "" {
		sums = append(sums, r.Source.SHA256)
	}
	return sums
}

// mourn tells what an article lost, going by what its record counted.
func (w *wreck) mourn(r Record) {
	if n := r.total() - len(w.annotations[r.ID]); n > 0 {
		w.report.problem("article %s: %d of %d annotations are lost", r.ID, n, r.total())
	}
	if steps := len(w.steps[r.ID]); uint64(steps) < r.Seq {
		w.report.problem("article %s: %d of %d steps of its history are lost", r.ID, r.Seq-uint64(steps), r.Seq)
	}
}

// rebuildPlace makes a place lead to an article that was met there, unless it
// leads to one already.
func (w *wreck) rebuildPlace(t *txn, r Record, p Location) error {
	key, ok := placeKey(p.Kind, p.Address)
	if !ok {
		return nil
	}
	_, taken, err := t.table(placesBucket).get(key)
	if taken || err != nil {
		return err
	}
	return t.table(placesBucket).put(key, []byte(r.ID))
}

// checkVersions looks whether the article's texts were saved, and mends their
// blocks.
func (w *wreck) checkVersions(t *txn, r *Record) error {
	for i, v := range r.Versions {
		text, err := t.table(textsBucket).getWhole(v.Digest)
		if err != nil || annotate.DigestOf(text) != v.Digest {
			w.report.problem("article %s: its text is lost; its annotations are kept, open it again from where it came", r.ID)
			continue
		}
		if _, _, err := t.text(v); err == nil {
			continue
		}
		again, err := t.putText(plainArticle(text, v.Digest))
		if err != nil {
			return err
		}
		r.Versions[i].Blocks = again.Blocks
		w.report.problem("article %s: its text is kept, as plain paragraphs", r.ID)
	}
	return nil
}
