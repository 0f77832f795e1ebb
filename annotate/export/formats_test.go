package export_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	diff "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/export"
)

var errUnknown = errors.New("no such article")

// finderOf returns a function that finds articles as a library does: by id, location,
// text, then title.
func finderOf(bundles ...export.Bundle) func(export.ArticleRef) (*annotate.Article, error) {
	return func(ref export.ArticleRef) (*annotate.Article, error) {
		for _, same := range []func(*annotate.Article) bool{
			func(a *annotate.Article) bool { return ref.ID == a.ID },
			func(a *annotate.Article) bool {
				return ref.Location != "" && slices.Contains(append(a.Source.Addresses(), a.Source.Location), ref.Location)
			},
			func(a *annotate.Article) bool { return ref.Text != "" && ref.Text == a.Text },
			func(a *annotate.Article) bool { return ref.Title != "" && ref.Title == a.Meta.Title },
		} {
			for _, b := range bundles {
				if same(b.Article) {
					return b.Article, nil
				}
			}
		}
		return nil, errUnknown
	}
}

// format returns the format called name.
func format(t testing.TB, name string) export.Format {
	t.Helper()
	f, err := export.FormatByName(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// write exports bundles in a format.
func write(t testing.TB, name string, bundles ...export.Bundle) (string, export.LossReport) {
	t.Helper()
	var out strings.Builder
	loss, err := format(t, name).Write(&out, export.All(bundles...), options)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out.String(), loss
}

// A roundTrip says what of an annotation survives export and import.
type roundTrip struct {
	unplaced, anchors      bool // annotations without a place; state, score and the like
	id, who, when          bool
	note, fields, anyField bool

	labels, links, replies, suggested bool
}

// apply returns what remains of n, an annotation of article on. ok is false if nothing does.
func (r roundTrip) apply(n annotate.Annotation, on *annotate.Article) (kept annotate.Annotation, ok bool) {
	n = n.Clone()
	if !n.Anchor.State.Placed() && !r.unplaced {
		return n, false
	}
	if !r.anchors {
		n.Anchor = anchor.Describe(on.Text, on.Digest, n.Anchor.Span)
	}
	if !r.id {
		n.ID = ""
	}
	if !r.who {
		n.Creator = ""
	}
	if !r.when {
		n.Created, n.Modified = at(0), at(0)
	}
	if !r.note {
		n.Note = ""
	}
	return r.withMembers(n), true
}

// withMembers returns n with the fields, labels, links and replies that the format keeps.
func (r roundTrip) withMembers(n annotate.Annotation) annotate.Annotation {
	n.Fields = r.fieldsOf(n.Fields)
	if !r.labels {
		n.Labels = nil
	}
	if !r.links {
		n.Links = nil
	}
	if !r.replies {
		n.Replies = nil
	}
	if !r.suggested {
		n.Suggested, n.Seen, n.Decided, n.From = "", false, "", nil
	}
	return n
}

// roundTrips has an entry for each readable format except json, which keeps everything, and docx.
var roundTrips = map[string]roundTrip{
	"jsonl":        {unplaced: true, anchors: true, id: true, who: true, when: true, note: true, fields: true, anyField: true, labels: true, links: true, replies: true, suggested: true},
	"csv":          {unplaced: true, anchors: true, id: true, who: true, when: true, note: true, fields: true, anyField: true, labels: true, links: true, replies: true, suggested: true},
	"w3c":          {id: true, who: true, when: true, note: true, fields: true, anyField: true, labels: true, links: true, replies: true},
	"hypothesis":   {who: true, when: true, note: true, fields: true, labels: true, replies: true},
	"refi-qda":     {who: true, when: true, note: true, fields: true, anyField: true, labels: true, replies: true},
	"brat":         {note: true, fields: true, anyField: true},
	"doccano":      {},
	"label-studio": {id: true, note: true, fields: true, anyField: true},
	"prodigy":      {},
}

// bundles reduces bundles to what the format keeps, and drops empty ones.
func (r roundTrip) bundles(all []export.Bundle) []export.Bundle {
	out := []export.Bundle{}
	for _, b := range all {
		items := []annotate.Annotation{}
		for _, n := range b.Annotations {
			if n, ok := r.apply(n, b.Article); ok {
				items = append(items, n)
			}
		}
		if len(items) > 0 {
			slices.SortFunc(items, func(a, b annotate.Annotation) int {
				return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)))
			})
			out = append(out, export.Bundle{Article: b.Article, Annotations: items})
		}
	}
	return out
}

func TestEveryFormatKeepsWhatItCanRepresent(t *testing.T) {
	for _, f := range export.Formats() {
		if !f.Readable() || f.Name == "json" || f.Name == "docx" {
			continue // TestDocumentComesBack has docx, whose text is not the article's
		}
		trip := roundTrips[f.Name]
		t.Run(f.Name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				bundles := drawBundles(rt)
				if f.SingleArticle {
					if bundles = bundles[:min(len(bundles), 1)]; len(bundles) == 0 {
						return
					}
				}
				for i := range bundles { // what the format does not keep is not compared, so it is not written
					bundles[i].Annotations = trip.reduce(bundles[i].Annotations)
					if f.Name == "label-studio" {
						prepareForLabelStudio(bundles[i].Annotations, i)
					}
				}
				document, _ := write(t, f.Name, bundles...)
				again, loss, err := f.Read(strings.NewReader(document), readOptions(f, bundles))
				if err != nil {
					rt.Fatalf("read: %v\n%s", err, document)
				}
				if loss != nil {
					rt.Fatalf("lost on import: %v", loss)
				}
				if d := diff.Diff(trip.bundles(bundles), trip.bundles(again)); d != "" {
					rt.Fatalf("-written +read:\n%s\n%s", d, document)
				}
			})
		})
	}
}

// prepareForLabelStudio removes the fields without a control in the labeling
// configuration, and sets identifiers like Galley's, by which its results are known.
func prepareForLabelStudio(items []annotate.Annotation, bundle int) {
	for i := range items {
		n := &items[i]
		n.ID = fmt.Sprintf("01JDFERRY%017d", 1000*bundle+i)
		for name, values := range n.Fields {
			if spec := n.Tag.Spec().Field(name); spec.Name == "" || spec.Choices != nil && !slices.Contains(spec.Choices, values[0]) {
				n.Fields = n.Fields.With(name)
			}
		}
		if len(n.Fields) == 0 {
			n.Fields = nil
		}
	}
}

// readOptions returns the options for reading an export of bundles.
func readOptions(f export.Format, bundles []export.Bundle) export.ReadOptions {
	opt := export.ReadOptions{Clean: clean, FindArticle: finderOf(bundles...)}
	if f.Companion != nil {
		opt.ReadCompanion = func(string) ([]byte, error) {
			var out bytes.Buffer
			err := errUnknown
			if len(bundles) > 0 {
				err = f.Companion.Write(&out, bundles[0])
			}
			return out.Bytes(), err
		}
	}
	return opt
}

// fieldsOf returns the fields that the format keeps.
func (r roundTrip) fieldsOf(fields annotate.Fields) annotate.Fields {
	for name, values := range fields {
		if !r.fields || !r.anyField && (name == "desk" || strings.Contains(strings.Join(values, ""), "\n")) {
			fields = fields.With(name)
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return fields
}

// reduce returns the annotations that the format keeps, with only the fields that it
// keeps.
func (r roundTrip) reduce(all []annotate.Annotation) (some []annotate.Annotation) {
	for _, n := range all {
		if n.Anchor.State.Placed() || r.unplaced {
			some = append(some, r.withMembers(n))
		}
	}
	return some
}
