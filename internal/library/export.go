package library

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/export"
	"galley/annotate/segment"
	"galley/annotate/source"
	"galley/internal/wording"
	"galley/storage"
)

// ExportOptions say what an export contains.
type ExportOptions struct {
	Format export.Format
	Match  func(annotate.Annotation) bool // selects the annotations to export; nil for all
	Empty  bool                           // include articles without a matching annotation
	NoText bool                           // leave out the text of articles
	Strict bool                           // refuse damage, losses and uncertain spans

	WithPaths bool          // name files with their folders, and keep secrets in addresses
	Offsets   []export.Unit // of positions, in addition to code points, in formats that are Galley's own
	BySpeaker bool          // order or group by those whose words they are, in formats with Format.BySpeaker
	Public    bool          // let everyone read the annotations, in formats with permissions
}

// An Export writes articles and their annotations in one format: to a writer,
// a file or a folder.
//
// The articles are read one by one while they are written, each in its own
// transaction: a library may be larger than memory, and other programs can save
// in between. All of them are read once before, so that an unreadable article
// stops an export before its first byte.
type Export struct {
	Articles    int
	Annotations int
	Damaged     []error           // errors about damaged records, which were left out
	Loss        export.LossReport // of what was written

	format  export.Format
	options export.WriteOptions
	bundles func() iter.Seq2[export.Bundle, error]
	output  output
	names   []string // of the files in a folder
}

// NewExport reads saved articles and returns their export. A Strict one is also
// written once and discarded, to find out what would be lost.
func (l *Library) NewExport(records []Record, o ExportOptions) (*Export, error) {
	x := l.export(o.Format)
	x.options.NoText, x.options.WithPaths, x.options.Public, x.options.Offsets = o.NoText, o.WithPaths, o.Public, o.Offsets
	x.options.BySpeaker = o.BySpeaker
	var included []Record
	var last export.Bundle
	for _, r := range records {
		b, err := l.bundle(r, o.Match)
		if err := skipDamaged(err, &x.Damaged); err != nil {
			return nil, err
		}
		if len(b.Annotations) == 0 && !o.Empty {
			continue
		}
		if o.Strict {
			if err := cmp.Or(x.damage(), refuseUncertain(b)); err != nil {
				return nil, err
			}
		}
		included, last = append(included, r), b
		x.Annotations += len(b.Annotations)
		x.names = append(x.names, x.fileName(b))
	}
	x.Articles = len(included)
	x.bundles = func() iter.Seq2[export.Bundle, error] { return l.bundlesOf(included, o.Match) }
	if x.Articles == 1 {
		x.bundles = func() iter.Seq2[export.Bundle, error] { return export.All(last) }
	}
	if !o.Strict {
		return x, nil
	}
	return x, cmp.Or(x.damage(), x.refuseLoss())
}

// damage returns the error of a Strict export of damaged articles.
func (x *Export) damage() error {
	if x.Damaged == nil {
		return nil
	}
	return fmt.Errorf("%w; nothing was written; run galley doctor", x.Damaged[0])
}

// ExportArticle returns an export of one article with annotations, as the
// reader shows them.
func (l *Library) ExportArticle(a *annotate.Article, annotations []annotate.Annotation, f export.Format) *Export {
	x := l.export(f)
	x.Articles, x.Annotations = 1, len(annotations)
	x.bundles = func() iter.Seq2[export.Bundle, error] {
		record, _ := l.store.Record(a.ID) // an article that is not saved has no further locations
		return export.All(export.Bundle{Article: a, Words: segment.CountArticleWords(a), Also: furtherLocations(record, a), Done: record.Done, Collection: record.Collection, Annotations: annotations})
	}
	return x
}

func (l *Library) export(f export.Format) *Export {
	now := l.options.Now().UTC().Truncate(time.Second)
	return &Export{format: f, options: export.WriteOptions{Generator: "galley " + l.options.Version, Exported: now}, output: output{base: l.base}}
}

// Exportable returns the articles of an export of everything: those with
// annotations except the sample, in the order in which they were read from their
// sources. An export records that time, so an export that is imported and
// exported again has the same order.
func Exportable(records []Record) []Record {
	records = slices.DeleteFunc(records, func(r Record) bool { return len(r.Counts) == 0 || r.Source.Kind == annotate.FromSample })
	slices.SortStableFunc(records, func(a, b Record) int {
		return cmp.Or(a.Source.Retrieved.Compare(b.Source.Retrieved), cmp.Compare(a.ID, b.ID))
	})
	return records
}

