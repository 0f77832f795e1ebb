package cli

import (
	"slices"
	"time"

	"galley/annotate"
	"galley/internal/library"
	"galley/internal/wording"

	"github.com/spf13/cobra"
)

// filterFlags select annotations, in the same way for every command that lists or
// writes them.
type filterFlags struct {
	tags     []string
	statuses []string
	labels   []string
	creator  string
	since    string

	decided    bool // only what was decided where people differed
	rejections bool // also records of what was not kept
}

func (f *filterFlags) add(c *cobra.Command) {
	flags := c.Flags()
	flags.StringArrayVarP(&f.tags, "tag", "t", nil, "only annotations tagged TAG; may be repeated")
	flags.StringArrayVar(&f.statuses, "status", nil, "only claims and quotes with the status STATUS; may be repeated")
	flags.StringArrayVar(&f.labels, "label", nil, "only annotations with the label LABEL; may be repeated")
	flags.StringVar(&f.creator, "creator", "", "only annotations by NAME")
	flags.StringVar(&f.since, "since", "", "only annotations created or changed since DATE, such as 2026-11-22")
}

// isEmpty reports whether all annotations are selected.
func (f filterFlags) isEmpty() bool {
	return f.tags == nil && f.statuses == nil && f.labels == nil && f.creator == "" && f.since == ""
}

// match returns the function that reports whether an annotation is selected.
func (f filterFlags) match() (func(annotate.Annotation) bool, error) {
	for _, name := range f.tags {
		if _, err := tagNamed(name); err != nil {
			return nil, err
		}
	}
	since, err := parseSince(f.since)
	return func(n annotate.Annotation) bool {
		return (!f.decided || n.IsAdjudicated()) && (f.rejections || !n.IsRejection()) &&
			(f.tags == nil || slices.Contains(f.tags, string(n.Tag))) &&
			(f.statuses == nil || slices.Contains(f.statuses, n.Status())) &&
			(f.labels == nil || slices.ContainsFunc(f.labels, func(label string) bool { return n.HasLabel(annotate.TrimLabel(label)) })) &&
			(f.creator == "" || n.Creator == f.creator) &&
			!n.Modified.Before(since)
	}, err
}

// only returns the selected annotations.
func (f filterFlags) only(annotations []annotate.Annotation) ([]annotate.Annotation, error) {
	match, err := f.match()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(annotations, func(n annotate.Annotation) bool { return !match(n) }), nil
}

// parseSince parses a day, which begins at midnight local time, or a time in
// RFC 3339. "" is the zero time.
func parseSince(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.ParseInLocation(time.DateOnly, s, time.Local); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, library.Usagef("--since: %s is not a date; write it like 2026-11-22", wording.Quote(s))
	}
	return t, nil
}
