package export

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	json "github.com/go-json-experiment/json/v1"

	"galley/annotate"
)

// A w3cNode is a collection, a page or an annotation. Members that may be one
// value or several, or an address or an object, are decoded later.
type w3cNode struct {
	Type      json.RawMessage `json:"type"`
	First     json.RawMessage `json:"first"`
	Items     json.RawMessage `json:"items"`
	ID        string          `json:"id"`
	Body      json.RawMessage `json:"body"`
	BodyValue string          `json:"bodyValue"`
	Target    json.RawMessage `json:"target"`
	Creator   json.RawMessage `json:"creator"`
	Created   string          `json:"created"`
	Modified  string          `json:"modified"`

	Motivation json.RawMessage `json:"motivation"`
}

// ReadW3C reads Web Annotations in JSON-LD: a collection with its first page, a
// page, an annotation, or an array of them. Words are searched for in the
// articles, which ReadOptions.FindArticle must find; the position is a hint.
// Each target of an annotation becomes a separate annotation, and an annotation with
// the motivation replying a reply to its target. Other targets without a
// TextQuoteSelector are left out and counted.
func ReadW3C(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	in, doc := newImporter(opt), newValueReader(r, opt)
	return in.result(cmp.Or(in.w3cDocument("", doc, 0), doc.end()))
}

// w3cDocument reads what w3c reads, one annotation at a time if the type of a
// collection comes before its items.
func (in *importer) w3cDocument(path string, doc valueReader, depth int) error {
	switch doc.json.PeekKind() {
	case '[':
		return doc.each(func(i int) error { return in.w3cValue(fmt.Sprintf("%s[%d]", path, i), doc, depth) })
	case '{':
		if depth > w3cDepth {
			return addPath(path, errNoW3C)
		}
	default:
		return in.w3cValue(path, doc, depth)
	}
	var kind json.RawMessage
	var rest objectBuffer // the members of the object that were not read as a document
	nested := false
	err := doc.members(func(name string) error {
		if name == "first" && hasType(kind, "AnnotationCollection") || name == "items" && hasType(kind, "AnnotationPage") {
			nested = true
			return in.w3cDocument(strings.TrimPrefix(path+"."+name, "."), doc, depth+1)
		}
		value, err := doc.next()
		if err != nil || nested {
			return err
		}
		if name == "type" {
			kind = bytes.Clone(value)
		}
		rest.add(name, value)
		return nil
	})
	if err != nil || nested {
		return err
	}
	return in.w3c(path, rest.object(), depth)
}

func (in *importer) w3cValue(path string, doc valueReader, depth int) error {
	value, err := doc.next()
	if err != nil {
		return err
	}
	return in.w3c(path, value, depth)
}

// w3cDepth is the maximum depth of nested collections, pages, annotations and
// selectors.
const w3cDepth = 4

var errNoW3C = fmt.Errorf("%w: neither an annotation nor a collection of them", ErrWrongFormat)