// bundle reads an article with its matching annotations, in text order. With a
// PartialError, damaged annotations are missing.
func (l *Library) bundle(r Record, match func(annotate.Annotation) bool) (export.Bundle, error) {
	s, err := l.Snapshot(r.ID)
	annotations := slices.DeleteFunc(s.Annotations, func(n annotate.Annotation) bool { return match != nil && !match(n) })
	return export.Bundle{Article: s.Article, Words: s.Record.Words, Also: furtherLocations(s.Record, s.Article), Done: s.Record.Done, Collection: s.Record.Collection, Annotations: annotations}, err
}

// furtherLocations lists where an article was read from besides its source.
func furtherLocations(r Record, a *annotate.Article) (list []export.Location) {
	if a == nil {
		return nil
	}
	for _, l := range r.Locations {
		if l.Address != "" && l != (storage.Location{Kind: a.Source.Kind, Address: a.Source.Location}) && l != (storage.Location{Kind: a.Source.Kind, Address: a.Source.Requested}) {
			list = append(list, export.Location(l))
		}
	}
	return list
}

// bundlesOf reads articles one by one. Damage is not reported again.
func (l *Library) bundlesOf(records []Record, match func(annotate.Annotation) bool) iter.Seq2[export.Bundle, error] {
	return func(yield func(export.Bundle, error) bool) {
		for _, r := range records {
			b, err := l.bundle(r, match)
			if err = withoutPartial(err); !yield(b, err) || err != nil {
				return
			}
		}
	}
}

// refuseUncertain returns an error for the first annotation whose span is
// uncertain.
func refuseUncertain(b export.Bundle) error {
	for _, n := range b.Annotations {
		if s := n.Anchor.State; !s.Certain() {
			return fmt.Errorf("annotation %s in %s is %s; nothing was written; place it in the reader, or leave out --strict",
				n.ID, wording.Quote(b.Article.Name()), s)
		}
	}
	return nil
}

// refuseLoss writes the export, discards the output, and returns an error if the
// format cannot represent something.
func (x *Export) refuseLoss() error {
	for b, err := range x.bundles() {
		if err == nil {
			err = x.write(io.Discard, export.All(b))
		}
		if err != nil {
			return err
		}
	}
	if x.Loss != nil {
		return fmt.Errorf("%s cannot represent %s; nothing was written; leave out --strict or choose another format", x.format.Name, x.Loss)
	}
	return nil
}

// Write writes one document of all articles to w.
func (x *Export) Write(w io.Writer) error { return x.write(w, x.bundles()) }

func (x *Export) write(w io.Writer, bundles iter.Seq2[export.Bundle, error]) error {
	loss, err := x.format.Write(w, bundles, x.options)
	x.Loss.Add(loss)
	return err
}

// A Preview is the beginning of an export.
type Preview struct {
	Lines []string // nil for a format that is not text
	Loss  string   // what the format cannot represent: "2 notes"; "" for nothing
}

// Preview writes the export, and returns enough of it to fill a screen.
func (x *Export) Preview() (Preview, error) {
	var start startWriter
	if err := x.Write(&start); err != nil {
		return Preview{}, err
	}
	return Preview{Lines: start.lines(), Loss: x.Loss.String()}, nil
}

// A startWriter keeps the first previewBytes bytes that are written to it.
type startWriter struct{ kept []byte }

const previewBytes = 16 << 10 // more than any screen shows

// Write implements io.Writer.
func (s *startWriter) Write(p []byte) (int, error) {
	s.kept = append(s.kept, p[:min(len(p), previewBytes-len(s.kept))]...)
	return len(p), nil
}

// lines returns the kept lines, cleaned for the terminal, or nil if they are not
// text.
func (s *startWriter) lines() []string {
	text := s.kept
	for cut := 0; cut < utf8.UTFMax && !utf8.Valid(text) && len(s.kept) == previewBytes; cut++ {
		text = s.kept[:len(s.kept)-cut]
	}
	if !utf8.Valid(text) || slices.Contains(text, 0) {
		return nil
	}
	return strings.Split(strings.TrimSuffix(source.Clean(string(text)), "\n"), "\n")
}
