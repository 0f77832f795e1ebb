// Command train learns the weights that Galley ships from data that it does not ship.
//
//	go run ./internal/train claims --data DIR    # annotate/suggest/claim/weights.txt
//
// DIR has the folder claimbuster with train.tsv and dev.tsv: sentences with the columns Text and
// class_label, which is Yes or No. The same data, seed and machine make the same file.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() {
	err := run(os.Args[1:], os.Stdout)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// notice is the head of the file of weights.
const notice = `# Weights of words and pairs of words in sentences that are worth checking, in hundredths.
# Learned by internal/train from the sentences of "ClaimBuster: A Benchmark Dataset of Check-worthy Factual Claims"
# by Fatma Arslan, Naeemul Hassan, Chengkai Li and Mark Tremayne (2020), CC BY 4.0, and changed: no sentence of it is here.
`

func run(args []string, out io.Writer) error {
	if len(args) == 0 || args[0] != "claims" {
		return errors.New("usage: train claims --data DIR")
	}
	flags := flag.NewFlagSet("train claims", flag.ContinueOnError)
	data := flags.String("data", "", "folder that contains claimbuster")
	file := flags.String("out", filepath.Join("annotate", "suggest", "claim", "weights.txt"), "file to write")
	o := options{}
	flags.Uint64Var(&o.seed, "seed", 1, "seed of the order of the sentences")
	flags.IntVar(&o.features, "features", 5000, "number of features")
	flags.IntVar(&o.minCount, "min", 3, "number of sentences that a feature must be in")
	flags.IntVar(&o.epochs, "epochs", 10, "largest number of passes over the sentences")
	flags.Float64Var(&o.rate, "rate", .07, "rate of learning")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	train, err := readSentences(filepath.Join(*data, "claimbuster", "train.tsv"))
	if err != nil {
		return err
	}
	dev, err := readSentences(filepath.Join(*data, "claimbuster", "dev.tsv"))
	if err != nil {
		return err
	}
	m, precision := o.learn(train, dev)
	text := notice + m.String()
	fmt.Fprintf(out, "%s: %d weights, %d bytes, average precision on dev %.4f\n", *file, len(m), len(text), precision)
	return os.WriteFile(*file, []byte(text), 0o644)
}
