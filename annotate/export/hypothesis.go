package export

import (
	"cmp"
	"io"
	"iter"
	"strings"
	"time"
	"unicode"

	"galley/annotate"
	"galley/annotate/anchor"
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
	Selector []w3cSelector `json:"selector,omitempty"`
}

// hypothesisGroup is the group of annotations that are shared with everyone or with no
// one.
const hypothesisGroup = "__world__"

// WriteHypothesis writes the format that the Hypothesis client imports. Its
// annotations have only tags and a text, so labels become tags, and a field a tag such as
// "status: accurate", after the annotation's own tag. A reply refers to its
// annotation. Positions are UTF-16 units in the
// text that Galley extracts from the page. They are only hints: the client
// searches for the quotation.
func WriteHypothesis(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	file := hypothesisFile{
		ExportDate: opt.Exported.UTC(), ExportUserID: hypothesisAccount("galley"), ClientVersion: opt.Generator,
		Annotations: []hypothesisAnnotation{},
	}
	return writeItems(w, file, 1, bundles, opt, 0, opt.annotationToHypothesis)
}

// annotationToHypothesis returns an annotation that only its creator may read, unless
// the export is public.
func (opt WriteOptions) annotationToHypothesis(n annotate.Annotation, a *annotate.Article, mapper *annotate.Mapper, loss *LossReport) []any {
	out := opt.hypothesisItem(n.ID, n.Creator, a)
	out.Created, out.Updated, out.Text = n.Created.UTC(), n.Modified.UTC(), n.Note
	out.Tags = append([]string{string(n.Tag)}, hypothesisTags(n, loss)...)
	out.Target[0].Selector = w3cSelectors(n, a, mapper.UTF16FromSpan)
	items := []any{out}
	for i, r := range n.Replies {
		reply := opt.hypothesisItem(replyID(n.ID, i), r.Creator, a)
		reply.Created, reply.Updated, reply.Text, reply.References = r.Created.UTC(), r.Created.UTC(), r.Note, []string{n.ID}
		items = append(items, reply)
	}
	return items
}

// hypothesisItem returns what annotations and replies have in common.
func (opt WriteOptions) hypothesisItem(id, creator string, a *annotate.Article) hypothesisAnnotation {
	account := hypothesisAccount(creator)
	uri, reader := annotatedIRI(a), account
	if opt.Public {
		reader = "group:" + hypothesisGroup
	}
	return hypothesisAnnotation{
		ID: id, User: account, UserInfo: hypothesisUser{creator}, URI: uri, Tags: []string{}, Group: hypothesisGroup,
		Permissions: map[string][]string{
			"read": {reader}, "update": {account}, "delete": {account}, "admin": {account},
		},
		References: []string{}, Document: map[string][]string{"title": {a.Name()}}, Target: []hypothesisTarget{{Source: uri}},
	}
}

// hypothesisTags returns the labels and the fields as tags of one line each.
func hypothesisTags(n annotate.Annotation, loss *LossReport) (tags []string) {
	for _, label := range n.Labels {
		if _, err := tagOf(label); err == nil || strings.Contains(label, fieldSeparator) {
			label = labelsField + fieldSeparator + label // otherwise it would be read as a tag or as a field
		}
		tags = append(tags, shortTag(label, loss))
	}
	for name, values := range n.FieldsInOrder() {
		if name == tagsField {
			for _, tag := range strings.Split(values[0], ", ") {
				tags = append(tags, shortTag(tagsField+fieldSeparator+tag, loss)) // otherwise it would be read as a label
			}
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
			tags = append(tags, shortTag(name+fieldSeparator+strings.ReplaceAll(v, "\n", " "), loss))
		}
	}
	return tags
}

// maxHypothesisTag is the maximum length of a tag, in code points.
const maxHypothesisTag = 1000

// shortTag returns a tag, or the beginning of one that is too long.
func shortTag(tag string, loss *LossReport) string {
	start := anchor.FirstRunes(tag, maxHypothesisTag)
	if start == tag {
		return tag
	}
	loss.add(lostEnd, 1)
	return tag[:annotate.GraphemeAt(tag, len(anchor.FirstRunes(tag, maxHypothesisTag-1)))] + "…"
}

var lostEnd = LossKind{"end of a field of more than 1,000 characters", "ends of fields of more than 1,000 characters"}

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
