package library

import "testing"

func TestShortPathBeginsAtHome(t *testing.T) {
	t.Setenv("HOME", "/home/ada")
	t.Setenv("USERPROFILE", "/home/ada")
	for path, want := range map[string]string{
		"/home/ada/levy.txt": "~/levy.txt", "/home/adam/levy.txt": "/home/adam/levy.txt", "/home/ada": "/home/ada",
		"standard input": "standard input",
	} {
		if got := ShortPath(path); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}
