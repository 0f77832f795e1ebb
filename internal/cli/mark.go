package cli

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/source"

	"github.com/spf13/cobra"
)

// An order is what galley annotate is asked for.
type order struct {
	where  location
	tag    string
	note   string
	fields []string
	how    reading
	json   bool
}

func (p *program) annotateCommand() *cobra.Command {
	var o order
	c := &cobra.Command{
		Use:   "annotate ARTICLE --tag TAG (--quote TEXT | --at START:END)",
		Short: "Mark words of an article and print the new id",
		Long: "Mark words of an article as a claim, a quote or an opinion, and print the id of the annotation.\n\n" +
			"The words are found exactly as they are given; any white space stands for any other. If they occur more than once, " +
			"--nth says which is meant. --at takes code points from 0, the end excluded.",
		Example: `galley annotate levy.txt --tag quote --quote "Nobody asked" --field speaker="Ada Lund"
galley annotate levy.txt --tag claim --at 1023:1100 --field sources="fares table" --note "ask the port"`,
		GroupID: groupMark,
		Args:    takes(1, 1, "ARTICLE"),
		RunE: func(c *cobra.Command, args []string) error {
			o.where.chosen = c.Flags().Changed("nth")
			return p.annotate(args[0], o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.tag, "tag", "", "mark as TAG: "+orList(tagNames()))
	f.StringVar(&o.where.quote, "quote", "", "mark the words TEXT")
	f.IntVar(&o.where.nth, "nth", 0, "mark place N of the words, from 1")
	f.StringVar(&o.where.at, "at", "", "mark the code points START:END")
	f.StringVar(&o.note, "note", "", "add the note TEXT, in Markdown")
	f.StringArrayVar(&o.fields, "field", nil, "set the field NAME=VALUE; may be given several times")
	f.BoolVar(&o.json, "json", false, "print the annotation as galley export does")
	o.how.flags(c)
	return c
}

func tagNames() []string {
	var names []string
	for _, t := range annotate.Tags() {
		names = append(names, string(t))
	}
	return names
}

// tagNamed finds a tag.
func tagNamed(name string) (annotate.Tag, error) {
	tag, err := annotate.ParseTag(name)
	if err != nil {
		return "", misuse("unknown tag %s: use %s", quoted(name), orList(tagNames()))
	}
	return tag, nil
}

// annotate marks words of an article, and saves the article if it is new.
func (p *program) annotate(name string, o order) error {
	draft, err := o.draft()
	if err != nil {
		return err
	}
	f, err := p.find(name, &o.how)
	if err != nil {
		return err
	}
	if err := p.refuseBook(&f, name); err != nil {
		return err
	}
	a, err := p.article(&f, o.how)
	if err != nil {
		return err
	}
	span, err := o.where.in(a)
	if err != nil {
		return err
	}
	back := f.trashed()
	if a, err = p.keep(&f, a); err != nil {
		return err
	}
	if back {
		p.say("%s is back from the trash", titled(f.record))
	}
	if f.changed {
		p.say("%s has changed since it was saved; the words were marked in the saved text", f.called())
	}
	if f.remark != "" {
		p.say("%s", f.remark)
	}
	for _, note := range unusualValues(draft) {
		p.say("note: %s", note)
	}
	draft.Anchor = anchor.Describe(a.Text, a.Digest, span)
	return p.mark(a, draft, o.json)
}

// draft checks what does not depend on the article.
func (o order) draft() (annotate.Annotation, error) {
	if o.tag == "" {
		return annotate.Annotation{}, misuse("say what it is with --tag %s", orList(tagNames()))
	}
	tag, err := tagNamed(o.tag)
	if err != nil {
		return annotate.Annotation{}, err
	}
	fields, err := parseFields(tag, o.fields)
	if err != nil {
		return annotate.Annotation{}, err
	}
	return annotate.Annotation{Tag: tag, Note: source.Clean(o.note), Fields: fields}, o.where.check()
}

// mark saves an annotation unless the very words bear its tag already, and
// prints its id.
func (p *program) mark(a *annotate.Article, n annotate.Annotation, asJSON bool) error {
	there, err := p.annotationsOf(a.ID)
	if err != nil {
		return err
	}
	for _, old := range there {
		if old.Span() == n.Anchor.Span && old.Tag == n.Tag {
			p.say("already %s; nothing was changed", n.Tag.WithArticle())
			return p.printMark(a, old, asJSON)
		}
	}
	now := p.now().UTC()
	n.ID, n.Article, n.Creator, n.Created, n.Modified = p.newID(), a.ID, p.creator(), now, now
	what := fmt.Sprintf("%s in %s", n.Tag, placeName(a, n.Anchor.Span.Start))
	if err := p.commit(a.ID, what, annotate.Create(n)); err != nil {
		return err
	}
	return p.printMark(a, n, asJSON)
}

// commit saves changes as one step.
func (p *program) commit(article, what string, changes ...annotate.Change) error {
	_, err := p.store().Commit(article, annotate.Step{
		ID: p.newID(), Time: p.now().UTC(), Creator: p.creator(), What: what, Changes: changes,
	})
	return err
}

func (p *program) printMark(a *annotate.Article, n annotate.Annotation, asJSON bool) error {
	if !asJSON {
		_, err := fmt.Fprintln(p.out, n.ID)
		return err
	}
	objects, err := annotationObjects(a, []annotate.Annotation{n})
	if err != nil {
		return err
	}
	return p.writeJSON(objects[0])
}
