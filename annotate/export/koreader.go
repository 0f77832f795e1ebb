package export

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
	"sync"
	"time"

	json "github.com/go-json-experiment/json/v1"
)

// A koreaderBook is a book in what KOReader exports as JSON.
type koreaderBook struct {
	Title     string
	Entries   []koreaderEntry
	Documents []koreaderBook // instead of the others, if several books were exported
}

// A koreaderEntry is a highlight. The exporter and the settings file name some members
// differently.
type koreaderEntry struct {
	Sort          string // highlight or, of what is read from a Kindle, note or bookmark
	Text          string
	Note          string
	Chapter       string
	Color         string
	Page          json.RawMessage // in the exporter a number or a label
	Time          float64         // in seconds
	PageRef       json.RawMessage // in the settings file: the label, if there are labels
	PageNo        json.RawMessage
	Drawer        *string // the style; a bookmark has none
	Datetime      string  // in the time zone of the device
	Updated       string  `json:"datetime_updated"`
	Notes         string  // in settings files before 2024: the words, and Text the note
	IsHighlighted bool    `json:"highlighted"`
}

// A koreaderReader collects the highlights of KOReader.
type koreaderReader struct{ *importer }

// ReadKOReader reads the highlights that KOReader exports as JSON or Markdown, and those in its
// settings file of a book, metadata.epub.lua, or in its own export of the annotations of a
// book. Their words are searched for in the article with the title of the book. The
// sources of KOReader are clip.lua and target/json.lua of its plugin exporter, and
// readerannotation.lua, docsettings.lua and dump.lua.
func ReadKOReader(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	data, err := io.ReadAll(decode(r, opt))
	if err != nil {
		return nil, nil, err
	}
	in := koreaderReader{newImporter(opt)}
	if koreaderStart().Match(data) {
		return in.result(in.addSettings(data))
	}
	if koreaderNotes().Match(data) {
		return in.result(in.addMarkdown(string(data)))
	}
	var book koreaderBook
	if err := json.Unmarshal(data, &book); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrWrongFormat, describeMismatch(err))
	}
	for _, b := range append(book.Documents, book) {
		for _, e := range b.Entries {
			if e.Time > 0 {
				e.Datetime = time.Unix(int64(e.Time), 0).UTC().Format(time.RFC3339)
			}
			if err := in.addEntry(b.Title, &e); err != nil {
				return nil, nil, err
			}
		}
	}
	return in.bundles()
}

// koreaderStart matches the beginning of a file that KOReader writes as a table of Lua.
var koreaderStart = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\s*(--[^\n]*\n\s*)*(return\s*)?\{\s*\[`) })

// addSettings adds the highlights in the settings file of a book.
func (in koreaderReader) addSettings(data []byte) error {
	value, err := readLua(data)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrWrongFormat, err)
	}
	table, _ := value.(map[string]any)
	annotations, bookmarks := luaList(table["annotations"]), luaList(table["bookmarks"])
	if len(annotations) == 0 {
		annotations = bookmarks
	}
	properties, _ := table["doc_props"].(map[string]any)
	title, _ := properties["title"].(string)
	if file, ok := table["doc_path"].(string); ok && title == "" {
		title = strings.TrimSuffix(path.Base(file), path.Ext(file))
	}
	for i, annotation := range annotations {
		var e koreaderEntry
		encoded, err := json.Marshal(annotation)
		if err == nil {
			err = json.Unmarshal(encoded, &e)
		}
		if err != nil {
			return fmt.Errorf("%w: annotation %d: %w", ErrWrongFormat, i+1, describeMismatch(err))
		}
		e.Page = e.PageNo // Page is a path in the book
		if len(e.PageRef) > 0 {
			e.Page = e.PageRef
		}
		switch {
		case e.IsHighlighted:
			e.Text, e.Note = e.Notes, e.oldNote()
		case e.Drawer == nil:
			e.Sort = "bookmark"
		}
		if err := in.addEntry(title, &e); err != nil {
			return err
		}
	}
	return nil
}

// oldNote returns the note of an old bookmark, whose text may also be “Page 3 the words @
// 2021-01-02 10:00:00” in the language of the reader.
func (e *koreaderEntry) oldNote() string {
	if e.Text == e.Notes || strings.Contains(e.Text, e.Notes) && strings.Contains(e.Text, e.Datetime) {
		return ""
	}
	return e.Text
}

// addEntry adds the annotation for an entry of the book with a title.
func (in koreaderReader) addEntry(title string, e *koreaderEntry) error {
	switch {
	case e.Sort == "note":
		in.loss.add(lostLoneNote, 1)
		return nil
	case e.Sort == "bookmark" || strings.TrimSpace(in.opt.Clean(e.Text)) == "":
		in.loss.add(lostNoText, 1)
		return nil
	}
	page := asString(e.Page)
	if page == "" && bytes.ContainsAny(e.Page, "0123456789") {
		page = string(e.Page)
	}
	return in.readEntry("highlight", func() error {
		return in.clip(clipping{
			ref: ArticleRef{Title: in.line(title)}, words: quotation{exact: e.Text}, note: e.Note, chapters: nonEmpty(e.Chapter), created: in.date(e.Datetime), modified: in.date(e.Updated),
			fields: map[string]string{colorField: e.Color, locationField: pageLocation(page)},
		})
	})
}
