// Package cli is the command line of Galley: it parses the arguments, has
// galley/internal/library or galley/ui do what they ask for, and prints the
// result. [Main] is the whole program.
//
// # Rules
//
//   - The exit status is 0 when done, 1 when something failed, 2 when the
//     command line itself is wrong. An error that depends on an article or
//     on the library is a failure; one that any article would cause is usage.
//   - Only results go to standard output. Notices and errors go to standard
//     error, a line each. An error says what failed, what is safe and what to
//     do next.
//   - Text from outside (titles, file names, arguments in errors) is cleaned
//     before it is printed. Output that is not a terminal has no escape
//     sequences.
//   - A command that fails has changed nothing, unless its error says
//     otherwise.
//   - Only galley [ARTICLE] starts the reader; no other command touches the
//     terminal.
package cli
