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

// editor returns the command that opens text in the user's editor, and a function
// that reads the edited text afterwards. The text is in a temporary file that only
// the user can read; read removes it.
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
