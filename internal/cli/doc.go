// Package cli is the command line of Galley: it parses the arguments, has
// galley/internal/library or galley/ui do what they ask for, and prints the
// result. [Main] is the whole program.
//
// # Rules
//
//   - The exit status is 0 when done, 1 when something failed, 2 when the
//     command line itself is wrong. What depends on an article or on the
//     library is a failure; what would be wrong with any article is usage.
//   - Results go to standard output, and nothing else does. What else there is
//     to say goes to standard error, a line each. An error is one line: what
//     failed, what is safe, what to do next.
//   - Whatever came from outside (titles, names of files, arguments in errors)
//     is cleaned before it is printed. Output that is not a terminal carries
//     no escape sequence.
//   - A command that fails has changed nothing, unless its line says otherwise.
//   - Only galley [ARTICLE] starts the reader; no other command touches the
//     terminal.
package cli
