package storage

import (
	"slices"

	"galley/annotate"
)

// addLocations makes the locations of a source lead to the article.
func (t *txn) addLocations(r *Record, s annotate.Source) (changed bool, err error) {
	for _, l := range LocationsOf(s) {
		added, err := t.addLocation(r, l)
		if err != nil {
			return false, err
		}
		changed = changed || added
	}
	return changed, nil
}

// addLocation makes a location lead to the article, unless it already does.
func (t *txn) addLocation(r *Record, l Location) (changed bool, err error) {
	key, _ := l.key()
	locations := t.table(locationsBucket)
	if id, _, err := locations.get(key); err == nil && string(id) == r.ID {
		return false, nil
	}
	if !slices.Contains(r.Locations, l) {
		r.Locations = append(r.Locations, l)
	}
	return true, locations.put(key, []byte(r.ID))
}

// addFurther adds locations to the record of an article. They lead to it unless they lead
// to another one, which may be saved at the same time.
func (t *txn) addFurther(r Record, locations []Location) (Record, error) {
	if len(locations) == 0 {
		return r, nil
	}
	r, err := records{t}.get(r.ID)
	if err != nil {
		return r, err
	}
	known := map[Location]bool{}
	for _, l := range r.Locations {
		known[l] = true
	}
	for _, l := range locations {
		if known[l] {
			continue
		}
		known[l], r.Locations = true, append(r.Locations, l)
		key, ok := l.key()
		if _, taken, err := t.table(locationsBucket).get(key); !ok || taken || err != nil {
			continue // Check reports damage
		}
		if err := t.table(locationsBucket).put(key, []byte(r.ID)); err != nil {
			return r, err
		}
	}
	return r, records{t}.put(r)
}
