#pragma once
// What is said to somebody whose command line cannot be read: which word, and what would have been right.

#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace carehub::ctl {

// Requires: `app` has just failed to parse `arguments` (without the program's name) with `error`.
[[nodiscard]] std::string usage_text(CLI::App& app, const std::vector<std::string>& arguments,
                                     const CLI::ParseError& error);

}  // namespace carehub::ctl
