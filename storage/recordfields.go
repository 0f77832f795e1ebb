package storage

import (
	"maps"
	"slices"
	"time"

	"galley/annotate"
)

// The fields of an encoded record. Each is its number, the length of its
// value, and the value; a field that is zero is left out. Numbers are never
// used again for something else. This is quicker to read than JSON by a
// factor of five, and the list of the library reads every record.
const (
	fieldTitle = iota + 1
	fieldDeck
	fieldByline
	fieldPublished
	fieldLanguage
	fieldKind
	fieldLocation
	fieldMediaType
	fieldCharset
	fieldRetrieved
	fieldSHA256
	fieldBytes
	fieldControls
	fieldBidi
	fieldInvisible
	fieldBadBytes
	fieldDigest
	fieldVersion // one for each
	fieldPlace   // one for each
	fieldWords
	fieldParagraphs
	fieldTextBytes
	fieldAdded
	fieldOpened
	fieldTrashed
	fieldSeq
	fieldReading
	fieldCount // one for each tag
	fieldSite
	fieldCharsetFrom
	fieldExtractor
	fieldCanonical
	fieldRequested
	fieldStatus
	fieldETag
	fieldLastModified
	fieldFold // one for each
	fieldOpen
	fieldPast // one for each version that has one: an encoded record
	fieldUnsure
	fieldRead
)

// encode makes the payload. The id is not in it: it is the key.
func (r Record) encode() []byte {
	f := fieldEncoder{}
	f.string(fieldTitle, r.Meta.Title)
	f.string(fieldDeck, r.Meta.Deck)
	f.string(fieldByline, r.Meta.Byline)
	f.string(fieldPublished, r.Meta.Published)
	f.string(fieldLanguage, r.Meta.Language)
	f.string(fieldKind, string(r.Source.Kind))
	f.string(fieldLocation, r.Source.Location)
	f.string(fieldMediaType, r.Source.MediaType)
	f.string(fieldCharset, r.Source.Charset)
	f.time(fieldRetrieved, r.Source.Retrieved)
	f.string(fieldSHA256, r.Source.SHA256)
	f.int(fieldBytes, r.Source.Bytes)
	f.int(fieldControls, r.Removed.Controls)
	f.int(fieldBidi, r.Removed.Bidi)
	f.int(fieldInvisible, r.Removed.Invisible)
	f.int(fieldBadBytes, r.Removed.BadBytes)
	f.string(fieldDigest, r.Digest)
	for _, v := range r.Versions {
		f.field(fieldVersion, func(e *encoder) { e.string(v.Digest); e.string(v.Blocks); e.time(v.Saved) })
	}
	for _, p := range r.Locations {
		f.field(fieldPlace, func(e *encoder) { e.string(string(p.Kind)); e.string(p.Address) })
	}
	f.int(fieldWords, r.Words)
	f.int(fieldParagraphs, r.Paragraphs)
	f.int(fieldTextBytes, r.TextBytes)
	f.time(fieldAdded, r.Added)
	f.time(fieldOpened, r.Opened)
	f.time(fieldTrashed, r.Trashed)
	if r.Seq != 0 {
		f.field(fieldSeq, func(e *encoder) { e.uint(r.Seq) })
	}
	f.int(fieldReading, r.Position)
	f.int(fieldRead, r.ReadPercent)
	for _, tag := range slices.Sorted(maps.Keys(r.Counts)) {
		f.field(fieldCount, func(e *encoder) { e.string(string(tag)); e.int(r.Counts[tag]) })
	}
	f.string(fieldSite, r.Meta.Site)
	f.string(fieldCharsetFrom, r.Source.CharsetFrom)
	f.string(fieldExtractor, r.Source.Extractor)
	f.string(fieldCanonical, r.Source.Canonical)
	f.string(fieldRequested, r.Source.Requested)
	f.int(fieldStatus, r.Source.Status)
	f.string(fieldETag, r.Source.ETag)
	f.string(fieldLastModified, r.Source.LastModified)
	for _, off := range slices.Sorted(maps.Keys(r.Folds)) {
		f.field(fieldFold, func(e *encoder) { e.int(off); e.uint(foldBit(r.Folds[off])) })
	}
	f.int(fieldOpen, r.NeedsChecking)
	f.int(fieldUnsure, r.NeedsPlacing)
	f.past(r.Versions)
	return f.all.bytes
}

// past adds what is known of versions that the record itself does not speak of.
func (f *fieldEncoder) past(versions []Version) {
	for _, v := range versions {
		if v.Meta != nil {
			past := Record{Digest: v.Digest}
			past.setMeta(*v.Meta)
			f.field(fieldPast, func(e *encoder) { e.string(string(past.encode())) })
		}
	}
}

func foldBit(folded bool) uint64 {
	if folded {
		return 1
	}
	return 0
}

// A fieldEncoder appends numbered fields.
type fieldEncoder struct {
	all, value encoder
}

