package annotate

// Rejected is the Decided of an annotation that records that none of those in From is
// kept.
const Rejected = "neither"

// IsDecision reports whether the annotation settles how people differed.
func (a Annotation) IsDecision() bool { return a.Decided != "" }

// IsRejection reports whether the annotation only records that others are not kept. It
// has no place, is not shown, and is not counted.
func (a Annotation) IsRejection() bool { return a.Decided == Rejected }

// IsAdjudicated reports whether the annotation belongs to the adjudicated layer: what
// is kept of what people annotated differently.
func (a Annotation) IsAdjudicated() bool { return a.IsDecision() && !a.IsRejection() }
