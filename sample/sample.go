// Package sample contains the article that Galley opens on its first run, and a
// few annotations of it as an example. The place, the people and the figures are
// invented, as the first line of the article says.
//
// The package imports nothing of Galley: it provides bytes and plain strings, and
// is read like any other source.
package sample

import _ "embed" // for the article

//go:embed article.md
var article string

const (
	// Name is the name of the article on the command line.
	Name = "sample"
	// MediaType is the media type of the article.
	MediaType = "text/markdown"
	// Creator is the creator of the annotations.
	Creator = "Galley"
)

// Article returns the bytes of the article, which the caller owns.
func Article() []byte { return []byte(article) }

// An Annotation is an annotation of the article.
type Annotation struct {
	Tag    string // claim, quote or opinion
	Quote  string // the exact words; they occur once
	Note   string // Markdown
	Fields map[string][]string
}

// Annotations returns the annotations in text order. The fifth is inside the fourth.
func Annotations() []Annotation {
	return []Annotation{
		{
			Tag:   "quote",
			Quote: "“We carry this town to work every morning, and we read about the levy on a poster.”",
			Fields: map[string][]string{
				"speaker": {"Ada Lund"}, "role": {"leader of the harbour union"}, "medium": {"interview"},
				"verified": {"heard"}, "reference": {"recording 1, 02:14"},
			},
		},
		{
			Tag:   "claim",
			Quote: "Ferries carried 2.6 million passengers last year",
			Fields: map[string][]string{
				"claimant": {"the port office"}, "status": {"accurate"},
				"sources": {"Port office, traffic table for 2025, line 4"}, "checker": {"Marit Solane"},
			},
		},
		{
			Tag:   "claim",
			Quote: "the levy should bring in about 10.9 million crowns in its first full year",
			Note: "4.20 × 2.6 million is 10.92 million, so the sum is right.\n\n" +
				"But the **four exempt groups** below pay nothing. Ask the port office how many of the 2.6 million they are.",
			Fields: map[string][]string{"status": {"checking"}},
		},
		{
			Tag: "quote",
			Quote: "“We have run out of winters. The wall will be finished in the autumn of 2028, " +
				"and not a single crown of this money will be spent on anything else.”",
			Fields: map[string][]string{
				"speaker": {"Ines Korhal"}, "role": {"mayor"}, "medium": {"speech"},
				"verified": {"transcript"}, "reference": {"council broadcast, 8:41:30"},
			},
		},
		{
			Tag:   "claim",
			Quote: "The wall will be finished in the autumn of 2028",
			Note:  "The design office says 2029 *at the earliest*. Put it to the mayor before we print.",
			Fields: map[string][]string{
				"claimant": {"Ines Korhal"}, "status": {"inaccurate"},
				"sources": {"Design office, progress note of 4 May 2026, p. 2", "Council broadcast, 8:41:36"},
			},
		},
		{
			Tag:   "opinion",
			Quote: "A levy on crossings is a tax on people who cannot stay away",
			Note:  "Fair comment, and under a heading of its own. Is it clear to a reader that the paper is speaking?",
			Fields: map[string][]string{
				"holder": {"The Kelder Bay Courier"}, "target": {"the harbour levy"},
				"basis": {"the villas on Signal Hill pay nothing"},
			},
		},
	}
}
