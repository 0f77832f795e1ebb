package source

import (
	"path"
	"slices"
	"strings"
)

// typeByExtension returns the type of a text file with that name if a program can
// convert it, or "". Other types are detected by their content.
func typeByExtension(name string) string {
	extension := strings.ToLower(path.Ext(name))
	f, _ := findFormat(func(f format) bool {
		return f.converter == prefersConverter && slices.Contains(f.extensions, extension)
	})
	return f.name
}

// Convertible returns the type of a source that a program has to convert before
// Read can read it, or "". It is "" for a document that only its password opens. optional reports whether it can be read as plain text
// without such a program.
func Convertible(raw []byte, opt Options) (name string, optional bool) {
	if isLocked(raw) {
		return "", false
	}
	name = detect(raw, opt)
	isText := name == ""
	if isText {
		name = typeByExtension(opt.Name)
	}
	f, _ := findFormat(func(f format) bool { return f.name == name && f.converter != noConverter })
	return f.name, isText && f.name != ""
}

// ConverterInput returns what the program gets that converts a source of type name: raw
// or, if the type is text, raw in UTF-8, which such programs expect.
func ConverterInput(raw []byte, name string, opt Options) []byte {
	f, _ := findFormat(func(f format) bool { return f.name == name })
	if f.converter != prefersConverter {
		return raw
	}
	dec, err := decodeSource(raw, opt)
	if err != nil {
		return raw
	}
	return dec.text
}
