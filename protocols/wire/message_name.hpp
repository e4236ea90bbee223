#pragma once
// What a message is called in the schema and in errors. Variants have no name of their own in C++, so they get one
// here.

#include <string_view>

#include "protocols/base/reflect.hpp"
#include "protocols/domain/event.hpp"
#include "protocols/wire/messages.hpp"

namespace carehub::wire {

template <class T>
[[nodiscard]] constexpr std::string_view message_name() {
  if constexpr (Described<T>)
    return type_name<T>();
  else
    return "message";
}
template <>
constexpr std::string_view message_name<Event>() {
  return "Event";
}
template <>
constexpr std::string_view message_name<Command>() {
  return "Command";
}
template <>
constexpr std::string_view message_name<Request>() {
  return "Request";
}
template <>
constexpr std::string_view message_name<Reply>() {
  return "Reply";
}

}  // namespace carehub::wire
