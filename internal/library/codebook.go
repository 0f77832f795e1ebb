package library

import "galley/annotate"

// Codebook returns the definitions of labels.
func (b base) Codebook() (annotate.Codebook, error) { return nil, nil }

func (b base) renameInCodebook(LabelRename) error { return nil }
