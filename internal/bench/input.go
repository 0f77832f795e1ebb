package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"galley/sample"
)

// An input is what programs are measured on.
type input struct {
	name   string
	path   string // a file with the text, also for programs that know no library
	db     string // a library of Galley, "" for the one in the data folder
	id     string // the article in db, "" for the list of it
	word   string // what find looks for
	shows  string // on Galley's screen when its first frame is there
	isList bool
}

// inputNames are the inputs that have a name of their own. Others are paths,
// and sizes such as 10MB.
const (
	inputMarkdown  = "markdown"
	inputLine      = "line"
	inputPage      = "page"
	inputAnnotated = "annotated"
	inputLibrary   = "library"
)

// allInputs is what is measured unless files are named.
const allInputs = "sample,1MB,10MB,markdown,line,page,annotated,library"

// How large inputs with a name are.
const (
	lineBytes      = 640_000
	markdownBytes  = 10_000_000
	pageBytes      = 200_000
	annotatedMarks = 5000
	libraryItems   = 10_000
	libraryMarks   = 1_000_000
)

// title says what an input is.
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

// provide makes the input of that name ready in a folder.
func (p plan) provide(folder, name string) (input, error) {
	in := input{name: name, word: rareWord}
	switch name {
	case sample.Name:
		in.path, in.word = filepath.Join(folder, "sample.md"), "the"
		return in, os.WriteFile(in.path, sample.Article(), 0o600)
	case inputMarkdown:
		return p.written(in, folder, "long.md", func(w *bytes.Buffer) error { return generateMarkdown(w, markdownBytes, p.seed) })
	case inputLine:
		return p.written(in, folder, "line.txt", func(w *bytes.Buffer) error { return generate(w, lineBytes, p.seed, true) })
	case inputPage:
		return p.written(in, folder, "page.html", func(w *bytes.Buffer) error { return generatePage(w, pageBytes, p.seed) })
	case inputAnnotated, inputLibrary:
		return p.provideLibrary(in, folder)
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
	return p.written(in, folder, name+".txt", func(w *bytes.Buffer) error { return generate(w, size, p.seed, false) })
}

// written fills a file, with a last sentence that has the rare word.
func (p plan) written(in input, folder, name string, fill func(*bytes.Buffer) error) (input, error) {
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

// provideLibrary makes a library, or takes the one that was named.
func (p plan) provideLibrary(in input, folder string) (input, error) {
	in.path, in.word = filepath.Join(folder, in.name+".txt"), "the"
	in.db = filepath.Join(folder, in.name+".db")
	text, err := os.Create(in.path)
	if err != nil {
		return in, err
	}
	if err := errors.Join(generate(text, 100_000, p.seed, false), text.Close()); err != nil {
		return in, err
	}
	if in.name == inputAnnotated {
		in.id = articleID(0)
		return in, makeLibraryApart(in.db, 1, annotatedMarks, p.seed)
	}
	in.isList = true
	if p.db != "" {
		in.db, err = filepath.Abs(p.db)
		in.shows = " articles"
		return in, err
	}
	in.shows = fmt.Sprintf("%d articles", libraryItems)
	return in, makeLibraryApart(in.db, libraryItems, libraryMarks, p.seed)
}

// generateMarkdown writes English-like Markdown: mostly paragraphs, some of
// them with emphasis and links, headings, lists and quotations between them.
func generateMarkdown(w *bytes.Buffer, size int, seed uint64) error {
	var text bytes.Buffer
	if err := generate(&text, size, seed, false); err != nil {
		return err
	}
	for i, paragraph := range strings.Split(text.String(), "\n\n") {
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

// generatePage writes a web page with what stands around an article.
func generatePage(w *bytes.Buffer, size int, seed uint64) error {
	var text bytes.Buffer
	if err := generate(&text, size, seed, false); err != nil {
		return err
	}
	w.WriteString("<!doctype html><html lang=\"en\"><head><title>The harbour levy</title></head><body>\n" +
		"<nav><a href=\"/\">Home</a> <a href=\"/news\">News</a></nav>\n<article><h1>The harbour levy</h1>\n")
	for _, paragraph := range strings.Split(strings.TrimSpace(text.String()), "\n\n") {
		w.WriteString("<p>" + paragraph + "</p>\n")
	}
	w.WriteString(pageEnd)
	return nil
}
