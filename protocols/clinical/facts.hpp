#pragma once
// What is known of one case, fact by fact, and whether a condition holds by it. What is not known is never "no".

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocols/base/error.hpp"
#include "protocols/domain/clinical.hpp"
#include "protocols/domain/referral.hpp"

namespace carehub::clinical {

inline constexpr std::string_view answer_yes = "yes";
inline constexpr std::string_view answer_no = "no";

class Facts {
 public:
  // The content outlives the facts.
  explicit Facts(const ClinicalContent& content) : content_(&content) {}

  // A later answer takes the place of an earlier one.
  // Errors: not_found for a fact that the content does not name, invalid_input for a value that it cannot have, with
  // what it can; nothing is changed.
  [[nodiscard]] Result<void> set(std::string_view fact, std::string_view value);
  [[nodiscard]] Result<void> set(std::string_view fact, std::int64_t value);
  [[nodiscard]] Result<void> set(std::string_view fact, bool value) {
    return set(fact, value ? answer_yes : answer_no);
  }

  [[nodiscard]] bool is_known(std::string_view fact) const { return value(fact).has_value(); }
  [[nodiscard]] bool is_yes(std::string_view fact) const { return value(fact) == answer_yes; }
  [[nodiscard]] std::optional<std::string_view> value(std::string_view fact) const;
  // Of a fact that is a number.
  [[nodiscard]] std::optional<std::int32_t> number(std::string_view fact) const;
  [[nodiscard]] std::vector<KnownFact> list() const;
  [[nodiscard]] const ClinicalContent& content() const { return *content_; }

 private:
  const ClinicalContent* content_;
  std::map<std::string, std::string, std::less<>> values_;
};

enum class Holds { no, yes, unknown };

[[nodiscard]] Holds holds(const Condition& condition, const Facts& facts);
// Every one holds; unknown if that cannot be told.
[[nodiscard]] Holds all_hold(const std::vector<Condition>& conditions, const Facts& facts);
// One of them holds.
[[nodiscard]] Holds any_holds(const std::vector<Condition>& conditions, const Facts& facts);
// "time on the floor 60 min or more", for people.
[[nodiscard]] std::string words(const Condition& condition, const ClinicalContent& content);

}  // namespace carehub::clinical
