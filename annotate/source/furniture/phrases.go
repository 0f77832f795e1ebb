package furniture

import (
	"embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The lists of phrases. A file is read line by line:
//
//	# a comment
//	[plug 20]              the phrases that follow are plugs, in blocks of at
//	                       most 20 words; without a number the list has its own bound
//	sign up                a block that says no more than this, with or without a colon
//	sign up for …          a block that begins so
//	… to your inbox        a block that ends so
//	… our newsletter …     a block that says so anywhere
//
// Phrases are folded as text is: case, accents and signs do not matter, but a
// colon, ©, @, # and * are words.
//
//go:embed phrases/*.txt
var files embed.FS

// A list is one of the lists of phrases.
type list uint8

const (
	none list = iota
	control
	related
	plug
	copyright
	end
	comments
	credit
	summary
	author
	listCount
)

// shape is what is known of each list: its name in the files, and the words
// that a block may have at most.
func (l list) shape() (name string, most int) {
	switch l {
	case control:
		return "control", 8
	case related:
		return "related", 30
	case plug:
		return "plug", 45
	case copyright:
		return "copyright", 60
	case end:
		return "end", 12
	case comments:
		return "comments", 12
	case credit:
		return "credit", 40
	case summary:
		return "summary", 8
	case author:
		return "author", 70
	}
	return "", 0
}

// A phrase is one line of a list.
type phrase struct {
	words            string // folded, with a blank before and after
	list             list
	most             int  // words that the block may have
	anyHead, anyTail bool // the block may have words before, or after
}

// A phrasebook finds phrases by their first word.
type phrasebook map[string][]phrase

// lists reads the files when first called.
var lists = sync.OnceValue(func() phrasebook {
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

// read adds the phrases of a file. What is no phrase is left out; a test holds
// that the files have none.
func (book phrasebook) read(file string) {
	in, most := none, 0
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "# "):
		case line[0] == '[':
			in, most = parseHeader(line)
		default:
			book.add(line, in, most)
		}
	}
}

// parseHeader reads "[plug 20]"; none if it is no list.
func parseHeader(line string) (list, int) {
	name, bound, _ := strings.Cut(strings.Trim(line, "[]"), " ")
	for l := none + 1; l < listCount; l++ {
		own, most := l.shape()
		if own != name {
			continue
		}
		if n, err := strconv.Atoi(bound); err == nil {
			most = n
		}
		return l, most
	}
	return none, 0
}

// add adds the phrase of a line.
func (book phrasebook) add(line string, in list, most int) {
	p := phrase{list: in, most: most}
	line, p.anyHead = strings.CutPrefix(line, "…")
	line, p.anyTail = strings.CutSuffix(line, "…")
	p.words = fold(line)
	if first := firstWord(p.words); first != "" && in != none {
		book[first] = append(book[first], p)
	}
}

// firstWord is the first word of folded text, "" if there is none.
func firstWord(folded string) string {
	if len(folded) < 2 {
		return ""
	}
	word, _, _ := strings.Cut(folded[1:], " ")
	return word
}

// find returns the first of the lists wanted that has a phrase for a folded
// text, none if no list has.
func (book phrasebook) find(folded string, wanted ...list) list {
	count := strings.Count(folded, " ") - 1
	best := len(wanted)
	for rest := folded; len(rest) > 1; {
		first := firstWord(rest)
		for _, p := range book[first] {
			if !p.fits(folded, rest, count) {
				continue
			}
			if i := slices.Index(wanted, p.list); i >= 0 && i < best {
				best = i
			}
		}
		rest = rest[1+len(first):]
	}
	if best == len(wanted) {
		return none
	}
	return wanted[best]
}

// fits reports whether p stands where rest, the end of the folded text of count
// words, begins. A colon may end the text.
func (p phrase) fits(folded, rest string, count int) bool {
	return count <= p.most && strings.HasPrefix(rest, p.words) &&
		(p.anyHead || len(rest) == len(folded)) && (p.anyTail || len(rest) == len(p.words) || rest[len(p.words):] == ": ")
}
