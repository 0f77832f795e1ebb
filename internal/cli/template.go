package cli

import (
	"errors"
	"fmt"
	"os"
	"unicode/utf8"

	"galley/annotate/export"
	"galley/internal/wording"

	"github.com/spf13/cobra"
)

// templateFlags are the flags of galley export for templates.
type templateFlags struct {
	file string
	help bool
}

func (t *templateFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&t.file, "template", "", "write what the template in FILE says, in the language of Go's text/template")
	c.Flags().BoolVar(&t.help, "template-help", false, "explain templates, and write nothing else")
}

// read returns the format that writes the template.
func (t *templateFlags) read() (export.Format, error) {
	text, err := os.ReadFile(t.file)
	if err != nil {
		return export.Format{}, fmt.Errorf("%s could not be read: %s; nothing was written", wording.QuotePath(t.file), wording.FileError(err))
	}
	if !utf8.Valid(text) {
		return export.Format{}, fmt.Errorf("%s is not a text in UTF-8; nothing was written", wording.QuotePath(t.file))
	}
	return export.NewTemplate(t.file, string(text))
}

// explainTemplate adds what to do next to the error of a wrong template.
func explainTemplate(err error) error {
	if errors.Is(err, export.ErrTemplate) {
		return fmt.Errorf("%w; nothing was written; galley export --template-help explains templates", err)
	}
	return err
}
