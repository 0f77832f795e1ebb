package export

// A placeError is an error at a place of a document, as in
// articles[0].annotations[3].tag.
type placeError struct {
	path string
	err  error
}

func (e *placeError) Error() string { return e.path + ": " + e.err.Error() }

func (e *placeError) Unwrap() error { return e.err }

// placed puts the path of a member before an error, and before the path that
// the error has already.
func placed(path string, err error) error {
	if below, ok := err.(*placeError); ok {
		return &placeError{path + "." + below.path, below.err}
	}
	return &placeError{path, err}
}
