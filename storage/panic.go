package storage

import (
	"slices"
	"strings"
)

// isPanic reports whether an error of bbolt's check has the words of a panic.
func isPanic(err error) bool {
	return slices.ContainsFunc([]string{"panic: ", "runtime error: ", "assertion failed"}, func(words string) bool {
		return strings.Contains(err.Error(), words)
	})
}
