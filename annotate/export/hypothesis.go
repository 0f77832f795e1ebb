package export

import (
	"io"
	"iter"
	"strings"
	"time"
	"unicode"

	"galley/annotate"
)

// The types of this file are the export of the Hypothesis client, as far as
// its import and Galley's need it.

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
	Document    hypothesisDocument  `json:"document"`
	Target      []hypothesisTarget  `json:"target"`
}

type hypothesisUser struct {
	DisplayName string `json:"display_name"`
}

type hypothesisDocument struct {
	Title []string `json:"title"`
}

type hypothesisTarget struct {
	Source   string        `json:"source"`
	Selector []w3cSelector `json:"selector"`
}

// hypothesisGroup is the group of what is public.
const hypothesisGroup = "__world__"

// WriteHypothesis writes what the client of Hypothesis exports and imports.
// Its annotations have tags and a text only, so a field becomes a tag,
// "status: accurate", and the tag comes first. Positions are UTF-16 units of
// the text that Galley reads from the page, and hints at most: the client
// finds the quotation.
func WriteHypothesis(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	file := hypothesisFile{
		ExportDate: opt.Exported.UTC(), ExportUserID: hypothesisAccount("galley"), ClientVersion: opt.Generator,
		Annotations: []hypothesisAnnotation{},
	}
	return writeItems(w, file, 1, bundles, func(n annotate.Annotation, b Bundle, mapper *annotate.Mapper, loss *LossReport) any {
		return hypothesisOut(n, b.Article, mapper, loss)
	})
}

func hypothesisOut(n annotate.Annotation, on *annotate.Article, mapper *annotate.Mapper, loss *LossReport) hypothesisAnnotation {
	account := hypothesisAccount(n.Creator)
	uri := sourceIRI(on)
	return hypothesisAnnotation{
		ID: n.ID, Created: n.Created.UTC(), Updated: n.Modified.UTC(),
		User: account, UserInfo: hypothesisUser{n.Creator}, URI: uri, Text: n.Note,
		Tags: append([]string{string(n.Tag)}, hypothesisTags(n, loss)...), Group: hypothesisGroup,
		Permissions: map[string][]string{
			"read": {"group:" + hypothesisGroup}, "update": {account}, "delete": {account}, "admin": {account},
		},
		References: []string{}, Document: hypothesisDocument{[]string{on.Name()}},
		Target: []hypothesisTarget{{uri, hypothesisSelectors(n, on, mapper)}},
	}
}

// hypothesisTags are the fields as tags, each on one line.
func hypothesisTags(n annotate.Annotation, loss *LossReport) (tags []string) {
	for _, d := range details(n) {
		if d.name == tagsField {
			tags = append(tags, strings.Split(d.values[0], ", ")...)
			continue
		}
		if strings.Contains(d.name, fieldSeparator) {
			loss.add(lostField, 1)
			continue
		}
		for _, v := range d.values {
			if strings.Contains(v, "\n") {
				loss.add(lostLines, 1)
			}
			tags = append(tags, d.name+fieldSeparator+strings.ReplaceAll(v, "\n", " "))
		}
	}
	return tags
}

var lostLines = LossKind{"line break of a field", "fields' line breaks"}

func hypothesisSelectors(n annotate.Annotation, on *annotate.Article, mapper *annotate.Mapper) []w3cSelector {
	selectors := w3cSelectors(n, on, mapper)
	if n.Anchor.State.Placed() {
		start, end := mapper.UTF16FromSpan(n.Anchor.Span)
		selectors[1].Start, selectors[1].End = &start, &end
	}
	return selectors
}

// hypothesisAccount makes an account of a name. There is no such account; the
// client sets its own at import.
func hypothesisAccount(name string) string {
	clean := strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._", r)) {
			return r
		}
		return '_'
	}, name)
	if clean == "" {
		clean = "unknown"
	}
	return "acct:" + clean + "@" + hypothesisHost
}

// hypothesisHost is where the accounts are that do not exist.
const hypothesisHost = "galley.invalid"
