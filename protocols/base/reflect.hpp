#pragma once
// Names of enum values and members of structs, taken from their one declaration (Boost.Describe), so that codecs, JSON
// and digests cannot drift from the vocabulary.
// A described struct lists its members in the order of their field numbers, 1 upwards: append only, never reorder.

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <optional>
#include <string_view>

namespace carehub {

template <class E>
[[nodiscard]] constexpr std::string_view name_of(E value) {
  std::string_view name = "?";
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (d.value == value) name = d.name;
  });
  return name;
}

template <class E>
[[nodiscard]] constexpr std::optional<E> enum_from_name(std::string_view name) {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (name == d.name) found = d.value;
  });
  return found;
}

template <class E>
inline constexpr std::size_t enum_count = boost::mp11::mp_size<boost::describe::describe_enumerators<E>>::value;

// Calls visit(value) for every value of E, in declaration order.
template <class E, class F>
constexpr void for_each_value(F&& visit) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) { visit(d.value); });
}

// The bare name of a type: "RegisterCase" for carehub::RegisterCase.
template <class T>
[[nodiscard]] constexpr std::string_view type_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find("T = ") + 4);
  text = text.substr(0, text.find_first_of(";]"));
  const auto scope = text.rfind("::");
  return scope == std::string_view::npos ? text : text.substr(scope + 2);
}

template <class T>
using members_of = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

// Calls visit(field_number, name, member_pointer) for every member of T in order.
template <class T, class F>
constexpr void for_each_member(F&& visit) {
  int number = 0;
  boost::mp11::mp_for_each<members_of<T>>([&](auto d) { visit(++number, std::string_view{d.name}, d.pointer); });
}

}  // namespace carehub
