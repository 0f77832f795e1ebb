package export

import (
	"io"
	"iter"
	"time"

	"galley/annotate"
)

// The types of this file are ClaimReview and what belongs to it, as schema.org
// has them.

type reviewGraph struct {
	Context string        `json:"@context"`
	Graph   []claimReview `json:"@graph"`
}

type claimReview struct {
	Type          string        `json:"@type"`
	ID            string        `json:"@id"`
	ClaimReviewed string        `json:"claimReviewed"`
	ReviewRating  reviewRating  `json:"reviewRating"`
	Author        *reviewPerson `json:"author,omitempty"`
	ReviewBody    string        `json:"reviewBody,omitempty"`
	Citation      []string      `json:"citation,omitempty"`
	DateModified  time.Time     `json:"dateModified,omitzero"`
	ItemReviewed  reviewedClaim `json:"itemReviewed"`
}

type reviewRating struct {
	Type          string `json:"@type"`
	AlternateName string `json:"alternateName"`
}

type reviewPerson struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type reviewedClaim struct {
	Type       string            `json:"@type"`
	Author     *reviewPerson     `json:"author,omitempty"`
	Appearance *reviewAppearance `json:"appearance,omitempty"`
}

type reviewAppearance struct {
	Type          string `json:"@type"`
	URL           string `json:"url,omitempty"`
	Headline      string `json:"headline,omitempty"`
	DatePublished string `json:"datePublished,omitempty"`
}

// What a review lacks, and what is no review.
var (
	lostOther    = LossKind{"quote or opinion", "quotes and opinions"}
	lostOpen     = LossKind{"claim without a verdict", "claims without a verdict"}
	lostReviewed = LossKind{"address of the review to be added (url)", "addresses of the reviews to be added (url)"}
	lostRating   = LossKind{"rating in figures to be added (reviewRating.ratingValue)", "ratings in figures to be added (reviewRating.ratingValue)"}
	lostReviewer = LossKind{"author of the review to be added (author)", "authors of the reviews to be added (author)"}
)

// WriteClaimReview writes a draft of a schema.org ClaimReview for each claim
// whose status is a verdict. The verdict stands there in words; no rating in
// figures is invented, and what a publisher must still add is counted. Fields
// that a review has no place for are counted too.
func WriteClaimReview(w io.Writer, bundles iter.Seq2[Bundle, error], _ WriteOptions) (LossReport, error) {
	var loss LossReport
	graph := reviewGraph{"https://schema.org", []claimReview{}}
	err := eachBundle(bundles, func(b Bundle, set annotate.Set) error {
		for _, n := range set.All() {
			switch {
			case n.Tag != annotate.Claim:
				loss.add(lostOther, 1)
			case n.NeedsChecking():
				loss.add(lostOpen, 1)
			default:
				graph.Graph = append(graph.Graph, reviewOf(n, b.Article, &loss))
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	loss.add(lostReviewed, len(graph.Graph))
	loss.add(lostRating, len(graph.Graph))
	return loss, writeIndented(w, graph)
}

func reviewOf(n annotate.Annotation, on *annotate.Article, loss *LossReport) claimReview {
	out := claimReview{
		Type: "ClaimReview", ID: annotationURN + n.ID, ClaimReviewed: words(n, on),
		ReviewRating: reviewRating{"Rating", n.Status()}, ReviewBody: n.Note, DateModified: n.Modified.UTC(),
		ItemReviewed: reviewedClaim{Type: "Claim", Appearance: appearanceOf(on)},
	}
	if n.Anchor.State == annotate.Changed {
		out.ClaimReviewed = n.Anchor.Exact // that is what was checked
		loss.add(lostGuess, 1)
	}
	for _, d := range details(n) {
		switch d.name {
		case "status":
		case "claimant":
			out.ItemReviewed.Author = &reviewPerson{"Person", d.values[0]}
		case "checker":
			out.Author = &reviewPerson{"Person", d.values[0]}
		case annotate.SourcesField:
			out.Citation = d.values
		default:
			loss.add(lostField, 1)
		}
	}
	if out.Author == nil {
		loss.add(lostReviewer, 1)
	}
	return out
}

// appearanceOf is the article as the place where a claim was made. A date is
// given only if it is written as schema.org asks.
func appearanceOf(a *annotate.Article) *reviewAppearance {
	out := &reviewAppearance{Type: "Article", URL: webAddress(a), Headline: a.Meta.Title}
	if !parseDate(a.Meta.Published).IsZero() {
		out.DatePublished = a.Meta.Published
	}
	if out.URL+out.Headline == "" {
		return nil
	}
	return out
}
