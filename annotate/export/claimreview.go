package export

import (
	"io"
	"iter"
	"time"

	"galley/annotate"
)

// A reviewGraph is a schema.org document.
type reviewGraph struct {
	Context string        `json:"@context"`
	Graph   []claimReview `json:"@graph"`
}

type claimReview struct {
	Type          string            `json:"@type"`
	ID            string            `json:"@id"`
	ClaimReviewed string            `json:"claimReviewed"`
	ReviewRating  map[string]string `json:"reviewRating"`
	Author        map[string]string `json:"author,omitempty"`
	ReviewBody    string            `json:"reviewBody,omitempty"`
	Citation      []string          `json:"citation,omitempty"`
	Keywords      []string          `json:"keywords,omitempty"`
	DateModified  time.Time         `json:"dateModified,omitzero"`
	ItemReviewed  reviewedClaim     `json:"itemReviewed"`
}

type reviewedClaim struct {
	Type       string            `json:"@type"`
	Author     map[string]string `json:"author,omitempty"`
	Appearance *reviewAppearance `json:"appearance,omitempty"`
}

type reviewAppearance struct {
	Type          string `json:"@type"`
	URL           string `json:"url,omitempty"`
	Headline      string `json:"headline,omitempty"`
	DatePublished string `json:"datePublished,omitempty"`
}

// Annotations that cannot become reviews, and what the publisher of a review must add.
var (
	lostOther    = LossKind{"quote or opinion", "quotes and opinions"}
	lostOpen     = LossKind{"claim without a verdict", "claims without a verdict"}
	lostAddress  = LossKind{"review address (add url)", "review addresses (add url)"}
	lostRating   = LossKind{"numeric rating (add reviewRating.ratingValue)", "numeric ratings (add reviewRating.ratingValue)"}
	lostNewWords = LossKind{"later edit of the words of a claim", "later edits of the words of claims"}
	lostReviewer = LossKind{"review author (add author)", "review authors (add author)"}
)

// WriteClaimReview writes a draft of a schema.org ClaimReview for each claim
// whose status is a verdict. The rating is the verdict in words, without a
// number. What a publisher must add is counted, and so are fields that a review
// cannot represent.
func WriteClaimReview(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	var loss LossReport
	graph := reviewGraph{"https://schema.org", []claimReview{}}
	err := eachBundle(bundles, opt, func(b Bundle, set annotate.Set) error {
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
	loss.add(lostAddress, len(graph.Graph))
	loss.add(lostRating, len(graph.Graph))
	return loss, writeIndented(w, graph)
}

func reviewOf(n annotate.Annotation, a *annotate.Article, loss *LossReport) claimReview {
	out := claimReview{
		Type: "ClaimReview", ID: annotationURN + n.ID, ClaimReviewed: quoteOf(n, a),
		ReviewRating: map[string]string{"@type": "Rating", "alternateName": n.Status()}, ReviewBody: n.Note, DateModified: n.Modified.UTC(),
		ItemReviewed: reviewedClaim{Type: "Claim", Appearance: appearanceOf(a)},
	}
	if n.Anchor.State == annotate.Changed {
		out.ClaimReviewed = n.Anchor.Exact // the words that were checked
		loss.add(lostNewWords, 1)
	}
	spec := n.Tag.Spec()
	for name, values := range n.FieldsInOrder() {
		switch name {
		case spec.Status:
		case spec.Who[0]:
			out.ItemReviewed.Author = person(values[0])
		case checkerField:
			out.Author = person(values[0])
		case spec.Backing:
			out.Citation = values
		default:
			loss.add(lostField, 1)
		}
	}
	loss.addIf(n.Creator != "", lostCreator)
	out.Keywords = n.Labels
	loss.add(lostReply, len(n.Replies))
	loss.addIf(n.IsDecision(), lostDecision)
	loss.addIf(!n.Created.Equal(n.Modified), lostTimes)
	if out.Author == nil {
		loss.add(lostReviewer, 1)
	}
	return out
}

// checkerField is the field for the person who checked a claim.
const checkerField = "checker"

func person(name string) map[string]string {
	return map[string]string{"@type": "Person", "name": name}
}

// appearanceOf returns the article in which a claim was made, or nil if it has
// neither an address nor a title. A date that is not in schema.org's form is left out.
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
