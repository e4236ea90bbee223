#include "protocols/wire/schema.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "protocols/wire/defaults.hpp"
#include "protocols/wire/message_name.hpp"

namespace carehub::wire {
namespace {

constexpr std::string_view heading =
    R"(// What Carehub's programs say to each other and store. Printed from the code by schema_proto(); do not edit.
// Fields are only ever appended. Times are nanoseconds since 1970-01-01T00:00:00Z. Coordinates are millionths of a
// degree. Days are counted from 1970-01-01 in local time. Skill sets are bits by the numbers of Skill.
// Plain fields may be left out when zero or empty; `optional` ones are told apart from zero.
syntax = "proto3";
package carehub;
)";

// "RegisterCase" as "register_case".
std::string snake_case(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !text.empty()) text += '_';
    text += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

std::string upper_case(std::string_view name) {
  if (name.ends_with('_')) name.remove_suffix(1);
  std::string text;
  for (const char c : name) text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

template <class T>
constexpr std::string_view number_type() {
  if constexpr (std::same_as<T, bool>)
    return "bool";
  else if constexpr (is_number_id<T>)
    return "uint64";
  else if constexpr (std::same_as<T, Instant>)
    return "sint64";
  else if constexpr (std::is_enum_v<T>)
    return type_name<T>();
  else if constexpr (std::signed_integral<T>)
    return sizeof(T) > 4 ? "sint64" : "sint32";
  else
    return sizeof(T) > 4 ? "uint64" : "uint32";
}

template <class T>
constexpr std::string_view field_type() {
  if constexpr (is_optional<T> || is_list<T> || is_array<T>)
    return field_type<typename T::value_type>();
  else if constexpr (VarintLike<T>)
    return number_type<T>();
  else if constexpr (TextLike<T>)
    return "string";
  else if constexpr (std::same_as<T, CommandId>)
    return "bytes";
  else
    return message_name<T>();
}

class Printer {
 public:
  template <class T>
  void add() {
    if constexpr (is_optional<T> || is_list<T> || is_array<T>)
      add<typename T::value_type>();
    else if constexpr (std::is_enum_v<T>)
      add_enum<T>();
    else if constexpr (is_choice<T>)
      add_choice<T>();
    else if constexpr (Described<T>)
      add_struct<T>();
  }

  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  // False if it is printed already.
  bool begin(std::string_view name) { return printed_.insert(std::string{name}).second; }

  template <class E>
  void add_enum() {
    if (!begin(type_name<E>())) return;
    const auto prefix = upper_case(snake_case(type_name<E>()));
    text_ += fmt::format("\nenum {} {{\n", type_name<E>());
    if (enum_bounds<E>().lowest > 0) text_ += fmt::format("  {}_UNSPECIFIED = 0;  // not in use\n", prefix);
    for_each_value<E>([&](E value) {
      text_ += fmt::format("  {}_{} = {};\n", prefix, upper_case(name_of(value)), static_cast<int>(value));
    });
    text_ += "}\n";
  }

  template <class T>
  void add_struct() {
    if (!begin(type_name<T>())) return;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (add<member_type<T, I>>(), ...);
      open_message(type_name<T>());
      (add_member<T, I>(), ...);
    }(std::make_index_sequence<member_count<T>>{});
    text_ += "}\n";
  }

  template <class T, std::size_t I>
  void add_member() {
    using Member = member_type<T, I>;
    print_member(label<Member>((zero_defaults<T>() >> I & 1) != 0), field_type<Member>(), member_at<T, I>::name, I + 1);
  }

  template <class T>
  void add_choice() {
    if (!begin(message_name<T>())) return;
    [&]<class... Kind>(std::type_identity<std::variant<Kind...>>) {
      (add<Kind>(), ...);
      open_message(message_name<T>());
      text_ += "  oneof kind {\n";
      std::size_t number = 0;
      (print_kind(type_name<Kind>(), ++number), ...);
    }(std::type_identity<KindsOf<T>>{});
    text_ += "  }\n}\n";
  }

  void open_message(std::string_view name) { text_ += fmt::format("\nmessage {} {{\n", name); }
  void print_member(std::string_view label, std::string_view type, std::string_view name, std::size_t number) {
    text_ += fmt::format("  {}{} {} = {};\n", label, type, name, number);
  }
  void print_kind(std::string_view name, std::size_t number) {
    text_ += fmt::format("    {} {} = {};\n", name, snake_case(name), number);
  }

  template <class T>
  static std::string_view label(bool default_zero) {
    if constexpr (is_list<T> || is_array<T>)
      return "repeated ";
    else if constexpr (is_optional<T>)
      return "optional ";
    else
      return default_zero || !(VarintLike<T> || TextLike<T>) ? "" : "optional ";
  }

  std::string text_{heading};
  std::set<std::string> printed_;
};

}  // namespace

std::string schema_proto() {
  Printer printer;
  printer.add<Event>();
  printer.add<Command>();
  printer.add<Request>();
  printer.add<Reply>();
  printer.add<Stamp>();
  return std::move(printer).text();
}

}  // namespace carehub::wire
