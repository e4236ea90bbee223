#pragma once
// The key that does in a workspace what a word of the command line asks for.

#include <optional>

#include "console/model/command_line.hpp"
#include "console/widgets/input.hpp"

namespace carehub::views {

// None for words that need more than a key.
[[nodiscard]] std::optional<widgets::KeyPress> key_for(const console::LocalDo& local);
// The same for what is typed: '+' for ZOOM in; 0: none.
[[nodiscard]] char typed_for(const console::LocalDo& local);

}  // namespace carehub::views