func (f *fieldEncoder) field(number int, write func(*encoder)) {
	f.value.bytes = f.value.bytes[:0]
	write(&f.value)
	f.all.uint(uint64(number))
	f.all.string(string(f.value.bytes))
}

func (f *fieldEncoder) string(number int, s string) {
	if s != "" {
		f.all.uint(uint64(number))
		f.all.string(s)
	}
}

func (f *fieldEncoder) int(number, n int) {
	if n != 0 {
		f.field(number, func(e *encoder) { e.int(n) })
	}
}

func (f *fieldEncoder) time(number int, t time.Time) {
	if !t.IsZero() {
		f.field(number, func(e *encoder) { e.time(t) })
	}
}

// decodeRecord reads the payload stored under id.
func decodeRecord(id string, payload []byte) (Record, error) {
	r := Record{ID: id}
	d := decoder{in: string(payload)}
	for d.off < len(d.in) {
		number := d.uint()
		value := decoder{in: d.string()}
		if !r.decodeText(number, &value) && !r.decodeNumber(number, &value) && !r.decodeTime(number, &value) &&
			!r.decodePart(number, &value) || value.err() != nil {
			return Record{}, errEncoding
		}
	}
	return r, d.err()
}

// The decoders of fields return false for a number that is none of theirs.

func (r *Record) decodeText(number uint64, d *decoder) bool {
	var field *string
	switch number {
	case fieldTitle:
		field = &r.Meta.Title
	case fieldDeck:
		field = &r.Meta.Deck
	case fieldByline:
		field = &r.Meta.Byline
	case fieldPublished:
		field = &r.Meta.Published
	case fieldLanguage:
		field = &r.Meta.Language
	case fieldKind:
		field = (*string)(&r.Source.Kind)
	case fieldLocation:
		field = &r.Source.Location
	case fieldMediaType:
		field = &r.Source.MediaType
	case fieldCharset:
		field = &r.Source.Charset
	case fieldSHA256:
		field = &r.Source.SHA256
	case fieldDigest:
		field = &r.Digest
	case fieldSite:
		field = &r.Meta.Site
	case fieldCharsetFrom:
		field = &r.Source.CharsetFrom
	case fieldExtractor:
		field = &r.Source.Extractor
	case fieldCanonical:
		field = &r.Source.Canonical
	case fieldRequested:
		field = &r.Source.Requested
	case fieldETag:
		field = &r.Source.ETag
	case fieldLastModified:
		field = &r.Source.LastModified
	default:
		return false
	}
	*field = d.all()
	return true
}

func (r *Record) decodeNumber(number uint64, d *decoder) bool {
	var field *int
	switch number {
	case fieldBytes:
		field = &r.Source.Bytes
	case fieldControls:
		field = &r.Removed.Controls
	case fieldBidi:
		field = &r.Removed.Bidi
	case fieldInvisible:
		field = &r.Removed.Invisible
	case fieldBadBytes:
		field = &r.Removed.BadBytes
	case fieldWords:
		field = &r.Words
	case fieldParagraphs:
		field = &r.Paragraphs
	case fieldTextBytes:
		field = &r.TextBytes
	case fieldReading:
		field = &r.Position
	case fieldStatus:
		field = &r.Source.Status
	case fieldOpen:
		field = &r.NeedsChecking
	case fieldUnsure:
		field = &r.NeedsPlacing
	case fieldRead:
		field = &r.ReadPercent
	default:
		return false
	}
	*field = d.int()
	return true
}

func (r *Record) decodeTime(number uint64, d *decoder) bool {
	var field *time.Time
	switch number {
	case fieldRetrieved:
		field = &r.Source.Retrieved
	case fieldAdded:
		field = &r.Added
	case fieldOpened:
		field = &r.Opened
	case fieldTrashed:
		field = &r.Trashed
	default:
		return false
	}
	*field = d.time()
	return true
}

func (r *Record) decodePart(number uint64, d *decoder) bool {
	switch number {
	case fieldVersion:
		r.Versions = append(r.Versions, Version{Digest: d.string(), Blocks: d.string(), Saved: d.time()})
	case fieldPlace:
		r.Locations = append(r.Locations, Location{annotate.SourceKind(d.string()), d.string()})
	case fieldSeq:
		r.Seq = d.uint()
	case fieldCount:
		tag := annotate.Tag(d.string())
		r.count(tag, d.int())
	case fieldFold:
		if r.Folds == nil {
			r.Folds = map[int]bool{}
		}
		off := d.int()
		r.Folds[off] = d.uint() != 0
	case fieldPast:
		return r.decodePast(d.string())
	default:
		return false
	}
	return true
}

// decodePast gives a version, which was decoded before, its meta.
func (r *Record) decodePast(payload string) bool {
	past, err := decodeRecord(r.ID, []byte(payload))
	i := slices.IndexFunc(r.Versions, func(v Version) bool { return v.Digest == past.Digest })
	if err != nil || i < 0 {
		return false
	}
	e := past.meta()
	r.Versions[i].Meta = &e
	return true
}
