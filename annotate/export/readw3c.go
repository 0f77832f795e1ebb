package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"galley/annotate"
)

// A w3cIn is whatever a document of Web Annotations may be: a collection, a
// page or an annotation. What may stand once or several times, or as an
// address or an object, is read later.
type w3cIn struct {
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
}

// ReadW3C reads Web Annotations in JSON-LD: a collection with its first page,
// a page, an annotation, or an array of them. Words are sought in the articles,
// which must be known already; the position is a hint. Of an annotation with
// several targets each becomes an annotation of its own. Targets without a
// TextQuoteSelector are left out and counted.
func ReadW3C(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	data, err := io.ReadAll(decoded(r, opt))
	if err != nil {
		return nil, nil, err
	}
	if !json.Valid(data) {
		return nil, nil, jsonTrouble(data)
	}
	in := newIntake(opt)
	if err := in.w3c("", data, 0); err != nil {
		return nil, nil, err
	}
	return in.bundles()
}

// jsonTrouble says where data stops being JSON.
func jsonTrouble(data []byte) error {
	var any json.RawMessage
	err := json.Unmarshal(data, &any)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && syntax.Offset < int64(len(data)) {
		return fmt.Errorf("%w: byte %d: %w", ErrWrongFormat, syntax.Offset, err)
	}
	return fmt.Errorf("%w: the file ends too early", ErrWrongFormat)
}

// w3cDepth is how deep collections, pages and annotations may stand in each
// other.
const w3cDepth = 4

