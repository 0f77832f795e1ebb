package export

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"galley/annotate"
)

// The types in this file follow the W3C Web Annotation Data Model (Recommendation
// of 23 February 2017), with the members that Galley writes.

const w3cContext = "http://www.w3.org/ns/anno.jsonld"

// Prefixes of URNs.
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
	Target     any       `json:"target"` // a w3cTarget; for a reply, the ID of an annotation
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
	Source  string `json:"source,omitempty"` // of a link: the ID of the other annotation
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

// A w3cState is the time at which the position was valid in the resource.
type w3cState struct {
	Type       string    `json:"type"`
	SourceDate time.Time `json:"sourceDate"`
}

// WriteW3C writes an AnnotationCollection of Web Annotations in JSON-LD, all on
// one page. Tag and labels, note and fields are bodies: for tagging, commenting and
// describing ("status: accurate"). A link is a body for linking, whose
// source is the other annotation and whose value the kind. A reply is an annotation of the annotation. Positions are code points in the text that
// Galley extracts from the source, so the quotation comes first.
func WriteW3C(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	var all []Bundle // the total is written before the annotations
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
		for _, n := range b.Annotations {
			collection.Total += len(n.Replies)
		}
	}
	if opt.Generator != "" {
		collection.Generator = &w3cAgent{"Software", opt.Generator}
	}
	return writeItems(w, collection, 2, All(all...), opt, keepsLinks, annotationToW3C)
}

func annotationToW3C(n annotate.Annotation, a *annotate.Article, mapper *annotate.Mapper, loss *LossReport) []any {
	target := w3cTarget{Type: "SpecificResource", Source: annotatedIRI(a), Selector: w3cSelectors(n, a, mapper.RunesFromSpan)}
	if !a.Source.Retrieved.IsZero() {
		target.State = &w3cState{"TimeState", a.Source.Retrieved.UTC()}
	}
	out := w3cAnnotation{
		Context: w3cContext, ID: annotationURN + n.ID, Type: "Annotation", Motivation: "highlighting",
		Created: n.Created.UTC(), Modified: n.Modified.UTC(), Body: []w3cBody{{Type: "TextualBody", Purpose: "tagging", Value: string(n.Tag)}},
		Target: target, Creator: w3cPerson(n.Creator),
	}
	if n.Note != "" {
		out.Motivation = "commenting"
		out.Body = append(out.Body, w3cBody{Type: "TextualBody", Purpose: "commenting", Format: "text/markdown", Value: n.Note})
	}
	for _, label := range n.Labels {
		out.Body = append(out.Body, w3cBody{Type: "TextualBody", Purpose: "tagging", Value: label})
	}
	for name, values := range n.FieldsInOrder() {
		if strings.Contains(name, fieldSeparator) {
			loss.add(lostField, 1)
			continue
		}
		for _, v := range values {
			out.Body = append(out.Body, w3cBody{Type: "TextualBody", Purpose: "describing", Format: "text/plain", Value: name + fieldSeparator + v})
		}
	}
	for _, link := range n.Links {
		out.Body = append(out.Body, w3cBody{Type: "SpecificResource", Purpose: "linking", Value: string(link.Kind), Source: annotationURN + link.To})
	}
	items := []any{out}
	for i, r := range n.Replies {
		reply := w3cAnnotation{
			Context: w3cContext, ID: replyID(out.ID, i), Type: "Annotation", Motivation: "replying", Creator: w3cPerson(r.Creator), Created: r.Created.UTC(),
			Body: []w3cBody{}, Target: out.ID,
		}
		if r.Note != "" {
			reply.Body = append(reply.Body, w3cBody{Type: "TextualBody", Purpose: "replying", Format: "text/markdown", Value: r.Note})
		}
		items = append(items, reply)
	}
	return items
}

// w3cPerson returns the agent with that name, or nil if it is unknown.
func w3cPerson(name string) *w3cAgent {
	if name == "" {
		return nil
	}
	return &w3cAgent{"Person", name}
}

// replyID returns the identifier of a reply, which has none in Galley, in formats in
// which it is an annotation: that of the annotation and its index.
func replyID(annotation string, index int) string { return fmt.Sprintf("%s:%d", annotation, index+1) }

// fieldSeparator separates the name of a field from its value in formats that have
// one string for both.
const fieldSeparator = ": "

// w3cSelectors returns selectors for the words, and for their position if they are
// placed, in the units of fromSpan.
func w3cSelectors(n annotate.Annotation, a *annotate.Article, fromSpan func(annotate.Span) (start, end int)) []w3cSelector {
	quote := w3cSelector{Type: "TextQuoteSelector", Exact: quoteOf(n, a), Prefix: shortPrefix(n.Anchor.Prefix), Suffix: shortSuffix(n.Anchor.Suffix)}
	if !n.Anchor.State.Placed() {
		return []w3cSelector{quote}
	}
	start, end := fromSpan(n.Anchor.Span)
	return []w3cSelector{quote, {Type: "TextPositionSelector", Start: &start, End: &end}}
}

// cutField splits "status: accurate".
func cutField(s string) (name, value string, ok bool) {
	name, value, _ = strings.Cut(s, fieldSeparator)
	return name, value, name != "" && value != ""
}
