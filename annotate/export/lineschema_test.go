package export_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"galley/annotate/export"
)

const lineSchema = "../../docs/jsonl.schema.json"

// A line of JSON Lines is an annotation of the JSON document with its article, whose
// members this test gives. It writes the schema with the flag -update.
func TestLineSchemaIsUpToDate(t *testing.T) {
	data, err := os.ReadFile("../../docs/export.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Schema string                    `json:"$schema"`
		Defs   map[string]map[string]any `json:"$defs"`
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	line, defs := schema.Defs["annotation"], map[string]any{}
	line["properties"].(map[string]any)["article"] = map[string]any{"$ref": "#/$defs/article"}
	line["required"] = append([]any{"article"}, line["required"].([]any)...)
	for _, name := range []string{"time", "id", "offset", "range", "sureness", "fields", "anchor"} {
		defs[name] = schema.Defs[name]
	}
	head := map[string]any{"id": map[string]any{"$ref": "#/$defs/id"}, "retrieved": map[string]any{"$ref": "#/$defs/time"}}
	for _, name := range []string{"title", "byline", "published", "language", "kind", "location", "canonical"} {
		head[name] = map[string]any{"type": "string"}
	}
	for name, description := range map[string]string{"sha256": "Of the bytes of its source.", "text_sha256": "Of the text that start and end refer to, in UTF-8."} {
		head[name] = map[string]any{"type": "string", "description": description}
	}
	defs["article"] = map[string]any{"description": "What identifies the article. Other members are allowed.", "type": "object", "properties": head}
	line["$defs"], line["$schema"], line["$id"], line["title"] = defs, schema.Schema, "urn:galley:line:1", "A line of an export as JSON Lines"
	line["description"] = "An annotation and its article. Positions are those of the JSON export. Members may be added; readers ignore those that they do not know."
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(line); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(lineSchema, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if existing, err := os.ReadFile(lineSchema); err != nil || !bytes.Equal(existing, out.Bytes()) {
		t.Errorf("%s is out of date: run go test ./annotate/export -run UpToDate -update (%v)", lineSchema, err)
	}
}

func TestLinesAreValidAgainstTheirSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile(lineSchema)
	if err != nil {
		t.Fatal(err)
	}
	lines, _ := write(t, "jsonl", ferry(t))
	for line := range strings.Lines(lines) {
		if err := validate(schema, line); err != nil {
			t.Error(err)
		}
		if validate(schema, strings.Replace(line, `"tag":"`, `"tag":"no`, 1)) == nil || validate(schema, strings.Replace(line, `"article":`, `"articles":`, 1)) == nil {
			t.Errorf("accepted a wrong %s", line)
		}
	}
}

// Positions in other units are those of the quote, and reading them back changes
// nothing.
func TestOffsetsInOtherUnits(t *testing.T) {
	opt := options
	opt.Offsets = export.Units()
	type offsets struct{ Start, End int }
	var doc struct {
		Articles []struct {
			Text        string
			Annotations []struct {
				Quote       string
				Start       *int
				UTF16, Byte *offsets
			}
		}
	}
	text := written(t, opt, ferry(t))
	if err := validate(compileSchema(t), text); err != nil {
		t.Error(err)
	}
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	a := doc.Articles[0]
	units := encode(a.Text)
	for _, n := range a.Annotations {
		if n.Start == nil {
			if n.UTF16 != nil || n.Byte != nil {
				t.Errorf("%q has no place, but offsets", n.Quote)
			}
			continue
		}
		if got := a.Text[n.Byte.Start:n.Byte.End]; got != n.Quote {
			t.Errorf("bytes are of %q, want %q", got, n.Quote)
		}
		if got := decode(units[n.UTF16.Start:n.UTF16.End]); got != n.Quote {
			t.Errorf("code units are of %q, want %q", got, n.Quote)
		}
	}
	bundles, _, err := export.ReadJSON(strings.NewReader(text), export.ReadOptions{Clean: clean})
	if err != nil || written(t, options, bundles...) != written(t, options, ferry(t)) {
		t.Errorf("reading them back: %v", err)
	}
}
