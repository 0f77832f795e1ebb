package export

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"galley/annotate"
)

const (
	maxTitle = 60 // in bytes; longer titles are cut
	maxIDLen = 8  // in bytes; longer ids are cut
)

// FileName returns a file name for an article, without an extension:
// "harbour-levy-passes-3f2a91c4". It depends only on title and id, consists of
// letters, digits and hyphens, and begins with a letter or digit.
func FileName(a *annotate.Article) string {
	title := cmp.Or(slug(a.Name()), "article")
	id := slug(a.ID)
	return strings.Trim(title+"-"+id[:min(len(id), maxIDLen)], "-")
}

// slug joins the words of a text with hyphens.
func slug(text string) string {
	fields := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	fields = slices.DeleteFunc(fields, func(s string) bool { return strings.IndexFunc(s, startsWord) < 0 })
	out := strings.Join(fields, "-")
	if len(out) <= maxTitle {
		return out
	}
	cut := annotate.GraphemeAt(out, maxTitle)
	if i := strings.LastIndexByte(out[:cut], '-'); i > maxTitle/2 {
		cut = i
	}
	return strings.Trim(out[:cut], "-")
}

// startsWord reports whether r is a letter or digit, not a mark on one.
func startsWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
