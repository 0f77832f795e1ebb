package export

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
)

// TestSchemaMatchesTypes checks that each type of the document has the members of its
// definition in the schema, and requires the same ones.
func TestSchemaMatchesTypes(t *testing.T) {
	type definition struct {
		Required   []string
		Properties map[string]json.RawMessage
	}
	var schema struct {
		definition
		Defs map[string]definition `json:"$defs"`
	}
	data, err := os.ReadFile("../../docs/export.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]any{
		"document": document{}, "article": article{}, "source": articleSource{}, "removed": annotate.Removals{},
		"block": block{}, "run": run{}, "annotation": annotation{}, "anchor": anchorDetails{},
	} {
		def := schema.Defs[name]
		if name == "document" {
			def = schema.definition
		}
		var members, required []string
		for _, m := range newStrictDecoder(strings.NewReader("")).membersOf(reflect.TypeOf(value)) {
			if members = append(members, m.name); m.required {
				required = append(required, m.name)
			}
		}
		var properties []string
		for property := range def.Properties {
			properties = append(properties, property)
		}
		for _, list := range [][]string{members, required, properties, def.Required} {
			slices.Sort(list)
		}
		if diff := cmp.Diff(properties, members); diff != "" {
			t.Errorf("members of %s -schema +type:\n%s", name, diff)
		}
		if diff := cmp.Diff(def.Required, required); diff != "" {
			t.Errorf("required members of %s -schema +type:\n%s", name, diff)
		}
	}
}
