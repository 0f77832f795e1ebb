package export

import (
	"strings"
	"time"

	"galley/annotate"
)

// TemplateData is the data of a template. Its texts have no characters that act on a
// terminal.
type TemplateData struct {
	Generator string    // program and version
	Exported  time.Time // time of the export
	Articles  []TemplateArticle
}

// A TemplateArticle is an article as a template sees it. What is unknown is "".
type TemplateArticle struct {
	ID          string
	Title       string
	Byline      string
	Published   string
	Site        string
	Language    string
	Address     string // on the web
	File        string // name of the file, without its folder unless --with-paths is given
	Retrieved   time.Time
	Words       int
	Paragraphs  int
	Text        string // "" with --no-text
	Annotations []TemplateAnnotation
}

// Tagged returns the annotations with a tag, in text order.
func (a TemplateArticle) Tagged(tag string) ([]TemplateAnnotation, error) {
	if _, err := annotate.ParseTag(tag); err != nil {
		return nil, err
	}
	var tagged []TemplateAnnotation
	for _, n := range a.Annotations {
		if n.Tag == tag {
			tagged = append(tagged, n)
		}
	}
	return tagged, nil
}

// A TemplateAnnotation is an annotation as a template sees it. What is unknown is
// "".
type TemplateAnnotation struct {
	ID        string
	Number    string // C1, Q1, O1 …: per tag, in text order
	Tag       string
	Quote     string // the words, as they are in the text now
	Original  string // the words that were marked, if they were edited since
	Prefix    string // up to 64 characters before them
	Suffix    string // up to 64 characters after them
	Placed    bool   // whether the words have a definite place in the text
	Start     int    // in code points; 0 if not placed
	End       int    // in code points, exclusive; 0 if not placed
	Paragraph int    // number of the paragraph; 0 for none
	Link      string // to the words in the page on the web
	Note      string // Markdown without links that could act
	Status    string
	Who       string // claimant, speaker or holder
	State     string // anchored, moved, changed, ambiguous or orphan
	Warning   string // what is uncertain about the place
	Creator   string
	Created   time.Time
	Modified  time.Time
	Decided   string          // the kind of difference between people that it settles
	From      []string        // the IDs of the annotations that differed
	Fields    []TemplateField // the fields that have values, status included
	Labels    []string
	Replies   []TemplateReply // oldest first
}

// A TemplateReply is a reply to an annotation.
type TemplateReply struct {
	Creator string
	Created time.Time
	Note    string // Markdown without links that could act
}

// A TemplateField is a field of an annotation with its values.
type TemplateField struct {
	Name   string
	Values []string
}

// Field returns the values of a field, joined with "; ".
func (n TemplateAnnotation) Field(name string) string {
	for _, f := range n.Fields {
		if f.Name == name {
			return strings.Join(f.Values, "; ")
		}
	}
	return ""
}

func newTemplateArticle(b Bundle, set annotate.Set, opt WriteOptions) TemplateArticle {
	a := b.Article
	t := TemplateArticle{
		ID: a.ID, Title: visibleLine(a.Name()), Byline: visibleLine(a.Meta.Byline), Published: visibleLine(a.Meta.Published),
		Site: visibleLine(a.Meta.Site), Language: visibleLine(a.Meta.Language), Address: webAddress(a), Retrieved: a.Source.Retrieved,
		Words: b.Words, Paragraphs: a.NumberedBlocks(),
	}
	if a.Source.Kind == annotate.FromFile {
		t.File = visibleLine(a.Source.Location)
	}
	if !opt.NoText {
		t.Text = visible(a.Text)
	}
	mapper := annotate.NewMapper(a.Text)
	numbers := numbersOf(set)
	for _, n := range inOrder(a, set, opt) {
		t.Annotations = append(t.Annotations, newTemplateAnnotation(n, numbers[n.ID], a, mapper))
	}
	return t
}

func newTemplateAnnotation(n annotate.Annotation, number string, a *annotate.Article, mapper *annotate.Mapper) TemplateAnnotation {
	t := TemplateAnnotation{
		ID: n.ID, Number: number, Tag: string(n.Tag), Quote: visible(quoteOf(n, a)), Prefix: visible(n.Anchor.Prefix),
		Suffix: visible(n.Anchor.Suffix), Link: textLink(n, a), Note: annotate.SafeMarkdown(visible(n.Note)), Status: n.Status(), Who: visibleLine(n.Who()),
		State: string(n.Anchor.State), Warning: visible(warning(n)), Creator: visibleLine(n.Creator), Created: n.Created, Modified: n.Modified,
		Decided: visibleLine(n.Decided), From: n.From,
	}
	if n.Anchor.State == annotate.Changed {
		t.Original = visible(n.Anchor.Exact)
	}
	if span := n.Anchor.Span; n.Anchor.State.Placed() {
		t.Placed, t.Paragraph = true, a.NumberAt(span.Start)
		t.Start, t.End = mapper.RunesFromSpan(span)
	}
	for name, values := range withStatus(n).FieldsInOrder() {
		f := TemplateField{Name: visibleLine(name)}
		for _, v := range values {
			f.Values = append(f.Values, visible(v))
		}
		t.Fields = append(t.Fields, f)
	}
	for _, label := range n.Labels {
		t.Labels = append(t.Labels, visibleLine(label))
	}
	for _, r := range n.Replies {
		t.Replies = append(t.Replies, TemplateReply{visibleLine(r.Creator), r.Created, annotate.SafeMarkdown(visible(r.Note))})
	}
	return t
}
