package page

import (
	"encoding/json"
	"html"
	"slices"
	"strings"

	"galley/annotate/source/draft"
)

// Bounds of what is read of the JSON-LD of a page.
const (
	largestJSON = 2 << 20 // bytes of one script
	deepestJSON = 8       // objects and arrays in each other
	mostThings  = 500
)

// A thing is an object of JSON-LD.
type thing map[string]any

// things are the objects of all scripts of a page, in order.
type things struct {
	all  []thing
	byID map[string]thing
}

// add reads one script. What is not JSON is left out.
func (t *things) add(script string) {
	if len(script) > largestJSON {
		return
	}
	var value any
	if err := json.Unmarshal([]byte(tidyJSON(script)), &value); err != nil {
		return
	}
	t.collect(value, 0)
}

// tidyJSON takes off what pages wrap around JSON, and the line breaks within
// its strings that JSON forbids.
func tidyJSON(script string) string {
	script = strings.TrimSpace(script)
	for _, wrap := range [...]string{"<!--", "-->", "//<![CDATA[", "<![CDATA[", "//]]>", "]]>", "/*", "*/", ";"} {
		script = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(script, wrap), wrap))
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, script)
}

func (t *things) collect(value any, depth int) {
	if depth > deepestJSON || len(t.all) >= mostThings {
		return
	}
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			t.collect(v, depth+1)
		}
	case map[string]any:
		object := thing(value)
		t.all = append(t.all, object)
		if id, ok := value["@id"].(string); ok && len(value) > 1 {
			if t.byID == nil {
				t.byID = map[string]thing{}
			}
			t.byID[id] = object
		}
		for _, key := range [...]string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart"} {
			t.collect(value[key], depth+1)
		}
	}
}

// article is the first object that is an article, nil if none is.
func (t *things) article() thing {
	for _, known := range [...]func(string) bool{isArticleType, isPageType} {
		for _, object := range t.all {
			for _, name := range texts(object["@type"]) {
				if known(name) {
					return object
				}
			}
		}
	}
	return nil
}

func isArticleType(name string) bool {
	name = name[strings.LastIndexAny(name, "/:")+1:]
	return strings.HasSuffix(name, "Article") || strings.HasSuffix(name, "Posting") && name != "JobPosting" ||
		name == "Report" || name == "Review" || name == "Recipe" || name == "APIReference"
}

func isPageType(name string) bool {
	return name == "WebPage" || name == "ItemPage" || name == "CreativeWork"
}

// text is a property that is a text, or the name of the object that it is.
func (t *things) text(object thing, keys ...string) string {
	for _, key := range keys {
		if all := t.names(object[key], 0); len(all) > 0 {
			return all[0]
		}
	}
	return ""
}

// names are the texts of a value: itself, or the names of its objects.
func (t *things) names(value any, depth int) []string {
	if depth > deepestJSON {
		return nil
	}
	switch value := value.(type) {
	case string:
		if text := unescaped(value); text != "" {
			return []string{text}
		}
	case []any:
		var all []string
		for _, v := range value {
			all = append(all, t.names(v, depth+1)...)
		}
		return all
	case map[string]any:
		if id, ok := value["@id"].(string); ok && value["name"] == nil && t.byID[id] != nil && t.byID[id]["name"] != nil {
			return t.names(t.byID[id]["name"], depth+1)
		}
		for _, key := range [...]string{"name", "@value", "@list"} {
			if value[key] != nil {
				return t.names(value[key], depth+1)
			}
		}
	}
	return nil
}

// people are the names of a value of authors, those of organisations apart.
func (t *things) people(value any) (people, others []string) {
	all, ok := value.([]any)
	if !ok {
		all = []any{value}
	}
	for _, one := range all {
		names := t.names(one, 0)
		if object, ok := one.(map[string]any); ok && slices.ContainsFunc(texts(object["@type"]), isOrganisationType) {
			others = append(others, names...)
		} else {
			people = append(people, names...)
		}
	}
	return people, others
}

func isOrganisationType(name string) bool { return strings.HasSuffix(name, "Organization") }

// texts are the strings of a value that is a string or an array of them.
func texts(value any) []string {
	switch value := value.(type) {
	case string:
		return []string{value}
	case []any:
		var all []string
		for _, v := range value {
			if s, ok := v.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}

// unescaped is text on one line, with the entities that some pages write where
// none are read.
func unescaped(text string) string { return draft.OneLine(html.UnescapeString(text)) }
