package main

import (
	"fmt"
	"os"
	"path/filepath"

	"galley/sample"
)

// An input is what programs are measured on.
type input struct {
	name   string
	title  string // for the heading of its table
	path   string // of a text file
	db     string // a library of Galley, "" for the one in the data folder
	id     string // of the article in db, "" for the list of articles
	word   string // to find
	shows  string // on Galley's screen in its first frame
	isList bool
}

// The inputs that are libraries.
const (
	inputAnnotated = "annotated"
	inputLibrary   = "library"
)

// allInputs is the default of --files.
const allInputs = "sample,1MB,10MB,markdown,line,page,annotated,library"

// annotatedCount is the number of annotations of the article that has many.
const annotatedCount = 5000

// largeLibrary returns the size of the input library.
func largeLibrary() librarySize { return librarySize{articles: 10_000, annotations: 1_000_000} }

// makeInput makes an input in a folder. name is one of allInputs, a size of text
// such as 10MB, or a path.
func (p plan) makeInput(folder, name string) (input, error) {
	in := input{name: name, word: rareWord}
	write := func(title, file, text string) (input, error) {
		in.title, in.path = title, filepath.Join(folder, file)
		return in, os.WriteFile(in.path, []byte(text), 0o600)
	}
	switch name {
	case sample.Name:
		in.word = "the"
		return write("The sample article", "sample.md", string(sample.Article()))
	case "markdown":
		return write("10 MB of Markdown", "long.md", generateMarkdown(10_000_000)+paragraphBreak+lastSentence)
	case "line":
		return write("A line of 640 kB", "line.txt", generate(640_000, " ")+" "+lastSentence)
	case "page":
		return write("A web page of 200 kB", "page.html", generatePage(200_000))
	case inputAnnotated, inputLibrary:
		if _, err := write("", name+".txt", generate(100_000, paragraphBreak)); err != nil { // for the empty pager
			return in, err
		}
		in.db = filepath.Join(folder, name+".db")
		return p.makeLibraryInput(in)
	}
	if size, err := parseBytes(name); err == nil {
		return write(name+" of text", name+".txt", generate(size, paragraphBreak)+paragraphBreak+lastSentence)
	}
	path, err := filepath.Abs(name)
	if err == nil {
		_, err = os.Stat(path)
	}
	in.word, in.path, in.title = "the", path, filepath.Base(name)
	return in, err
}

// makeLibraryInput makes the library of an input, or uses the one of the plan.
func (p plan) makeLibraryInput(in input) (input, error) {
	in.word = "the"
	if in.name == inputAnnotated {
		in.title, in.id = "An article with 5,000 annotations", articleID(0)
		return in, makeLibraryInChild(in.db, librarySize{1, annotatedCount})
	}
	in.title, in.isList = "A library of 10,000 articles and 1,000,000 annotations", true
	if p.db != "" {
		var err error
		in.shows = " articles"
		in.db, err = filepath.Abs(p.db)
		return in, err
	}
	in.shows = fmt.Sprintf("%d articles", largeLibrary().articles)
	return in, makeLibraryInChild(in.db, largeLibrary())
}
