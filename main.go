// Command galley is a terminal reader and annotator for articles.
package main

import (
	"context"
	"os"

	"galley/internal/cli"
)

func main() {
	os.Exit(cli.Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
