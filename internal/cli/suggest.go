package cli

import (
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/suggest"
	"galley/internal/library"
	"galley/internal/wording"

	"charm.land/lipgloss/v2"
	"galley/internal/cli/table"
	"github.com/spf13/cobra"
)

// A suggestRequest holds the flags of galley suggest.
type suggestRequest struct {
	tags   []string
	accept string
	all    bool
	asJSON bool
	read   library.ReadOptions
}

func (p *program) suggestCommand() *cobra.Command {
	var r suggestRequest
	c := &cobra.Command{
		Use:   "suggest ARTICLE",
		Short: "Suggest quotes with their speakers, claims and opinions",
		Long: "List what could be annotated in an article and is not yet: quotations with who says them, the sentences that read most like claims worth " +
			"checking, and with --tag opinion those with words of opinion, each with the reason why. Nothing is saved unless " +
			"--accept certain annotates those that are certain.",
		Example: `galley suggest story.txt
galley suggest story.txt --tag claim --all
galley suggest story.txt --accept certain`,
		Args: takes(1, 1, "ARTICLE"),
		RunE: func(_ *cobra.Command, args []string) error { return r.run(p, args[0]) },
	}
	f := c.Flags()
	f.StringArrayVarP(&r.tags, "tag", "t", nil, "only suggestions tagged TAG; may be repeated")
	f.BoolVarP(&r.all, "all", "a", false, "all claims, not only the best: one for every 150 words")
	f.StringVar(&r.accept, "accept", "", "annotate the suggestions of TIER, which is certain")
	f.BoolVar(&r.asJSON, "json", false, "print a JSON object")
	readFlags(c, &r.read)
	return c
}

func (r suggestRequest) run(p *program, name string) error {
	for _, tag := range r.tags {
		if _, err := tagNamed(tag); err != nil {
			return err
		}
	}
	if r.accept != "" {
		return r.runAccept(p, name)
	}
	s, err := p.library().Suggest(name, r.read, suggest.Options{AllClaims: r.all, Opinions: slices.Contains(r.tags, string(annotate.Opinion))})
	p.sayAll(s.Notices)
	if err := p.tolerate(err); err != nil {
		return err
	}
	s.List = slices.DeleteFunc(s.List, func(s suggest.Suggestion) bool { return !r.matches(s) })
	if r.asJSON {
		return p.writeJSON(suggestionsJSON(s))
	}
	if len(s.List) == 0 {
		p.say("no suggestions")
		return nil
	}
	return suggestionTable(p.page, s).Write(p.out)
}

// matches reports whether a suggestion has one of the tags.
func (r suggestRequest) matches(s suggest.Suggestion) bool {
	return r.tags == nil || slices.Contains(r.tags, string(s.Tag))
}

// runAccept annotates the suggestions of a tier.
func (r suggestRequest) runAccept(p *program, name string) error {
	if r.accept != string(suggest.Certain) {
		return library.Usagef("--accept: %s is not certain", wording.Quote(r.accept))
	}
	made, notices, err := p.library().Accept(name, r.read, func(s suggest.Suggestion) bool { return s.Tier == suggest.Certain && r.matches(s) })
	p.sayAll(notices)
	if err != nil {
		return err
	}
	for _, n := range made {
		p.print("%s", n.ID)
	}
	p.say("%s accepted", annotate.Plural(len(made), "suggestion"))
	return nil
}

// suggestionTable lists suggestions.
func suggestionTable(p page, s library.Suggestions) *table.Table {
	t := p.table([]table.Column{
		{Name: "¶", Align: lipgloss.Right}, {Name: "tag"}, {Name: "tier"}, {Name: "who", Flex: true}, {Name: "words", Flex: true}, {Name: "score", Align: lipgloss.Right, Drop: 2}, {Name: "reason", Flex: true, Drop: 1},
	})
	for _, item := range s.List {
		t.Add(s.Article.Numbers(item.Span), p.tag(item.Tag, string(item.Tag)), string(item.Tier), p.cell(item.Fields.Get(item.Tag.Spec().Who[0])), p.cell(item.Span.In(s.Article.Text)), fmt.Sprintf("%.2f", item.Score), p.cell(item.Reason))
	}
	return t
}

// A suggestionJSON is a suggestion as galley suggest --json prints it.
type suggestionJSON struct {
	Tag       string            `json:"tag"`
	Start     int               `json:"start"` // code points, from 0
	End       int               `json:"end"`
	Quote     string            `json:"quote"`
	Fields    map[string]string `json:"fields"`
	Tier      string            `json:"tier"`
	Reason    string            `json:"reason"`
	Cue       *comparedSpan     `json:"cue,omitempty"`
	Score     float64           `json:"score"`
	Suggested string            `json:"suggested"`
	Continues bool              `json:"continues,omitempty"`
}

func suggestionsJSON(s library.Suggestions) any {
	mapper := annotate.NewMapper(s.Article.Text)
	list := []suggestionJSON{}
	for _, item := range s.List {
		out := suggestionJSON{
			Tag: string(item.Tag), Quote: item.Span.In(s.Article.Text), Fields: map[string]string{}, Tier: string(item.Tier), Reason: item.Reason,
			Score: item.Score, Suggested: item.Suggested(), Continues: item.Continues,
		}
		out.Start, out.End = mapper.RunesFromSpan(item.Span)
		for name := range item.Fields {
			out.Fields[name] = item.Fields.Get(name)
		}
		if !item.Cue.Empty() {
			start, end := mapper.RunesFromSpan(item.Cue)
			out.Cue = &comparedSpan{start, end}
		}
		list = append(list, out)
	}
	return struct {
		Article     string           `json:"article"`
		Suggestions []suggestionJSON `json:"suggestions"`
	}{s.Article.ID, list}
}
