package reader_test

import (
	"strings"
	"testing"
)

// While a header of the library is damaged, the last step may be missing: the footer
// does not say that everything is saved.
func TestNothingIsCalledSavedWhileAHeaderIsDamaged(t *testing.T) {
	s := newSession(readArticle(t, draftText, "text"), 0)
	if state := s.reader.Keyboard().State; state != "saved" {
		t.Fatalf("the footer says %q", state)
	}
	s.headerDamaged = true
	if state := s.reader.Keyboard().State; strings.Contains(state, "saved") {
		t.Errorf("the footer says %q", state)
	}
}
