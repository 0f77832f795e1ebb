package cli

import (
	"errors"
	"fmt"
	"io/fs"

	"galley/internal/library"
	"galley/internal/wording"

	"github.com/spf13/cobra"
)

func (p *program) backupCommand() *cobra.Command {
	var force forceFlag
	c := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the library to a new file",
		Long: "Copy the library to a new file. This is safe while a reader is open. An existing file is replaced only with --force, " +
			"and never if it is the source of an article, or a file that Galley keeps, such as a draft or a rescue file.",
		Args: takes(1, 1, "FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.report("the library was copied to "+wording.Quote(args[0]), existsError(p.library().Backup(args[0], force.existing())))
		},
	}
	force.add(c)
	return c
}

// A forceFlag is the value of --force.
type forceFlag bool

func (f *forceFlag) add(c *cobra.Command) {
	c.Flags().BoolVar((*bool)(f), "force", false, "replace an existing file")
}

// existing returns what to do with an existing file.
func (f forceFlag) existing() library.Existing {
	if f {
		return library.ReplaceExisting
	}
	return library.KeepExisting
}

// existsError explains an fs.ErrExist, and returns any other error unchanged.
func existsError(err error) error {
	if file := (*fs.PathError)(nil); errors.Is(err, fs.ErrExist) && errors.As(err, &file) {
		return fmt.Errorf("%s already exists and was not changed; --force replaces it, or choose another name", wording.QuotePath(file.Path))
	}
	return err
}
