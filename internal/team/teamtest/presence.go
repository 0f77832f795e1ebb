package teamtest

import (
	"context"
	"slices"
	"strings"

	"galley/internal/team"
)

// Presence implements team.Log.
func (l memoryLog) Presence(ctx context.Context, article string, at int) (<-chan []team.Person, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	reader := &memoryReader{article, team.Person{Name: l.login, At: at}}
	l.mu.Lock()
	l.readers[reader] = true
	l.changed()
	l.mu.Unlock()
	lists := make(chan []team.Person, 1)
	go func() {
		defer close(lists)
		defer l.leave(reader)
		l.report(ctx, article, lists)
	}()
	return lists, nil
}

// leave ends the presence of a reader.
func (l memoryLog) leave(reader *memoryReader) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.readers, reader)
	l.changed()
}

// report sends the list of the others, and again whenever it changes, until ctx ends.
func (l memoryLog) report(ctx context.Context, article string, lists chan []team.Person) {
	var last []team.Person
	for first := true; ; first = false {
		l.mu.Lock()
		others, wake := []team.Person{}, l.appended
		for r := range l.readers {
			if r.article == article && r.person.Name != l.login {
				others = append(others, r.person)
			}
		}
		l.mu.Unlock()
		slices.SortFunc(others, func(a, b team.Person) int { return strings.Compare(a.Name, b.Name) })
		if first || !slices.Equal(others, last) {
			select { // the list that was not received yet is out of date
			case <-lists:
			default:
			}
			lists <- others
			last = others
		}
		select {
		case <-ctx.Done():
			return
		case <-wake:
		}
	}
}
