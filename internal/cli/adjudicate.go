package cli

import (
	"cmp"

	"galley/internal/library"

	"github.com/spf13/cobra"
)

// adjudicateCommand returns galley adjudicate, which opens the reader with the queue of
// what several people annotated differently.
func (p *program) adjudicateCommand() *cobra.Command {
	r := reader{program: p}
	var from []string
	c := &cobra.Command{
		Use:   "adjudicate ARTICLE [--from FILE]…",
		Short: "Settle in the reader what several people annotated differently",
		Long: "Open the reader on what several people annotated differently in one article, one place at a time. Each FILE is what one of " +
			"them exported, in any format that galley import reads; it is taken into the library first. Further arguments are files, too.\n\n" +
			"What everyone annotated in the same way is taken at once. Decisions are annotations of yours; those of others stay as they are. " +
			"galley export --decided writes the decisions.",
		Example: `galley adjudicate levy.txt --from ann.json --from ben.json
galley adjudicate levy.txt class/*.json
galley export levy.txt --decided -o decided.json`,
		Args: takes(1, many, "ARTICLE"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := cmp.Or(r.opts.Check(), r.look.check(), r.checkTerminal()); err != nil {
				return err
			}
			if files := append(from, args[1:]...); len(files) > 0 {
				notices, err := library.GatherRequest{Article: args[0], Read: r.opts, Files: files}.Run(p.library())
				p.sayAll(notices)
				if err := p.tolerate(err); err != nil {
					return err
				}
			}
			r.queue.Open = true
			return r.run(c.Context(), args[:1])
		},
	}
	f := c.Flags()
	f.StringArrayVar(&from, "from", nil, "take what FILE contains into the library; may be repeated")
	f.BoolVar(&r.queue.AskAll, "ask-all", false, "also ask about what everyone annotated in the same way")
	f.StringSliceVar(&r.queue.Fields, "fields", nil, "also ask where the fields NAME differ, such as status,speaker")
	readFlags(c, &r.opts)
	r.look.flags(c)
	return c
}
