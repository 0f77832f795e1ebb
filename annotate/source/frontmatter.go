package source

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
)

// mergeMeta returns m with its empty fields set from other, except the site.
func mergeMeta(m, other annotate.Meta) annotate.Meta {
	return annotate.Meta{
		Title: cmp.Or(m.Title, other.Title), Deck: cmp.Or(m.Deck, other.Deck), Byline: cmp.Or(m.Byline, other.Byline),
		Published: cmp.Or(m.Published, other.Published), Language: cmp.Or(m.Language, other.Language), Site: m.Site,
	}
}

// cutFrontMatter separates the front matter that text begins with: lines "key:
// value" between "---" (YAML), or "key = value" between "+++" (TOML). Of the values
// that take several lines, it reads only lists and folded text. If a line does not look
// like front matter, or no key is a usual one, all lines are text.
func cutFrontMatter(text []byte) (annotate.Meta, []byte) {
	fence, rest, _ := bytes.Cut(text, []byte("\n"))
	f := frontMatter{values: map[string]string{}}
	switch string(bytes.TrimRight(fence, " \t")) {
	case "---":
		f.separator, f.ends = ":", []string{"---", "..."}
	case "+++":
		f.separator, f.ends = "=", []string{"+++"}
	default:
		return annotate.Meta{}, text
	}
	for len(rest) > 0 {
		var raw []byte
		raw, rest, _ = bytes.Cut(rest, []byte("\n"))
		line := strings.TrimRight(string(raw), " \t")
		if slices.Contains(f.ends, line) {
			if !f.hasUsualKey {
				break
			}
			return f.meta(), rest
		}
		if !f.add(line) {
			break
		}
	}
	return annotate.Meta{}, text
}

// A frontMatter collects the lines of front matter.
type frontMatter struct {
	separator   string   // between key and value
	ends        []string // the lines that may end it
	values      map[string]string
	key         string // the last key, whose list may follow
	isFolded    bool   // the value of key is on the lines that follow
	inTable     bool   // inside a TOML table, whose keys do not describe the article
	hasUsualKey bool
}

// add reads a line. It reports whether front matter may contain it.
func (f *frontMatter) add(line string) bool {
	text := strings.TrimSpace(line)
	switch {
	case text == "" || text[0] == '#':
		return true
	case f.separator == "=" && text[0] == '[':
		f.inTable = true
		return strings.HasSuffix(text, "]")
	case line[0] == ' ' || line[0] == '\t' || strings.HasPrefix(line, "- "):
		f.continueValue(text)
		return f.key != ""
	}
	key, value, ok := strings.Cut(line, f.separator)
	key = strings.ToLower(strings.Trim(strings.TrimSpace(key), `"'`))
	if !ok || key == "" || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz0123456789_-.") != "" || (f.separator == ":" && value != "" && !isBlank(value[0])) {
		return false
	}
	f.hasUsualKey = f.hasUsualKey || isUsualKey(key)
	value = strings.TrimSpace(value)
	f.key, f.isFolded = key, value == ">" || value == "|" || value == ">-" || value == "|-"
	if !f.inTable && !f.isFolded {
		f.values[key] = plainValue(value)
	}
	return true
}

// continueValue reads a line that belongs to the last key.
func (f *frontMatter) continueValue(text string) {
	item, isItem := strings.CutPrefix(text, "- ")
	separator := " "
	if isItem {
		separator = ", "
	}
	if f.inTable || (!isItem && !f.isFolded) {
		return
	}
	value := plainValue(item)
	if before := f.values[f.key]; before != "" {
		value = before + separator + value
	}
	f.values[f.key] = value
}

// meta returns the metadata of the article.
func (f *frontMatter) meta() annotate.Meta {
	pick := func(keys ...string) string {
		for _, k := range keys {
			if v := CleanLine(f.values[k]); v != "" {
				return v
			}
		}
		return ""
	}
	return annotate.Meta{
		Title:     pick("title"),
		Deck:      pick("deck", "description", "subtitle", "summary"),
		Byline:    pick("byline", "author", "authors"),
		Published: pick("date", "published"),
		Language:  pick("lang", "language"),
	}
}

// isUsualKey reports whether tools for notes and websites commonly use key.
func isUsualKey(key string) bool {
	return slices.Contains([]string{
		"title", "subtitle", "author", "authors", "byline", "date", "published", "created", "modified", "updated",
		"description", "deck", "summary", "lang", "language", "tags", "tag", "category", "categories", "layout", "slug",
		"draft", "aliases", "url", "link", "source", "permalink", "id", "type", "image", "keywords", "weight",
	}, key)
}

// plainValue returns a value without quotation marks. It joins the items of a list on
// one line with commas.
func plainValue(value string) string {
	if inner, ok := strings.CutPrefix(value, "["); ok && strings.HasSuffix(inner, "]") {
		parts := strings.Split(inner[:len(inner)-1], ",")
		for i, p := range parts {
			parts[i] = unquote(strings.TrimSpace(p))
		}
		return strings.Join(parts, ", ")
	}
	return unquote(value)
}

func unquote(value string) string {
	if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		inner := value[1 : n-1]
		if value[0] == '\'' {
			return strings.ReplaceAll(inner, "''", "'")
		}
		return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(inner)
	}
	return value
}
