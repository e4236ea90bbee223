#pragma once
// An assertion for bugs of our own, on in every build. Never for input from outside.

#include <fmt/format.h>

#include <string_view>

namespace carehub {

// Prints the broken assumption with its values and ends the process, so that a restart replays the journal.
[[noreturn]] void assertion_failed(std::string_view condition, std::string_view file, int line,
                                   std::string_view values);

}  // namespace carehub

#define CAREHUB_ASSERT(condition, ...)                                                            \
  do {                                                                                            \
    if (!(condition)) [[unlikely]] {                                                              \
      ::carehub::assertion_failed(#condition, __FILE__, __LINE__, ::fmt::format("" __VA_ARGS__)); \
    }                                                                                             \
  } while (false)
