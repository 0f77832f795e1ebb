package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
)

// The parts of a document that are written anew stand between these comments:
// the targets alone, or all tables.
const (
	markTargets = "<!-- bench: targets -->"
	markTables  = "<!-- bench: tables -->"
	markEnd     = "<!-- bench: end -->"
)

// closing is what is printed when all inputs were measured.
func (m measured) closing() []table { return []table{startsTable(m.starts), m.targetsTable()} }

// write writes the tables into documents.
func (m measured) write(paths []string) error {
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		now, err := m.inserted(string(text))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := os.WriteFile(path, []byte(now), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// inserted is text with the tables between its marks.
func (m measured) inserted(text string) (string, error) {
	var targets, tables bytes.Buffer
	fmt.Fprintf(&targets, "%s\n\n", m.about)
	if err := form(bareMarkdown).print(&targets, m.targetsTable()); err != nil {
		return "", err
	}
	fmt.Fprintf(&tables, "%s\n\n", m.about)
	all := []table{m.targetsTable(), startsTable(m.starts)}
	for _, s := range m.screens {
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
