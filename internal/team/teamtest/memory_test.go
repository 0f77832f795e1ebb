package teamtest

import "testing"

func TestMemoryReplicas(t *testing.T) {
	TestReplicas(t, func(testing.TB) Desk { return NewMemory() })
}
