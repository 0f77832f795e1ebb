package suggest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/suggest"
)

// An attribution of PolNeAR: what was said, and by whom, as spans of bytes.
type attribution struct{ contents, sources []annotate.Span }

// readAttributions reads a file in brat's format.
func readAttributions(t *testing.T, path string, mapper *annotate.Mapper) (all []attribution) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	spans := map[string][]annotate.Span{}
	var events []string
	for line := range strings.Lines(string(data)) {
		id, rest, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(id, "E") {
			events = append(events, rest)
		}
		head, _, _ := strings.Cut(rest, "\t")
		_, ranges, _ := strings.Cut(head, " ")
		for _, r := range strings.Split(ranges, ";") {
			from, to, _ := strings.Cut(r, " ")
			start, fromErr := strconv.Atoi(from)
			end, toErr := strconv.Atoi(to)
			if fromErr == nil && toErr == nil {
				if span, err := mapper.SpanFromRunes(start, end); err == nil {
					spans[id] = append(spans[id], span)
				}
			}
		}
	}
	for _, e := range events {
		var a attribution
		for _, part := range strings.Fields(e) {
			role, id, _ := strings.Cut(part, ":")
			switch strings.TrimRight(role, "0123456789") {
			case "Content":
				a.contents = append(a.contents, spans[id]...)
			case "Source":
				a.sources = append(a.sources, spans[id]...)
			}
		}
		all = append(all, a)
	}
	return all
}

func overlapsAny(s annotate.Span, all []annotate.Span) bool {
	return slices.ContainsFunc(all, s.Overlaps)
}

// TestPolNeAR measures quotations and speakers on the articles in GALLEY_POLNEAR, which is
// the folder data/train of the PolNeAR corpus.
func TestPolNeAR(t *testing.T) {
	folder := os.Getenv("GALLEY_POLNEAR")
	if folder == "" {
		t.Skip("GALLEY_POLNEAR names no folder of articles")
	}
	paths, _ := filepath.Glob(filepath.Join(folder, "text", "*.txt"))
	var found, right, gold, hit int
	type count struct{ n, right int }
	tiers, rules := map[suggest.Tier]*count{}, map[string]*count{}
	debug := os.Getenv("GALLEY_POLNEAR_RULE")
	shown := 0
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		annotations, _ := filepath.Glob(filepath.Join(folder, "attributions", name+"_*.ann"))
		if len(annotations) == 0 {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		a := articleOf(text)
		golds := readAttributions(t, annotations[0], annotate.NewMapper(text))
		suggestions := slices.DeleteFunc(suggest.Suggest(a, annotate.Set{}).Suggestions, func(s suggest.Suggestion) bool { return s.Tag != annotate.Quote })
		for _, g := range golds {
			marked := slices.ContainsFunc(g.contents, func(s annotate.Span) bool {
				i := strings.IndexAny(s.In(text), "“\"")
				return i >= 0 && strings.Count(s.In(text)[i:], " ") >= 1
			})
			if !marked {
				continue
			}
			gold++
			if slices.ContainsFunc(suggestions, func(s suggest.Suggestion) bool { return overlapsAny(s.Span, g.contents) }) {
				hit++
			}
		}
		for _, s := range suggestions {
			found++
			isRight, isSource := false, false
			for _, g := range golds {
				if !overlapsAny(s.Span, g.contents) {
					continue
				}
				isRight = true
				name := strings.ToLower(strings.Join(s.Fields["speaker"], ""))
				for _, source := range g.sources {
					words := strings.ToLower(source.In(text))
					if s.Source.Overlaps(source) || name != "" && (strings.Contains(words, name) || strings.Contains(name, words)) {
						isSource = true
					}
				}
			}
			if isRight {
				right++
			}
			if s.Fields == nil {
				s.Tier = "none"
			}
			for _, c := range []*count{entry(tiers, s.Tier), entry(rules, s.Rule)} {
				if isRight {
					c.n++
					if isSource {
						c.right++
					}
				}
			}
			if debug == s.Rule && isRight && !isSource && shown < 60 {
				shown++
				from, to := max(0, s.Span.Start-150), min(len(text), s.Span.End+150)
				fmt.Printf("--- %q %s\n%s\n", s.Fields["speaker"], s.Reason, strings.ToValidUTF8(text[from:s.Span.Start]+"<<"+s.Span.In(text)+">>"+text[s.Span.End:to], ""))
				for _, g := range golds {
					if overlapsAny(s.Span, g.contents) {
						for _, source := range g.sources {
							fmt.Printf("  gold: %s\n", source.In(text))
						}
					}
				}
			}
			if debug == "wrong" && !isRight && shown < 60 {
				shown++
				fmt.Printf("--- not gold: %s %s\n", s.Rule, text[max(0, s.Span.Start-80):min(len(text), s.Span.End+60)])
			}
		}
	}
	t.Logf("quotations: P %.3f (%d of %d), R %.3f (%d of %d)", share(right, found), right, found, share(hit, gold), hit, gold)
	named := 0
	for _, tier := range []suggest.Tier{suggest.Certain, suggest.Likely, "none"} {
		c := entry(tiers, tier)
		t.Logf("%s: %.3f of all, %.3f right", tier, share(c.n, right), share(c.right, c.n))
		named += c.right
	}
	t.Logf("speaker right, of all quotations: %.3f", share(named, right))
	names := []string{}
	for name := range rules {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		t.Logf("%-14s %5d, %.3f right", name, rules[name].n, share(rules[name].right, rules[name].n))
	}
}

func entry[K comparable, V any](all map[K]*V, key K) *V {
	if all[key] == nil {
		all[key] = new(V)
	}
	return all[key]
}

func share(n, of int) float64 { return float64(n) / float64(of) }

// articleOf returns the paragraphs of a text as an article.
func articleOf(text string) *annotate.Article {
	a := &annotate.Article{Text: text, Digest: annotate.DigestOf(text)}
	off := 0
	for _, p := range strings.Split(text, "\n\n") {
		a.Blocks = append(a.Blocks, annotate.Block{Kind: annotate.Paragraph, Span: annotate.Span{Start: off, End: off + len(p)}})
		off += len(p) + 2
	}
	return a
}
