package source

import "testing"

func TestBylines(t *testing.T) {
	cases := map[string]string{
		"By Ada Lund":                   "Ada Lund",
		"By\u00A0Ada Lund and Bo Berg":  "Ada Lund and Bo Berg",
		"By J. R. Lund, Harbour Editor": "J. R. Lund, Harbour Editor",
		"Von Ada Lund":                  "Ada Lund",
		"Par Zoë Lund":                  "Zoë Lund",
		"By the harbour":                "",
		"Bypass To Open":                "",
		"By Tuesday the vote was in doubt and nobody knew": "",
		"By Ada Lund was the answer.":                      "",
	}
	for line, want := range cases {
		a, err := Read([]byte("Harbour levy passes\n\n"+line+"\n\n"+prose), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if a.Meta.Byline != want {
			t.Errorf("%q: byline %q, want %q", line, a.Meta.Byline, want)
		}
	}
}
