package storage

import (
	"maps"
	"slices"
	"time"

	"galley/annotate"
)

// The fields of an encoded record. Each is its number, the length of its value,
// and the value; a field that is zero is omitted. A number is never used again
// for something else. This decodes five times as fast as JSON, and the list of
// articles reads all records.
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
	fieldVersions  // one for each
	fieldLocations // one for each
	fieldWords
	fieldParagraphs
	fieldTextBytes
	fieldAdded
	fieldOpened
	fieldTrashed
	fieldSeq
	fieldPosition
	fieldCounts // one for each tag
	fieldSite
	fieldCharsetFrom
	fieldExtractor
	fieldCanonical
	fieldRequested
	fieldStatus
	fieldETag
	fieldLastModified
	fieldFolds // one for each
	fieldNeedsChecking
	fieldVersionMeta // one for each version that has one, after all fieldVersions: an encoded record
	fieldNeedsPlacing
	fieldReadPercent
	fieldsEnd
)

// fields returns pointers to the strings, ints, times and uint64s of a record by
// field number, with nil for a field that can occur several times.
func (r *Record) fields() [fieldsEnd]any {
	return [fieldsEnd]any{
		fieldTitle:         &r.Meta.Title,
		fieldDeck:          &r.Meta.Deck,
		fieldByline:        &r.Meta.Byline,
		fieldPublished:     &r.Meta.Published,
		fieldLanguage:      &r.Meta.Language,
		fieldKind:          (*string)(&r.Source.Kind),
		fieldLocation:      &r.Source.Location,
		fieldMediaType:     &r.Source.MediaType,
		fieldCharset:       &r.Source.Charset,
		fieldRetrieved:     &r.Source.Retrieved,
		fieldSHA256:        &r.Source.SHA256,
		fieldBytes:         &r.Source.Bytes,
		fieldControls:      &r.Removed.Controls,
		fieldBidi:          &r.Removed.Bidi,
		fieldInvisible:     &r.Removed.Invisible,
		fieldBadBytes:      &r.Removed.BadBytes,
		fieldDigest:        &r.Digest,
		fieldWords:         &r.Words,
		fieldParagraphs:    &r.Paragraphs,
		fieldTextBytes:     &r.TextBytes,
		fieldAdded:         &r.Added,
		fieldOpened:        &r.Opened,
		fieldTrashed:       &r.Trashed,
		fieldSeq:           &r.Seq,
		fieldPosition:      &r.Position,
		fieldSite:          &r.Meta.Site,
		fieldCharsetFrom:   &r.Source.CharsetFrom,
		fieldExtractor:     &r.Source.Extractor,
		fieldCanonical:     &r.Source.Canonical,
		fieldRequested:     &r.Source.Requested,
		fieldStatus:        &r.Source.Status,
		fieldETag:          &r.Source.ETag,
		fieldLastModified:  &r.Source.LastModified,
		fieldNeedsChecking: &r.NeedsChecking,
		fieldNeedsPlacing:  &r.NeedsPlacing,
		fieldReadPercent:   &r.ReadPercent,
	}
}

// encode returns the payload of a record. The id is not in it: it is the key.
func (r Record) encode() []byte {
	f := fieldEncoder{}
	for number, field := range r.fields() {
		switch p := field.(type) {
		case *string:
			f.string(number, *p)
		case *int:
			if *p != 0 {
				f.field(number, func(e *encoder) { e.int(*p) })
			}
		case *uint64:
			if *p != 0 {
				f.field(number, func(e *encoder) { e.uint(*p) })
			}
		case *time.Time:
			if !p.IsZero() {
				f.field(number, func(e *encoder) { e.time(*p) })
			}
		default:
			r.encodeRepeated(&f, number)
		}
	}
	return f.all.bytes
}

// encodeRepeated encodes the fields that can occur several times.
func (r Record) encodeRepeated(f *fieldEncoder, number int) {
	switch number {
	case fieldVersions:
		for _, v := range r.Versions {
			f.field(number, func(e *encoder) { e.string(v.Digest); e.string(v.Blocks); e.time(v.Saved) })
		}
	case fieldLocations:
		for _, l := range r.Locations {
			f.field(number, func(e *encoder) { e.string(string(l.Kind)); e.string(l.Address) })
		}
	case fieldCounts:
		for _, tag := range slices.Sorted(maps.Keys(r.Counts)) {
			f.field(number, func(e *encoder) { e.string(string(tag)); e.int(r.Counts[tag]) })
		}
	case fieldFolds:
		for _, off := range slices.Sorted(maps.Keys(r.Folds)) {
			folded := uint64(0)
			if r.Folds[off] {
				folded = 1
			}
			f.field(number, func(e *encoder) { e.int(off); e.uint(folded) })
		}
	case fieldVersionMeta:
		for _, v := range r.Versions {
			if v.Meta != nil {
				old := Record{Digest: v.Digest, VersionMeta: *v.Meta}
				f.field(number, func(e *encoder) { e.string(string(old.encode())) })
			}
		}
	}
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

// decodeRecord decodes the payload stored under id.
func decodeRecord(id string, payload []byte) (Record, error) {
	r := Record{ID: id}
	fields := r.fields()
	d := decoder{in: string(payload)}
	for d.off < len(d.in) {
		number := d.uint()
		value := decoder{in: d.string()}
		if number >= fieldsEnd {
			return Record{}, errEncoding
		}
		switch p := fields[number].(type) {
		case *string:
			*p = value.all()
		case *int:
			*p = value.int()
		case *uint64:
			*p = value.uint()
		case *time.Time:
			*p = value.time()
		default:
			r.decodeRepeated(int(number), &value)
		}
		if value.err() != nil {
			return Record{}, errEncoding
		}
	}
	return r, d.err()
}

// decodeRepeated decodes the fields that can occur several times.
func (r *Record) decodeRepeated(number int, d *decoder) {
	switch number {
	case fieldVersions:
		r.Versions = append(r.Versions, Version{Digest: d.string(), Blocks: d.string(), Saved: d.time()})
	case fieldLocations:
		r.Locations = append(r.Locations, Location{annotate.SourceKind(d.string()), d.string()})
	case fieldCounts:
		tag := annotate.Tag(d.string())
		r.count(tag, d.int())
	case fieldFolds:
		if r.Folds == nil {
			r.Folds = map[int]bool{}
		}
		off := d.int()
		r.Folds[off] = d.uint() != 0
	case fieldVersionMeta:
		old, err := decodeRecord(r.ID, []byte(d.string()))
		i := r.findVersion(old.Digest)
		if err != nil || i < 0 {
			d.fail()
			return
		}
		r.Versions[i].Meta = &old.VersionMeta
	default:
		d.fail()
	}
}
