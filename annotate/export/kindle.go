package export

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A kindleEntry is a highlight, a note or a bookmark in the file My Clippings.txt of a
// Kindle.
type kindleEntry struct {
	book       string // its first line, the title with the author
	kind       string // what the entry is and where, in the language of its reader
	date       string
	text       string
	number     int // in the file
	start, end int // the last place in kind: locations, or pages; 0 if it has none
	notes      []string
}

// kindleDivider follows each entry.
const kindleDivider = "\n==========\n"

var (
	lostNoText    = LossKind{"entry without text, such as a bookmark", "entries without text, such as bookmarks"}
	lostLoneNote  = LossKind{"note that is on no highlight", "notes that are on no highlight"}
	lostMalformed = LossKind{"entry that cannot be read", "entries that cannot be read"}
)

// ReadKindle reads the file My Clippings.txt of a Kindle in any language. The words of a
// highlight are searched for in the article with the title of the book, which
// ReadOptions.FindArticle must find. A note belongs to the highlight at its place.
func ReadKindle(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	data, err := io.ReadAll(decode(r, opt))
	if err != nil {
		return nil, nil, err
	}
	in := newImporter(opt)
	entries, err := in.kindleEntries(string(data))
	if err != nil {
		return nil, nil, err
	}
	in.joinNotes(entries)
	for _, e := range entries {
		in.entry = Entry{"clipping", e.number}
		if err := in.leaveOut(in.entry, in.kindle(e)); err != nil {
			return nil, nil, fmt.Errorf("entry %d: %w", e.number, err)
		}
	}
	return in.bundles()
}

// kindleEntries returns the entries of a file in their order.
func (in *importer) kindleEntries(file string) (entries []*kindleEntry, err error) {
	rest := strings.ReplaceAll(file, "\r\n", "\n") + "\n"
	for number := 1; ; number++ {
		entry, after, ok := strings.Cut(rest, kindleDivider)
		if !ok {
			break
		}
		rest = after
		book, lines, _ := strings.Cut(strings.TrimLeft(entry, "\uFEFF\n"), "\n")
		about, text, _ := strings.Cut(lines, "\n")
		kind, ok := strings.CutPrefix(about, "- ")
		if !ok {
			in.loss.add(lostMalformed, 1)
			continue
		}
		e := &kindleEntry{book: book, kind: kind, text: strings.TrimSpace(text), number: number}
		if i := strings.LastIndex(kind, "|"); i >= 0 {
			e.kind, e.date = kind[:i], kind[i+1:]
		}
		e.setPlace()
		entries = append(entries, e)
	}
	if strings.TrimSpace(rest) != "" {
		return nil, fmt.Errorf("%w: %w", ErrWrongFormat, errCut)
	}
	return entries, nil
}

// kindlePlace matches a place with the word before it, such as "page 3", "Loc. 258-69"
// or "位置 #70-72".
var kindlePlace = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:[^\s|(（\d]+\s*#?)?(\d+)(?:-(\d+))?`) })

// setPlace reads the last place in kind. The end of a range may lack the digits that it
// shares with its start.
func (e *kindleEntry) setPlace() {
	for _, place := range kindlePlace().FindAllStringSubmatch(e.kind, -1) {
		start, end := place[1], cmp.Or(place[2], place[1])
		if n := len(start) - len(end); n > 0 {
			end = start[:n] + end
		}
		e.start, _ = strconv.Atoi(start)
		e.end, _ = strconv.Atoi(end)
	}
}

// isNote reports whether the entry is a note, by the word for it in the languages of
// the Kindle. Notes and highlights differ in nothing else.
func (e *kindleEntry) isNote() bool { return kindleNote().MatchString(e.kind) }

var kindleNote = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(^|\P{L})(not(e|a|iz|itie|eringen)|заметка)(\P{L}|$)|笔记|筆記|メモ|메모`)
})

// joinNotes adds each note to the highlight of the same book that ends at the place of
// the note or else contains it. Of several, it is the one that is nearest in the file.
func (in *importer) joinNotes(entries []*kindleEntry) {
	const tried = 32 // of the highlights that end at the note or after it
	var highlights []*kindleEntry
	for _, e := range entries {
		if e.text != "" && !e.isNote() {
			highlights = append(highlights, e)
		}
	}
	slices.SortFunc(highlights, func(a, b *kindleEntry) int {
		return cmp.Or(strings.Compare(a.book, b.book), cmp.Compare(a.end, b.end), cmp.Compare(a.number, b.number))
	})
	for _, note := range entries {
		if note.text == "" || !note.isNote() {
			continue
		}
		first, _ := slices.BinarySearchFunc(highlights, note, func(a, b *kindleEntry) int {
			return cmp.Or(strings.Compare(a.book, b.book), cmp.Compare(a.end, b.start))
		})
		var found *kindleEntry
		for _, h := range highlights[first:min(first+tried, len(highlights))] {
			if h.book != note.book || note.start == 0 || found != nil && found.end < h.end {
				break
			}
			if h.start <= note.start && (found == nil || distance(h, note) < distance(found, note)) {
				found = h
			}
		}
		if found == nil {
			in.loss.add(lostLoneNote, 1)
		} else {
			found.notes = append(found.notes, note.text)
		}
	}
}

// distance returns how many entries apart two entries are.
func distance(a, b *kindleEntry) int { return max(a.number-b.number, b.number-a.number) }

// kindle adds the annotation for a highlight with its notes.
func (in *importer) kindle(e *kindleEntry) error {
	switch {
	case e.text == "":
		in.loss.add(lostNoText, 1)
		return nil
	case e.isNote():
		return nil
	}
	date := e.date
	if _, after, ok := strings.Cut(date, "Added on "); ok {
		date = after
	}
	return in.clip(clipping{
		ref: ArticleRef{Title: in.line(kindleTitle(e.book))}, words: quotation{exact: e.text}, note: strings.Join(e.notes, "\n\n"), created: in.date(date),
		fields: map[string]string{locationField: strings.Join(kindlePlace().FindAllString(e.kind, -1), ", ")},
	})
}

// kindleTitle returns the title of a book without its author, who is in the parentheses
// at the end of the line.
func kindleTitle(book string) string {
	depth := 0
	for i := len(book) - 1; i > 0 && strings.HasSuffix(book, ")"); i-- {
		switch book[i] {
		case ')':
			depth++
		case '(':
			if depth--; depth == 0 {
				return strings.TrimSpace(book[:i])
			}
		}
	}
	return strings.TrimSpace(book)
}
