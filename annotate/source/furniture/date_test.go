package furniture

import "testing"

func TestDateLines(t *testing.T) {
	cases := map[string]bool{
		"Friday, July 21, 2017":                true,
		"21 July 2017":                         true,
		"July 21":                              true,
		"Sept. 3rd, 2026":                      true,
		"March 2026":                           true,
		"2026-03-04":                           true,
		"2026-03-04T10:00:00Z":                 true,
		"04.03.2026":                           true,
		"4/3/26":                               true,
		"Published: 4 March 2026 at 14:02 GMT": true,
		"Updated 3 hours ago":                  true,
		"Posted on March 4, 2026 | 5 min read": true,
		"4. März 2026, 14:02 Uhr":              true,
		"Mittwoch, 4. März 2026":               true,
		"Publié le 4 mars 2026 à 10h02":        true,
		"4 de marzo de 2026":                   true,
		"Pubblicato il 4 marzo 2026":           true,
		"4 maart 2026":                         true,
		"4 березня 2026":                       true,
		"4 Mart 2026":                          true,
		"9 out of 10":                          false,
		"12 set 4":                             false,
		"NORTHAVEN, 4 March 2026":              true,
		"":                                     false,
		"March":                                false,
		"2026":                                 false,
		"Updated":                              false,
		"Updated plans for the harbour":        false,
		"The 2026 March of the harbour crews":  false,
		"In March 2026 nine people met in the port": false,
		"— Ada Lund, 4 March 2026":                  false,
		"(4 March 2026)":                            false,
		"Version 1.2.26 of the harbour plan is out": false,
		"Five may die, 12 hurt in fire":             false,
		"Call 555-01-2026 now for more about it":    false,
	}
	for line, want := range cases {
		if got := IsDateLine(line); got != want {
			t.Errorf("IsDateLine(%q) = %v", line, got)
		}
	}
}

func TestDatelines(t *testing.T) {
	cases := map[string]bool{
		"WASHINGTON — In a": true, "KYIV, Ukraine (AP) — The": true, "NEW YORK – Two": true, "ZÜRICH - Die": true,
		"The levy — a tax — rose": false, "A — b": false, "12345 — b": false, "WASHINGTON is": false, "": false,
		"NATO and the member states of it in the north — all": false,
	}
	for text, want := range cases {
		if got := IsDateline(text); got != want {
			t.Errorf("IsDateline(%q) = %v", text, got)
		}
	}
}
