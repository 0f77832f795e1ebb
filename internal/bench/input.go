package main

import (
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

// The named inputs with code of their own. Others are paths, and sizes of text
// such as 10MB.
const (
	inputAnnotated = "annotated"
	inputLibrary   = "library"
)

// allInputs is the default of --files.
const allInputs = "sample,1MB,10MB,markdown,line,page,annotated,library"

// annotatedCount is the number of annotations of the article that has many.
const annotatedCount = 5000

// largeLibrary is the size of the input library.
func largeLibrary() librarySize { return librarySize{articles: 10_000, annotations: 1_000_000} }

// A textInput is a generated file.
type textInput struct {
	title, file string
	text        func() string
}

func textInputs() map[string]textInput {
	return map[string]textInput{
		"markdown": {"10 MB of Markdown", "long.md", func() string { return generateMarkdown(10_000_000) + paragraphBreak + lastSentence }},
		"line":     {"A line of 640 kB", "line.txt", func() string { return generate(640_000, " ") + " " + lastSentence }},
		"page":     {"A web page of 200 kB", "page.html", func() string { return generatePage(200_000) }},
	}
}

// title describes an input.
func (in input) title() string {
	if text, ok := textInputs()[in.name]; ok {
		return text.title
	}
	switch in.name {
	case sample.Name:
		return "The sample article"
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
	if text, ok := textInputs()[name]; ok {
		return in.written(folder, text.file, text.text())
	}
	switch name {
	case sample.Name:
		in.word = "the"
		return in.written(folder, "sample.md", string(sample.Article()))
	case inputAnnotated, inputLibrary:
		return p.makeLibraryInput(in, folder)
	}
	if size, err := parseBytes(name); err == nil {
		return in.written(folder, name+".txt", generate(size, paragraphBreak)+paragraphBreak+lastSentence)
	}
	path, err := filepath.Abs(name)
	if err == nil {
		_, err = os.Stat(path)
	}
	in.word, in.path = "the", path
	return in, err
}

// written returns the input with text in a file.
func (in input) written(folder, file, text string) (input, error) {
	in.path = filepath.Join(folder, file)
	return in, os.WriteFile(in.path, []byte(text), 0o600)
}

// makeLibraryInput makes a library, or uses the one of the plan. The empty pager
// gets a text instead.
func (p plan) makeLibraryInput(in input, folder string) (input, error) {
	in, err := in.written(folder, in.name+".txt", generate(100_000, paragraphBreak))
	if err != nil {
		return in, err
	}
	in.word, in.db = "the", filepath.Join(folder, in.name+".db")
	if in.name == inputAnnotated {
		in.id = articleID(0)
		return in, makeLibraryApart(in.db, librarySize{1, annotatedCount})
	}
	in.isList = true
	if p.db != "" {
		in.shows = " articles"
		in.db, err = filepath.Abs(p.db)
		return in, err
	}
	in.shows = fmt.Sprintf("%d articles", largeLibrary().articles)
	return in, makeLibraryApart(in.db, largeLibrary())
}

// generateMarkdown returns English-like Markdown: mostly paragraphs, some with
// emphasis and links, and headings, lists and quotations.
func generateMarkdown(size int) string {
	marked := strings.NewReplacer(" said ", " *said* ", " which ", " [which](https://example.org/which) ", " council ", " **council** ")
	paragraphs := strings.Split(generate(size, paragraphBreak), paragraphBreak)
	for i, paragraph := range paragraphs {
		switch i % 10 {
		case 0:
			paragraph = "## " + strings.Join(strings.Fields(paragraph)[:5], " ") + paragraphBreak + paragraph
		case 1:
			paragraph = "> " + paragraph
		case 2:
			paragraph = "- " + strings.Join(strings.SplitAfter(paragraph, ". "), "\n- ")
		case 3, 4:
			paragraph = marked.Replace(paragraph)
		}
		paragraphs[i] = paragraph
	}
	return strings.Join(paragraphs, paragraphBreak)
}

// generatePage returns a web page with an article, navigation and a footer.
func generatePage(size int) string {
	return `<!doctype html><html lang="en"><head><title>The harbour levy</title></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>The harbour levy</h1>
<p>` + strings.ReplaceAll(generate(size, paragraphBreak), paragraphBreak, "</p>\n<p>") + `</p>
<p>The ` + rareWord + ` came last of all that was said there.</p>
</article>
<footer><p>All rights reserved.</p></footer>
</body></html>
`
}
