#include "dispatcher/core/text_bounds.hpp"

#include <type_traits>

#include "dispatcher/core/bounds.hpp"
#include "protocols/base/reflect.hpp"

namespace carehub::core {

namespace {

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
bool too_large(const T& value) {
  if constexpr (std::is_same_v<T, std::string>) {
    return value.size() > text_bytes_max;
  } else if constexpr (IsVector<T>::value) {
    if (value.size() > elements_max) return true;
    if constexpr (std::is_arithmetic_v<typename T::value_type> || std::is_enum_v<typename T::value_type>) return false;
    for (const auto& element : value) {
      if (too_large(element)) return true;
    }
    return false;
  } else if constexpr (IsOptional<T>::value) {
    return value && too_large(*value);
  } else if constexpr (Described<T>) {
    bool found = false;
    for_each_member<T>([&](int, std::string_view, auto member) { found = found || too_large(value.*member); });
    return found;
  } else if constexpr (requires { value.value.size(); }) {
    return value.value.size() > text_bytes_max;
  } else {
    return false;
  }
}

template <class T>
std::optional<std::string> first_too_large(const T& value) {
  std::optional<std::string> name;
  if constexpr (std::is_same_v<T, ApplySite>) return name;  // read and bounded by the site loader
  for_each_member<T>([&](int, std::string_view member_name, auto member) {
    if (!name && too_large(value.*member)) name = std::string(member_name);
  });
  return name;
}

}  // namespace

std::optional<std::string> oversized(const Command& command) {
  return std::visit([](const auto& c) { return first_too_large(c); }, command);
}

}  // namespace carehub::core
