#include "protocols/site/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "protocols/site/hours.hpp"

namespace carehub::site {
namespace {

// How many letters differ, for finding the key that was meant.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t swap = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, swap});
    }
  }
  return row[b.size()];
}

std::string range_text(Range range) {
  if (range.most == any_number) return fmt::format("{} or more", range.least);
  return fmt::format("{} to {}", range.least, range.most);
}

}  // namespace

std::string nearest_hint(std::string_view given, const std::vector<std::string>& known) {
  const auto distance = [&](const std::string& name) { return edit_distance(given, name); };
  const auto nearest = std::ranges::min_element(known, {}, distance);
  if (nearest == known.end() || distance(*nearest) > std::max<std::size_t>(2, given.size() / 3)) return "";
  return fmt::format("; did you mean '{}'?", *nearest);
}

std::string joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

SkillSet read_skills(TableReader& reader, std::string_view key) {
  SkillSet skills;
  for (const auto skill : reader.many_of<Skill>(key, "a skill")) skills.add(skill);
  return skills;
}

TableReader::TableReader(const Value& table, std::string path, std::vector<Mistake>& mistakes)
    : table_(table), path_(std::move(path)), mistakes_(mistakes) {}

const Value* TableReader::find_any(std::string_view key) {
  if (!holds(known_, key)) known_.emplace_back(key);
  return table_.find(key);
}

const Value* TableReader::find(std::string_view key, ValueKind kind) {
  const auto* value = find_any(key);
  if (value == nullptr || value->kind == kind) return value;
  wrong_kind(key, *value, words(kind));
  return nullptr;
}

void TableReader::wrong_kind(std::string_view key, const Value& value, std::string_view wanted) {
  error(key, fmt::format("is {}; write {}", words(value.kind), wanted));
}

bool TableReader::has(std::string_view key) {
  return find_any(key) != nullptr;
}

bool TableReader::is_empty_list(std::string_view key) {
  const auto* value = find_any(key);
  return value != nullptr && value->kind == ValueKind::list && value->items.empty();
}

std::size_t TableReader::line(std::string_view key) const {
  const auto found = std::ranges::find(table_.keys, key);
  if (found == table_.keys.end()) return table_.line;
  return table_.lines[static_cast<std::size_t>(found - table_.keys.begin())];
}

