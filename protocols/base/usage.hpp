#pragma once
// How every program ends that cannot read its command line: one line with its name, and the same exit status.

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>

namespace carehub {

inline constexpr int exit_wrong_usage = 2;

// "carehub-console: --scale: Value 10 not in range [80 - 200]. See: carehub-console --help"
[[nodiscard]] inline std::string wrong_usage_text(std::string_view program, std::string_view what) {
  return fmt::format("{}: {}. See: {} --help", program, what, program);
}

// Prints what CLI11 stopped for, help or a mistake, and gives the exit status. A template: the library is read by
// programs only.
template <class App, class ParseError>
[[nodiscard]] int end_of_usage(const App& app, const ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);
  fmt::print(stderr, "{}\n", wrong_usage_text(app.get_name(), error.what()));
  return exit_wrong_usage;
}

}  // namespace carehub
