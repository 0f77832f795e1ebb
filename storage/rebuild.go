package storage

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
)

// rebuild writes records, steps and annotations, rebuilds what can be derived
// from them, and checks the texts, which were written earlier.
func (r *repairer) rebuild(t *txn) error {
	r.recoverAnnotations()
	if err := r.recoverRecords(t); err != nil {
		return err
	}
	// Keep the entries that lead to an article; rebuildArticle adds what its record says.
	for _, bucket := range []string{locationsBucket, bytesBucket} {
		for key, id := range r.indexes[bucket] {
			if _, ok := r.records[id]; !ok {
				continue
			}
			if err := t.table(bucket).put(key, []byte(id)); err != nil {
				return err
			}
		}
	}
	if book, ok := r.indexes[codebookBucket][codebookKey]; ok {
		if err := t.table(codebookBucket).put(codebookKey, []byte(book)); err != nil {
			return err
		}
	}
	if err := r.rebuildDesk(t); err != nil {
		return err
	}
	for _, id := range r.articles() {
		if err := r.rebuildArticle(t, r.records[id]); err != nil {
			return err
		}
	}
	r.report.Articles = len(r.records)
	if err := t.table(articlesBucket).setSequence(uint64(len(r.records))); err != nil {
		return err
	}
	if err := t.pieces(originalsBucket).prune(func(digest string) bool { return r.keepsOriginal(t, digest) }); err != nil {
		return err
	}
	return t.pieces(blocksBucket).prune(func(digest string) bool { return r.blocks[digest] })
}

// keepsOriginal reports whether an original is sound and belongs to an article.
func (r *repairer) keepsOriginal(t *txn, digest string) bool {
	_, owned, err := t.table(bytesBucket).get(digest)
	if owned && err == nil {
		_, err = originals{t}.get(digest)
	}
	if owned && err == nil {
		return true
	}
	r.report.problem("original %s is lost: it is damaged, or its article is lost", quoted(digest))
	return false
}

// recoverAnnotations recovers lost annotations from the history.
func (r *repairer) recoverAnnotations() {
	for article, steps := range r.steps {
		last := make(map[string]*annotate.Annotation)
		for _, s := range steps {
			for _, c := range s.Changes {
				if c.Before != nil || c.After != nil {
					last[c.ID()] = c.After
				}
			}
		}
		for _, id := range slices.Sorted(maps.Keys(last)) {
			if _, exists := r.annotations[article][id]; exists || last[id] == nil || r.deleted(article, id) {
				continue
			}
			put(r.annotations, article, id, *last[id])
			r.report.problem("annotation %s of article %s was recovered from the history", id, article)
		}
	}
}

// deleted reports whether an annotation that exists after the last readable step
// must have been deleted by a lost one: the index has no entry for it.
func (r *repairer) deleted(article, id string) bool {
	stepsLost := uint64(len(r.steps[article])) != r.records[article].Seq
	_, owned := r.indexes[ownersBucket][id]
	return stepsLost && !owned && !r.incomplete[ownersBucket] && !r.incomplete[""]
}

// recoverRecords creates records for texts, annotations and steps whose record is
// lost.
func (r *repairer) recoverRecords(t *txn) error {
	known := make(map[string]bool)
	for _, record := range r.records {
		for _, v := range record.Versions {
			known[v.Digest] = true
		}
	}
	owners := make(map[string]string) // articles, by the digests of the texts that they refer to
	for _, id := range r.articles() {
		for _, digest := range r.textsOf(id) {
			owners[digest] = id
		}
	}
	for _, digest := range t.pieces(textsBucket).digests() {
		if known[digest] {
			continue
		}
		if err := r.recoverText(t, digest, owners[digest]); err != nil {
			return err
		}
	}
	for _, id := range r.articles() {
		if _, ok := r.records[id]; !ok {
			r.records[id] = Record{ID: id, Added: r.now, VersionMeta: VersionMeta{Meta: annotate.Meta{Title: "Recovered " + id}}}
			r.report.problem("article %s: its record and its text are lost; its annotations are kept", id)
		}
	}
	return nil
}

// textsOf lists the digests of the texts that the annotations and steps of an
// article refer to. The last is that of the current text.
func (r *repairer) textsOf(id string) (digests []string) {
	var current string
	for _, a := range r.annotations[id] {
		digests = append(digests, a.Anchor.TextDigest)
		if current == "" || a.Anchor.State.Placed() {
			current = a.Anchor.TextDigest
		}
	}
	for _, s := range r.steps[id] {
		if !s.Version.IsZero() {
			digests, current = append(digests, s.Version.From), s.Version.To
		}
	}
	return append(digests, current)
}

