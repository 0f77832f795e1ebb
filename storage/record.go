package storage

import (
	"slices"
	"time"

	"galley/annotate"
)

// A Record describes an article without its text.
type Record struct {
	VersionMeta // of the current version

	ID            string
	Digest        string     // of the text of the current version
	Versions      []Version  // all texts that were saved, oldest first; Digest is one of them
	Locations     []Location // all locations it was read from, oldest first
	Added         time.Time
	Opened        time.Time // zero: never
	Trashed       time.Time // zero: not in the trash
	Seq           uint64    // of its last step, 0 if it has none
	ReadPercent   int       // how far it has been read, in percent of the text that is not folded
	Refused       []string  // the keys of suggestions that the user refused
	Counts        map[annotate.Tag]int
	NeedsChecking int             // number of annotations for which NeedsChecking is true
	NeedsPlacing  int             // number of annotations for which NeedsPlacing is true
	Done          []annotate.Done // by each person who has finished annotating it, in that order
	Collection    string          // the name by which the user groups it, "" for none
}

// A VersionMeta describes one version of the text in a record.
type VersionMeta struct {
	Meta       annotate.Meta
	Source     annotate.Source // where the text was first saved from
	Removed    annotate.Removals
	Words      int
	Paragraphs int          // blocks that have a number
	TextBytes  int          // length of the text
	Position   int          // byte offset of the caret when the article was last closed
	Folds      map[int]bool // true for a block that the user folded, false for one unfolded, by the byte offset of its start
}

// A Version is one text of an article.
type Version struct {
	Digest string // annotate.DigestOf the text
	Blocks string // SHA-256 of the encoded blocks, lower-case hexadecimal
	Saved  time.Time
	Meta   *VersionMeta // nil for the current version, which the record itself describes
}

// A Location is where an article was read from.
type Location struct {
	Kind    annotate.SourceKind
	Address string // a path or URL
}

// LocationsOf lists the locations of a source: the address that was requested
// and the one that it led to.
func LocationsOf(s annotate.Source) []Location {
	var locations []Location
	for _, address := range []string{s.Requested, s.Location} {
		l := Location{s.Kind, address}
		if _, ok := l.key(); ok {
			locations = append(locations, l)
		}
	}
	return slices.Compact(locations)
}

// findVersion returns the index of the version with the given digest, or -1.
func (r Record) findVersion(digest string) int {
	return slices.IndexFunc(r.Versions, func(v Version) bool { return v.Digest == digest })
}

// switchTo makes the version with the given digest the current one and reports
// whether there is such a version.
func (r *Record) switchTo(digest string) (ok bool) {
	from, to := r.findVersion(r.Digest), r.findVersion(digest)
	if from < 0 || to < 0 || r.Versions[to].Meta == nil {
		return false
	}
	old := r.VersionMeta
	r.Digest, r.VersionMeta = digest, *r.Versions[to].Meta
	r.Versions[to].Meta, r.Versions[from].Meta = nil, &old
	return true
}

// sources lists the SHA-256 of the bytes that the article's texts were read
// from.
func (r Record) sources() (sums []string) {
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

// uses reports whether a text or blocks with the given digest belong to the article.
func (r Record) uses(digest string) bool {
	return slices.ContainsFunc(r.Versions, func(v Version) bool { return v.Digest == digest || v.Blocks == digest })
}

// lastUsed returns the time at which the article was last added or opened.
func (r Record) lastUsed() time.Time {
	if r.Opened.After(r.Added) {
		return r.Opened
	}
	return r.Added
}

// count adds n to the number of annotations with the given tag.
func (r *Record) count(tag annotate.Tag, n int) {
	if r.Counts == nil {
		r.Counts = make(map[annotate.Tag]int, 3)
	}
	if r.Counts[tag] += n; r.Counts[tag] == 0 {
		delete(r.Counts, tag)
	}
}

// countAnnotation counts an annotation that was added (n is 1) or removed (n is
// -1).
func (r *Record) countAnnotation(a annotate.Annotation, n int) {
	if a.IsRejection() {
		return
	}
	r.count(a.Tag, n)
	if a.NeedsChecking() {
		r.NeedsChecking += n
	}
	if a.NeedsPlacing() {
		r.NeedsPlacing += n
	}
}

// annotationCount returns the number of annotations of all tags.
func (r Record) annotationCount() (n int) {
	for _, count := range r.Counts {
		n += count
	}
	return n
}

// countable returns how many annotations a record counts: all but rejections.
func countable(list map[string]annotate.Annotation) (n int) {
	for _, a := range list {
		if !a.IsRejection() {
			n++
		}
	}
	return n
}
