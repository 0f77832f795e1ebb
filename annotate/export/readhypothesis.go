package export

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"galley/annotate"
)

// A hypothesisIn is an annotation as the client or the API of Hypothesis gives
// it. What may have several shapes is read later.
type hypothesisIn struct {
	ID         string
	Created    string
	Updated    string
	User       string
	UserInfo   *hypothesisUserIn `json:"user_info"`
	URI        string
	Text       string
	Tags       []string
	References []string
	Document   struct{ Title json.RawMessage }
	Target     []struct {
		Source   string
		Selector json.RawMessage
	}
}

type hypothesisUserIn struct {
	DisplayName string `json:"display_name"`
}

// ReadHypothesis reads what the client of Hypothesis exports. The positions
// speak of the page in a browser, so the words are sought in the articles,
// which must be known already. Replies and notes on a whole page are left out
// and counted.
func ReadHypothesis(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	data, err := io.ReadAll(decoded(r, opt))
	if err != nil {
		return nil, nil, err
	}
	if !json.Valid(data) {
		return nil, nil, jsonTrouble(data)
	}
	var file struct{ Annotations *[]json.RawMessage }
	if err := json.Unmarshal(data, &file); err != nil || file.Annotations == nil {
		return nil, nil, fmt.Errorf("%w: it has no array of annotations", ErrWrongFormat)
	}
	in := newIntake(opt)
	for i, raw := range *file.Annotations {
		var doc hypothesisIn
		if err := json.Unmarshal(raw, &doc); err != nil {
			return nil, nil, placed(fmt.Sprintf("annotations[%d]", i), jsonShape(err))
		}
		if err := in.hypothesis(&doc); err != nil {
			return nil, nil, placed(fmt.Sprintf("annotations[%d]", i), err)
		}
	}
	return in.bundles()
}

// jsonShape says in plain words which member has the wrong shape.
func jsonShape(err error) error {
	if wrong, ok := err.(*json.UnmarshalTypeError); ok {
		return fmt.Errorf("%.60q is not as expected: found %.20s", wrong.Field, wrong.Value)
	}
	return err
}

var (
	lostReply    = LossKind{"reply", "replies"}
	lostPageNote = LossKind{"note on a whole page", "notes on a whole page"}
)

func (in *intake) hypothesis(doc *hypothesisIn) error {
	if len(doc.References) > 0 {
		in.loss.add(lostReply, 1)
		return nil
	}
	var quote, position w3cSelector
	source := doc.URI
	if len(doc.Target) > 0 {
		quote, position = w3cSelected(doc.Target[0].Selector, 0)
		if source == "" {
			source = doc.Target[0].Source
		}
	}
	if strings.TrimSpace(quote.Exact) == "" {
		in.loss.add(lostPageNote, 1)
		return nil
	}
	about := aboutIRI(in.line(source))
	about.Title = in.line(hypothesisTitle(doc.Document.Title))
	s, err := in.shelf(about)
	if err != nil {
		return placed("uri", err)
	}
	n, err := in.hypothesisDraft(doc)
	if err != nil {
		return err
	}
	q := quotation{exact: quote.Exact, prefix: quote.Prefix, suffix: quote.Suffix}
	if position.Start != nil && position.End != nil {
		q.at, _ = s.mapper.SpanFromUTF16(*position.Start, *position.End) // a hint, which may lie outside
	}
	if n.Anchor, err = s.anchor(in, q); err != nil {
		return placed("target", err)
	}
	s.put(n)
	return nil
}

func hypothesisTitle(data json.RawMessage) string {
	for _, raw := range oneOrMany(data) {
		return asString(raw)
	}
	return ""
}

// hypothesisDraft is the annotation without its place.
func (in *intake) hypothesisDraft(doc *hypothesisIn) (annotate.Annotation, error) {
	n := annotate.Annotation{Note: in.opt.Clean(doc.Text), Creator: in.line(hypothesisCreator(doc))}
	if err := w3cTimes(&w3cIn{Created: doc.Created, Modified: doc.Updated}, &n); err != nil {
		return n, err
	}
	if isULID(doc.ID) {
		if err := in.seen.add(doc.ID); err != nil {
			return n, placed("id", err)
		}
		n.ID = doc.ID
	}
	var labels []string
	for _, tag := range doc.Tags {
		name, value, err := describedField(in.line(tag))
		if err == nil && knownField(name) {
			n.Fields = withValue(n.Fields, name, value)
		} else {
			labels = append(labels, tag)
		}
	}
	in.tagged(&n, labels)
	return n, nil
}

func hypothesisCreator(doc *hypothesisIn) string {
	if doc.UserInfo != nil && doc.UserInfo.DisplayName != "" {
		return doc.UserInfo.DisplayName
	}
	name, host, _ := strings.Cut(strings.TrimPrefix(doc.User, "acct:"), "@")
	if host == hypothesisHost {
		return "" // Galley made the account of nothing
	}
	return name
}

// knownField reports whether a field of that name belongs to some tag.
func knownField(name string) bool {
	for _, known := range fieldNames() {
		if name == known {
			return true
		}
	}
	return false
}

// isULID reports whether id is as Galley makes them: 26 digits of Crockford's
// base 32. Identifiers of other programs are not kept.
func isULID(id string) bool {
	return len(id) == 26 && strings.Trim(id, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == ""
}
