package kittest_test

import (
	"strings"
	"testing"

	"galley/ui/keys"
	"galley/ui/kit/kittest"
)

func TestEveryKeyOfTheTable(t *testing.T) {
	for _, b := range keys.Default() {
		for _, sequence := range b.Keys {
			for name := range strings.FieldsSeq(sequence) {
				if got := kittest.Key(name).String(); got != name {
					t.Errorf("%q is read as %q", name, got)
				}
			}
		}
	}
}
