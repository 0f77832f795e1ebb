package export

import (
	"bytes"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	json "github.com/go-json-experiment/json/v1"

	"galley/annotate/export/docx"
	"galley/annotate/source/archive"
)

// Detect returns the format of a file that begins with data, by its contents, and for
// brat also by its name. It returns ErrWrongFormat for an unknown format. The format
// may be one that is not Readable.
func Detect(name string, data []byte) (Format, error) {
	if docx.IsDocument(data) {
		return FormatByName("docx")
	}
	if archive.IsZip(data) && bytes.Contains(data, []byte(projectFile)) {
		return FormatByName("refi-qda")
	}
	found := ""
	head, _ := io.ReadAll(decode(bytes.NewReader(data), ReadOptions{})) // after an error, the beginning is enough
	switch text := bytes.TrimSpace(head); {
	case strings.EqualFold(path.Ext(name), ".ann") || bratLineStart().Match(text):
		found = "brat"
	case koreaderStart().Match(text), koreaderNotes().Match(text):
		found = "koreader"
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		found = detectJSON(text)
	case kindleStart().Match(text):
		found = "kindle"
	default:
		if found = detectCSV(text); found == "" && bytes.Contains(text, []byte("](zotero://")) {
			found = "zotero"
		}
	}
	if found == "" {
		return Format{}, ErrWrongFormat
	}
	return FormatByName(found)
}

// DetectBytes is the number of bytes of a file that Detect needs, unless a longer text
// comes first.
const DetectBytes = 1 << 20

// bratLineStart matches the beginning of a line in brat's format.
var bratLineStart = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(T\d+\t\S+ \d+ \d+|#\d+\t\S+ \S+\t|A\d+\t\S+ T\d+)`)
})

// kindleStart matches the first entry of a Kindle's file.
var kindleStart = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[^\n]*\n- [^\n]*\d[^\n]*\n(?s:.*?)\n==========(?:\r?\n|$)`)
})

// detectJSON returns the name of the format to which the members of the first
// object belong, or "" if there is none. The object may be cut off.
func detectJSON(text []byte) string {
	list := bytes.HasPrefix(text, []byte("["))
	if list {
		text = bytes.TrimSpace(text[1:])
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	members := firstMembers(dec)
	has := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(name string) bool { _, ok := members[name]; return !ok })
	}
	kind := strings.Trim(members["type"], `"`)
	switch {
	case strings.HasPrefix(members["format"], `"galley/`), has("articles"):
		return "json"
	case strings.HasPrefix(kind, "Annotation") || has("@context", "target"):
		return "w3c"
	case has("@graph") || strings.Contains(members["@type"], "ClaimReview"):
		return "claimreview"
	case has("data", "annotations"), has("data", "predictions"):
		return "label-studio"
	case (has("highlights") || has("annotations")) && bytes.Contains(text, []byte(`"highlighted_text":`)): // the type may be cut off
		return "calibre"
	case (has("entries") || has("documents")) && bytes.Contains(text, []byte(`"sort":`)):
		return "koreader"
	case has("key", "data"), has("itemType"), has("config", "items"):
		return "zotero"
	case has("annotations") && !has("text"), has("rows", "total"), has("uri", "target"):
		return "hypothesis"
	case has("tag", "quote"):
		return "jsonl"
	case has("text", "spans"), has("text", "ents"):
		return "prodigy"
	case has("text", "label"), has("text", "labels"), has("text", "entities"), has("data", "label"):
		return "doccano"
	}
	return ""
}

// firstMembers returns the members of the first object, up to where it is cut
// off, with the beginning of their values.
func firstMembers(dec *json.Decoder) map[string]string {
	members := map[string]string{}
	if token, err := dec.Token(); err != nil || token != json.Delim('{') {
		return members
	}
	for dec.More() {
		token, err := dec.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			return members
		}
		members[name] = ""
		var value json.RawMessage
		if dec.Decode(&value) != nil {
			return members
		}
		members[name] = string(value[:min(len(value), 60)])
	}
	return members
}

// detectCSV returns "csv" for a header that ReadCSV knows, or else "".
func detectCSV(text []byte) string {
	t, err := newTable(bytes.NewReader(text), nil)
	if err != nil || newImporter(ReadOptions{}).rowReader(t) == nil {
		return ""
	}
	return "csv"
}
