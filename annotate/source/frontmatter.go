package source

import (
	"bytes"
	"strings"

	"galley/annotate"
)

// frontMeta is what front matter says of an article.
type frontMeta annotate.Meta

// or fills what m does not say from other.
func (m frontMeta) or(other annotate.Meta) annotate.Meta {
	for _, f := range []struct{ to, from *string }{
		{&m.Title, &other.Title}, {&m.Deck, &other.Deck}, {&m.Byline, &other.Byline},
		{&m.Published, &other.Published}, {&m.Language, &other.Language},
	} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	return annotate.Meta(m)
}

// cutFrontMatter parts text from the front matter that it begins with: lines
// "key: value" between "---" (YAML), or "key = value" between "+++" (TOML). Of
// YAML and TOML no more is read than values on one line, and lists. What does
// not look like front matter throughout, or has no key that front matter
// usually has, is text.
func cutFrontMatter(text []byte) (frontMeta, []byte) {
	fence, rest, _ := bytes.Cut(text, []byte("\n"))
	f := frontMatter{values: map[string]string{}}
	switch string(bytes.TrimRight(fence, " \t")) {
	case "---":
		f.separator, f.ends = ":", []string{"---", "..."}
	case "+++":
		f.separator, f.ends = "=", []string{"+++"}
	default:
		return frontMeta{}, text
	}
	for len(rest) > 0 {
		var raw []byte
		raw, rest, _ = bytes.Cut(rest, []byte("\n"))
		line := strings.TrimRight(string(raw), " \t")
		if f.isEnd(line) {
			if !f.known {
				break
			}
			return f.meta(), rest
		}
		if !f.add(line) {
			break
		}
	}
	return frontMeta{}, text
}

// A frontMatter collects the lines of front matter.
type frontMatter struct {
	separator string   // between key and value
	ends      []string // lines that end it
	values    map[string]string
	key       string // the last one, whose list may follow
	folded    bool   // its value is the lines that follow
	section   bool   // in a TOML table: its keys are not the article's
	known     bool   // one key is of those that front matter usually has
}

func (f *frontMatter) isEnd(line string) bool {
	for _, end := range f.ends {
		if line == end {
			return true
		}
	}
	return false
}

// add reads a line. It reports whether front matter may hold it.
func (f *frontMatter) add(line string) bool {
	words := strings.TrimSpace(line)
	switch {
	case words == "" || words[0] == '#':
		return true
	case f.separator == "=" && words[0] == '[':
		f.section = true
		return strings.HasSuffix(words, "]")
	case line[0] == ' ' || line[0] == '\t' || strings.HasPrefix(line, "- "):
		f.follow(words)
		return f.key != ""
	}
	key, value, ok := strings.Cut(line, f.separator)
	key = strings.ToLower(strings.Trim(strings.TrimSpace(key), `"'`))
	if !ok || !isKey(key) || (f.separator == ":" && value != "" && !isBlank(value[0])) {
		return false
	}
	f.known = f.known || isUsualKey(key)
	value = strings.TrimSpace(value)
	f.key, f.folded = key, value == ">" || value == "|" || value == ">-" || value == "|-"
	if !f.section && !f.folded {
		f.values[key] = plainValue(value)
	}
	return true
}

// follow reads a line that belongs to the key before it.
func (f *frontMatter) follow(words string) {
	item, isItem := strings.CutPrefix(words, "- ")
	joint := " "
	if isItem {
		joint = ", "
	}
	if f.section || (!isItem && !f.folded) {
		return
	}
	if before := f.values[f.key]; before != "" {
		f.values[f.key] = before + joint + plainValue(item)
	} else {
		f.values[f.key] = plainValue(item)
	}
}

// meta picks out what an article says of itself.
func (f *frontMatter) meta() frontMeta {
	pick := func(keys ...string) string {
		for _, k := range keys {
			if v := CleanLine(f.values[k]); v != "" {
				return v
			}
		}
		return ""
	}
	return frontMeta{
		Title:     pick("title"),
		Deck:      pick("deck", "description", "subtitle", "summary"),
		Byline:    pick("byline", "author", "authors"),
		Published: pick("date", "published"),
		Language:  pick("lang", "language"),
	}
}

// isKey reports whether key is a name: letters, digits, "_", "-", ".".
func isKey(key string) bool {
	if key == "" {
		return false
	}
	for i := range len(key) {
		c := key[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' && c != '-' && c != '.' {
			return false
		}
	}
	return true
}

// isUsualKey reports whether tools for notes and websites use key.
func isUsualKey(key string) bool {
	switch key {
	case "title", "subtitle", "author", "authors", "byline", "date", "published", "created", "modified", "updated",
		"description", "deck", "summary", "lang", "language", "tags", "tag", "category", "categories", "layout", "slug",
		"draft", "aliases", "url", "link", "source", "permalink", "id", "type", "image", "keywords", "weight":
		return true
	}
	return false
}

// plainValue takes quotation marks off, and joins a list written on one line.
func plainValue(value string) string {
	if inner, ok := strings.CutPrefix(value, "["); ok && strings.HasSuffix(inner, "]") {
		parts := strings.Split(inner[:len(inner)-1], ",")
		for i, p := range parts {
			parts[i] = unquoted(strings.TrimSpace(p))
		}
		return strings.Join(parts, ", ")
	}
	return unquoted(value)
}

func unquoted(value string) string {
	if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		inner := value[1 : n-1]
		if value[0] == '\'' {
			return strings.ReplaceAll(inner, "''", "'")
		}
		return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(inner)
	}
	return value
}
