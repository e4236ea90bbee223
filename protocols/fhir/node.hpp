#pragma once
// A forgiving look into a JSON document: what is absent or of another kind is simply not given. Text comes out clean.
// Lifetime: a view; the document must outlive it.

#include <boost/json/fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace carehub::fhir {

class Node {
 public:
  Node() = default;
  explicit Node(const boost::json::value* value) : value_(value) {}

  [[nodiscard]] bool given() const { return value_ != nullptr; }
  // The member of an object; of a list, that of its first element.
  [[nodiscard]] Node operator[](std::string_view name) const;
  // The elements of a list. A single value counts as a list of one, as some senders write it.
  [[nodiscard]] std::vector<Node> items() const;
  [[nodiscard]] std::vector<Node> items(std::string_view name) const { return (*this)[name].items(); }
  // A string without control characters and outer blanks; a number or truth value in words; else empty.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string text(std::string_view name) const { return (*this)[name].text(); }
  // A finite number, also when it was sent as a string.
  [[nodiscard]] std::optional<double> number() const;
  // The names of an object's members.
  [[nodiscard]] std::vector<std::string_view> names() const;

 private:
  const boost::json::value* value_ = nullptr;
};

// Lower case, for comparing codes: ASCII only.
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] bool same_code(std::string_view a, std::string_view b);
[[nodiscard]] bool is_blank(char c);
[[nodiscard]] std::string trimmed(std::string_view text);

}  // namespace carehub::fhir
