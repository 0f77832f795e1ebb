package main

import (
	"fmt"
	"os"
	"strings"
)

// These comments enclose the tables in a document.
const (
	markTables = "<!-- bench: tables -->"
	markEnd    = "<!-- bench: end -->"
)

// write replaces the tables in the document at path.
func (r report) write(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	replaced, err := r.replaceIn(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.WriteFile(path, []byte(replaced), 0o644)
}

// replaceIn returns text with the tables between its marks replaced.
func (r report) replaceIn(text string) (string, error) {
	before, rest, ok := strings.Cut(text, markTables)
	_, after, closed := strings.Cut(rest, markEnd)
	if !ok || !closed {
		return "", fmt.Errorf("it has no %s with a %s after it", markTables, markEnd)
	}
	tables := r.about + "\n\n" + r.targetsTable().String() + commandsTable(r.commands).String()
	for _, s := range r.screens {
		tables += s.table().String()
	}
	return before + markTables + "\n" + strings.TrimSpace(tables) + "\n" + markEnd + after, nil
}
