package storage

import (
	"maps"
	"slices"
	"time"

	"galley/annotate"
)

// An encoded record consists of fields. Each is its number, the length of its
// value, and the value; a field that is zero is omitted. A number is never reused
// for another field. This decodes five times as fast as JSON, which matters because
// the list of articles reads all records.
//
// These are the fields that can occur several times, and the number after the last
// field.
const (
	fieldVersions    = 18 // one for each
	fieldLocations   = 19 // one for each
	fieldCounts      = 28 // one for each tag
	fieldFolds       = 37 // one for each
	fieldVersionMeta = 39 // one for each version that has one, after all fieldVersions: an encoded record
	fieldRefused     = 43 // one for each
	fieldDone        = 44 // one for each person
	fieldsEnd        = 46
)

// fields returns pointers to the strings, ints, bools, times and uint64s of a record by
// field number, with nil for a field that can occur several times.
func (r *Record) fields() [fieldsEnd]any {
	return [fieldsEnd]any{
		1:  &r.Meta.Title,
		2:  &r.Meta.Deck,
		3:  &r.Meta.Byline,
		4:  &r.Meta.Published,
		5:  &r.Meta.Language,
		6:  (*string)(&r.Source.Kind),
		7:  &r.Source.Location,
		8:  &r.Source.MediaType,
		9:  &r.Source.Charset,
		10: &r.Source.Retrieved,
		11: &r.Source.SHA256,
		12: &r.Source.Bytes,
		13: &r.Removed.Controls,
		14: &r.Removed.Bidi,
		15: &r.Removed.Invisible,
		16: &r.Removed.BadBytes,
		17: &r.Digest,
		20: &r.Words,
		21: &r.Paragraphs,
		22: &r.TextBytes,
		23: &r.Added,
		24: &r.Opened,
		25: &r.Trashed,
		26: &r.Seq,
		27: &r.Position,
		29: &r.Meta.Site,
		30: &r.Source.CharsetFrom,
		31: &r.Source.Extractor,
		32: &r.Source.Canonical,
		33: &r.Source.Requested,
		34: &r.Source.Status,
		35: &r.Source.ETag,
		36: &r.Source.LastModified,
		38: &r.NeedsChecking,
		40: &r.NeedsPlacing,
		41: &r.ReadPercent,
		42: &r.Source.CharsetGuessed,
		45: &r.Collection,
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
		case *bool:
			if *p {
				f.field(number, func(e *encoder) { e.uint(1) })
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
	case fieldRefused:
		for _, key := range r.Refused {
			f.field(number, func(e *encoder) { e.string(key) })
		}
	case fieldDone:
		for _, done := range r.Done {
			f.field(number, func(e *encoder) { e.string(done.By); e.time(done.At) })
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
	d := newDecoder(string(payload))
	for d.off < len(d.in) {
		number := d.uint()
		value := newDecoder(d.string())
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
		case *bool:
			*p = value.uint() != 0
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
	case fieldRefused:
		r.Refused = append(r.Refused, d.string())
	case fieldDone:
		r.Done = append(r.Done, annotate.Done{By: d.string(), At: d.time()})
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
