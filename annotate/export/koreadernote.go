package export

import (
	"regexp"
	"strings"
	"sync"
	"time"

	json "github.com/go-json-experiment/json/v1"
)

// # Markdown of KOReader
//
// KOReader's exporter writes each book as a heading with its title, one with its author,
// and a heading for each chapter and each highlight. The words are emphasized in a way
// that depends on the style of the highlight and on settings. The sources are
// template/md.lua and target/markdown.lua of its plugin exporter:
//
//	# Harbour levy passes
//	##### Marit Solane
//
//	## Fares
//	### Page 2 @ 22 November 2026 09:01:00 AM
//	*adds 4.20*
//
//	---
//	Who says so?
//
//	_Generated at: …_

// koreaderNotes matches the beginning of a file in Markdown by KOReader.
var koreaderNotes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*# [^\n]*\n##### (?s:.*?)\n### Page [^\n]* @ [^\n]*\d`)
})

var koreaderPage = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^### Page (.*) @ (.*\d.*)$`) })

// koreaderEmphasis lists what may be around the words, the longer marks first.
func koreaderEmphasis() [][2]string {
	return [][2]string{{"**_", "_**"}, {"**", "**"}, {"*", "*"}, {"==", "=="}, {"++", "++"}, {"<u>", "</u>"}, {"~~", "~~"}}
}

// addMarkdown adds the highlights in Markdown.
func (in koreaderReader) addMarkdown(text string) error {
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")), "\n")
	if last := len(lines) - 1; strings.HasPrefix(lines[last], "_Generated at: ") {
		lines = lines[:last]
	}
	next := func(i int) string { return strings.Join(lines[i+1:min(i+2, len(lines))], "") }
	title, chapter := "", ""
	var entry *koreaderEntry
	for i, line := range lines {
		heading, isTitle := strings.CutPrefix(line, "# ")
		part, isChapter := strings.CutPrefix(line, "## ")
		page := koreaderPage().FindStringSubmatch(line)
		isTitle, isChapter = isTitle && strings.HasPrefix(next(i), "##### "), isChapter && koreaderPage().MatchString(next(i))
		if isTitle || isChapter || page != nil {
			if err := in.addWritten(title, entry); err != nil {
				return err
			}
			entry = nil
		}
		switch {
		case isTitle:
			title, chapter = heading, ""
		case isChapter:
			chapter = part
		case page != nil:
			label, err := json.Marshal(page[1])
			if err != nil {
				return err
			}
			entry = &koreaderEntry{Chapter: chapter, Page: label, Datetime: koreaderTime(page[2])}
		case entry != nil:
			entry.Text += line + "\n"
		}
	}
	return in.addWritten(title, entry)
}

// koreaderTime returns a time as KOReader writes it in Markdown in RFC 3339, or unchanged
// if it is in another language.
func koreaderTime(s string) string {
	if t, err := time.Parse("02 January 2006 03:04:05 PM", s); err == nil {
		return t.Format(time.RFC3339)
	}
	return s
}

// addWritten adds an entry, which may be nil, whose text is what was written for it.
func (in koreaderReader) addWritten(title string, e *koreaderEntry) error {
	if e == nil {
		return nil
	}
	words, note, _ := strings.Cut(e.Text, "\n\n---\n")
	e.Text, e.Note = strings.TrimSpace(words), strings.TrimSpace(note)
	for _, marks := range koreaderEmphasis() {
		inner, ok := strings.CutPrefix(e.Text, marks[0])
		if inner, isClosed := strings.CutSuffix(inner, marks[1]); ok && isClosed {
			e.Text = inner
			break
		}
	}
	return in.addEntry(title, e)
}
