package page

import (
	"encoding/json"
	"html"
	"slices"
	"strings"

	"galley/annotate/source/draft"
)

// Bounds on the JSON-LD of a page.
const (
	maxJSON      = 2 << 20 // in bytes, of one script
	maxJSONDepth = 8       // number of nested objects and arrays
	maxObjects   = 500
)

type object map[string]any

// objects holds the objects of all scripts of a page, in order.
type objects struct {
	all  []object
	byID map[string]object
}

// add collects the objects of a script. It ignores what is nothing like JSON.
func (o *objects) add(script string) {
	if len(script) > maxJSON {
		return
	}
	var value any
	text := cleanJSON(script)
	if json.Unmarshal([]byte(text), &value) != nil && json.Unmarshal([]byte(repairJSON(text)), &value) != nil {
		return
	}
	o.collect(value, 0)
}

// cleanJSON removes the comment and CDATA markers that pages put around JSON, and the
// line breaks in strings, which JSON forbids.
func cleanJSON(script string) string {
	script = strings.TrimSpace(script)
	for _, wrap := range [...]string{"<!--", "-->", "//<![CDATA[", "<![CDATA[", "//]]>", "]]>", "/*", "*/", ";"} {
		script = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(script, wrap), wrap))
	}
	return strings.Map(func(r rune) rune { return max(r, ' ') }, script)
}

func (o *objects) collect(value any, depth int) {
	if depth > maxJSONDepth || len(o.all) >= maxObjects {
		return
	}
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			o.collect(v, depth+1)
		}
	case map[string]any:
		o.all = append(o.all, value)
		if id, ok := value["@id"].(string); ok && len(value) > 1 {
			if o.byID == nil {
				o.byID = map[string]object{}
			}
			o.byID[id] = value
		}
		for _, key := range [...]string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart"} {
			o.collect(value[key], depth+1)
		}
	}
}

// article returns the first object that is an article, or else a page, or nil.
func (o *objects) article() object {
	for _, isType := range [...]func(string) bool{isArticleType, isPageType} {
		for _, object := range o.all {
			if slices.ContainsFunc(stringsIn(object["@type"]), isType) {
				return object
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

// text returns the text of the first property in keys that is a string or an object
// with a name, or "".
func (o *objects) text(from object, keys ...string) string {
	for _, key := range keys {
		if all := o.names(from[key], 0); len(all) > 0 {
			return all[0]
		}
	}
	return ""
}

// names returns the texts of a value: the value itself, or the names of its
// objects.
func (o *objects) names(value any, depth int) []string {
	if depth > maxJSONDepth {
		return nil
	}
	switch value := value.(type) {
	case string:
		if text := unescape(value); text != "" {
			return []string{text}
		}
	case []any:
		var all []string
		for _, v := range value {
			all = append(all, o.names(v, depth+1)...)
		}
		return all
	case map[string]any:
		if id, ok := value["@id"].(string); ok && value["name"] == nil && o.byID[id]["name"] != nil {
			return o.names(o.byID[id]["name"], depth+1)
		}
		for _, key := range [...]string{"name", "@value", "@list"} {
			if value[key] != nil {
				return o.names(value[key], depth+1)
			}
		}
	}
	return nil
}

// people returns the names of authors, those of organizations separately.
func (o *objects) people(value any) (people, organizations []string) {
	all, ok := value.([]any)
	if !ok {
		all = []any{value}
	}
	for _, author := range all {
		names := o.names(author, 0)
		fields, _ := author.(map[string]any)
		if slices.ContainsFunc(stringsIn(fields["@type"]), func(name string) bool { return strings.HasSuffix(name, "Organization") }) {
			organizations = append(organizations, names...)
		} else {
			people = append(people, names...)
		}
	}
	return people, organizations
}

// stringsIn returns the strings of a value that is a string or an array.
func stringsIn(value any) []string {
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

// unescape returns text on one line. It decodes entities, which some pages write where
// none are expected.
func unescape(text string) string { return draft.OneLine(html.UnescapeString(text)) }
