// Package furniture knows what a page puts around an article: buttons, lists of
// other articles, plugs, footers, credits. It looks at one block alone, by the
// words of its text; what a page or its neighbours tell is for the callers, the
// readers of plain text and of web pages.
//
// # Rules
//
//   - A rule gives a kind and its sureness: the share of blocks on news pages
//     that it hit rightly. Furniture is folded from [draft.FoldFrom] on.
//   - What a block says is looked up in lists of phrases, one file for each
//     language in the folder phrases. All languages count at once, for pages
//     mix them.
//   - Long blocks are prose and are not looked at. No text is altered.
package furniture

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/words"
)

// A Verdict is what a rule says of a block.
type Verdict struct {
	draft.Rule
	Kind   annotate.Kind
	Folded bool // Kind is furniture, and the rule is sure enough to fold it
}

// The rules that look at one block alone. Those of [EndMatter] and [Comments]
// also say something of what follows them.
const (
	Control   = "P1 control word"
	Links     = "P2 line of links"
	Related   = "P3 other articles"
	Plug      = "P4 plug"
	Copyright = "P5 copyright"
	EndMatter = "P6 end matter"
	Comments  = "P6 comments"
	Credit    = "P7 credit"
)

// longest is the length in bytes beyond which no block is looked at.
const longest = 640

// Judge says what a block with that text is, if it is furniture or the credit
// of a picture by its words alone.
func Judge(text string) (Verdict, bool) {
	if len(text) > longest || isSpeech(text) {
		return Verdict{}, false
	}
	if isLinks(text) {
		return folded(Links, 1), true
	}
	found := lists().find(fold(text), control, comments, end, related, credit, copyright, plug)
	if found == control && isStatement(text) {
		return Verdict{}, false
	}
	switch found {
	case control:
		return folded(Control, .96), true
	case comments:
		return folded(Comments, 1), true
	case end:
		return folded(EndMatter, 1), true
	case related:
		return folded(Related, .98), true
	case credit:
		return Verdict{Rule: draft.Rule{Name: Credit, Sureness: .96}, Kind: annotate.Caption}, true
	case copyright:
		return folded(Copyright, .99), true
	case plug:
		return folded(Plug, .94), true
	}
	return Verdict{}, false
}

func folded(name string, sureness float32) Verdict {
	rule := draft.Rule{Name: name, Sureness: sureness}
	return Verdict{rule, annotate.Furniture, rule.Folds(annotate.Furniture)}
}

// isSpeech reports whether text begins with a quotation mark: what people say
// may be a word that buttons have too.
func isSpeech(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("\"'“”„‟‘‚«»‹「『", r)
}

// isStatement reports whether text ends with a full stop or the like, as
// buttons do not.
func isStatement(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?。！？", r) && !strings.HasSuffix(text, "...")
}

// IsSummary reports whether text is what stands above the summary of an
// article: "Key points", "Das Wichtigste in Kürze".
func IsSummary(text string) bool {
	return len(text) <= longest && lists().find(fold(text), summary) == summary
}

// IsAuthorNote reports whether text says who wrote an article or helped with
// it, as the last paragraphs of one may: "Ada Lund is a reporter at …".
func IsAuthorNote(text string) bool {
	return len(text) <= longest && lists().find(fold(text), author) == author
}

// Bounds of a line of links.
const (
	fewestLinks = 3
	longestLink = 4 // words
)

// isLinks reports whether text is the names of three pages or more, a few words
// each, with signs between them: "Home | News | Sport". What ">" parts may be
// code, unless it is in capitals.
func isLinks(text string) bool {
	signs := 0
	for off, r := range text {
		if isLinkSign(r) && off > 0 {
			signs++
		}
	}
	if signs+1 < fewestLinks || strings.Contains(text, "\n") {
		return false
	}
	named := 0
	for part := range strings.FieldsFuncSeq(text, isLinkSign) {
		switch n := words.Count(part, longestLink+1); {
		case n > longestLink:
			return false
		case words.BeginsUpper(part), !strings.Contains(text, ">") && strings.ContainsFunc(part, unicode.IsLetter):
			named++
		}
	}
	return named >= fewestLinks
}

func isLinkSign(r rune) bool {
	switch r {
	case '|', '·', '•', '›', '»', '>', '¦', '❘', '∙', '⋅':
		return true
	}
	return false
}