std::string TableReader::field(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

void TableReader::error(std::string_view key, std::string text) {
  mistakes_.push_back({line(key), field(key), std::move(text), false});
}

void TableReader::warn(std::string_view key, std::string text) {
  mistakes_.push_back({line(key), field(key), std::move(text), true});
}

void TableReader::error_at(const NamedAt& where, std::string text) {
  mistakes_.push_back({where.line, where.field, std::move(text), false});
}

void TableReader::unknown_name(const NamedAt& given, std::string_view what, const std::vector<std::string>& known) {
  std::vector<std::string> each;
  for (const auto& name : known)
    if (!holds(each, name)) each.push_back(name);
  const auto hint = nearest_hint(given.name, each);
  error_at(given,
           fmt::format("'{}' is not {}{} There are: {}", given.name, what, hint.empty() ? "." : hint, joined(each)));
}

std::string TableReader::text(std::string_view key) {
  const auto* value = find(key, ValueKind::text);
  return value == nullptr ? std::string() : value->text;
}

std::string TableReader::required_text(std::string_view key) {
  if (!has(key)) {
    error(key, "is missing; write a text in quotes");
    return {};
  }
  const auto* value = find(key, ValueKind::text);
  if (value != nullptr && value->text.empty()) error(key, "is empty; write a text");
  return value == nullptr ? std::string() : value->text;
}

std::int32_t TableReader::in_range(std::string_view key, std::int64_t value, Range range, std::int32_t otherwise) {
  if (value >= range.least && value <= range.most) return static_cast<std::int32_t>(value);
  error(key, fmt::format("{} is out of range; write {}", value, range_text(range)));
  return otherwise;
}

std::int32_t TableReader::whole(std::string_view key, std::int32_t otherwise, Range range) {
  const auto* value = find(key, ValueKind::whole);
  return value == nullptr ? otherwise : in_range(key, value->whole, range, otherwise);
}

std::int32_t TableReader::required_whole(std::string_view key, Range range) {
  if (!has(key)) error(key, fmt::format("is missing; write a whole number, {}", range_text(range)));
  return whole(key, range.least, range);
}

std::int32_t TableReader::scaled(std::string_view key, std::int32_t scale, std::int32_t otherwise) {
  const auto* value = find_any(key);
  if (value == nullptr) return otherwise;
  if (value->kind != ValueKind::whole && value->kind != ValueKind::decimal) {
    wrong_kind(key, *value, "a number");
    return otherwise;
  }
  if (!(value->decimal >= 0 && value->decimal <= 1e6)) {
    error(key, fmt::format("{} is out of range; write 0 to 1000000", value->decimal));
    return otherwise;
  }
  return static_cast<std::int32_t>(std::lround(value->decimal * scale));
}

std::vector<std::int32_t> TableReader::scaled_list(std::string_view key, std::int32_t scale) {
  std::vector<std::int32_t> numbers;
  const auto* value = find(key, ValueKind::list);
  if (value == nullptr) return numbers;
  for (std::size_t i = 0; i < value->items.size(); ++i) {
    const auto& item = value->items[i];
    const NamedAt where{"", item.line, fmt::format("{}[{}]", field(key), i + 1)};
    const bool number = item.kind == ValueKind::whole || item.kind == ValueKind::decimal;
    if (!number)
      error_at(where, fmt::format("is {}; write a number", words(item.kind)));
    else if (!(item.decimal >= 0 && item.decimal <= 1e6))
      error_at(where, fmt::format("{} is out of range; write 0 to 1000000", item.decimal));
    const bool usable = number && item.decimal >= 0 && item.decimal <= 1e6;
    numbers.push_back(usable ? static_cast<std::int32_t>(std::lround(item.decimal * scale)) : 0);
  }
  return numbers;
}

bool TableReader::flag(std::string_view key, bool otherwise) {
  const auto* value = find(key, ValueKind::flag);
  return value == nullptr ? otherwise : value->flag;
}

std::vector<NamedAt> TableReader::names(std::string_view key) {
  std::vector<NamedAt> result;
  const auto* value = find(key, ValueKind::list);
  if (value == nullptr) return result;
  for (std::size_t i = 0; i < value->items.size(); ++i) {
    const auto& item = value->items[i];
    const NamedAt where{item.text, item.line, fmt::format("{}[{}]", field(key), i + 1)};
    if (item.kind != ValueKind::text)
      error_at(where, fmt::format("is {}; write a text in quotes", words(item.kind)));
    else
      result.push_back(where);
  }
  return result;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
  std::vector<std::string> all;
  for (auto& one : names(key)) all.push_back(std::move(one.name));
  return all;
}

std::vector<LocalDay> TableReader::dates(std::string_view key) {
  std::vector<LocalDay> days;
  const auto* value = find(key, ValueKind::list);
  if (value == nullptr) return days;
  for (std::size_t i = 0; i < value->items.size(); ++i) {
    const auto& item = value->items[i];
    const NamedAt where{"", item.line, fmt::format("{}[{}]", field(key), i + 1)};
    if (item.kind != ValueKind::date)
      error_at(where, fmt::format("is {}; write a date without quotes, as 2026-12-25", words(item.kind)));
    else if (holds(days, item.date))
      error_at(where, "is listed twice; remove one");
    else
      days.push_back(item.date);
  }
  std::ranges::sort(days);
  return days;
}

std::optional<Coordinates> TableReader::position_of(const Value& value, const std::string& where) {
  const NamedAt at{"", value.line, where};
  const auto number = [](const Value& item) {
    return item.kind == ValueKind::whole || item.kind == ValueKind::decimal;
  };
  if (value.kind != ValueKind::list || value.items.size() != 2 || !number(value.items[0]) || !number(value.items[1])) {
    error_at(at, "is not a position; write [latitude, longitude], as [50.701, -1.291]");
    return std::nullopt;
  }
  const double first = value.items[0].decimal;
  const double second = value.items[1].decimal;
  const auto position = coordinates_from_degrees(first, second);
  if (in_british_isles(position)) return position;
  if (in_british_isles(coordinates_from_degrees(second, first)))
    error_at(at, fmt::format("[{}, {}] is swapped; write latitude first: [{}, {}]", first, second, second, first));
  else
    error_at(at, fmt::format("[{}, {}] lies outside the British Isles; write [latitude, longitude]", first, second));
  return std::nullopt;
}

std::optional<Coordinates> TableReader::position(std::string_view key) {
  const auto* value = find_any(key);
  if (value == nullptr) return std::nullopt;
  return position_of(*value, field(key));
}

std::vector<Coordinates> TableReader::line_of_positions(std::string_view key, std::size_t least) {
  std::vector<Coordinates> points;
  const auto* value = find(key, ValueKind::list);
  if (value == nullptr) {
    if (!has(key)) error(key, "is missing; write a list of [latitude, longitude]");
    return points;
  }
  for (std::size_t i = 0; i < value->items.size(); ++i)
    if (const auto point = position_of(value->items[i], fmt::format("{}[{}]", field(key), i + 1)))
      points.push_back(*point);
  if (value->items.size() < least)
    error(key, fmt::format("has {} points; write {} or more", value->items.size(), least));
  return points;
}

OpeningHours TableReader::hours(std::string_view key) {
  OpeningHours result;
  const auto* value = find_any(key);
  if (value == nullptr) return result;
  std::vector<NamedAt> pieces;
  if (value->kind == ValueKind::text)
    pieces.push_back({value->text, line(key), field(key)});
  else if (value->kind == ValueKind::list)
    pieces = names(key);
  else
    wrong_kind(key, *value, "days and hours in quotes, as \"Mon-Fri 08:00-20:00\"");
  for (auto& piece : pieces)
    for (auto& fault : read_hours(piece.name, result))
      error_at({"", piece.line, fault.part.empty() ? piece.field : piece.field + "." + fault.part}, fault.text);
  return result;
}

void TableReader::exceptions(std::string_view key, OpeningHours& into) {
  for (const auto& piece : names(key))
    for (auto& fault : read_exception(piece.name, into))
      error_at({"", piece.line, fault.part.empty() ? piece.field : piece.field + "." + fault.part}, fault.text);
}

std::vector<std::pair<const Value*, std::string>> TableReader::tables(std::string_view key) {
  std::vector<std::pair<const Value*, std::string>> result;
  const auto* value = find_any(key);
  if (value == nullptr) return result;
  if (value->kind == ValueKind::table) return {{value, field(key)}};
  if (value->kind != ValueKind::list) {
    wrong_kind(key, *value, fmt::format("one or more tables headed [[{}]]", field(key)));
    return result;
  }
  for (std::size_t i = 0; i < value->items.size(); ++i) {
    const auto& item = value->items[i];
    const auto path = fmt::format("{}[{}]", field(key), i + 1);
    if (item.kind == ValueKind::table)
      result.emplace_back(&item, path);
    else
      error_at({"", item.line, path}, fmt::format("is {}; write a table headed [[{}]]", words(item.kind), field(key)));
  }
  return result;
}

const Value* TableReader::table(std::string_view key) {
  return find(key, ValueKind::table);
}

void TableReader::finish() {
  for (std::size_t i = 0; i < table_.keys.size(); ++i) {
    const auto& key = table_.keys[i];
    if (holds(known_, key)) continue;
    const auto hint = nearest_hint(key, known_);
    auto known = known_;
    std::ranges::sort(known);
    error(key, fmt::format("is not known here{}", hint.empty() ? "; known are: " + joined(known) : hint));
  }
}

}  // namespace carehub::site
