package annotate

import (
	"slices"
	"strings"
)

// A LabelSpec is a label as a codebook defines it.
type LabelSpec struct {
	Name       string `json:"name"`
	Definition string `json:"definition,omitempty"`
	Parent     string `json:"parent,omitempty"` // name of the label above it
	Key        string `json:"key,omitempty"`    // one character that sets it in the reader
}

// A Codebook lists labels with their definitions. No two have the same name, whatever
// its case, or the same key.
type Codebook []LabelSpec

// Index returns the index of the label with a name, whatever its case, or -1.
func (b Codebook) Index(name string) int {
	return slices.IndexFunc(b, func(l LabelSpec) bool { return strings.EqualFold(l.Name, name) })
}

// Keyed returns the labels that have a key.
func (b Codebook) Keyed() Codebook {
	return slices.DeleteFunc(slices.Clone(b), func(l LabelSpec) bool { return l.Key == "" })
}

// Names returns the names of the labels.
func (b Codebook) Names() []string {
	names := make([]string, len(b))
	for i, l := range b {
		names[i] = l.Name
	}
	return names
}

// Known returns the labels of the codebook, then those that annotations have, the most
// frequent first, each once.
func (b Codebook) Known(annotations []Annotation) []string {
	counts := CountLabels(annotations)
	slices.SortStableFunc(counts, func(l, m LabelCount) int { return m.Count - l.Count })
	names := b.Names()
	for _, l := range counts {
		if LabelIndex(names, l.Name) < 0 {
			names = append(names, l.Name)
		}
	}
	return names
}

// A LabelCount is a label and how many annotations have it.
type LabelCount struct {
	Name  string
	Count int
}

// CountLabels counts the labels of annotations, in the order in which they first
// occur. Labels that differ in case are one.
func CountLabels(annotations []Annotation) []LabelCount {
	var counts []LabelCount
	index := map[string]int{}
	for _, a := range annotations {
		for _, name := range a.Labels {
			i, ok := index[strings.ToLower(name)]
			if !ok {
				i = len(counts)
				index[strings.ToLower(name)] = i
				counts = append(counts, LabelCount{Name: name})
			}
			counts[i].Count++
		}
	}
	return counts
}
