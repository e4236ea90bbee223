#pragma once
// A file of text as it stands on the disk.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "protocols/base/error.hpp"

namespace carehub::site {

// Errors: not_found; input_output where it is no file, is larger than allowed or cannot be read.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file, std::uintmax_t bytes_max);
// The line of the first byte that is not UTF-8; 0 where all is well.
[[nodiscard]] std::size_t line_not_utf8(std::string_view text);

}  // namespace carehub::site
