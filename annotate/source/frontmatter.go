package source

import (
	"bytes"
	"cmp"
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v3"

	"galley/annotate"
	"galley/annotate/source/furniture"
)

// withoutPlaceholder returns m without a byline that a program filled in.
func withoutPlaceholder(m annotate.Meta) annotate.Meta {
	if furniture.IsPlaceholder(m.Byline) {
		m.Byline = ""
	}
	return m
}

// mergeMeta returns m with its empty fields set from other, except the site.
func mergeMeta(m, other annotate.Meta) annotate.Meta {
	return annotate.Meta{
		Title: cmp.Or(m.Title, other.Title), Deck: cmp.Or(m.Deck, other.Deck), Byline: cmp.Or(m.Byline, other.Byline),
		Published: cmp.Or(m.Published, other.Published), Language: cmp.Or(m.Language, other.Language), Site: m.Site,
	}
}

// maxFrontMatter is the maximum size of front matter, in bytes.
const maxFrontMatter = 1 << 16

// cutFrontMatter separates the front matter that text begins with: YAML between "---"
// or TOML between "+++". If it is neither, or no key is a usual one, it is text.
func cutFrontMatter(text []byte) (annotate.Meta, []byte) {
	fence, rest, _ := bytes.Cut(text, []byte("\n"))
	parse, ends := parseYAML, []string{"---", "..."}
	switch string(bytes.TrimRight(fence, " \t")) {
	case "---":
	case "+++":
		parse, ends = parseTOML, []string{"+++"}
	default:
		return annotate.Meta{}, text
	}
	off := 0
	for line := range bytes.Lines(rest[:min(len(rest), maxFrontMatter)]) {
		if slices.Contains(ends, string(bytes.TrimRight(line, " \t\n"))) {
			if values := parse(string(rest[:off])); slices.ContainsFunc(slices.Collect(maps.Keys(values)), isUsualKey) {
				return values.meta(), rest[off+len(line):]
			}
			break
		}
		off += len(line)
	}
	return annotate.Meta{}, text
}

// A frontMatter holds values by key, in lower case. Those of a list are joined with
// commas.
type frontMatter map[string]string

func parseYAML(text string) frontMatter {
	var doc yaml.Node
	if yaml.Unmarshal([]byte(text), &doc) != nil && yaml.Unmarshal([]byte(unquotedValue.ReplaceAllStringFunc(text, quoteValue)), &doc) != nil {
		return nil
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	f, pairs := frontMatter{}, doc.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		f[strings.ToLower(pairs[i].Value)] = yamlText(pairs[i+1])
	}
	return f
}

// yamlText returns the text of a scalar, the texts of a list, or the name in a mapping.
func yamlText(n *yaml.Node) string {
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Tag == "!!null" {
			return ""
		}
		return n.Value
	case yaml.SequenceNode:
		var items []string
		for _, item := range n.Content {
			if text := yamlText(item); item.Kind != yaml.SequenceNode && text != "" {
				items = append(items, text)
			}
		}
		return strings.Join(items, ", ")
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if value := n.Content[i+1]; strings.EqualFold(n.Content[i].Value, "name") && value.Kind == yaml.ScalarNode {
				return value.Value
			}
		}
	}
	return ""
}

// unquotedValue matches a line with a value that many tools write without the
// quotation marks that YAML asks for, as in "title: Levy: the vote".
var unquotedValue = regexp.MustCompile(`(?m)^[\w.-]+:[ \t]+[^'|>&!#{ \t\n].*$`)

func quoteValue(line string) string {
	key, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	if end := value[len(value)-1]; value[0] == '"' && end == '"' || value[0] == '[' && end == ']' {
		return line
	}
	return key + ": '" + strings.ReplaceAll(value, "'", "''") + "'"
}

func parseTOML(text string) frontMatter {
	var values map[string]any
	if _, err := toml.Decode(text, &values); err != nil {
		return nil
	}
	f := frontMatter{}
	for key, value := range values {
		f[strings.ToLower(key)] = tomlText(value)
	}
	return f
}

// tomlText returns the text of a value other than a table, or the texts of a list.
func tomlText(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case time.Time:
		switch value.Location().String() {
		case "date-local":
			return value.Format(time.DateOnly)
		case "datetime-local":
			return value.Format("2006-01-02T15:04:05")
		}
		return value.Format(time.RFC3339)
	case []any:
		var items []string
		for _, item := range value {
			if text, ok := item.(string); ok {
				items = append(items, text)
			}
		}
		return strings.Join(items, ", ")
	}
	return ""
}

// meta returns the metadata of the article.
func (f frontMatter) meta() annotate.Meta {
	pick := func(keys ...string) string {
		for _, k := range keys {
			if v := CleanLine(html.UnescapeString(f[k])); v != "" {
				return v
			}
		}
		return ""
	}
	return annotate.Meta{
		Title:     pick("title"),
		Deck:      pick("deck", "description", "subtitle", "summary", "excerpt"),
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
