package annotate

import (
	"net/url"
	"path"
	"strings"
)

// Addresses lists the addresses of a source on the web, the best first: the one that
// the document declares as canonical, and the one that it was read from. A canonical
// address that is only the home page of a site does not identify an article.
func (s Source) Addresses() []string {
	var list []string
	if u, err := url.Parse(s.Canonical); err == nil && (strings.Trim(u.Path, "/") != "" || u.RawQuery != "") {
		list = append(list, s.Canonical)
	}
	if s.Kind == FromURL && s.Location != "" {
		list = append(list, s.Location)
	}
	return list
}

// WithoutFolder returns s without the folder of its file, which concerns only the
// computer that it was read on. The name of a chapter is kept.
func (s Source) WithoutFolder() Source {
	if s.Kind != FromURL || strings.HasPrefix(s.Location, "file:") {
		book, chapter := s.Location, ""
		if i := strings.LastIndexByte(s.Location, '#'); i >= 0 && strings.EqualFold(path.Ext(s.Location[:i]), ".epub") {
			book, chapter = s.Location[:i], s.Location[i:]
		}
		s.Location = book[strings.LastIndexAny(book, `/\`)+1:] + chapter
	}
	return s
}

// NamesFile reports whether the source is a file that is named with its folder. The
// name alone could be that of any file.
func (s Source) NamesFile() bool {
	drive := len(s.Location) > 2 && s.Location[1] == ':'
	return s.Kind == FromFile && (drive || strings.HasPrefix(s.Location, "/") || strings.HasPrefix(s.Location, `\`))
}
