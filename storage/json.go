package storage

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"galley/annotate"
)

// A storedAnnotation is an annotation as JSON. Annotations and steps are stored as
// JSON so that people can read them in a damaged file. Member names are short and never
// change their meaning; an absent member is zero. Times are RFC 3339 with
// nanoseconds, UTC. Offsets are bytes. The article is not stored: it is in the
// key.
type storedAnnotation struct {
	ID        string              `json:"id"`
	Tag       annotate.Tag        `json:"tag"`
	Anchor    storedAnchor        `json:"at"`
	Note      string              `json:"note,omitempty"`
	Fields    map[string][]string `json:"fields,omitempty"`
	Labels    []string            `json:"labels,omitempty"`
	Links     []annotate.Relation `json:"links,omitempty"`
	Replies   []annotate.Reply    `json:"replies,omitempty"`
	Suggested string              `json:"suggested,omitempty"`
	Seen      bool                `json:"seen,omitempty"`
	Decided   string              `json:"decided,omitempty"`
	From      []string            `json:"from,omitempty"`
	Creator   string              `json:"by,omitempty"`
	Created   time.Time           `json:"made"`
	Modified  time.Time           `json:"edited"`
}

type storedAnchor struct {
	Start      int            `json:"s"`
	End        int            `json:"e"`
	Exact      string         `json:"x"`
	Prefix     string         `json:"p,omitempty"`
	Suffix     string         `json:"f,omitempty"`
	Text       string         `json:"text"` // digest
	State      annotate.State `json:"state"`
	Score      float64        `json:"score"`
	Reason     string         `json:"why,omitempty"`
	Candidates [][2]int       `json:"or,omitempty"`
}

type storedStep struct {
	ID       string               `json:"id"`
	Time     time.Time            `json:"time"`
	Creator  string               `json:"by,omitempty"`
	What     string               `json:"what,omitempty"`
	Changes  []storedChange       `json:"changes"`
	Text     *storedVersionChange `json:"text,omitempty"`
	Undoes   string               `json:"undoes,omitempty"`
	Received bool                 `json:"received,omitempty"`
}

type storedChange struct {
	Before *storedAnnotation `json:"b,omitempty"`
	After  *storedAnnotation `json:"a,omitempty"`
}

// A storedVersionChange names versions by the digests of their texts.
type storedVersionChange struct {
	From string `json:"from"`
	To   string `json:"to"`
}

func newStoredAnnotation(a annotate.Annotation) storedAnnotation {
	k := a.Anchor
	s := storedAnnotation{
		ID: a.ID, Tag: a.Tag, Note: a.Note, Fields: a.Fields, Labels: a.Labels, Links: a.Links, Replies: repliesInUTC(a.Replies), Suggested: a.Suggested, Seen: a.Seen,
		Decided: a.Decided, From: a.From, Creator: a.Creator,
		Created: inUTC(a.Created), Modified: inUTC(a.Modified),
		Anchor: storedAnchor{
			Start: k.Span.Start, End: k.Span.End, Exact: k.Exact, Prefix: k.Prefix, Suffix: k.Suffix,
			Text: k.TextDigest, State: k.State, Score: k.Score, Reason: k.Reason,
		},
	}
	for _, c := range k.Candidates {
		s.Anchor.Candidates = append(s.Anchor.Candidates, [2]int{c.Start, c.End})
	}
	return s
}

func (s storedAnnotation) annotation(article string) annotate.Annotation {
	k := s.Anchor
	a := annotate.Annotation{
		ID: s.ID, Article: article, Tag: s.Tag, Note: s.Note, Fields: s.Fields, Labels: s.Labels, Links: s.Links, Replies: repliesInUTC(s.Replies), Suggested: s.Suggested, Seen: s.Seen,
		Decided: s.Decided, From: s.From, Creator: s.Creator,
		Created: inUTC(s.Created), Modified: inUTC(s.Modified),
		Anchor: annotate.Anchor{
			Span: annotate.Span{Start: k.Start, End: k.End}, Exact: k.Exact, Prefix: k.Prefix, Suffix: k.Suffix,
			TextDigest: k.Text, State: k.State, Score: k.Score, Reason: k.Reason,
		},
	}
	for _, c := range k.Candidates {
		a.Anchor.Candidates = append(a.Anchor.Candidates, annotate.Span{Start: c[0], End: c[1]})
	}
	return a
}

// inUTC returns t in UTC, or the zero time if its year in UTC has no four digits: JSON
// has no form for it.
func inUTC(t time.Time) time.Time {
	if t = t.UTC(); t.Year() < 0 || t.Year() > 9999 {
		return time.Time{}
	}
	return t
}

// repliesInUTC returns replies with their times in UTC.
func repliesInUTC(replies []annotate.Reply) []annotate.Reply {
	replies = slices.Clone(replies)
	for i := range replies {
		replies[i].Created = inUTC(replies[i].Created)
	}
	return replies
}

func encodeAnnotation(a annotate.Annotation) ([]byte, error) {
	payload, err := json.Marshal(newStoredAnnotation(a))
	if err != nil {
		return nil, fmt.Errorf("annotation %q: %w", a.ID, err)
	}
	return payload, nil
}

func decodeAnnotation(article string, payload []byte) (annotate.Annotation, error) {
	if a, ok := parseAnnotation(article, payload); ok {
		return a, nil
	}
	return decodeJSON(article, payload)
}

