package export

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	json "github.com/go-json-experiment/json/v1"

	"galley/annotate"
)

// A hypothesisInput is an annotation as the client or the API of Hypothesis
// writes it. Members whose types vary are decoded later.
type hypothesisInput struct {
	ID         string
	Created    string
	Updated    string
	User       string
	UserInfo   hypothesisUser `json:"user_info"`
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

// ReadHypothesis reads the export of the Hypothesis client, and what its API answers to
// a search or about one annotation. Its positions refer to the page in a browser, so the
// words are searched for in the articles, which ReadOptions.FindArticle must find.
// Notes on a whole page, and replies to what is not in the file, are left out and counted.
func ReadHypothesis(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	in, doc := newImporter(opt), newValueReader(r, opt)
	return in.result(cmp.Or(in.hypothesisDocument(doc), doc.end()))
}

// hypothesisDocument reads a list of annotations, an object with such lists, or one
// annotation.
func (in *importer) hypothesisDocument(doc valueReader) error {
	switch doc.json.PeekKind() {
	case '[':
		return in.hypothesisItems("", doc)
	case '{':
	default:
		_, err := doc.next()
		return cmp.Or(err, errNoHypothesis)
	}
	hasList := false
	var rest objectBuffer // all other members
	err := doc.members(func(name string) error {
		if list := strings.ToLower(name); doc.json.PeekKind() == '[' && slices.Contains([]string{"annotations", "rows", "replies"}, list) {
			hasList = hasList || list != "replies"
			return in.hypothesisItems(list, doc)
		}
		value, err := doc.next()
		if err == nil {
			rest.add(name, value)
		}
		return err
	})
	var one struct{ Target json.RawMessage }
	switch {
	case err != nil || hasList:
		return err
	case json.Unmarshal(rest.object(), &one) != nil || one.Target == nil:
		return errNoHypothesis
	}
	return addPath("[0]", in.hypothesisItem(rest.object()))
}

var errNoHypothesis = fmt.Errorf("%w: it has no array of annotations", ErrWrongFormat)

func (in *importer) hypothesisItems(path string, doc valueReader) error {
	return doc.each(func(i int) error {
		item, err := doc.next()
		if err != nil {
			return err
		}
		return addPath(fmt.Sprintf("%s[%d]", path, i), in.hypothesisItem(item))
	})
}

func (in *importer) hypothesisItem(data json.RawMessage) error {
	var doc hypothesisInput
	if err := describeMismatch(json.Unmarshal(data, &doc)); err != nil {
		return err
	}
	return in.readEntry("annotation", func() error { return in.hypothesis(&doc) })
}

var lostPageNote = LossKind{"note on a whole page", "notes on a whole page"}

func (in *importer) hypothesis(doc *hypothesisInput) error {
	if len(doc.References) > 0 {
		draft := annotate.Annotation{Creator: in.line(hypothesisCreator(doc)), Note: in.opt.Clean(doc.Text)}
		if err := w3cTimes(&w3cNode{Created: doc.Created}, &draft); err != nil {
			return err
		}
		in.reply(doc.ID, doc.References, draft, doc.Tags)
		return nil
	}
	var quote, position w3cSelector
	source := doc.URI
	if len(doc.Target) > 0 {
		quote, position = quoteAndPosition(doc.Target[0].Selector, 0)
		if source == "" {
			source = doc.Target[0].Source
		}
	}
	if strings.TrimSpace(quote.Exact) == "" {
		in.loss.add(lostPageNote, 1)
		return nil
	}
	ref := refFromIRI(in.line(source))
	if titles := oneOrMany(doc.Document.Title); len(titles) > 0 {
		ref.Title = in.line(asString(titles[0]))
	}
	s, err := in.builderOf(ref, quote.Exact)
	if err != nil {
		return addPath("uri", err)
	}
	n, err := in.hypothesisDraft(doc)
	if err != nil {
		return err
	}
	if n.Anchor, err = s.anchor(in, quotation{
		exact: quote.Exact, prefix: quote.Prefix, suffix: quote.Suffix, position: hint(position.Start, position.End, s.mapper.SpanFromUTF16),
	}); err != nil {
		return addPath("target", err)
	}
	s.add(n)
	in.threads.begin(doc.ID, s)
	return nil
}

// hypothesisDraft returns the annotation without its anchor.
func (in *importer) hypothesisDraft(doc *hypothesisInput) (annotate.Annotation, error) {
	n := in.clipped(clipping{note: doc.Text, creator: hypothesisCreator(doc), labels: doc.Tags, isOurs: strings.HasSuffix(doc.User, "@"+hypothesisHost)})
	if err := w3cTimes(&w3cNode{Created: doc.Created, Modified: doc.Updated}, &n); err != nil {
		return n, err
	}
	if isULID(doc.ID) {
		if err := in.seen.add(doc.ID); err != nil {
			return n, addPath("id", err)
		}
		n.ID = doc.ID
	}
	return n, nil
}

// hypothesisRow reads a row of the table that the Hypothesis client exports.
func (in *importer) hypothesisRow(row csvCells) error {
	quote := row.get("quote_description", "quote")
	switch {
	case strings.EqualFold(row.get("type", "annotation_reply_type"), "reply"):
		in.loss.add(lostReply, 1)
		return nil
	case strings.TrimSpace(in.opt.Clean(quote)) == "":
		in.loss.add(lostPageNote, 1)
		return nil
	}
	return in.clip(clipping{
		ref: refFromIRI(in.line(row.get("url"))), words: quotation{exact: quote}, note: row.get("comment"), creator: row.get("author"),
		labels: strings.Split(row.get("tags"), ","), fields: map[string]string{locationField: pageLocation(row.get("page"))}, created: in.date(row.get("created_at")),
	})
}

func hypothesisCreator(doc *hypothesisInput) string {
	if doc.UserInfo.DisplayName != "" {
		return doc.UserInfo.DisplayName
	}
	name, host, _ := strings.Cut(strings.TrimPrefix(doc.User, "acct:"), "@")
	if host == hypothesisHost {
		return "" // the account of an annotation without a creator
	}
	return name
}

// isULID reports whether id has the form of Galley's identifiers: 26 digits of
// Crockford's base 32. Identifiers from other programs are not kept.
func isULID(id string) bool {
	return len(id) == 26 && strings.Trim(id, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == ""
}
