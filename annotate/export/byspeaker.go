package export

import (
	"galley/annotate"
	"galley/annotate/export/docx"
	"galley/annotate/voice"
)

// bySpeakerHeading is the heading of the list of voices after an article.
const bySpeakerHeading = "By speaker"

// inOrder returns the annotations in the order that the options ask for: in text order,
// or by speaker with the parts of an interrupted quotation one after the other.
func inOrder(a *annotate.Article, set annotate.Set, opt WriteOptions) []annotate.Annotation {
	if !opt.BySpeaker {
		return set.All()
	}
	list := make([]annotate.Annotation, 0, set.Len())
	for _, g := range voice.Groups(a, set) {
		for _, whole := range g.Wholes {
			list = append(list, whole...)
		}
	}
	return list
}

// groups writes the annotations under the names of those whose words they are.
func (out *markdownWriter) groups(a *annotate.Article, set annotate.Set) error {
	for _, g := range voice.Groups(a, set) {
		var items []annotate.Annotation
		for _, whole := range g.Wholes {
			items = append(items, whole.First())
		}
		if err := out.group(MarkdownLine(g.Name()), items, a, set); err != nil {
			return err
		}
	}
	return nil
}

// bySpeaker writes who says what after an article, with links to the notes.
func (a *htmlArticle) bySpeaker() {
	a.printf("<section>\n<h2>%s</h2>\n", bySpeakerHeading)
	for _, g := range voice.Groups(a.article, a.set) {
		a.printf("<h3 dir=\"auto\">%s</h3>\n", esc(g.Name()))
		for _, whole := range g.Wholes {
			a.printf("<p dir=\"auto\"><a href=\"#n%d-%[2]s\">%[2]s</a> %s</p>\n", a.page, a.numbers[whole.First().ID], esc(visibleLine(whole.Words())))
		}
	}
	a.printf("</section>\n")
}

// bySpeaker writes who says what after an article.
func (a *docxArticle) bySpeaker(numbers map[string]string) {
	heading := func(level int, text string) {
		a.add(docx.Paragraph{Style: docx.Heading, Level: level, Parts: []docx.Part{{Text: text}}})
	}
	heading(2, bySpeakerHeading)
	for _, g := range voice.Groups(a.article, a.set) {
		heading(3, visibleLine(g.Name()))
		for _, whole := range g.Wholes {
			a.add(docx.Paragraph{Style: docx.Quote, Parts: []docx.Part{{Text: numbers[whole.First().ID] + " " + visibleLine(whole.Words())}}})
		}
	}
}
