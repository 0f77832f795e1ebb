package export_test

import "unicode/utf16"

// encode and decode count as browsers do.
func encode(s string) []uint16 { return utf16.Encode([]rune(s)) }

func decode(units []uint16) string { return string(utf16.Decode(units)) }
