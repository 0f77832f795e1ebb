package wordlist

import (
	"slices"
	"testing"
)

func TestListsKeepTheirWordsInOrder(t *testing.T) {
	lists := Lazy("# a comment\n[first]\nred, dark green,\nblue\n\n[second]\n  one  ,red\n[empty]\n")()
	if got, want := lists.Words("first"), []string{"red", "dark green", "blue"}; !slices.Equal(got, want) {
		t.Errorf("first list: got %q, want %q", got, want)
	}
	if got, want := lists.Names("red"), []string{"first", "second"}; !slices.Equal(got, want) {
		t.Errorf("lists with red: got %q, want %q", got, want)
	}
	if !lists.Has("second", "one") || lists.Has("first", "one") || lists.Has("missing", "one") || lists.Has("empty", "") {
		t.Error("Has looks in the wrong list")
	}
}
