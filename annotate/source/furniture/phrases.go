package furniture

import (
	"embed"
	"strconv"
	"strings"
	"sync"

	"galley/annotate/source/draft"
)

// The lists of phrases. Each line of a file is one of:
//
//	# a comment
//	[plug 20]              begins a list: the phrases are plugs in blocks of at
//	                       most 20 words; without a number, the default bound applies
//	sign up                a block with exactly this text, with or without a colon
//	sign up for …          a block that begins with this
//	… to your inbox        a block that ends with this
//	… our newsletter …     a block that contains this
//
// Phrases are normalized like the text: case, accents and punctuation do not matter,
// but a colon, ©, @, # and * are words.
//
//go:embed phrases/*.txt
var files embed.FS

type list uint8

// The lists. Those from control to plug are for Judge, in order of precedence.
const (
	none list = iota
	control
	comments
	end
	related
	credit
	copyright
	plug
	summary
	author
	wall
	listCount
)

type listShape struct {
	name     string // in the files
	maxWords int    // of a block
	rule     draft.Rule
}

func (l list) shape() listShape {
	return [listCount]listShape{
		control:   {"control", 8, draft.Rule{Name: Control, Confidence: .96}},
		comments:  {"comments", 12, draft.Rule{Name: Comments, Confidence: 1}},
		end:       {"end", 12, draft.Rule{Name: EndMatter, Confidence: 1}},
		related:   {"related", 30, draft.Rule{Name: Related, Confidence: .98}},
		credit:    {"credit", 40, draft.Rule{Name: Credit, Confidence: .96}},
		copyright: {"copyright", 60, draft.Rule{Name: Copyright, Confidence: .99}},
		plug:      {"plug", 45, draft.Rule{Name: Plug, Confidence: .94}},
		summary:   {name: "summary", maxWords: 8},
		author:    {name: "author", maxWords: 70},
		wall:      {name: "wall", maxWords: 25},
	}[l]
}

type phrase struct {
	words               string // normalized, with a space before and after each word
	list                list
	maxWords            int  // of the block
	anyBefore, anyAfter bool // the block may have other words before or after it
}

// A phrasebook holds phrases by their first word.
type phrasebook map[string][]phrase

// phrases returns all phrases. It reads the files when first called.
var phrases = sync.OnceValue(func() phrasebook {
	book := phrasebook{}
	entries, err := files.ReadDir("phrases")
	if err != nil {
		panic(err) // the files are part of the program
	}
	for _, e := range entries {
		data, err := files.ReadFile("phrases/" + e.Name())
		if err != nil {
			panic(err)
		}
		book.read(string(data))
	}
	return book
})

// read adds the phrases of a file. Invalid lines are skipped; a test makes sure
// that there are none.
func (book phrasebook) read(file string) {
	current, maxWords := none, 0
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "# "):
		case line[0] == '[':
			current, maxWords = parseHeader(line)
		default:
			book.add(line, current, maxWords)
		}
	}
}

// parseHeader parses "[plug 20]". It returns none for an unknown list.
func parseHeader(line string) (l list, maxWords int) {
	name, bound, _ := strings.Cut(strings.Trim(line, "[]"), " ")
	for l := none + 1; l < listCount; l++ {
		if shape := l.shape(); shape.name == name {
			if n, err := strconv.Atoi(bound); err == nil {
				return l, n
			}
			return l, shape.maxWords
		}
	}
	return none, 0
}

func (book phrasebook) add(line string, l list, maxWords int) {
	p := phrase{list: l, maxWords: maxWords}
	line, p.anyBefore = strings.CutPrefix(line, "…")
	line, p.anyAfter = strings.CutSuffix(line, "…")
	p.words = normalize(line)
	if first := firstWord(p.words); first != "" && l != none {
		book[first] = append(book[first], p)
	}
}

// firstWord returns the first word of normalized text, or "".
func firstWord(normalized string) string {
	if len(normalized) < 2 {
		return ""
	}
	word, _, _ := strings.Cut(normalized[1:], " ")
	return word
}

// find returns the first list, from low to high inclusive, that has a phrase matching
// a normalized text, or none.
func (book phrasebook) find(normalized string, low, high list) list {
	count := strings.Count(normalized, " ") - 1
	best := high + 1
	for rest := normalized; len(rest) > 1; {
		first := firstWord(rest)
		for _, p := range book[first] {
			if p.list >= low && p.list < best && p.matches(normalized, rest, count) {
				best = p.list
			}
		}
		rest = rest[1+len(first):]
	}
	if best > high {
		return none
	}
	return best
}

// matches reports whether p matches at the beginning of rest, which is the tail of a
// normalized text of count words. A colon may follow p.
func (p phrase) matches(normalized, rest string, count int) bool {
	return count <= p.maxWords && strings.HasPrefix(rest, p.words) &&
		(p.anyBefore || len(rest) == len(normalized)) && (p.anyAfter || len(rest) == len(p.words) || rest[len(p.words):] == ": ")
}
