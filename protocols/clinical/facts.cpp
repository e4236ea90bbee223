#include "protocols/clinical/facts.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace carehub::clinical {
namespace {

std::optional<std::int32_t> number_from(std::string_view text) {
  std::int32_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<void> check_value(const FactDefinition& fact, std::string_view value) {
  switch (fact.kind) {
    case FactKind::yes_no:
      if (value == answer_yes || value == answer_no) return {};
      return fail(ErrorCode::invalid_input, fact.id, "'{}' is not an answer; give yes or no", value);
    case FactKind::number:
      if (const auto number = number_from(value); number && *number >= fact.least && *number <= fact.most) return {};
      return fail(ErrorCode::invalid_input, fact.id, "{} is not possible; give a whole number, {} to {} {}", value,
                  fact.least, fact.most, fact.unit);
    case FactKind::choice:
      if (std::ranges::find(fact.values, value) != fact.values.end()) return {};
      return fail(ErrorCode::invalid_input, fact.id, "'{}' is not known; give one of: {}", value,
                  fmt::join(fact.values, ", "));
    case FactKind::text:
      if (!value.empty()) return {};
      return fail(ErrorCode::invalid_input, fact.id, "is empty; give a text, or leave it out");
  }
  return {};
}

bool in_bounds(const Condition& condition, std::int32_t number) {
  return (!condition.at_least || number >= *condition.at_least) && (!condition.at_most || number <= *condition.at_most);
}

std::string bounds_words(const Condition& condition) {
  if (condition.at_least && condition.at_most)
    return *condition.at_least == *condition.at_most ? fmt::format("{}", *condition.at_least)
                                                     : fmt::format("{} to {}", *condition.at_least, *condition.at_most);
  if (condition.at_least) return fmt::format("{} or more", *condition.at_least);
  if (condition.at_most) return fmt::format("{} or less", *condition.at_most);
  return "known";
}

}  // namespace

Result<void> Facts::set(std::string_view fact, std::string_view value) {
  const auto* definition = find_fact(*content_, fact);
  if (definition == nullptr)
    return fail(ErrorCode::not_found, std::string(fact), "is not a fact that the clinical tables know");
  CAREHUB_CHECK(check_value(*definition, value));
  values_.insert_or_assign(std::string(fact), std::string(value));
  return {};
}

Result<void> Facts::set(std::string_view fact, std::int64_t value) {
  return set(fact, std::string_view(fmt::format("{}", value)));
}

std::optional<std::string_view> Facts::value(std::string_view fact) const {
  const auto found = values_.find(fact);
  return found == values_.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::optional<std::int32_t> Facts::number(std::string_view fact) const {
  const auto text = value(fact);
  return text ? number_from(*text) : std::nullopt;
}

std::vector<KnownFact> Facts::list() const {
  std::vector<KnownFact> all;
  for (const auto& [fact, value] : values_) all.push_back({fact, value});
  return all;
}

Holds holds(const Condition& condition, const Facts& facts) {
  const auto value = facts.value(condition.fact);
  if (!value) return condition.unknown ? Holds::yes : Holds::unknown;
  if (!condition.values.empty())
    return std::ranges::find(condition.values, *value) != condition.values.end() ? Holds::yes : Holds::no;
  if (!condition.at_least && !condition.at_most) return condition.unknown ? Holds::no : Holds::yes;
  const auto number = number_from(*value);
  return number && in_bounds(condition, *number) ? Holds::yes : Holds::no;
}

Holds all_hold(const std::vector<Condition>& conditions, const Facts& facts) {
  auto all = Holds::yes;
  for (const auto& one : conditions) {
    const auto one_holds = holds(one, facts);
    if (one_holds == Holds::no) return Holds::no;
    if (one_holds == Holds::unknown) all = Holds::unknown;
  }
  return all;
}

Holds any_holds(const std::vector<Condition>& conditions, const Facts& facts) {
  auto any = Holds::no;
  for (const auto& one : conditions) {
    const auto one_holds = holds(one, facts);
    if (one_holds == Holds::yes) return Holds::yes;
    if (one_holds == Holds::unknown) any = Holds::unknown;
  }
  return any;
}

std::string words(const Condition& condition, const ClinicalContent& content) {
  const auto* fact = find_fact(content, condition.fact);
  const std::string name = fact == nullptr || fact->words.empty() ? condition.fact : fact->words;
  const std::string unit = fact == nullptr || fact->unit.empty() ? "" : " " + fact->unit;
  const bool only_unknown = condition.unknown && condition.values.empty() && !condition.at_least && !condition.at_most;
  if (only_unknown) return name + ": not known";
  const std::string or_unknown = condition.unknown ? ", or not known" : "";
  if (!condition.values.empty()) return fmt::format("{}: {}{}", name, fmt::join(condition.values, " or "), or_unknown);
  return fmt::format("{} {}{}{}", name, bounds_words(condition), unit, or_unknown);
}

}  // namespace carehub::clinical
