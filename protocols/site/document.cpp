#include "protocols/site/document.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <chrono>

namespace carehub::site {
namespace {

std::size_t line_of(const toml::source_region& region) {
  return region.begin.line;
}

LocalDay day_of(const toml::date& date) {
  const std::chrono::year_month_day ymd{std::chrono::year{date.year}, std::chrono::month{date.month},
                                        std::chrono::day{date.day}};
  return {static_cast<std::int32_t>(std::chrono::sys_days{ymd}.time_since_epoch().count())};
}

Value convert(const toml::node& node);

void convert_table(const toml::table& table, Value& value) {
  value.kind = ValueKind::table;
  for (auto&& [key, member] : table) {
    value.keys.emplace_back(key.str());
    value.lines.push_back(line_of(key.source()));
    value.items.push_back(convert(member));
  }
}

void convert_list(const toml::array& list, Value& value) {
  value.kind = ValueKind::list;
  for (auto&& item : list) value.items.push_back(convert(item));
}

Value convert(const toml::node& node) {
  Value value;
  value.line = line_of(node.source());
  if (const auto* table = node.as_table()) {
    convert_table(*table, value);
  } else if (const auto* list = node.as_array()) {
    convert_list(*list, value);
  } else if (const auto* text = node.as_string()) {
    value.kind = ValueKind::text;
    value.text = text->get();
  } else if (const auto* whole = node.as_integer()) {
    value.kind = ValueKind::whole;
    value.whole = whole->get();
    value.decimal = static_cast<double>(value.whole);
  } else if (const auto* decimal = node.as_floating_point()) {
    value.kind = ValueKind::decimal;
    value.decimal = decimal->get();
  } else if (const auto* flag = node.as_boolean()) {
    value.kind = ValueKind::flag;
    value.flag = flag->get();
  } else if (const auto* date = node.as_date()) {
    value.kind = ValueKind::date;
    value.date = day_of(date->get());
  } else {
    value.kind = ValueKind::other_time;
  }
  return value;
}

}  // namespace

const Value* Value::find(std::string_view key) const {
  const auto found = std::ranges::find(keys, key);
  return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

Document parse_document(std::string_view text) {
  Document document;
  try {
    document.root = convert(toml::parse(text));
  } catch (const toml::parse_error& error) {
    document.failures.push_back({line_of(error.source()), std::string(error.description())});
  }
  return document;
}

std::string_view words(ValueKind kind) {
  switch (kind) {
    case ValueKind::text:
      return "a text in quotes";
    case ValueKind::whole:
      return "a whole number";
    case ValueKind::decimal:
      return "a number";
    case ValueKind::flag:
      return "true or false";
    case ValueKind::date:
      return "a date";
    case ValueKind::other_time:
      return "a time without quotes";
    case ValueKind::list:
      return "a list in [ ]";
    case ValueKind::table:
      return "a table";
  }
  return "?";
}

}  // namespace carehub::site
