#include "protocols/clinical/news2.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace carehub::clinical {
namespace {

struct Plausible {
  std::string_view name;
  std::optional<std::int32_t> value;
  Possible bounds;
};

constexpr Possible possible_age{0, 130};

std::array<Plausible, 6> plausible(const Observations& set) {
  return {{{"resp_rate", set.resp_rate, possible(News2Parameter::resp_rate)},
           {"spo2", set.spo2, possible(News2Parameter::spo2)},
           {"systolic", set.systolic, possible(News2Parameter::systolic)},
           {"pulse", set.pulse, possible(News2Parameter::pulse)},
           {"temperature", set.temperature_tenths, possible(News2Parameter::temperature)},
           {"age_years", set.age_years, possible_age}}};
}

bool fits(const News2Band& band, std::int32_t value, std::int32_t scale, std::optional<bool> on_oxygen) {
  if (band.at_least && value < *band.at_least) return false;
  if (band.at_most && value > *band.at_most) return false;
  if (band.spo2_scale != 0 && band.spo2_scale != scale) return false;
  if (band.on == OxygenUse::either) return true;
  return on_oxygen && *on_oxygen == (band.on == OxygenUse::given);
}

std::optional<std::int32_t> points_of(const News2Table& table, News2Parameter parameter,
                                      std::optional<std::int32_t> value, const Observations& set) {
  if (!value) return std::nullopt;
  for (const auto& band : table.bands)
    if (band.parameter == parameter && fits(band, *value, set.spo2_scale, set.on_oxygen)) return band.points;
  return std::nullopt;
}

std::optional<std::int32_t> as_number(std::optional<bool> value) {
  return value ? std::optional<std::int32_t>(*value ? 1 : 0) : std::nullopt;
}

std::optional<std::int32_t> as_number(std::optional<Consciousness> value) {
  return value ? std::optional<std::int32_t>(static_cast<std::int32_t>(*value)) : std::nullopt;
}

News2Risk risk_of(const News2Table& table, const News2& score) {
  if (score.points >= table.high_from) return News2Risk::high;
  if (score.points >= table.medium_from) return News2Risk::medium;
  if (score.red_parameter) return News2Risk::low_medium;
  return score.points > 0 ? News2Risk::low : News2Risk::none;
}

}  // namespace

// Far outside what a ward sees; beyond it is a slip of the pen.
// Source: none published for this use; general knowledge.
Possible possible(News2Parameter parameter) {
  switch (parameter) {
    case News2Parameter::resp_rate:
      return {0, 90};
    case News2Parameter::spo2:
      return {20, 100};
    case News2Parameter::oxygen:
      return {0, 1};
    case News2Parameter::systolic:
      return {20, 320};
    case News2Parameter::pulse:
      return {0, 320};
    case News2Parameter::consciousness:
      return {0, static_cast<std::int32_t>(enum_count<Consciousness>) - 1};
    case News2Parameter::temperature:
      return {200, 460};
  }
  return {};
}

Result<void> check_plausible(const Observations& set) {
  for (const auto& one : plausible(set))
    if (one.value && (*one.value < one.bounds.least || *one.value > one.bounds.most)) {
      const bool in_tenths = one.name == "temperature";
      const auto written = [&](std::int32_t value) {
        return in_tenths ? fmt::format("{}.{}", value / 10, value % 10) : fmt::format("{}", value);
      };
      return fail(ErrorCode::invalid_input, std::string(one.name), "{} is not possible; give {} to {}{}",
                  written(*one.value), written(one.bounds.least), written(one.bounds.most), in_tenths ? " C" : "");
    }
  if (set.spo2_scale != 1 && set.spo2_scale != 2)
    return fail(ErrorCode::invalid_input, "spo2_scale", "{} is not a scale; give 1, or 2 where it is prescribed",
                set.spo2_scale);
  return {};
}

News2 news2_of(const News2Table& table, const Observations& set) {
  News2 score;
  if (set.age_years && *set.age_years < table.least_age_years)
    score.not_applicable = fmt::format("NEWS2 is not for under {}s", table.least_age_years);
  if (set.pregnant) score.not_applicable = "NEWS2 is not for pregnancy";
  score.applicable = score.not_applicable.empty();
  if (!score.applicable) return score;
  const auto part = [&](News2Parameter parameter, std::optional<std::int32_t> value) {
    score.parts[static_cast<std::size_t>(parameter)] = points_of(table, parameter, value, set);
  };
  part(News2Parameter::resp_rate, set.resp_rate);
  part(News2Parameter::spo2, set.spo2);
  part(News2Parameter::oxygen, as_number(set.on_oxygen));
  part(News2Parameter::systolic, set.systolic);
  part(News2Parameter::pulse, set.pulse);
  part(News2Parameter::consciousness, as_number(set.consciousness));
  part(News2Parameter::temperature, set.temperature_tenths);
  score.complete = std::ranges::all_of(score.parts, [](const auto& one) { return one.has_value(); });
  for (const auto& one : score.parts) {
    score.points += one.value_or(0);
    score.red_parameter = score.red_parameter || one.value_or(0) >= table.red_points;
  }
  score.risk = risk_of(table, score);
  return score;
}

std::string_view words(News2Risk risk) {
  constexpr std::array<std::string_view, enum_count<News2Risk>> all = {"none", "low", "low to medium", "medium",
                                                                       "high"};
  return all[static_cast<std::size_t>(risk)];
}

std::string words(const News2& score) {
  if (!score.applicable) return score.not_applicable;
  if (!score.complete) return fmt::format("NEWS2 incomplete, at least {}", score.points);
  const auto* red = score.red_parameter && score.risk == News2Risk::low_medium ? ", one parameter red" : "";
  return fmt::format("NEWS2 {}, {}{}", score.points, words(score.risk), red);
}

}  // namespace carehub::clinical
