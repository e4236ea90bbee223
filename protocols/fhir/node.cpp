#include "protocols/fhir/node.hpp"

#include <fmt/format.h>

#include <boost/json/value.hpp>
#include <charconv>
#include <cmath>

namespace carehub::fhir {
namespace {

namespace json = boost::json;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
}

std::string without_control(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (const char c : text)
    if (!is_control(c)) kept.push_back(c);
  return kept;
}

}  // namespace

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return std::string(text);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool same_code(std::string_view a, std::string_view b) {
  return lower(a) == lower(b);
}

Node Node::operator[](std::string_view name) const {
  if (value_ == nullptr) return {};
  const json::value* from = value_;
  if (const json::array* list = from->if_array()) {
    if (list->empty()) return {};
    from = &list->front();
  }
  const json::object* object = from->if_object();
  if (object == nullptr) return {};
  const json::value* found = object->if_contains(json::string_view(name.data(), name.size()));
  return found == nullptr || found->is_null() ? Node{} : Node{found};
}

std::vector<Node> Node::items() const {
  if (value_ == nullptr) return {};
  const json::array* list = value_->if_array();
  if (list == nullptr) return {*this};
  std::vector<Node> all;
  for (const json::value& element : *list)
    if (!element.is_null()) all.emplace_back(&element);
  return all;
}

std::string Node::text() const {
  if (value_ == nullptr) return {};
  switch (value_->kind()) {
    case json::kind::string: {
      const json::string& s = value_->get_string();
      return trimmed(without_control({s.data(), s.size()}));
    }
    case json::kind::bool_:
      return value_->get_bool() ? "yes" : "no";
    case json::kind::int64:
      return fmt::format("{}", value_->get_int64());
    case json::kind::uint64:
      return fmt::format("{}", value_->get_uint64());
    case json::kind::double_:
      return fmt::format("{}", value_->get_double());
    default:
      return {};
  }
}

std::optional<double> Node::number() const {
  if (value_ == nullptr) return {};
  double read = 0;
  if (value_->is_number()) {
    read = value_->to_number<double>();
  } else {
    const std::string written = text();
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), read);
    if (error != std::errc{} || end != written.data() + written.size()) return {};
  }
  return std::isfinite(read) ? std::optional(read) : std::nullopt;
}

std::vector<std::string_view> Node::names() const {
  std::vector<std::string_view> all;
  if (const json::object* object = value_ == nullptr ? nullptr : value_->if_object())
    for (const auto& member : *object) all.emplace_back(member.key().data(), member.key().size());
  return all;
}

}  // namespace carehub::fhir
