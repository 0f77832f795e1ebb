// Package cli implements the command line of Galley: it parses the arguments, calls
// galley/internal/library or galley/ui, and prints the result. [Main] is the
// whole program.
//
// # Rules
//
//   - The exit status is 0 on success, 1 on failure, and 2 if the command line
//     itself is wrong. An error that depends on an article or on the library is
//     a failure; one that any article would cause is a usage error.
//   - Only results go to standard output. Notices and errors go to standard
//     error, one line each. An error says what failed, what is safe and what to
//     do next.
//   - Text from outside (titles, file names, arguments in errors) is cleaned
//     before it is printed. Output that is not a terminal has no escape
//     sequences.
//   - A command that fails has changed nothing, unless its error says
//     otherwise.
//   - Only galley [ARTICLE] starts the reader; no other command touches the
//     terminal.
package cli
