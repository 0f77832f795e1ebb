package annotate_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
)

func TestFieldsReadAndWrite(t *testing.T) {
	var none annotate.Fields
	f := none.With("speaker", "Ada Lund").With("sources", "a", "", "b")
	if f.Get("speaker") != "Ada Lund" || f.Get("sources") != "a" || len(f["sources"]) != 2 || f.Get("role") != "" {
		t.Errorf("got %v", f)
	}
	if none.Get("speaker") != "" || none.With("speaker", "") != nil {
		t.Error("no fields hold something")
	}
	without := f.With("sources")
	if _, ok := without["sources"]; ok || len(f["sources"]) != 2 {
		t.Errorf("taking the sources away left %v, and %v", without, f)
	}
	if got := without.With("speaker"); got != nil {
		t.Errorf("taking the last field away left %v", got)
	}
}

func TestWithChangesACopy(t *testing.T) {
	f := annotate.Fields{"speaker": {"Ada Lund"}}
	values := []string{"a", "b"}
	g := f.With("sources", values...)
	values[0] = "x"
	g["speaker"][0] = "x"
	if f.Get("speaker") != "Ada Lund" || g.Get("sources") != "a" {
		t.Errorf("shared: %v, %v", f, g)
	}
}

func TestFieldsOfJSON(t *testing.T) {
	f := annotate.Fields{"speaker": {"Ada “A” Lund"}, "sources": {"https://example.org", "p. 5"}, "empty": nil}
	data, err := json.Marshal(f)
	if want := `{"sources":["https://example.org","p. 5"],"speaker":"Ada “A” Lund"}`; err != nil || string(data) != want {
		t.Errorf("got %s, %v; want %s", data, err, want)
	}
	if data, err := json.Marshal(annotate.Fields{"sources": nil}); err != nil || string(data) != `{}` {
		t.Errorf("empty sources: %s, %v", data, err)
	}
}

func TestUnmarshalRefusesOtherTypes(t *testing.T) {
	for _, bad := range []string{
		`[]`, `"x"`, `{"speaker":5}`, `{"speaker":null}`, `{"speaker":["a"]}`, `{"sources":"a"}`,
		`{"sources":null}`, `{"sources":[5]}`, `{"sources":[null]}`, `{"sources":{}}`,
	} {
		var f annotate.Fields
		if err := json.Unmarshal([]byte(bad), &f); err == nil {
			t.Errorf("%s was read as %v", bad, f)
		}
	}
	f := annotate.Fields{"old": {"x"}}
	if err := json.Unmarshal([]byte(`{"speaker":"","sources":["",""]}`), &f); err != nil || f != nil {
		t.Errorf("empty values: %v, %v", f, err)
	}
}

func TestFieldsSurviveJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var f annotate.Fields
		for range rapid.IntRange(0, 4).Draw(t, "count") {
			name := rapid.SampledFrom([]string{"speaker", "role", "sources", "ö"}).Draw(t, "name")
			n := 1
			if name == annotate.SourcesField {
				n = rapid.IntRange(0, 3).Draw(t, "values")
			}
			f = f.With(name, rapid.SliceOfN(rapid.String(), n, n).Draw(t, "value")...)
		}
		data, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var g annotate.Fields
		if err := json.Unmarshal(data, &g); err != nil || !g.Equal(f) {
			t.Fatalf("%v became %v by way of %s: %v", f, g, data, err)
		}
	})
}
