package export_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"galley/annotate/export"
)

func compileSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../../docs/export.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(schema *jsonschema.Schema, document string) error {
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(document))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

func TestExportsAreValidAgainstThePublishedSchema(t *testing.T) {
	schema := compileSchema(t)
	rapid.Check(t, func(rt *rapid.T) {
		opt := export.WriteOptions{NoText: rapid.Bool().Draw(rt, "no text"), Exported: at(0)}
		if err := validate(schema, written(t, opt, drawBundles(rt)...)); err != nil {
			rt.Fatal(err)
		}
	})
}

// TestSchemaRejectsInvalidDocuments changes a valid document in one place each time.
func TestSchemaRejectsInvalidDocuments(t *testing.T) {
	schema := compileSchema(t)
	document := written(t, options, ferry(t))
	if err := validate(schema, document); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, old, new string }{
		{"unknown member of a block", `"kind": "heading"`, `"kind": "heading", "letters": 9`},
		{"another format", `galley/1`, `galley/2`},
		{"unknown tag", `"tag": "claim"`, `"tag": "fact"`},
		{"a place without its end", `"end": 46,`, ``},
		{"a place for an ambiguous one", `"quote": "Fares",`, `"quote": "Fares", "start": 0, "end": 5,`},
		{"changed without the old words", `"original": "船票 went down"`, `"reason": "x"`},
		{"no time", `"modified": "2026-11-22T09:02:00Z"`, `"modified": "today"`},
		{"a prefix that is too long", `"prefix": "Once `, `"prefix": "Once upon a time, in a land far away `},
		{"sources that are not a list", `"speaker": "Ada Lund"`, `"sources": "Ada Lund"`},
		{"null", `"creator": "ada"`, `"creator": null`},
		{"a link that is dangerous", `"href": "https:`, `"href": "javascript:`},
	} {
		changed := strings.Replace(document, test.old, test.new, 1)
		if changed == document || !json.Valid([]byte(changed)) {
			t.Errorf("%s: the document was not changed as intended", test.name)
		} else if validate(schema, changed) == nil {
			t.Errorf("%s: accepted", test.name)
		}
	}
}
