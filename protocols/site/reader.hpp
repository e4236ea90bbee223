#pragma once
// Reads one table of a site file member by member and notes every mistake with its line and field.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocols/domain/geo.hpp"
#include "protocols/domain/opening_hours.hpp"
#include "protocols/domain/skills.hpp"
#include "protocols/site/document.hpp"
#include "protocols/site/load.hpp"

namespace carehub::site {

inline constexpr std::int32_t any_number = std::numeric_limits<std::int32_t>::max();

struct Range {
  std::int32_t least = 0;
  std::int32_t most = any_number;
};

struct NamedAt {
  std::string name;
  std::size_t line = 0;
  std::string field;
};

// "did you mean 'capacity'?", or nothing where no known name is near.
[[nodiscard]] std::string nearest_hint(std::string_view given, const std::vector<std::string>& known);
[[nodiscard]] std::string joined(const std::vector<std::string>& names);

template <class T, class V>
[[nodiscard]] bool holds(const std::vector<T>& all, const V& value) {
  return std::find(all.begin(), all.end(), value) != all.end();
}

// Every key that is asked for is known; finish() reports the others.
class TableReader {
 public:
  TableReader(const Value& table, std::string path, std::vector<Mistake>& mistakes);

  [[nodiscard]] std::string text(std::string_view key);
  [[nodiscard]] std::string required_text(std::string_view key);
  [[nodiscard]] std::int32_t whole(std::string_view key, std::int32_t otherwise, Range range = {});
  [[nodiscard]] std::int32_t required_whole(std::string_view key, Range range);
  // A decimal number times `scale`, rounded.
  [[nodiscard]] std::int32_t scaled(std::string_view key, std::int32_t scale, std::int32_t otherwise);
  [[nodiscard]] std::vector<std::int32_t> scaled_list(std::string_view key, std::int32_t scale);
  [[nodiscard]] bool flag(std::string_view key, bool otherwise);
  [[nodiscard]] std::vector<NamedAt> names(std::string_view key);
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);
  [[nodiscard]] std::optional<Coordinates> position(std::string_view key);
  [[nodiscard]] std::vector<Coordinates> line_of_positions(std::string_view key, std::size_t least);
  [[nodiscard]] std::vector<LocalDay> dates(std::string_view key);
  [[nodiscard]] OpeningHours hours(std::string_view key);
  void exceptions(std::string_view key, OpeningHours& into);

  template <class E>
  [[nodiscard]] E one_of(std::string_view key, std::string_view what, E otherwise) {
    const auto name = text(key);
    if (name.empty()) return otherwise;
    return named<E>({name, line(key), field(key)}, what).value_or(otherwise);
  }
  template <class E>
  [[nodiscard]] std::vector<E> many_of(std::string_view key, std::string_view what) {
    std::vector<E> values;
    for (const auto& name : names(key))
      if (const auto value = named<E>(name, what)) values.push_back(*value);
    return values;
  }
  template <class E>
  [[nodiscard]] std::optional<E> named(const NamedAt& given, std::string_view what) {
    if (const auto value = enum_from_name<E>(given.name)) return value;
    std::vector<std::string> known;
    for_each_value<E>([&](E value) { known.emplace_back(name_of(value)); });
    unknown_name(given, what, known);
    return std::nullopt;
  }

  // The tables of a member such as [[service]], each with its path: "service[3]". A single one may be [service].
  [[nodiscard]] std::vector<std::pair<const Value*, std::string>> tables(std::string_view key);
  [[nodiscard]] const Value* table(std::string_view key);

  [[nodiscard]] bool has(std::string_view key);
  [[nodiscard]] bool is_empty_list(std::string_view key);
  [[nodiscard]] std::size_t line(std::string_view key) const;  // of the table where the key is missing
  [[nodiscard]] std::string field(std::string_view key) const;
  void error(std::string_view key, std::string text);
  void warn(std::string_view key, std::string text);
  void error_at(const NamedAt& where, std::string text);
  void unknown_name(const NamedAt& given, std::string_view what, const std::vector<std::string>& known);
  void finish();

 private:
  const Value* find(std::string_view key, ValueKind kind);
  const Value* find_any(std::string_view key);
  void wrong_kind(std::string_view key, const Value& value, std::string_view wanted);
  std::optional<Coordinates> position_of(const Value& value, const std::string& where);
  std::int32_t in_range(std::string_view key, std::int64_t value, Range range, std::int32_t otherwise);

  const Value& table_;
  std::string path_;
  std::vector<Mistake>& mistakes_;
  std::vector<std::string> known_;
};

[[nodiscard]] SkillSet read_skills(TableReader& reader, std::string_view key);

}  // namespace carehub::site