// w3c takes a collection, a page, an annotation or an array of them.
func (in *intake) w3c(path string, data json.RawMessage, depth int) error {
	for i, raw := range oneOrMany(data) {
		at := path
		if isArray(data) {
			at = fmt.Sprintf("%s[%d]", path, i)
		}
		var doc w3cIn
		if err := json.Unmarshal(raw, &doc); err != nil || depth > w3cDepth {
			return placedIn(at, fmt.Errorf("%w: neither an annotation nor a collection of them", ErrWrongFormat))
		}
		var err error
		switch {
		case hasType(doc.Type, "AnnotationCollection") && doc.First != nil:
			err = in.w3c(at+".first", doc.First, depth+1)
		case hasType(doc.Type, "AnnotationPage") && doc.Items != nil:
			err = in.w3c(at+".items", doc.Items, depth+1)
		case hasType(doc.Type, "Annotation"):
			err = placedIn(at, in.w3cAnnotation(&doc))
		default:
			err = placedIn(at, fmt.Errorf("%w: neither an annotation nor a collection of them", ErrWrongFormat))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func placedIn(path string, err error) error {
	if path = strings.TrimPrefix(path, "."); err == nil || path == "" {
		return err
	}
	return placed(path, err)
}

func isArray(data json.RawMessage) bool { return len(data) > 0 && data[0] == '[' }

// oneOrMany are the values of what JSON-LD may write as one or as an array.
func oneOrMany(data json.RawMessage) []json.RawMessage {
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return nil
	}
	if !isArray(data) {
		return []json.RawMessage{data}
	}
	var many []json.RawMessage
	if json.Unmarshal(data, &many) != nil {
		return nil
	}
	return many
}

func hasType(data json.RawMessage, want string) bool {
	for _, raw := range oneOrMany(data) {
		if asString(raw) == want {
			return true
		}
	}
	return false
}

// asString is a string of JSON, "" for anything else.
func asString(data json.RawMessage) string {
	var s string
	_ = json.Unmarshal(data, &s) // "" is right for what is no string
	return s
}

func (in *intake) w3cAnnotation(doc *w3cIn) error {
	draft := annotate.Annotation{Creator: in.w3cName(doc.Creator)}
	if id, ok := strings.CutPrefix(doc.ID, annotationURN); ok {
		if err := in.seen.add(id); err != nil {
			return placed("id", err)
		}
		draft.ID = id
	}
	if err := w3cTimes(doc, &draft); err != nil {
		return err
	}
	targets := oneOrMany(doc.Target)
	if len(targets) == 0 {
		return placed("target", errors.New("it is missing"))
	}
	labels := in.w3cBodies(doc, &draft)
	for i, raw := range targets {
		n := draft.Clone()
		if i > 0 {
			n.ID = "" // one identifier cannot name two
		}
		if err := in.w3cTarget(raw, n, labels); err != nil {
			return placed("target", err)
		}
	}
	return nil
}

func w3cTimes(doc *w3cIn, n *annotate.Annotation) (err error) {
	for _, t := range []struct {
		name, text string
		to         *time.Time
	}{{"created", doc.Created, &n.Created}, {"modified", doc.Modified, &n.Modified}} {
		if t.text == "" {
			continue
		}
		if *t.to, err = time.Parse(time.RFC3339, t.text); err != nil {
			return placed(t.name, fmt.Errorf("%.40q is no time as in 2026-11-22T09:00:00Z", t.text))
		}
		*t.to = t.to.UTC()
	}
	return nil
}

// w3cName is the name of an agent, or its address.
func (in *intake) w3cName(data json.RawMessage) string {
	for _, raw := range oneOrMany(data) {
		var agent struct{ ID, Name string }
		if s := asString(raw); s != "" {
			return in.line(s)
		}
		if json.Unmarshal(raw, &agent) == nil && agent.Name+agent.ID != "" {
			if agent.Name == "" {
				return in.line(agent.ID)
			}
			return in.line(agent.Name)
		}
	}
	return ""
}

// w3cBodies takes note and fields from the bodies, and returns what they tag.
func (in *intake) w3cBodies(doc *w3cIn, n *annotate.Annotation) (labels []string) {
	var notes []string
	if doc.BodyValue != "" {
		notes = append(notes, doc.BodyValue)
	}
	for _, raw := range oneOrMany(doc.Body) {
		var body struct {
			Value   string
			Purpose json.RawMessage
		}
		if json.Unmarshal(raw, &body) != nil || body.Value == "" {
			in.loss.add(lostBody, 1)
			continue
		}
		name, value, err := describedField(body.Value)
		switch {
		case hasType(body.Purpose, "tagging"):
			labels = append(labels, body.Value)
		case hasType(body.Purpose, "describing") && err == nil && in.line(name) == name:
			n.Fields = withValue(n.Fields, name, in.opt.Clean(value))
		default:
			notes = append(notes, body.Value)
		}
	}
	n.Note = in.opt.Clean(strings.Join(notes, "\n\n"))
	return labels
}

var (
	lostBody   = LossKind{"body that is no text", "bodies that are no text"}
	lostTarget = LossKind{"target without a quotation", "targets without a quotation"}
)

func (in *intake) w3cTarget(raw json.RawMessage, n annotate.Annotation, labels []string) error {
	var target struct {
		Source   json.RawMessage
		Selector json.RawMessage
	}
	_ = json.Unmarshal(raw, &target) // a mere address has no selector
	quote, position := w3cSelected(target.Selector, 0)
	if strings.TrimSpace(quote.Exact) == "" {
		in.loss.add(lostTarget, 1)
		return nil
	}
	source := asString(target.Source)
	if source == "" {
		var resource struct{ ID string }
		_ = json.Unmarshal(target.Source, &resource) // "" is refused by whoever looks for it
		source = resource.ID
	}
	s, err := in.shelf(aboutIRI(in.line(source)))
	if err != nil {
		return placed("source", err)
	}
	q := quotation{exact: quote.Exact, prefix: quote.Prefix, suffix: quote.Suffix}
	if position.Start != nil && position.End != nil {
		q.at, _ = s.mapper.SpanFromRunes(*position.Start, *position.End) // a hint, which may lie outside
	}
	if n.Anchor, err = s.anchor(in, q); err != nil {
		return placed("selector", err)
	}
	in.tagged(&n, labels)
	s.put(n)
	return nil
}

// w3cSelected finds the quotation and the position among selectors and what
// refines them.
func w3cSelected(data json.RawMessage, depth int) (quote, position w3cSelector) {
	for _, raw := range oneOrMany(data) {
		var s struct {
			w3cSelector
			RefinedBy json.RawMessage
		}
		if json.Unmarshal(raw, &s) != nil {
			continue
		}
		switch {
		case s.Type == "TextQuoteSelector" && quote.Exact == "":
			quote = s.w3cSelector
		case s.Type == "TextPositionSelector" && position.Start == nil:
			position = s.w3cSelector
		}
		if s.RefinedBy != nil && depth < w3cDepth {
			q, p := w3cSelected(s.RefinedBy, depth+1)
			if quote.Exact == "" {
				quote = q
			}
			if position.Start == nil {
				position = p
			}
		}
	}
	return quote, position
}
