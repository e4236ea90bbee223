#pragma once
// Operating failures: what went wrong, where, and what to do. Refusals of the core are data, see domain/refusal.hpp.

#include <fmt/format.h>

#include <expected>
#include <string>
#include <utility>

#include "protocols/base/reflect.hpp"

namespace carehub {

enum class ErrorCode {
  invalid_input,   // what came from outside cannot be read
  not_found,       // what was named is not there
  input_output,    // the disk or the network failed
  corrupt,         // stored bytes are not what was written
  unsupported,     // a version or a member that this build does not know
  limit_exceeded,  // larger than a stated bound
  denied,          // the other side may not do this
  conflict,        // somebody else holds it
  unavailable,     // the other side is not there, or not now
};
BOOST_DESCRIBE_ENUM(ErrorCode, invalid_input, not_found, input_output, corrupt, unsupported, limit_exceeded, denied,
                    conflict, unavailable)

struct Error {
  ErrorCode code = ErrorCode::invalid_input;
  std::string place;   // file, field, line or endpoint
  std::string detail;  // what is wrong and what to do, in plain words

  [[nodiscard]] std::string text() const { return place.empty() ? detail : place + ": " + detail; }
};

template <class T>
using Result = std::expected<T, Error>;

template <class... Args>
[[nodiscard]] std::unexpected<Error> fail(ErrorCode code, std::string place, fmt::format_string<Args...> format,
                                          Args&&... args) {
  return std::unexpected(Error{code, std::move(place), fmt::format(format, std::forward<Args>(args)...)});
}

}  // namespace carehub

#define CAREHUB_JOIN_(a, b) a##b
#define CAREHUB_JOIN(a, b) CAREHUB_JOIN_(a, b)

// CAREHUB_TRY(auto site, load_site(path)); passes an error up, or declares `site`.
#define CAREHUB_TRY(declaration, ...)                                                \
  auto CAREHUB_JOIN(carehub_try_, __LINE__) = (__VA_ARGS__);                         \
  if (!CAREHUB_JOIN(carehub_try_, __LINE__))                                         \
    return std::unexpected(std::move(CAREHUB_JOIN(carehub_try_, __LINE__)).error()); \
  declaration = *std::move(CAREHUB_JOIN(carehub_try_, __LINE__))

// CAREHUB_CHECK(save(path)); passes an error up, and drops the (void) value.
#define CAREHUB_CHECK(...)                                                                                            \
  do {                                                                                                                \
    if (auto carehub_check = (__VA_ARGS__); !carehub_check) return std::unexpected(std::move(carehub_check).error()); \
  } while (false)