// decodeJSON decodes the JSON that any version of Galley has written.
func decodeJSON(article string, payload []byte) (annotate.Annotation, error) {
	var s storedAnnotation
	if err := json.Unmarshal(payload, &s); err != nil {
		return annotate.Annotation{}, err
	}
	return s.annotation(article), nil
}

// asStored returns an annotation as it would be read from the file: in UTC, without
// monotonic clock readings, and as valid UTF-8.
func asStored(a annotate.Annotation) (annotate.Annotation, error) {
	payload, err := encodeAnnotation(a)
	if err != nil {
		return annotate.Annotation{}, err
	}
	return decodeAnnotation(a.Article, payload)
}

func newStoredStep(step annotate.Step) storedStep {
	s := newStoredHead(step)
	for _, c := range step.Changes {
		s.Changes = append(s.Changes, newStoredChange(c))
	}
	return s
}

func newStoredChange(c annotate.Change) storedChange {
	return storedChange{convert(c.Before, newStoredAnnotation), convert(c.After, newStoredAnnotation)}
}

// newStoredHead returns the stored form of a step without its changes.
func newStoredHead(step annotate.Step) storedStep {
	s := storedStep{
		ID: step.ID, Time: inUTC(step.Time), Creator: step.Creator,
		What: step.Summary, Undoes: step.Undoes, Received: step.Received, Changes: []storedChange{},
	}
	if !step.Version.IsZero() {
		s.Text = &storedVersionChange{step.Version.From, step.Version.To}
	}
	return s
}

// convert returns a pointer to the result of f for *p, or nil if p is nil.
func convert[From, To any](p *From, f func(From) To) *To {
	if p == nil {
		return nil
	}
	result := f(*p)
	return &result
}

func (s storedStep) step(article string, seq uint64) annotate.Step {
	step := annotate.Step{
		ID: s.ID, Seq: seq, Time: inUTC(s.Time), Creator: s.Creator, Summary: s.What, Undoes: s.Undoes, Received: s.Received,
	}
	if s.Text != nil {
		step.Version = annotate.VersionChange{From: s.Text.From, To: s.Text.To}
	}
	annotation := func(s storedAnnotation) annotate.Annotation { return s.annotation(article) }
	for _, c := range s.Changes {
		change := annotate.Change{Before: convert(c.Before, annotation), After: convert(c.After, annotation)}
		step.Changes = append(step.Changes, change)
	}
	return step
}

// A stepEncoder collects the JSON of a step's changes in parts: together they can be as
// large as a library.
type stepEncoder struct{ parts [][]byte }

// add adds a change. after is the JSON of its After, or nil.
func (e *stepEncoder) add(before *annotate.Annotation, after []byte) error {
	lead := "{"
	if len(e.parts) > 0 {
		lead = ",{"
	}
	e.parts = append(e.parts, []byte(lead))
	if before != nil {
		payload, err := encodeAnnotation(*before)
		if err != nil {
			return err
		}
		e.parts = append(e.parts, []byte(`"b":`), payload)
	}
	if before != nil && after != nil {
		e.parts = append(e.parts, []byte(","))
	}
	if after != nil {
		e.parts = append(e.parts, []byte(`"a":`), after)
	}
	e.parts = append(e.parts, []byte("}"))
	return nil
}

// payload returns the parts of the JSON of a step that makes the changes.
func (e *stepEncoder) payload(step annotate.Step) ([][]byte, error) {
	head, err := json.Marshal(newStoredHead(step))
	if err != nil {
		return nil, fmt.Errorf("step %q: %w", step.ID, err)
	}
	const changes = `"changes":[` // not inside a JSON string, where quotation marks are escaped
	end := bytes.Index(head, []byte(changes)) + len(changes)
	return slices.Concat([][]byte{head[:end]}, e.parts, [][]byte{head[end:]}), nil
}

// encodeStep returns the parts of the JSON of a step.
func encodeStep(step annotate.Step) (parts [][]byte, err error) {
	var e stepEncoder
	for _, c := range step.Changes {
		var after []byte
		if c.After != nil {
			after, err = encodeAnnotation(*c.After)
		}
		if err == nil {
			err = e.add(c.Before, after)
		}
		if err != nil {
			return nil, fmt.Errorf("step %q: %w", step.ID, err)
		}
	}
	return e.payload(step)
}

func decodeStep(article string, seq uint64, payload []byte) (annotate.Step, error) {
	var s storedStep
	if err := json.Unmarshal(payload, &s); err != nil {
		return annotate.Step{}, err
	}
	return s.step(article, seq), nil
}

// EncodeStep returns a step as the JSON in which it is stored, see json.go. It names no
// article and no Seq.
func EncodeStep(step annotate.Step) ([]byte, error) {
	parts, err := encodeStep(step)
	return bytes.Join(parts, nil), err
}

// DecodeStep decodes the output of EncodeStep. It returns an error for a step that no
// library could store.
func DecodeStep(payload []byte) (annotate.Step, error) {
	step, err := decodeStep("", 0, payload)
	if err == nil && !isKey(step.ID) {
		err = fmt.Errorf("%q is not a valid step id", step.ID)
	}
	for _, c := range step.Changes {
		err = cmp.Or(err, validateChange("", c))
	}
	return step, err
}
