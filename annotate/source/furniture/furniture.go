// Package furniture recognizes the furniture of a page: buttons, lists of other
// articles, plugs, footers, credits. It judges each block by its words alone. The
// readers of plain text and of web pages, which know the page and the neighbors of a
// block, decide what to do with the verdict.
//
// # Rules
//
//   - A rule gives a kind and its confidence: the share of blocks on news pages for
//     which it was right. Furniture is folded from [draft.MinFoldConfidence] on.
//   - Phrases are in lists, one file per language in the folder phrases. All
//     languages apply at once, since pages mix them.
//   - Long blocks are prose and are not examined. No text is altered.
package furniture

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/words"
)

// A Verdict is the decision of a rule on a block. The zero value means that no rule
// matched.
type Verdict struct {
	draft.Rule
	Kind   annotate.Kind
	Folded bool // Kind is Furniture, and the rule is sure enough to fold it
}

// The names of the rules for single blocks. EndMatter and Comments also apply to the
// blocks that follow.
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

// maxExamined is the maximum length in bytes of a block that is examined.
const maxExamined = 640

// Judge returns the verdict on a block with that text, and whether there is one: the
// block is furniture or the credit of a picture.
func Judge(text string) (Verdict, bool) {
	if len(text) > maxExamined || isSpeech(text) {
		return Verdict{}, false
	}
	if isLinks(text) {
		return newVerdict(draft.Rule{Name: Links, Confidence: 1}), true
	}
	if isCounter(text) || isShortcode(text) {
		return newVerdict(control.shape().rule), true
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
// of words that are also on buttons.
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

// Wall is the name of the rule for the line from which on a page is for subscribers only.
const Wall = "P9 wall"

// IsWall reports whether text says that the rest of an article is for subscribers only, such
// as "Subscribe to continue reading".
func IsWall(text string) bool { return isIn(text, wall) }

func isIn(text string, l list) bool {
	return len(text) <= maxExamined && phrases().find(normalize(text), l, l) == l
}

// isLinks reports whether text consists of the names of three or more pages, a few
// words each, with separators between them: "Home | News | Sport". Text with ">" may be
// code unless the names are capitalized.
func isLinks(text string) bool {
	const (
		minLinks     = 3
		maxLinkWords = 4
	)
	separators := 0
	for off, r := range text {
		if isSeparator(r) && off > 0 {
			separators++
		}
	}
	if separators+1 < minLinks || strings.Contains(text, "\n") {
		return false
	}
	names := 0
	for part := range strings.FieldsFuncSeq(text, isSeparator) {
		switch n := words.Count(part, maxLinkWords+1); {
		case n > maxLinkWords:
			return false
		case words.BeginsUpper(part), !strings.Contains(text, ">") && strings.ContainsFunc(part, unicode.IsLetter):
			names++
		}
	}
	return names >= minLinks
}

// isCounter reports whether text counts pictures: "Image 1 of 5", "2 von 9".
func isCounter(text string) bool {
	if len(text) > maxControl {
		return false
	}
	match := counter.FindStringSubmatch(strings.ToLower(text))
	if match == nil {
		return false
	}
	isPicture := wordLists().Has("picture", match[1])
	isOf := wordLists().Has("of", match[3])
	number, err1 := strconv.Atoi(match[2])
	count, err2 := strconv.Atoi(match[4])
	return err1 == nil && err2 == nil && number <= count && (isPicture || match[1] == "" && isOf)
}

// counter matches a word or none, a number, a word or signs, and a number.
var counter = regexp.MustCompile(`^[(\[]?\s*(\pL*)\s*(\d+)\s*(\pL*)\s*/?\s*(\d+)\s*[)\]]?$`)

// isShortcode reports whether text is a command of a publishing program that the page
// shows by mistake, with little text: "[button link=/kit] Send us a photo[/button]".
func isShortcode(text string) bool {
	return strings.HasPrefix(text, "[") && words.Count(text, maxShortcode) < maxShortcode && shortcode.MatchString(text)
}

// shortcode matches a name in brackets with a value, or with a slash before it.
var shortcode = regexp.MustCompile(`^\[/?[a-z][a-z0-9_-]*(\s[^\]]*=[^\]]*/?\]|[^\]]*\](.|\n)*\[/[a-z0-9_-]+\]$|_[a-z0-9_-]*\])|^\[/[a-z0-9_-]+\]$`)

// Bounds of counters, in bytes, and of shortcodes, in words.
const (
	maxControl   = 40
	maxShortcode = 25
)

func isSeparator(r rune) bool {
	switch r {
	case '|', '·', '•', '›', '»', '>', '¦', '❘', '∙', '⋅':
		return true
	}
	return false
}
