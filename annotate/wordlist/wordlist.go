// Package wordlist reads lists of words from text files, such as those of a language
// or a kind of website, which can then be edited without changing code.
//
// A line "[name]" begins a list. The lines after it contain its words, separated by
// commas. Lines that begin with "#" are comments.
package wordlist

import (
	"slices"
	"strings"
	"sync"
)

// Lists holds the lists of a file. It must not be changed.
type Lists struct {
	words map[string][]string // by list, in the order of the file
	names map[string][]string // of lists, by word
}

// Lazy returns a function that returns the lists in file, the text of a file. It
// parses the text when it is first called.
func Lazy(file string) func() Lists {
	return sync.OnceValue(func() Lists { return parse(file) })
}

func parse(file string) Lists {
	l, name := Lists{words: map[string][]string{}, names: map[string][]string{}}, ""
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			name = strings.Trim(line, "[]")
		default:
			for word := range strings.SplitSeq(strings.TrimSuffix(line, ","), ",") {
				word = strings.TrimSpace(word)
				l.words[name] = append(l.words[name], word)
				l.names[word] = append(l.names[word], name)
			}
		}
	}
	return l
}

// Words returns the words of a list in the order of the file, or nil if there is
// no such list.
func (l Lists) Words(name string) []string { return l.words[name] }

// Names returns the names of the lists that contain word.
func (l Lists) Names(word string) []string { return l.names[word] }

// Has reports whether a list contains word.
func (l Lists) Has(name, word string) bool { return slices.Contains(l.names[word], name) }
