#pragma once
// Observations as they travel with a referral: a name and a value, as told by whoever took them. What can be read of
// them is scored; the rest stays as it was told, and counts for nothing.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "protocols/clinical/news2.hpp"
#include "protocols/domain/referral.hpp"

namespace carehub::clinical {

// The name of an entry that is a soft sign; its value is the sign.
inline constexpr std::string_view soft_sign_name = "soft sign";

// "breaths", as the entry is called.
[[nodiscard]] std::string_view entry_name(News2Parameter parameter);
// "/min"; empty where the value is a word.
[[nodiscard]] std::string_view unit(News2Parameter parameter);

// The value in the units of Observations: "38.4 C" is 384, "new confusion" 1, "air" 0.
// Errors: invalid_input for what is no value, or none that a person can have, with what can be.
[[nodiscard]] Result<std::int32_t> read_value(News2Parameter parameter, std::string_view text);

// What a meter shows of the blood, in hundredths of mmol/L.
struct BloodTests {
  std::optional<std::int32_t> glucose;
  std::optional<std::int32_t> ketones;
};
// Takes an entry of such a name ("blood glucose", "ketones"), in mmol/L or mg/dL; nothing is rounded up, so that a low
// one stays low; "LO" and "<2.0" count as under, "HI" as over what a meter shows. False: another name, or a value that
// is none: over 33.3 without its unit may be either of the two.
bool take_blood_test(BloodTests& into, std::string_view name, std::string_view text);

struct Observed {
  Observations set;                         // of each the newest that can be read
  BloodTests blood;                         // likewise
  bool together = true;                     // taken within the hour: a set, not pieces of several
  std::optional<std::int32_t> told_points;  // NEWS2, summed by somebody else
  std::int32_t soft_signs = 0;
};
[[nodiscard]] Observed observed_in(const std::vector<Observation>& entries);

}  // namespace carehub::clinical
