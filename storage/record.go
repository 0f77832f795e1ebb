package storage

import (
	"slices"
	"time"

	"galley/annotate"
)

// A Record is what the library knows of an article without opening its text.
type Record struct {
	ID            string
	Meta          annotate.Meta
	Source        annotate.Source // where its text was first saved from
	Removed       annotate.Removals
	Digest        string     // of the text that annotations stand on
	Versions      []Version  // every text that was saved, oldest first; Digest is one of them
	Locations     []Location // everywhere it was met, oldest first
	Words         int
	Paragraphs    int // blocks that have a number
	TextBytes     int
	Added         time.Time
	Opened        time.Time // zero: never read
	Trashed       time.Time // zero: not in the trash
	Seq           uint64    // of its last step, 0 if it has none
	Position      int       // reading place: byte offset into the text
	ReadPercent   int       // how far it was read at last, in per cent of what is not folded
	Counts        map[annotate.Tag]int
	NeedsChecking int          // annotations that are still to be checked
	Folds         map[int]bool // by the byte offset at which a block begins: a person folded it, or unfolded it
	NeedsPlacing  int          // annotations whose place a person is to decide
}

// A Version is one text of an article.
type Version struct {
	Digest string // annotate.DigestOf the text
	Blocks string // SHA-256 of the encoded blocks, lower-case hexadecimal
	Saved  time.Time
	Meta   *VersionMeta // what is known of it, nil for the version that the record itself speaks of
}

// A VersionMeta is what the record of an article says of one of its texts.
type VersionMeta struct {
	Meta       annotate.Meta
	Source     annotate.Source
	Removed    annotate.Removals
	Words      int
	Paragraphs int
	TextBytes  int
	Position   int          // where reading stood when another version was taken
	Folds      map[int]bool // as in Record
}

func (r Record) meta() VersionMeta {
	return VersionMeta{r.Meta, r.Source, r.Removed, r.Words, r.Paragraphs, r.TextBytes, r.Position, r.Folds}
}

func (r *Record) setMeta(e VersionMeta) {
	r.Meta, r.Source, r.Removed = e.Meta, e.Source, e.Removed
	r.Words, r.Paragraphs, r.TextBytes = e.Words, e.Paragraphs, e.TextBytes
	r.Position, r.Folds = e.Position, e.Folds
}

// turnTo makes the version with that digest the article's text; ok is false if
// there is none.
func (r *Record) turnTo(digest string) (ok bool) {
	from := slices.IndexFunc(r.Versions, func(v Version) bool { return v.Digest == r.Digest })
	to := slices.IndexFunc(r.Versions, func(v Version) bool { return v.Digest == digest })
	if from < 0 || to < 0 || r.Versions[to].Meta == nil {
		return false
	}
	now := r.meta()
	r.setMeta(*r.Versions[to].Meta)
	r.Versions[to].Meta, r.Versions[from].Meta = nil, &now
	r.Digest = digest
	return true
}

// read reports whether one of the article's texts was read from bytes with
// that SHA-256.
func (r Record) read(sha256 string) bool {
	return r.Source.SHA256 == sha256 || slices.ContainsFunc(r.Versions, func(v Version) bool {
		return v.Meta != nil && v.Meta.Source.SHA256 == sha256
	})
}

// A Location is where an article was met.
type Location struct {
	Kind    annotate.SourceKind
	Address string
}

// used is when the article was last added or opened.
func (r Record) used() time.Time {
	if r.Opened.After(r.Added) {
		return r.Opened
	}
	return r.Added
}

// version is the version whose text has that digest; ok is false if none has.
func (r Record) version(digest string) (Version, bool) {
	i := slices.IndexFunc(r.Versions, func(v Version) bool { return v.Digest == digest })
	if i < 0 {
		return Version{}, false
	}
	return r.Versions[i], true
}

// count adds n to the number of annotations with that tag.
func (r *Record) count(tag annotate.Tag, n int) {
	if r.Counts == nil {
		r.Counts = make(map[annotate.Tag]int, 3)
	}
	if r.Counts[tag] += n; r.Counts[tag] == 0 {
		delete(r.Counts, tag)
	}
}

// tally counts an annotation that came (n is 1) or went (-1).
func (r *Record) tally(a annotate.Annotation, n int) {
	r.count(a.Tag, n)
	if a.NeedsChecking() {
		r.NeedsChecking += n
	}
	if a.NeedsPlacing() {
		r.NeedsPlacing += n
	}
}

// total is the number of annotations.
func (r Record) total() (n int) {
	for _, count := range r.Counts {
		n += count
	}
	return n
}
