package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/words"
)

// addTemplate collects the text of an element that a browser does not show: a template of a
// script, or what a page has for browsers without scripts.
func (p *pageInfo) addTemplate(n *html.Node) {
	isTemplate := n.DataAtom != atom.Script ||
		hasAny(strings.ToLower(attribute(n, "type")), strings.Contains, []string{"template", "tmpl", "handlebars", "mustache", "text/html"})
	if !isTemplate || n.FirstChild == nil || len(p.templates) == maxValues {
		return
	}
	var text strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			text.WriteString(c.Data)
		} else if html.Render(&text, c) != nil {
			return
		}
	}
	if text.Len() >= minKept && !hasAny(text.String(), strings.Contains, []string{"{{", "<%"}) {
		p.templates = append(p.templates, text.String())
	}
}

// body returns the text of the article that only machines see, from the structured data or
// a template of the page, or nil if there is none long enough.
func (p *pageInfo) body() []draft.Block {
	var body []draft.Block
	if raw, ok := p.objects.article()["articleBody"].(string); ok {
		body = blocksOf(raw)
	} else if text := p.objects.text(p.objects.article(), "articleBody", "text"); text != "" {
		body = blocksOf(text)
	}
	if proseSize(body) < minKept {
		body = nil
		for _, template := range p.templates {
			if blocks := blocksOf(template); proseSize(blocks) > max(minKept, proseSize(body)) {
				body = blocks
			}
		}
	}
	for i := range body {
		body[i].Rule = ruleDescribed
	}
	return body
}

// blocksOf returns the blocks of a text, which may be HTML.
func blocksOf(text string) []draft.Block {
	if strings.Contains(text, "</p>") || strings.Contains(text, "<br") {
		doc, err := Walk([]byte(text), "")
		if err != nil {
			return nil
		}
		return doc.Blocks
	}
	var blocks []draft.Block
	for line := range strings.Lines(text) {
		if !isBlank(line) {
			blocks = append(blocks, draft.Block{Kind: annotate.Paragraph, Pieces: []draft.Piece{{Text: unescape(line)}}})
		}
	}
	return blocks
}

// proseSize returns the number of visible characters in blocks of prose.
func proseSize(blocks []draft.Block) int {
	size := 0
	for _, b := range blocks {
		if text := b.Text(); words.EndsSentence(text) && words.Count(text, proseWords) == proseWords {
			size += visibleLen(text)
		}
	}
	return size
}
