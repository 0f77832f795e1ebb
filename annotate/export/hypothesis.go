package export

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode"

	"galley/annotate"
)

// The types in this file are those of the Hypothesis client's export, with the
// members that its import and Galley's need.

type hypothesisFile struct {
	ExportDate    time.Time              `json:"export_date"`
	ExportUserID  string                 `json:"export_userid"`
	ClientVersion string                 `json:"client_version"`
	Annotations   []hypothesisAnnotation `json:"annotations"`
}

type hypothesisAnnotation struct {
	ID          string              `json:"id"`
	Created     time.Time           `json:"created"`
	Updated     time.Time           `json:"updated"`
	User        string              `json:"user"`
	UserInfo    hypothesisUser      `json:"user_info"`
	URI         string              `json:"uri"`
	Text        string              `json:"text"`
	Tags        []string            `json:"tags"`
	Group       string              `json:"group"`
	Permissions map[string][]string `json:"permissions"`
	References  []string            `json:"references"`
	Document    map[string][]string `json:"document"`
	Target      []hypothesisTarget  `json:"target"`
}

type hypothesisUser struct {
	DisplayName string `json:"display_name"`
}

type hypothesisTarget struct {
	Source   string        `json:"source"`
	Selector []w3cSelector `json:"selector"`
}

// hypothesisGroup is the group of annotations that are shared with everyone or with no
// one.
const hypothesisGroup = "__world__"

// WriteHypothesis writes the format that the Hypothesis client imports. Its
// annotations have only tags and a text, so a field becomes a tag such as
// "status: accurate", after the annotation's own tag. Positions are UTF-16 units in the
// text that Galley extracts from the page. They are only hints: the client
// searches for the quotation.
func WriteHypothesis(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	file := hypothesisFile{
		ExportDate: opt.Exported.UTC(), ExportUserID: hypothesisAccount("galley"), ClientVersion: opt.Generator,
		Annotations: []hypothesisAnnotation{},
	}
	return writeItems(w, file, 1, bundles, opt, opt.annotationToHypothesis)
}

// annotationToHypothesis returns an annotation that only its creator may read, unless
// the export is public.
func (opt WriteOptions) annotationToHypothesis(n annotate.Annotation, a *annotate.Article, mapper *annotate.Mapper, loss *LossReport) any {
	account := hypothesisAccount(n.Creator)
	uri, reader := annotatedIRI(a), account
	if opt.Public {
		reader = "group:" + hypothesisGroup
	}
	return hypothesisAnnotation{
		ID: n.ID, Created: n.Created.UTC(), Updated: n.Modified.UTC(),
		User: account, UserInfo: hypothesisUser{n.Creator}, URI: uri, Text: n.Note,
		Tags: append([]string{string(n.Tag)}, hypothesisTags(n, loss)...), Group: hypothesisGroup,
		Permissions: map[string][]string{
			"read": {reader}, "update": {account}, "delete": {account}, "admin": {account},
		},
		References: []string{}, Document: map[string][]string{"title": {a.Name()}},
		Target: []hypothesisTarget{{uri, w3cSelectors(n, a, mapper.UTF16FromSpan)}},
	}
}

// hypothesisTags returns the fields as tags of one line each.
func hypothesisTags(n annotate.Annotation, loss *LossReport) (tags []string) {
	for name, values := range n.FieldsInOrder() {
		if name == tagsField {
			tags = append(tags, strings.Split(values[0], ", ")...)
			continue
		}
		if strings.Contains(name, fieldSeparator) {
			loss.add(lostField, 1)
			continue
		}
		for _, v := range values {
			if strings.Contains(v, "\n") {
				loss.add(lostLines, 1)
			}
			tags = append(tags, name+fieldSeparator+strings.ReplaceAll(v, "\n", " "))
		}
	}
	return tags
}

var lostLines = LossKind{"line break in a field", "line breaks in fields"}

// hypothesisAccount returns an invented account for a name: the client replaces it
// on import.
func hypothesisAccount(name string) string {
	clean := strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._", r)) {
			return r
		}
		return '_'
	}, name)
	return "acct:" + cmp.Or(clean, "unknown") + "@" + hypothesisHost
}

// hypothesisHost is the host of invented accounts.
const hypothesisHost = "galley.invalid"

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

// ReadHypothesis reads the export of the Hypothesis client. Its positions
// refer to the page in a browser, so the words are searched for in the articles,
// which ReadOptions.FindArticle must find. Replies and notes on a whole page are
// left out and counted.
func ReadHypothesis(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	data, err := readValue(r, opt)
	if err != nil {
		return nil, nil, err
	}
	var file struct{ Annotations *[]json.RawMessage }
	if err := json.Unmarshal(data, &file); err != nil || file.Annotations == nil {
		return nil, nil, fmt.Errorf("%w: it has no array of annotations", ErrWrongFormat)
	}
	in := newImporter(opt)
	for i, raw := range *file.Annotations {
		var doc hypothesisInput
		err := describeMismatch(json.Unmarshal(raw, &doc))
		if err == nil {
			in.entry = Entry{"annotation", i + 1}
			err = in.leaveOut(in.entry, in.hypothesis(&doc))
		}
		if err != nil {
			return nil, nil, addPath(fmt.Sprintf("annotations[%d]", i), err)
		}
	}
	return in.bundles()
}

var (
	lostReply    = LossKind{"reply", "replies"}
	lostPageNote = LossKind{"note on a whole page", "notes on a whole page"}
)

func (in *importer) hypothesis(doc *hypothesisInput) error {
	if len(doc.References) > 0 {
		in.loss.add(lostReply, 1)
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
	s, err := in.builder(ref)
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
	return nil
}

// hypothesisDraft returns the annotation without its anchor.
func (in *importer) hypothesisDraft(doc *hypothesisInput) (annotate.Annotation, error) {
	n := annotate.Annotation{Note: in.opt.Clean(doc.Text), Creator: in.line(hypothesisCreator(doc))}
	if err := w3cTimes(&w3cNode{Created: doc.Created, Modified: doc.Updated}, &n); err != nil {
		return n, err
	}
	if isULID(doc.ID) {
		if err := in.seen.add(doc.ID); err != nil {
			return n, addPath("id", err)
		}
		n.ID = doc.ID
	}
	var labels []string
	for _, tag := range doc.Tags {
		name, value, ok := cutField(in.line(tag))
		if ok && slices.Contains(fieldNames(), name) {
			addValue(&n, name, value)
		} else {
			labels = append(labels, tag)
		}
	}
	in.setTags(&n, labels)
	return n, nil
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
