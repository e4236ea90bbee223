// Conditions, results and who signed: what rules and pathways have in common.
#include <fmt/format.h>

#include <charconv>

#include "protocols/domain/skills.hpp"
#include "protocols/site/clinical/clinical_file.hpp"

namespace carehub::site {
namespace {

std::optional<std::int32_t> whole_from(std::string_view text) {
  std::int32_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// False if it is no bounds of a whole number.
bool read_bounds(std::string_view text, Condition& into) {
  const auto take = [&](std::string_view sign, std::optional<std::int32_t>& bound, std::int32_t shift) {
    if (!text.starts_with(sign)) return false;
    const auto number = whole_from(text.substr(sign.size()));
    if (number) bound = *number + shift;
    return number.has_value();
  };
  if (take(">=", into.at_least, 0) || take("<=", into.at_most, 0)) return true;
  if (take(">", into.at_least, 1) || take("<", into.at_most, -1)) return true;
  const auto dash = text.find('-', 1);
  const auto first = whole_from(text.substr(0, dash));
  const auto second = dash == std::string_view::npos ? first : whole_from(text.substr(dash + 1));
  if (!first || !second) return false;
  into.at_least = first;
  into.at_most = second;
  return true;
}

Condition read_condition(const std::string& fact, const Value& value, const NamedAt& where, TableReader& reader) {
  Condition condition{.fact = fact, .values = {}, .at_least = {}, .at_most = {}};
  if (value.kind == ValueKind::flag) {
    condition.values.emplace_back(value.flag ? "yes" : "no");
  } else if (value.kind == ValueKind::text) {
    read_word(value.text, condition);
  } else if (value.kind == ValueKind::whole && whole_from(fmt::format("{}", value.whole))) {
    condition.at_least = condition.at_most = static_cast<std::int32_t>(value.whole);
  } else if (value.kind == ValueKind::list && !value.items.empty()) {
    for (const auto& item : value.items) {
      if (item.kind == ValueKind::text)
        read_word(item.text, condition);
      else
        reader.error_at(where, fmt::format("lists {}; write texts in quotes", words(item.kind)));
    }
  } else {
    reader.error_at(where, R"(is not a test; write true, false, "falls", ["falls", "frailty"] or ">=60")");
  }
  return condition;
}

}  // namespace

SignOff read_sign_off(TableReader& reader, const SignOff& of_file) {
  SignOff sign = of_file;
  if (reader.has("source")) sign.source = reader.required_text("source");
  if (reader.has("edition")) sign.edition = reader.text("edition");
  if (reader.has("signed_off_by")) sign.signed_off_by = reader.text("signed_off_by");
  if (sign.source.empty()) reader.error("source", "is missing; every clinical number names where it comes from");
  return sign;
}

void read_word(const std::string& word, Condition& into) {
  if (word == "known") return;  // whatever it is
  if (word == "unknown")
    into.unknown = true;
  else if (!read_bounds(word, into))
    into.values.push_back(word);
}

std::vector<Condition> read_conditions(TableReader& reader, std::string_view key, std::vector<Mistake>& mistakes) {
  std::vector<Condition> conditions;
  const auto* table = reader.table(key);
  if (table == nullptr) return conditions;
  TableReader each(*table, reader.field(key), mistakes);
  for (std::size_t i = 0; i < table->keys.size(); ++i) {
    const auto& fact = table->keys[i];
    conditions.push_back(read_condition(fact, table->items[i], {fact, each.line(fact), each.field(fact)}, each));
  }
  return conditions;
}

ClinicalResult read_result(TableReader& reader, std::string_view key, ClinicalResult otherwise) {
  const auto text = reader.text(key);
  if (text.empty()) return otherwise;
  if (text == "999") return ClinicalResult::emergency;
  if (text == "clinician") return ClinicalResult::clinician;
  if (text == "service") return ClinicalResult::service;
  reader.error(key, fmt::format("'{}' is not a result; write \"999\", \"clinician\" or \"service\"", text));
  return otherwise;
}

}  // namespace carehub::site
