#pragma once
// Names of enum values and members of structs, taken from their one declaration (Boost.Describe), so that codecs, JSON
// and digests cannot drift from the vocabulary.
// A described struct lists its members in the order of their field numbers, 1 upwards: append only, never reorder.

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <optional>
#include <string_view>

namespace carehub {

namespace detail {

// Folds over a list of descriptors: no function a descriptor, which each of the many files that look at the vocabulary
// would compile again.
template <template <class...> class List, class... D, class F>
constexpr void for_each_enumerator(List<D...>, F& visit) {
  (visit(D::value, std::string_view{D::name}), ...);
}

template <template <class...> class List, class... D, class F>
constexpr void for_each_descriptor(List<D...>, F& visit) {
  int number = 0;
  (visit(++number, std::string_view{D::name}, D::pointer), ...);
}

template <class E>
using enumerators_of = boost::describe::describe_enumerators<E>;

}  // namespace detail

template <class E>
[[nodiscard]] constexpr std::string_view name_of(E value) {
  std::string_view name = "?";
  const auto look = [&](E known, std::string_view its_name) {
    if (known == value) name = its_name;
  };
  detail::for_each_enumerator(detail::enumerators_of<E>{}, look);
  return name;
}

template <class E>
[[nodiscard]] constexpr std::optional<E> enum_from_name(std::string_view name) {
  std::optional<E> found;
  const auto look = [&](E known, std::string_view its_name) {
    if (its_name == name) found = known;
  };
  detail::for_each_enumerator(detail::enumerators_of<E>{}, look);
  return found;
}

template <class E>
inline constexpr std::size_t enum_count = boost::mp11::mp_size<detail::enumerators_of<E>>::value;

// Calls visit(value) for every value of E, in declaration order.
template <class E, class F>
constexpr void for_each_value(F&& visit) {
  const auto look = [&](E value, std::string_view) { visit(value); };
  detail::for_each_enumerator(detail::enumerators_of<E>{}, look);
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
  detail::for_each_descriptor(members_of<T>{}, visit);
}

}  // namespace carehub
