package annotate

import "slices"

// openStatuses are the values of a status field that leave something to do.
var openStatuses = [...]string{"unchecked", "checking", "unverified"}

// StatusField is the field that says how far annotations of the tag are
// checked, "" if there is nothing to check.
func (t Tag) StatusField() string {
	switch t {
	case Claim:
		return "status"
	case Quote:
		return "verified"
	}
	return ""
}

// Status is how far the annotation is checked: the value of its status field,
// or the first of the field's choices if nobody filled it in; "" if its tag
// has none.
func (a Annotation) Status() string {
	name := a.Tag.StatusField()
	if v := a.Fields.Get(name); v != "" || name == "" {
		return v
	}
	for _, f := range a.Tag.FieldSpecs() {
		if f.Name == name {
			return f.Choices[0]
		}
	}
	return ""
}

// Open reports whether the annotation is still to be checked: a claim that is
// unchecked or being checked, a quote that is not verified.
func (a Annotation) NeedsChecking() bool {
	return slices.Contains(openStatuses[:], a.Status())
}

// Who is the person behind the words, as far as it was noted: the claimant, the
// speaker or the holder of the opinion.
func (a Annotation) Who() string {
	switch a.Tag {
	case Claim:
		return a.Fields.Get("claimant")
	case Quote:
		return a.Fields.Get("speaker")
	}
	return a.Fields.Get("holder")
}
