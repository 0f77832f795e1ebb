// Package furniture recognizes what a page puts around an article: buttons,
// lists of other articles, plugs, footers, credits. It judges each block by its
// words alone. The readers of plain text and of web pages, which know the page and
// the neighbors of a block, decide what to do with the verdict.
//
// # Rules
//
//   - A rule gives a kind and its sureness: the share of blocks on news pages for
//     which it was right. Furniture is folded from [draft.FoldFrom] on.
//   - Phrases are in lists, one file per language in the folder phrases. All
//     languages apply at once, since pages mix them.
//   - Long blocks are prose and are not examined. No text is altered.
package furniture

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/words"
)

// A Verdict is what a rule says about a block. The zero Verdict is no verdict.
type Verdict struct {
	draft.Rule
	Kind   annotate.Kind
	Folded bool // Kind is furniture, and the rule is sure enough to fold it
}

// The names of the rules for one block. EndMatter and Comments also apply to what
// follows the block.
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

// maxExamined is the number of bytes of the longest block that is examined.
const maxExamined = 640

// Judge reports whether a block with the given text is furniture or the credit of a
// picture.
func Judge(text string) (Verdict, bool) {
	if len(text) > maxExamined || isSpeech(text) {
		return Verdict{}, false
	}
	if isLinks(text) {
		return newVerdict(draft.Rule{Name: Links, Sureness: 1}), true
	}
	found := phrases().find(normalize(text), control, plug)
	if found == none || found == control && endsStatement(text) {
		return Verdict{}, false
	}
	return newVerdict(found.shape().rule), true
}

func newVerdict(rule draft.Rule) Verdict {
	if rule.Name == Credit {
		return Verdict{Rule: rule, Kind: annotate.Caption}
	}
	return Verdict{rule, annotate.Furniture, rule.Folds(annotate.Furniture)}
}

// isSpeech reports whether text begins with a quotation mark: speech may consist
// of words that buttons have too.
func isSpeech(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("\"'“”„‟‘‚«»‹「『", r)
}

// endsStatement reports whether text ends with a full stop or the like, which
// buttons do not have.
func endsStatement(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?。！？", r) && !strings.HasSuffix(text, "...")
}

// IsSummary reports whether text is the heading of an article's summary, such as
// "Key points" or "Das Wichtigste in Kürze".
func IsSummary(text string) bool { return isIn(text, summary) }

// IsAuthorNote reports whether text says who wrote an article or contributed to
// it, such as "Ada Lund is a reporter at …".
func IsAuthorNote(text string) bool { return isIn(text, author) }

func isIn(text string, l list) bool {
	return len(text) <= maxExamined && phrases().find(normalize(text), l, l) == l
}

// isLinks reports whether text consists of the names of three or more pages, a few
// words each, with signs between them: "Home | News | Sport". Text with ">" may be
// code unless the names are capitalized.
func isLinks(text string) bool {
	const (
		minLinks    = 3
		longestLink = 4 // words
	)
	signs := 0
	for off, r := range text {
		if isLinkSign(r) && off > 0 {
			signs++
		}
	}
	if signs+1 < minLinks || strings.Contains(text, "\n") {
		return false
	}
	names := 0
	for part := range strings.FieldsFuncSeq(text, isLinkSign) {
		switch n := words.Count(part, longestLink+1); {
		case n > longestLink:
			return false
		case words.BeginsUpper(part), !strings.Contains(text, ">") && strings.ContainsFunc(part, unicode.IsLetter):
			names++
		}
	}
	return names >= minLinks
}

func isLinkSign(r rune) bool {
	switch r {
	case '|', '·', '•', '›', '»', '>', '¦', '❘', '∙', '⋅':
		return true
	}
	return false
}
