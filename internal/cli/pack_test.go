package cli_test

import (
	"archive/zip"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// pack makes a ZIP file of the files in a folder: pack FILE FOLDER/NAME…
func pack(ts *testscript.TestScript, _ bool, args []string) {
	out, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	w := zip.NewWriter(out)
	for _, name := range args[1:] {
		_, part, _ := strings.Cut(name, "/")
		f, err := w.Create(part)
		ts.Check(err)
		_, err = f.Write([]byte(strings.TrimSuffix(ts.ReadFile(name), "\n")))
		ts.Check(err)
	}
	ts.Check(w.Close())
	ts.Check(out.Close())
}
