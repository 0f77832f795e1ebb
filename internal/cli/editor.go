package cli

import (
	"cmp"
	"errors"
	"os"
	"os/exec"
	"strings"
)

// errNoEditor is returned when the environment names no editor.
var errNoEditor = errors.New("set VISUAL or EDITOR")

// editor makes the command that opens a text in the person's own editor, and
// what reads the text again. The text lies in a file of its own that only the
// person can read, and that is removed when it was read.
func editor(text string) (cmd *exec.Cmd, read func() (string, error), err error) {
	words := strings.Fields(cmp.Or(os.Getenv("VISUAL"), os.Getenv("EDITOR")))
	if len(words) == 0 {
		return nil, nil, errNoEditor
	}
	file, err := os.CreateTemp("", "galley-note-*.md")
	if err != nil {
		return nil, nil, err
	}
	_, err = file.WriteString(text)
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, nil, errors.Join(err, os.Remove(file.Name()))
	}
	read = func() (string, error) {
		data, err := os.ReadFile(file.Name())
		return string(data), errors.Join(err, os.Remove(file.Name()))
	}
	return exec.Command(words[0], append(words[1:], file.Name())...), read, nil
}
