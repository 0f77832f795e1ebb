// Package page reads web pages: the blocks of a page in source order, the
// metadata of the page, and which blocks are the article.
//
// [Parse] is for a page as a website serves it: everything outside the article is
// furniture, with the rule that says so, and mostly folded. [Walk] is for HTML that is
// all text, such as a chapter of a book or the output of a converter.
//
// # Rules
//
//   - Nothing visible is left out or repeated, except the readings of ruby, and what is
//     there to be pressed: links of headings, “[edit]”, the way back from a note.
//     Scripts, style sheets and form fields are not text, nor are alternative texts
//     of images that show more than a character or a word. Parse folds blocks that
//     the page itself hides, also from all but screen readers.
//   - The readability library only decides which text nodes are kept; it never
//     produces text. Each text node has a number, which its copies keep.
//   - Work is bounded by counting. Simpler rules read a page that would take the
//     library too long, or that is nested too deeply for the parser.
package page

import (
	_ "embed" // for the word lists

	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
	"galley/annotate/wordlist"
)

//go:embed words.txt
var wordFile string

// wordLists returns the lists of words.txt, which says what each is for.
var wordLists = wordlist.Lazy(wordFile)

// The rules of pages, in addition to those of package furniture. The confidence of
// D2, D3, H2, H3 and H4 was measured on 181 news pages, that of the others
// estimated from 130 saved pages.
var (
	ruleHidden    = draft.Rule{Name: "W0 hidden by the page", Confidence: .95}
	ruleOutside   = draft.Rule{Name: "W1 outside the article", Confidence: .93}
	ruleNamed     = draft.Rule{Name: "W2 marked as furniture", Confidence: .9}
	ruleRepeated  = draft.Rule{Name: "H2 repeated title", Confidence: .89}
	ruleAbove     = draft.Rule{Name: "W3 above the article", Confidence: .95}
	ruleLinkList  = draft.Rule{Name: "D3 list of links", Confidence: .87}
	ruleLinkLine  = draft.Rule{Name: "W4 line of links", Confidence: .9}
	ruleCaption   = draft.Rule{Name: "D2 caption", Confidence: .83}
	ruleTitle     = draft.Rule{Name: "W5 title of the page", Confidence: .98}
	ruleDeck      = draft.Rule{Name: "W6 below the title", Confidence: .9}
	ruleByline    = draft.Rule{Name: "H4 byline", Confidence: .93}
	ruleDate      = draft.Rule{Name: "H3 date line", Confidence: .93}
	ruleNote      = draft.Rule{Name: "T4 author note", Confidence: .9}
	ruleWall      = draft.Rule{Name: furniture.Wall, Confidence: .9}
	ruleTail      = draft.Rule{Name: "T1 after end matter", Confidence: .9}
	ruleEmpty     = draft.Rule{Name: "W9 heading without text", Confidence: .9}
	ruleShort     = draft.Rule{Name: "W7 nothing long enough found", Confidence: .5}
	ruleDescribed = draft.Rule{Name: "W8 text in the page's data", Confidence: .6}
)
