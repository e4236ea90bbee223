#include "protocols/site/text_file.hpp"

#include <fstream>
#include <sstream>
#include <system_error>

namespace carehub::site {
namespace {

// The length of the UTF-8 character at the start of `text`; 0 where there is none.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto follows = [&](std::size_t i, unsigned least = 0x80, unsigned most = 0xBF) {
    return byte(i) >= least && byte(i) <= most;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool second = follows(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
    return second && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool second = follows(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
    return second && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& file, std::uintmax_t bytes_max) {
  std::error_code fault;
  if (!std::filesystem::exists(file, fault)) return fail(ErrorCode::not_found, file.string(), "there is no such file");
  if (!std::filesystem::is_regular_file(file, fault))
    return fail(ErrorCode::input_output, file.string(), "is not a file");
  if (const auto bytes = std::filesystem::file_size(file, fault); !fault && bytes > bytes_max)
    return fail(ErrorCode::limit_exceeded, file.string(), "is {} bytes; it may have {} at most", bytes, bytes_max);
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (stream && !fault) text << stream.rdbuf();
  if (!stream || fault) return fail(ErrorCode::input_output, file.string(), "cannot be read");
  return text.str();
}

std::size_t line_not_utf8(std::string_view text) {
  std::size_t line = 1;
  while (!text.empty()) {
    const auto length = utf8_length(text);
    if (length == 0) return line;
    if (text.front() == '\n') ++line;
    text.remove_prefix(length);
  }
  return 0;
}

}  // namespace carehub::site
