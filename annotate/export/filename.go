package export

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"galley/annotate"
)

const (
	nameBytes = 60 // of a title in the name of a file
	nameID    = 8  // digits of an article's id in the name of a file
)

// FileName is a name for the file of an article, without an extension:
// "harbour-levy-passes-3f2a91c4". It is made of letters, digits and hyphens,
// begins with a letter or digit, and is the same as long as title and id are.
func FileName(a *annotate.Article) string {
	title := cmp.Or(slug(a.Name()), "article")
	id := slug(a.ID)
	return strings.Trim(title+"-"+id[:min(len(id), nameID)], "-")
}

// slug joins the words of a text by hyphens.
func slug(text string) string {
	fields := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	fields = slices.DeleteFunc(fields, func(s string) bool { return strings.IndexFunc(s, plainLetter) < 0 })
	out := strings.Join(fields, "-")
	if len(out) <= nameBytes {
		return out
	}
	cut := annotate.GraphemeAt(out, nameBytes)
	if i := strings.LastIndexByte(out[:cut], '-'); i > nameBytes/2 {
		cut = i
	}
	return strings.Trim(out[:cut], "-")
}

// plainLetter reports whether r can stand without another character.
func plainLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
