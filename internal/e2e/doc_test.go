// Package e2e tests the whole program from the outside. It has no code of its
// own, and nothing imports it.
//
//   - Sessions in a terminal (terminal_test.go, tmux_test.go): open, tag, note,
//     quit and come back, with signals, kills and several readers at once. Galley
//     runs as a process in a pseudo-terminal; the test binary acts as Galley.
//   - The injection table (injection_test.go): every hostile sequence of
//     sequence_test.go goes into documents of every format, a library, imports and
//     a web server, and through every command, to a pipe and to a terminal.
//     verdict_test.go decides which bytes may come out. views_test.go does the
//     same for the screens of the reader, exchange_test.go for exports and
//     imports.
//   - Limits (memory_test.go): inputs that are designed to exhaust memory.
//   - The network (network_test.go): reading a document makes no connection. The
//     file modes are tested there too.
//   - Other programs (outside_test.go): LibreOffice, pandoc, axe and brat read what
//     Galley exports.
//
// A new output, format or screen gets a line in the tables of world_test.go or
// views_test.go, and a new attack on a terminal one in sequence_test.go.
//
//	go test ./internal/e2e                                            # everything; a minute of processor time
//	go test ./internal/e2e -run TestKilledRightAfterSaved -kills 100  # more kills
//	go test ./internal/e2e -run TestInjectionTable -v -args -singly   # one sequence at a time; takes minutes
//
// Without pseudo-terminals, tmux, /proc, GALLEY_CORPUS, soffice, pandoc, node with
// GALLEY_AXE (a folder with axe-core and jsdom), or python3 with GALLEY_BRAT (a checkout
// of brat), the tests that need them are skipped.
package e2e