// recoverText creates a record for a text. id is the article to which it belonged,
// "" if that is unknown.
func (r *repairer) recoverText(t *txn, digest, id string) error {
	text, err := t.pieces(textsBucket).get(digest)
	if err != nil || text == "" || annotate.DigestOf(text) != digest {
		r.report.problem("text %s is lost: it is damaged, and so is its article", quoted(digest))
		return t.pieces(textsBucket).delete(digest)
	}
	if id == "" {
		id = r.freeID(digest)
	}
	a := plainArticle(text, digest)
	version, err := texts{t}.put(a)
	if err != nil {
		return err
	}
	version.Saved = r.now
	meta := metaOf(a, len(strings.Fields(text)))
	meta.Meta.Title = a.Name()
	record, ok := r.records[id]
	if ok {
		r.report.problem("article %s: its record lacks a version; its text is kept, as plain paragraphs", id)
		meta.Meta, meta.Source, meta.Removed = record.Meta, record.Source, record.Removed
		version.Meta = &meta
	} else {
		r.report.problem("article %s: its record is lost; its text is kept, as plain paragraphs", id)
		record = Record{ID: id, Digest: digest, Added: r.now, VersionMeta: meta}
	}
	record.Versions = append(record.Versions, version)
	if texts := r.textsOf(id); texts[len(texts)-1] == digest {
		record.switchTo(digest)
	}
	r.records[id] = record
	return nil
}

// freeID returns the shortest prefix of a digest that is not the id of an article.
func (r *repairer) freeID(digest string) string {
	for n := shortID; n < len(digest); n++ {
		if _, taken := r.records[digest[:n]]; !taken {
			return digest[:n]
		}
	}
	return digest
}

// plainArticle returns an article whose blocks are the paragraphs of text.
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
func (r *repairer) rebuildArticle(t *txn, record Record) error {
	id := record.ID
	r.reportLosses(record)
	for _, s := range r.steps[id] {
		if s.Seq > record.Seq && !s.Version.IsZero() { // the record is older than the history
			record.switchTo(s.Version.To)
		}
	}
	record.Counts, record.NeedsChecking, record.NeedsPlacing = nil, 0, 0
	record.Seq = uint64(len(r.steps[id]))
	if err := r.repairVersions(t, &record); err != nil {
		return err
	}
	for _, v := range record.Versions {
		r.blocks[v.Blocks] = true
	}
	if err := r.placeAgain(t, record); err != nil {
		return err
	}
	var errs []error
	for i, s := range r.steps[id] {
		errs = append(errs, history{t}.append(id, uint64(i+1), s))
		r.report.Steps++
	}
	for _, a := range r.annotations[id] {
		_, err := annotations{t}.put(&record, a)
		errs = append(errs, err)
		r.report.Annotations++
	}
	for _, sum := range record.sources() {
		errs = append(errs, t.table(bytesBucket).put(sum, []byte(id)))
	}
	for _, l := range record.Locations {
		key, ok := l.key()
		_, taken, err := t.table(locationsBucket).get(key)
		if ok && !taken && err == nil {
			err = t.table(locationsBucket).put(key, []byte(id))
		}
		errs = append(errs, err)
	}
	return errors.Join(append(errs, records{t}.put(record))...)
}

// reportLosses reports annotations and steps that the record counts but the
// file no longer has.
func (r *repairer) reportLosses(record Record) {
	if had, left := record.annotationCount(), countable(r.annotations[record.ID]); had > left {
		r.report.problem("article %s: %d of %d annotations are lost", record.ID, had-left, had)
	}
	if steps := uint64(len(r.steps[record.ID])); steps < record.Seq {
		r.report.problem("article %s: %d of %d steps of its history are lost", record.ID, record.Seq-steps, record.Seq)
	}
}

// repairVersions checks the article's texts, and replaces lost blocks with plain
// paragraphs.
func (r *repairer) repairVersions(t *txn, record *Record) error {
	for i, v := range record.Versions {
		text, err := t.pieces(textsBucket).get(v.Digest)
		if err != nil || annotate.DigestOf(text) != v.Digest {
			r.report.problem("article %s: its text is lost; its annotations are kept; open it again from its source", record.ID)
			continue
		}
		if _, _, err := (texts{t}).get(v); err == nil {
			continue
		}
		plain, err := texts{t}.put(plainArticle(text, v.Digest))
		if err != nil {
			return err
		}
		record.Versions[i].Blocks = plain.Blocks
		r.report.problem("article %s: its text is kept, as plain paragraphs", record.ID)
	}
	return nil
}
