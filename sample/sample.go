// Package sample contains the article that Galley opens on its first run, and a
// few annotations of it as an example. The place, the people and the figures are
// invented, as the first line of the article says.
//
// The package imports nothing of Galley: it provides bytes and plain strings, and
// is read like any other source.
package sample

import (
	_ "embed" // for the files
	"encoding/json"
)

//go:embed article.md
var article string

//go:embed annotations.json
var annotations []byte

const (
	// Name is the name of the article on the command line.
	Name = "sample"
	// MediaType is the media type of the article.
	MediaType = "text/markdown"
	// Creator is the creator of the annotations.
	Creator = "Galley"
)

// Article returns the bytes of the article, which the caller owns.
func Article() []byte { return []byte(article) }

// An Annotation is an annotation of the article.
type Annotation struct {
	Tag    string // claim, quote or opinion
	Quote  string // the exact words; they occur once
	Note   string // Markdown
	Fields map[string][]string
}

// Annotations returns the annotations in text order. The fifth is inside the fourth.
func Annotations() []Annotation {
	var all []Annotation
	if err := json.Unmarshal(annotations, &all); err != nil {
		panic(err) // the file is part of the program
	}
	return all
}
