package library

import (
	"strings"
	"testing"
)

func TestNameThatLooksLikeAURL(t *testing.T) {
	for name, want := range map[string]bool{
		"www.example.org": true, "www.example.org/news/levy": true, "example.org/levy?p=1": true, "localhost:8000/levy": true,
		"EXAMPLE.ORG/levy": true, "levy.txt": false, "clippings/levy.txt": false, "v1.2/levy.txt": false, "./levy.txt": false,
		"../levy.txt": false, "/home/ada.lund/levy": false, "~/levy.txt": false, "levy": false, "a.b/levy": false, "C:/levy.txt": false, "": false,
	} {
		if got := looksLikeURL(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
	if said := unknownName("www.example.org/levy").Error(); !strings.HasSuffix(said, "a web address begins with https://") {
		t.Errorf("said %q", said)
	}
}
