package teamtest

import "testing"

func TestMemory(t *testing.T) {
	Test(t, func(testing.TB) Desk { return NewMemory() })
}

func TestMemoryReplicas(t *testing.T) {
	TestReplicas(t, func(testing.TB) Desk { return NewMemory() })
}
