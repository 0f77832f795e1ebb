package cli

import (
	"encoding/csv"
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/agree"
	"galley/internal/library"
	"galley/internal/wording"

	"github.com/spf13/cobra"
)

// A compareRequest holds the flags of galley compare.
type compareRequest struct {
	by        string
	key       string
	fields    []string
	pairs     bool
	confusion bool
	report    string
	force     forceFlag
	seen      bool // without those that were suggested and never seen
	asJSON    bool
	asCSV     bool
}

func (p *program) compareCommand() *cobra.Command {
	var r compareRequest
	c := &cobra.Command{
		Use:   "compare ARTICLE --by creator | FILE FILE…",
		Short: "Show how far several people agree on one article",
		Long: "Compare what several people annotated in one article: everyone who annotated a saved article, with --by creator, or what " +
			"each FILE contains, in any format that galley import reads. The annotations of files are placed on the text of the first one; " +
			"nothing is saved.\n\nNotes are never compared, and fields only with --fields. With --key, each file is compared with that one: " +
			"precision, recall, what was missed and what was added.",
		Example: `galley compare ann.json ben.json
galley compare levy.txt --by creator --confusion
galley compare class/*.json --key teacher.json --csv`,
		Args: takes(1, many, "FILE"),
		RunE: func(_ *cobra.Command, args []string) error { return r.run(p, args) },
	}
	f := c.Flags()
	f.StringVar(&r.by, "by", "", "compare the people who annotated ARTICLE; KEY is creator")
	f.StringVar(&r.key, "key", "", "compare each FILE with the annotations in KEYFILE")
	f.StringSliceVar(&r.fields, "fields", nil, "also compare the fields NAME, such as status,speaker")
	f.BoolVar(&r.pairs, "pairs", false, "list each pair of more than two people, with intervals")
	f.BoolVar(&r.confusion, "confusion", false, "also count which tag met which")
	f.StringVar(&r.report, "report", "", "also write to FILE, .md or .html, what each person was overruled on: by --key, or by galley adjudicate")
	r.force.add(c)
	f.BoolVar(&r.seen, "without-unseen", false, "leave out annotations that were suggested and that nobody has opened or edited since")
	f.BoolVar(&r.asJSON, "json", false, "print a JSON object with figures and items")
	f.BoolVar(&r.asCSV, "csv", false, "print the figures as a table for spreadsheets")
	c.MarkFlagsMutuallyExclusive("json", "csv")
	return c
}

func (r compareRequest) run(p *program, names []string) error {
	layers, err := r.layers(p, names)
	if err != nil {
		return err
	}
	p.sayAll(layers.Notices)
	if r.seen {
		for i, person := range layers.People {
			layers.People[i].Annotations = annotate.NewSet(slices.Clone(person.Annotations)).WithoutUnseen()
		}
	}
	if err := r.checkReport(layers, names); err != nil {
		return err
	}
	c := r.compare(layers)
	if r.report != "" {
		if err := c.writeReport(p); err != nil {
			return err
		}
		p.say("wrote %s", wording.QuotePath(r.report))
	}
	switch {
	case r.asJSON:
		return p.writeJSON(c.json())
	case r.asCSV:
		return c.writeCSV(csv.NewWriter(p.out))
	}
	return c.write(p)
}

// layers returns what is compared, the key first.
func (r compareRequest) layers(p *program, names []string) (library.Layers, error) {
	switch {
	case r.by != "" && r.by != "creator":
		return library.Layers{}, library.Usagef("--by: %s is not creator", wording.Quote(r.by))
	case r.by != "" && (len(names) > 1 || r.key != ""):
		return library.Layers{}, library.Usagef("--by creator takes one ARTICLE; without it, compare takes exported files")
	case r.by != "":
		p.sayBlind()
		layers, err := p.library().LayersByCreator(names[0])
		if err == nil && len(layers.People) < 2 {
			who := "nobody"
			if len(layers.People) > 0 {
				who = "only " + wording.Quote(layers.People[0].Name)
			}
			err = fmt.Errorf("%s annotated %s; to compare files, name two exports", who, wording.Quote(layers.Article.Name()))
		}
		return layers, err
	case r.key != "":
		names = append([]string{r.key}, slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == r.key })...)
	}
	if len(names) < 2 {
		return library.Layers{}, library.Usagef("compare needs two files, or --by creator for the people who annotated an article")
	}
	return p.library().ReadLayers(names)
}

// compare compares people with each other and with what was decided, or with the key.
func (r compareRequest) compare(l library.Layers) comparison {
	opt := agree.Options{Fields: r.fields, Pairs: r.pairs || len(l.People) == 2}
	c := comparison{article: l.Article, request: r, people: l.People, reference: l.Decided}
	if r.key != "" {
		c.people, c.reference = l.People[1:], l.People[0]
		c.Annotators = append(c.Annotators, c.reference.Name)
		for _, person := range c.people {
			c.Annotators = append(c.Annotators, person.Name)
			c.Pairs = append(c.Pairs, agree.Compare(l.Article, []agree.Layer{c.reference, person}, opt).Pairs...)
		}
		return c
	}
	c.Comparison = agree.Compare(l.Article, c.people, opt)
	if len(c.reference.Annotations) > 0 {
		c.Annotators = append(c.Annotators, c.reference.Name)
		for _, person := range c.people {
			c.Pairs = append(c.Pairs, agree.Compare(l.Article, []agree.Layer{person, c.reference}, opt).Pairs...)
		}
	}
	return c
}

// A comparison is printed as text, JSON or CSV.
type comparison struct {
	agree.Comparison
	article   *annotate.Article
	request   compareRequest
	people    []agree.Layer
	reference agree.Layer // the key, or what was decided
}

// measures lists the names of figures in JSON and CSV, and what they mean.
var measures = []struct{ name, heading, meaning string }{
	{"f1_exact", "F1 exact", "how much both annotated, with the same tag on exactly the same words: 0 nothing, 1 everything"},
	{"f1_overlap", "F1 overlap", "the same, with the same tag on words that overlap"},
	{"alpha", "α words", "Krippendorff's α, whether each word has the tag: 0 as by chance, 1 always the same"},
	{"alpha_u", "α borders", "Krippendorff's α_U, how well the borders fit: 0 as by chance, 1 exactly"},
	{"kappa", "κ sentences", "Cohen's κ, whether each sentence has the tag: 0 as by chance, 1 always the same; untouched text raises it"},
	{"untouched", "untouched", "share of the text that neither annotated"},
}

// figuresOf returns figures in the order of measures.
func figuresOf(f agree.Figures) []agree.Figure {
	return []agree.Figure{f.F1Exact, f.F1Overlap, f.Alpha, f.AlphaU, f.Kappa, {Value: f.Untouched}}
}
