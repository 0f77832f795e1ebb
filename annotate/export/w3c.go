package export

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"galley/annotate"
)

// The types of this file are annotations as the W3C Web Annotation Data Model
// (Recommendation of 23 February 2017) has them, as far as Galley writes them.

const w3cContext = "http://www.w3.org/ns/anno.jsonld"

// The names that Galley gives to what has no address.
const (
	annotationURN = "urn:galley:annotation:"
	exportURN     = "urn:galley:export:"
)

type w3cCollection struct {
	Context   string    `json:"@context"`
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Label     string    `json:"label"`
	Generator *w3cAgent `json:"generator,omitempty"`
	Generated time.Time `json:"generated,omitzero"`
	Total     int       `json:"total"`
	First     w3cPage   `json:"first"`
}

type w3cPage struct {
	ID         string          `json:"id"`
	Type       string          `json:"type"`
	PartOf     string          `json:"partOf"`
	StartIndex int             `json:"startIndex"`
	Items      []w3cAnnotation `json:"items"`
}

type w3cAnnotation struct {
	Context    string    `json:"@context"`
	ID         string    `json:"id"`
	Type       string    `json:"type"`
	Motivation string    `json:"motivation"`
	Creator    *w3cAgent `json:"creator,omitempty"`
	Created    time.Time `json:"created,omitzero"`
	Modified   time.Time `json:"modified,omitzero"`
	Body       []w3cBody `json:"body"`
	Target     w3cTarget `json:"target"`
}

type w3cAgent struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

type w3cBody struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose,omitempty"`
	Format  string `json:"format,omitempty"`
	Value   string `json:"value"`
}

type w3cTarget struct {
	Type     string        `json:"type"`
	Source   string        `json:"source"`
	Selector []w3cSelector `json:"selector"`
	State    *w3cState     `json:"state,omitempty"`
}

type w3cSelector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
}

// A w3cState tells when the resource was as the position says.
type w3cState struct {
	Type       string    `json:"type"`
	SourceDate time.Time `json:"sourceDate"`
}

// WriteW3C writes an AnnotationCollection of Web Annotations in JSON-LD, all
// on one page. Tag, note and fields are bodies: for tagging, commenting, and
// describing ("status: accurate"). Positions are code points of the text that
// Galley reads from the source, so the quotation comes first.
func WriteW3C(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	var all []Bundle // because the total comes first
	id := exportURN + opt.Exported.UTC().Format("20060102T150405Z")
	collection := w3cCollection{
		Context: w3cContext, ID: id, Type: "AnnotationCollection", Label: "Annotations made with Galley", Generated: opt.Exported.UTC(),
		First: w3cPage{ID: id + ":1", Type: "AnnotationPage", PartOf: id, Items: []w3cAnnotation{}},
	}
	for b, err := range bundles {
		if err != nil {
			return nil, err
		}
		all = append(all, b)
		collection.Total += len(b.Annotations)
	}
	if opt.Generator != "" {
		collection.Generator = &w3cAgent{"Software", opt.Generator}
	}
	return writeItems(w, collection, 2, All(all...), func(n annotate.Annotation, b Bundle, mapper *annotate.Mapper, loss *LossReport) any {
		return w3cOut(n, b.Article, mapper, loss)
	})
}

// writeItems writes an object that ends with an empty array below so many
// objects, with an item in it for each annotation.
func writeItems(w io.Writer, head any, objects int, bundles iter.Seq2[Bundle, error], item func(annotate.Annotation, Bundle, *annotate.Mapper, *LossReport) any) (LossReport, error) {
	var loss LossReport
	out := newJSONWriter(w)
	list, err := out.openBelow(head, 0, objects)
	if err != nil {
		return nil, err
	}
	err = eachBundle(bundles, func(b Bundle, set annotate.Set) error {
		mapper := annotate.NewMapper(b.Article.Text)
		loss.count(set, holds{unplaced: true, note: true, fields: true, overlap: true})
		for _, n := range set.All() {
			if err := out.item(list, item(n, b, mapper, &loss)); err != nil {
				return fmt.Errorf("annotation %s: %w", n.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return loss, out.end(list)
}

// writeIndented writes v as indented JSON.
func writeIndented(w io.Writer, v any) error {
	out := newJSONWriter(w)
	data, err := out.encode(v, 0)
	if err != nil {
		return err
	}
	out.w.Write(data)
	out.w.WriteByte('\n')
	return out.w.Flush()
}

func w3cOut(n annotate.Annotation, on *annotate.Article, mapper *annotate.Mapper, loss *LossReport) w3cAnnotation {
	out := w3cAnnotation{
		Context: w3cContext, ID: annotationURN + n.ID, Type: "Annotation", Motivation: "highlighting",
		Created: n.Created.UTC(), Modified: n.Modified.UTC(), Body: []w3cBody{{Type: "TextualBody", Purpose: "tagging", Value: string(n.Tag)}},
		Target: w3cTarget{Type: "SpecificResource", Source: sourceIRI(on), Selector: w3cSelectors(n, on, mapper)},
	}
	if n.Creator != "" {
		out.Creator = &w3cAgent{"Person", n.Creator}
	}
	if n.Note != "" {
		out.Motivation = "commenting"
		out.Body = append(out.Body, w3cBody{Type: "TextualBody", Purpose: "commenting", Format: "text/markdown", Value: n.Note})
	}
	for _, d := range details(n) {
		if strings.Contains(d.name, fieldSeparator) {
			loss.add(lostField, 1)
			continue
		}
		for _, v := range d.values {
			out.Body = append(out.Body, w3cBody{Type: "TextualBody", Purpose: "describing", Format: "text/plain", Value: d.name + fieldSeparator + v})
		}
	}
	if !on.Source.Retrieved.IsZero() {
		out.Target.State = &w3cState{"TimeState", on.Source.Retrieved.UTC()}
	}
	return out
}

// fieldSeparator parts the name of a field from its value where a format has
// one string for both.
const fieldSeparator = ": "

// w3cSelectors are the words, and their position if they have one.
func w3cSelectors(n annotate.Annotation, on *annotate.Article, mapper *annotate.Mapper) []w3cSelector {
	quote := w3cSelector{Type: "TextQuoteSelector", Exact: words(n, on), Prefix: prefixOut(n.Anchor.Prefix), Suffix: suffixOut(n.Anchor.Suffix)}
	if !n.Anchor.State.Placed() {
		return []w3cSelector{quote}
	}
	start, end := mapper.RunesFromSpan(n.Anchor.Span)
	return []w3cSelector{quote, {Type: "TextPositionSelector", Start: &start, End: &end}}
}

// describedField splits what a field and its value were joined to.
func describedField(s string) (name, value string, err error) {
	name, value, ok := strings.Cut(s, fieldSeparator)
	if !ok || name == "" || value == "" {
		return "", "", fmt.Errorf("%.40q is no field with its value", s)
	}
	return name, value, nil
}
