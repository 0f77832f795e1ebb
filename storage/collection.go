package storage

// SetCollection puts an article into the collection of a name, or into none if it is "".
// This is not a step.
func (s *Store) SetCollection(id, name string) error {
	return s.edit("set the collection", id, func(r *Record) error {
		if r.Collection == name {
			return errUnchanged
		}
		r.Collection = name
		return nil
	})
}