// w3c reads a collection, a page, an annotation or an array of them.
func (in *importer) w3c(path string, data json.RawMessage, depth int) error {
	for i, raw := range oneOrMany(data) {
		itemPath := path
		if isArray(data) {
			itemPath = fmt.Sprintf("%s[%d]", path, i)
		}
		var doc w3cNode
		if err := json.Unmarshal(raw, &doc); err != nil || depth > w3cDepth {
			return addPath(itemPath, errNoW3C)
		}
		var err error
		switch {
		case hasType(doc.Type, "AnnotationCollection") && doc.First != nil:
			err = in.w3c(itemPath+".first", doc.First, depth+1)
		case hasType(doc.Type, "AnnotationPage") && doc.Items != nil:
			err = in.w3c(itemPath+".items", doc.Items, depth+1)
		case hasType(doc.Type, "Annotation"):
			in.entry = Entry{"annotation", in.entry.Number + 1}
			err = addPath(itemPath, in.w3cAnnotation(&doc))
		default:
			err = addPath(itemPath, errNoW3C)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// maxRepeated is the maximum number of bytes of bodies that a file may repeat: each
// target of an annotation has all of its bodies.
const maxRepeated = 16 << 20

var errRepeated = fmt.Errorf("the notes and fields of annotations with several targets would become more than %d MiB", maxRepeated>>20)

func hasType(data json.RawMessage, want string) bool {
	return slices.ContainsFunc(oneOrMany(data), func(raw json.RawMessage) bool { return asString(raw) == want })
}

func (in *importer) w3cAnnotation(doc *w3cNode) error {
	draft := annotate.Annotation{Creator: in.w3cName(doc.Creator)}
	if parents := w3cParents(doc); parents != nil {
		if err := w3cTimes(doc, &draft); err != nil {
			return err
		}
		labels := in.w3cBodies(doc, &draft)
		in.reply(doc.ID, parents, draft, labels)
		return nil
	}
	if id, ok := strings.CutPrefix(doc.ID, annotationURN); ok {
		if err := in.seen.add(id); err != nil {
			return addPath("id", err)
		}
		draft.ID = id
	}
	if err := w3cTimes(doc, &draft); err != nil {
		return err
	}
	targets := oneOrMany(doc.Target)
	if len(targets) == 0 {
		return addPath("target", errors.New("missing"))
	}
	if in.repeated += (len(targets) - 1) * len(doc.Body); in.repeated > maxRepeated {
		return addPath("target", errRepeated)
	}
	labels := in.w3cBodies(doc, &draft)
	for i, raw := range targets {
		n := draft.Clone()
		if i > 0 {
			n.ID = "" // identifiers are unique
		}
		if err := in.leaveOut(in.entry, in.w3cTarget(doc.ID, raw, n, labels)); err != nil {
			return addPath("target", err)
		}
	}
	return nil
}

// w3cParents returns the identifier of what an annotation replies to, or nil if it is
// no reply.
func w3cParents(doc *w3cNode) []string {
	targets := oneOrMany(doc.Target)
	if len(targets) != 1 || !hasType(doc.Motivation, "replying") && !hasType(doc.Motivation, "oa:replying") {
		return nil
	}
	var target struct {
		ID, Source string
		Selector   json.RawMessage
	}
	if id := asString(targets[0]); id != "" {
		return []string{id}
	}
	if json.Unmarshal(targets[0], &target) != nil || target.Selector != nil {
		return nil
	}
	return nonEmpty(cmp.Or(target.Source, target.ID))
}

func w3cTimes(doc *w3cNode, n *annotate.Annotation) (err error) {
	for _, t := range []struct {
		name, text string
		target     *time.Time
	}{{"created", doc.Created, &n.Created}, {"modified", doc.Modified, &n.Modified}} {
		if t.text == "" {
			continue
		}
		if *t.target, err = parseTime(t.text); err != nil {
			return addPath(t.name, err)
		}
	}
	return nil
}

// w3cName returns the name of an agent, or its address.
func (in *importer) w3cName(data json.RawMessage) string {
	for _, raw := range oneOrMany(data) {
		var agent struct{ ID, Name string }
		if s := asString(raw); s != "" {
			return in.line(s)
		}
		if json.Unmarshal(raw, &agent) == nil && agent.Name+agent.ID != "" {
			return in.line(cmp.Or(agent.Name, agent.ID))
		}
	}
	return ""
}

// w3cBodies sets note and fields from the bodies, and returns the values of those
// for tagging.
func (in *importer) w3cBodies(doc *w3cNode, n *annotate.Annotation) (labels []string) {
	var notes []string
	if doc.BodyValue != "" {
		notes = append(notes, doc.BodyValue)
	}
	for _, raw := range oneOrMany(doc.Body) {
		var body struct {
			Value   string
			Purpose json.RawMessage
			Source  json.RawMessage
		}
		if json.Unmarshal(raw, &body) != nil || body.Value == "" {
			in.loss.add(lostBody, 1)
			continue
		}
		if hasType(body.Purpose, "linking") {
			in.w3cLink(n, body.Value, asString(body.Source))
			continue
		}
		name, value, ok := cutField(body.Value)
		switch {
		case hasType(body.Purpose, "tagging"):
			labels = append(labels, body.Value)
		case hasType(body.Purpose, "describing") && ok && in.line(name) == name:
			addValue(n, name, in.opt.Clean(value))
		default:
			notes = append(notes, body.Value)
		}
	}
	n.Note = in.opt.Clean(strings.Join(notes, "\n\n"))
	return labels
}
