package teamtest

import (
	"strings"
	"testing"

	"galley/annotate"
)

// Bob has imported an annotation of ann's onto another article.
func testIDOfAnotherArticle(t *testing.T, d Desk) {
	ann, bob := join(t, d, "ann"), join(t, d, "bob")
	ann.save(harbour("/ann/harbour.txt"))
	first := ann.mark("nine hours")
	second := ann.mark("ferry crews")
	bob.save(edited("/bob/harbour.txt"))
	imported := bob.mark("nine hours")
	imported.ID = first.ID
	bob.commit(annotate.Create(imported))
	bob.sync()
	ann.sync()
	var warned []string
	bob.warn = func(err error) { warned = append(warned, err.Error()) }
	bob.sync()
	if len(warned) != 1 || !strings.Contains(warned[0], first.ID) {
		t.Errorf("warnings %q", warned)
	}
	if a, err := bob.store.FindAnnotation(second.ID); err != nil || a.Creator != "ann" {
		t.Errorf("the rest of what ann sent: %+v, %v", a, err)
	}
	if a, err := bob.store.FindAnnotation(first.ID); err != nil || a.Creator != "bob" {
		t.Errorf("bob's annotation: %+v, %v", a, err)
	}
}
