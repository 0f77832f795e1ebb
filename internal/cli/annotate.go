package cli

import (
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/export"
	"galley/annotate/source"
	"galley/internal/library"
	"galley/internal/wording"

	"github.com/spf13/cobra"
)

func (p *program) annotateCommand() *cobra.Command {
	var a annotateFlags
	c := &cobra.Command{
		Use:   "annotate ARTICLE --tag TAG (--quote TEXT | --at START:END)",
		Short: "Annotate words in an article and print the annotation's id",
		Long: "Tag words in an article as a claim, a quote or an opinion, and print the id of the annotation.\n\n" +
			"The words must match the article exactly, except for white space. If they occur more than once, --nth selects one. " +
			"--at takes a range of code points, counted from 0; END is exclusive.",
		Example: `galley annotate levy.txt --tag quote --quote "Nobody asked" --field speaker="Ada Lund"
galley annotate levy.txt --tag claim --at 1023:1100 --field sources="fares table" --note "ask the port"
galley annotate levy.txt --tag claim --quote "adds 4.20" --link supports=ZJ4K8Q`,
		Args: takes(1, 1, "ARTICLE"),
		RunE: func(c *cobra.Command, args []string) error {
			a.hasNth = c.Flags().Changed("nth")
			return a.run(p, args[0])
		},
	}
	f := c.Flags()
	f.StringVarP(&a.tag, "tag", "t", "", "tag the words as TAG: "+wording.Or(tagNames()))
	f.StringVarP(&a.quote, "quote", "q", "", "annotate the words TEXT")
	f.IntVar(&a.nth, "nth", 0, "annotate occurrence N of the words, counted from 1")
	f.StringVar(&a.at, "at", "", "annotate the code points START:END")
	f.StringVar(&a.note, "note", "", "add the note TEXT, in Markdown")
	f.StringArrayVar(&a.fields, "field", nil, "set a field: NAME=VALUE; may be repeated")
	f.StringArrayVar(&a.labels, "label", nil, "add the label LABEL; may be repeated")
	f.StringArrayVar(&a.links, "link", nil, "link to the annotation ID of the same article: KIND=ID, KIND being "+wording.Or(kindNames())+"; may be repeated")
	f.BoolVar(&a.asJSON, "json", false, "print the annotation as JSON, as galley export does")
	readFlags(c, &a.read)
	return c
}

// annotateFlags holds the flags of galley annotate.
type annotateFlags struct {
	tag    string
	quote  string
	nth    int
	hasNth bool // nth was given
	at     string
	note   string
	fields []string
	labels []string
	links  []string
	read   library.ReadOptions
	asJSON bool
}

// run annotates the words and prints the annotation.
func (a annotateFlags) run(p *program, article string) error {
	request, err := a.request(article)
	if err != nil {
		return err
	}
	request.Blind = p.isBlind()
	result, err := request.Run(p.library())
	p.sayAll(result.Notices)
	if err := p.tolerate(err); err != nil {
		return err
	}
	p.saved = "annotation " + result.Annotation.ID
	if !a.asJSON {
		p.print("%s", result.Annotation.ID)
		return nil
	}
	list, err := export.AnnotationsJSON(export.Bundle{Article: result.Article, Annotations: []annotate.Annotation{result.Annotation}})
	if err != nil {
		return err
	}
	return p.writeJSON(list[0])
}

// request returns the request that the flags describe, or a usage error.
func (a annotateFlags) request(article string) (library.AnnotateRequest, error) {
	r := library.AnnotateRequest{Article: article, Read: a.read, Note: a.note, Labels: a.labels}
	if a.tag == "" {
		return r, library.Usagef("--tag is missing; use --tag %s", wording.Or(tagNames()))
	}
	var err error
	if r.Tag, err = tagNamed(a.tag); err != nil {
		return r, err
	}
	if r.Fields, err = library.ParseFields(r.Tag, a.fields); err != nil {
		return r, err
	}
	if r.Links, err = library.ParseLinks(a.links); err != nil {
		return r, err
	}
	r.Words, err = a.selector()
	return r, err
}

func (a annotateFlags) selector() (library.Selector, error) {
	var err error
	s := library.Selector{Quote: a.quote, Nth: a.nth}
	switch {
	case a.quote == "" && a.at == "":
		err = library.Usagef("give the words with --quote TEXT or their position with --at START:END")
	case a.quote != "" && a.at != "":
		err = library.Usagef("--quote and --at cannot be combined; use one of them")
	case a.at != "" && a.hasNth:
		err = library.Usagef("--nth needs --quote")
	case a.hasNth && a.nth < 1:
		err = library.Usagef("--nth: %d is too small; it counts from 1", a.nth)
	case a.at != "":
		s.Start, s.End, err = parseRange(a.at)
	case strings.TrimSpace(source.Clean(a.quote)) == "":
		err = library.Usagef("--quote contains no visible text")
	}
	return s, err
}

// parseRange parses START:END, code points from 0, half-open.
func parseRange(at string) (start, end int, err error) {
	from, to, ok := strings.Cut(at, ":")
	first, fromErr := strconv.ParseUint(from, 10, 31) // no signs
	second, toErr := strconv.ParseUint(to, 10, 31)
	if start, end = int(first), int(second); !ok || fromErr != nil || toErr != nil || start >= end {
		return 0, 0, library.Usagef("--at: %s is not a range; write START:END, two numbers from 0, the second larger", wording.Quote(at))
	}
	return start, end, nil
}

func kindNames() []string {
	var names []string
	for _, k := range annotate.RelationKinds() {
		names = append(names, string(k))
	}
	return names
}

func tagNames() []string {
	var names []string
	for _, t := range annotate.Tags() {
		names = append(names, string(t))
	}
	return names
}

// tagNamed finds a tag. An unknown name is a usage error.
func tagNamed(name string) (annotate.Tag, error) {
	tag, err := annotate.ParseTag(name)
	if err != nil {
		return "", library.Usagef("unknown tag %s: use %s", wording.Quote(name), wording.Or(tagNames()))
	}
	return tag, nil
}
