package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Detect says of which format data is: by its contents, and for brat by its
// name. It returns ErrWrongFormat if none fits. The format may be one that is
// not Readable.
func Detect(name string, data []byte) (Format, error) {
	found := ""
	head, _ := io.ReadAll(io.LimitReader(decoded(bytes.NewReader(data), ReadOptions{}), detectBytes)) // what can be read of it is enough
	switch text := bytes.TrimSpace(head); {
	case strings.EqualFold(path.Ext(name), ".ann") || bratLineStart().Match(text):
		found = "brat"
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		found = detectJSON(text)
	default:
		found = detectCSV(text)
	}
	if found == "" {
		return Format{}, ErrWrongFormat
	}
	f, err := FormatByName(found)
	if err != nil {
		return f, fmt.Errorf("detect: %w", err)
	}
	return f, nil
}

// detectBytes is how much of a file is looked at.
const detectBytes = 1 << 20

// bratLineStart is how brat's lines begin.
var bratLineStart = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(T\d+\t\S+ \d+ \d+|#\d+\t\S+ \S+\t|A\d+\t\S+ T\d+)`)
})

// detectJSON tells formats by the members of the first object. The data may
// end in the middle of it.
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
	case has("annotations") && !has("text"):
		return "hypothesis"
	case has("tag", "quote"):
		return "jsonl"
	case has("text", "spans"):
		return "prodigy"
	case has("text", "label"), has("text", "labels"), has("text", "entities"), has("data", "label"):
		return "doccano"
	}
	return ""
}

// firstMembers are the members of the first object, as far as it goes, with
// the beginning of their values.
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

// detectCSV looks at the header.
func detectCSV(text []byte) string {
	rows, err := newCSVReader(bytes.NewReader(text))
	if err != nil {
		return ""
	}
	header, err := rows.Read()
	if err != nil {
		return ""
	}
	if newIntake(ReadOptions{}).rowTaker(header) == nil {
		return ""
	}
	return "csv"
}
