#pragma once
// Where this console keeps what is its owner's alone.

#include <filesystem>

#include "protocols/base/error.hpp"

namespace carehub::app {

// $XDG_DATA_HOME/carehub, else below ~/.local/share.
[[nodiscard]] std::filesystem::path own_data_folder();
// With everything above it, readable by its owner only. Errors: input_output.
[[nodiscard]] Result<void> make_own_folder(const std::filesystem::path& folder);
// What was put there, renamed or removed is so after a loss of power as well. Errors: input_output.
[[nodiscard]] Result<void> sync_folder(const std::filesystem::path& folder);

}  // namespace carehub::app
