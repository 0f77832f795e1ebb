package export_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/export"
)

// Reading an annotation with four times as many fields may take four times the work,
// not sixteen times. Work is measured in allocations: copying all fields for each one
// would allocate as often as there are fields.
func TestReadingManyFieldsIsLinear(t *testing.T) {
	jsonOf := func(fields int) string {
		b := levy(t)
		b.Annotations = b.Annotations[:1]
		b.Annotations[0].Fields = map[string][]string{}
		for i := range fields {
			b.Annotations[0].Fields[fmt.Sprintf("field%d", i)] = []string{"value"}
		}
		return written(t, options, b)
	}
	bratOf := func(fields int) string {
		var b strings.Builder
		b.WriteString("T1\tClaim 0 3\tThe\n")
		for i := range fields {
			fmt.Fprintf(&b, "#%d\tfield%d T1\tvalue\n", i+1, i)
		}
		return b.String()
	}
	withText := reading
	withText.ReadCompanion = func(string) ([]byte, error) { return []byte("The levy passed."), nil }
	withText.FindArticle = func(ref export.ArticleRef) (a *annotate.Article, err error) {
		a, _ = export.ArticleFromText(ref.Text, withText.Clean)
		return a, nil
	}
	for name, read := range map[string]func(fields int) func(){
		"json": func(fields int) func() {
			document := jsonOf(fields)
			return func() { mustRead(t, export.ReadJSON, document, reading) }
		},
		"brat": func(fields int) func() {
			document := bratOf(fields)
			return func() { mustRead(t, export.ReadBrat, document, withText) }
		},
	} {
		few, many := testing.AllocsPerRun(1, read(500)), testing.AllocsPerRun(1, read(2000))
		if many > 6*few {
			t.Errorf("%s: %.0f allocations for 500 fields, %.0f for 2000", name, few, many)
		}
	}
}

func mustRead(t *testing.T, read export.ReadFunc, document string, opt export.ReadOptions) {
	t.Helper()
	if _, _, err := read(strings.NewReader(document), opt); err != nil {
		t.Fatal(err)
	}
}
