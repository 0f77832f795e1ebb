package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
)

// These comments enclose the parts of a document that are replaced: the targets
// alone, or all tables.
const (
	markTargets = "<!-- bench: targets -->"
	markTables  = "<!-- bench: tables -->"
	markEnd     = "<!-- bench: end -->"
)

// write replaces the tables in documents.
func (r report) write(paths []string) error {
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		replaced, err := r.replaceIn(string(text))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := os.WriteFile(path, []byte(replaced), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// replaceIn returns text with the tables between its marks replaced.
func (r report) replaceIn(text string) (string, error) {
	var targets, tables bytes.Buffer
	fmt.Fprintf(&targets, "%s\n\n", r.about)
	if err := form(bareMarkdown).print(&targets, r.targetsTable()); err != nil {
		return "", err
	}
	fmt.Fprintf(&tables, "%s\n\n", r.about)
	all := []table{r.targetsTable(), commandsTable(r.commands)}
	for _, s := range r.screens {
		all = append(all, s.table())
	}
	all[0].note = ""
	if err := form(asMarkdown).print(&tables, all...); err != nil {
		return "", err
	}
	found := false
	for mark, content := range map[string]string{markTargets: targets.String(), markTables: tables.String()} {
		before, rest, ok := strings.Cut(text, mark)
		if !ok {
			continue
		}
		_, after, ok := strings.Cut(rest, markEnd)
		if !ok {
			return "", fmt.Errorf("%s is not followed by %s", mark, markEnd)
		}
		text, found = before+mark+"\n"+strings.TrimRight(content, "\n")+"\n"+markEnd+after, true
	}
	if !found {
		return "", fmt.Errorf("it has neither %s nor %s", markTargets, markTables)
	}
	return text, nil
}
