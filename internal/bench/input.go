package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"galley/sample"
)

// An input is what programs are measured on.
type input struct {
	name   string
	path   string // a file with text
	db     string // a library of Galley, "" for the one in the data folder
	id     string // of the article in db, "" for the list of articles
	word   string // to find
	shows  string // on Galley's screen in its first frame
	isList bool
}

// The named inputs. Others are paths, and sizes of text such as 10MB.
const (
	inputMarkdown  = "markdown"
	inputLine      = "line"
	inputPage      = "page"
	inputAnnotated = "annotated"
	inputLibrary   = "library"
)

// allInputs is the default of --files.
const allInputs = "sample,1MB,10MB,markdown,line,page,annotated,library"

// The sizes of named inputs.
const (
	lineBytes          = 640_000
	markdownBytes      = 10_000_000
	pageBytes          = 200_000
	annotatedCount     = 5000
	libraryArticles    = 10_000
	libraryAnnotations = 1_000_000
)

// title describes an input.
func (in input) title() string {
	switch in.name {
	case sample.Name:
		return "The sample article"
	case inputMarkdown:
		return "10 MB of Markdown"
	case inputLine:
		return "A line of 640 kB"
	case inputPage:
		return "A web page of 200 kB"
	case inputAnnotated:
		return "An article with 5,000 annotations"
	case inputLibrary:
		return "A library of 10,000 articles and 1,000,000 annotations"
	}
	if _, err := parseBytes(in.name); err == nil {
		return in.name + " of text"
	}
	return filepath.Base(in.name)
}

// makeInput makes the input of that name in a folder.
func (p plan) makeInput(folder, name string) (input, error) {
	in := input{name: name, word: rareWord}
	switch name {
	case sample.Name:
		in.path, in.word = filepath.Join(folder, "sample.md"), "the"
		return in, os.WriteFile(in.path, sample.Article(), 0o600)
	case inputMarkdown:
		return p.writeInput(in, folder, "long.md", func(w *bytes.Buffer) error { return generateMarkdown(w, markdownBytes, p.seed) })
	case inputLine:
		return p.writeInput(in, folder, "line.txt", func(w *bytes.Buffer) error { return generate(w, lineBytes, p.seed, " ") })
	case inputPage:
		return p.writeInput(in, folder, "page.html", func(w *bytes.Buffer) error { return generatePage(w, pageBytes, p.seed) })
	case inputAnnotated, inputLibrary:
		return p.makeLibraryInput(in, folder)
	}
	size, err := parseBytes(name)
	if err != nil {
		in.word = "the"
		in.path, err = filepath.Abs(name)
		if err == nil {
			_, err = os.Stat(in.path)
		}
		return in, err
	}
	return p.writeInput(in, folder, name+".txt", func(w *bytes.Buffer) error { return generate(w, size, p.seed, paragraphBreak) })
}

// writeInput writes a file, with the rare word in its last sentence.
func (p plan) writeInput(in input, folder, name string, fill func(*bytes.Buffer) error) (input, error) {
	var text bytes.Buffer
	if err := fill(&text); err != nil {
		return in, err
	}
	whole := bytes.TrimSuffix(text.Bytes(), []byte("\n"))
	last := "\n\nThe " + rareWord + " came last.\n"
	switch in.name {
	case inputLine:
		last = " The " + rareWord + " came last.\n"
	case inputPage:
		whole, last = bytes.TrimSuffix(whole, []byte(pageEnd)), "<p>The "+rareWord+" came last of all that was said there.</p>\n"+pageEnd
	}
	in.path = filepath.Join(folder, name)
	return in, os.WriteFile(in.path, append(whole, last...), 0o600)
}

// makeLibraryInput makes a library, or uses the one of the plan.
func (p plan) makeLibraryInput(in input, folder string) (input, error) {
	in, err := p.writeInput(in, folder, in.name+".txt", func(w *bytes.Buffer) error { return generate(w, 100_000, p.seed, paragraphBreak) })
	if err != nil {
		return in, err
	}
	in.word, in.db = "the", filepath.Join(folder, in.name+".db")
	if in.name == inputAnnotated {
		in.id = articleID(0)
		return in, makeLibraryApart(in.db, 1, annotatedCount, p.seed)
	}
	in.isList = true
	if p.db != "" {
		in.db, err = filepath.Abs(p.db)
		in.shows = " articles"
		return in, err
	}
	in.shows = fmt.Sprintf("%d articles", libraryArticles)
	return in, makeLibraryApart(in.db, libraryArticles, libraryAnnotations, p.seed)
}

// generateMarkdown writes English-like Markdown: mostly paragraphs, some with
// emphasis and links, and headings, lists and quotations.
func generateMarkdown(w *bytes.Buffer, size int, seed uint64) error {
	var text bytes.Buffer
	if err := generate(&text, size, seed, paragraphBreak); err != nil {
		return err
	}
	for i, paragraph := range strings.Split(text.String(), paragraphBreak) {
		switch i % 10 {
		case 0:
			fmt.Fprintf(w, "## %s\n\n", strings.Join(strings.Fields(paragraph)[:5], " "))
		case 1:
			paragraph = "> " + paragraph
		case 2:
			paragraph = "- " + strings.Join(strings.SplitAfter(paragraph, ". "), "\n- ")
		case 3, 4:
			paragraph = strings.NewReplacer(" said ", " *said* ", " which ", " [which](https://example.org/which) ", " council ", " **council** ").Replace(paragraph)
		}
		w.WriteString(paragraph + "\n\n")
	}
	w.Truncate(w.Len() - 2)
	return nil
}

const pageEnd = "</article>\n<footer><p>All rights reserved.</p></footer>\n</body></html>\n"

// generatePage writes a web page with an article, navigation and a footer.
func generatePage(w *bytes.Buffer, size int, seed uint64) error {
	var text bytes.Buffer
	if err := generate(&text, size, seed, paragraphBreak); err != nil {
		return err
	}
	w.WriteString("<!doctype html><html lang=\"en\"><head><title>The harbour levy</title></head><body>\n" +
		"<nav><a href=\"/\">Home</a> <a href=\"/news\">News</a></nav>\n<article><h1>The harbour levy</h1>\n")
	for _, paragraph := range strings.Split(strings.TrimSpace(text.String()), paragraphBreak) {
		w.WriteString("<p>" + paragraph + "</p>\n")
	}
	w.WriteString(pageEnd)
	return nil
}
