#pragma once
// A TOML file as a light tree with line numbers, so that only one source file pays for the TOML library.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "protocols/domain/opening_hours.hpp"

namespace carehub::site {

enum class ValueKind { text, whole, decimal, flag, date, other_time, list, table };

struct Value {
  ValueKind kind = ValueKind::table;
  std::size_t line = 0;
  std::string text;
  std::int64_t whole = 0;
  double decimal = 0;  // set for whole numbers too
  bool flag = false;
  LocalDay date;
  std::vector<Value> items;        // of a list, or of a table beside its keys
  std::vector<std::string> keys;   // of a table, in the order of items
  std::vector<std::size_t> lines;  // of the keys

  [[nodiscard]] const Value* find(std::string_view key) const;
};

struct ParseFailure {
  std::size_t line = 0;
  std::string text;
};

struct Document {
  Value root;
  std::vector<ParseFailure> failures;  // not empty: root holds nothing
};

[[nodiscard]] Document parse_document(std::string_view text);

// "a text in quotes", "a whole number": what a person should see in the file.
[[nodiscard]] std::string_view words(ValueKind kind);

}  // namespace carehub::site
