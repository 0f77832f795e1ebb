//go:build !unix

// Command proof runs Galley and breaks what it stands on. It needs
// pseudo-terminals and signals as Unix has them.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "proof: there are no pseudo-terminals on this system: run it on Linux or macOS")
	os.Exit(1)
}
