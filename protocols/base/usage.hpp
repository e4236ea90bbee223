#pragma once
// How every program ends that cannot read its command line: one line with its name, and the same exit status.

#include <fmt/format.h>

#include <cstdio>

namespace carehub {

inline constexpr int exit_wrong_usage = 2;

// Prints what CLI11 stopped for, help or a mistake, and gives the exit status: "carehub-console: --scale: Value 10 not
// in range [80 - 200]. See: carehub-console --help". A template: the library is read by programs only.
template <class App, class ParseError>
[[nodiscard]] int end_of_usage(const App& app, const ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);
  fmt::print(stderr, "{}: {}. See: {} --help\n", app.get_name(), error.what(), app.get_name());
  return exit_wrong_usage;
}

}  // namespace carehub
