#include "tools/clinical/news2_line.hpp"

#include <cmath>

#include "tools/clinical/lines.hpp"

namespace carehub::tools::clinical {
namespace {

namespace json = boost::json;
using carehub::clinical::Consciousness;
using carehub::clinical::News2;
using carehub::clinical::Observations;

// Wide enough for every slip of the pen; what a person can have is checked by NEWS2 itself.
constexpr std::int64_t number_most = 1'000'000;

Result<std::optional<std::int32_t>> small_member(const json::object& from, std::string_view name) {
  CAREHUB_TRY(const auto number, whole_member(from, name));
  if (!number) return std::nullopt;
  if (std::abs(*number) > number_most) return fail(ErrorCode::invalid_input, std::string(name), "is not possible");
  return static_cast<std::int32_t>(*number);
}

// To a tenth of a degree, as the bands are.
Result<std::optional<std::int32_t>> temperature_member(const json::object& from) {
  CAREHUB_TRY(const auto degrees, number_member(from, "temperature"));
  if (!degrees) return std::nullopt;
  if (!(std::abs(*degrees) < 1000))
    return fail(ErrorCode::invalid_input, "temperature", "is not possible; give degrees Celsius");
  return static_cast<std::int32_t>(std::lround(*degrees * 10));
}

Result<std::optional<Consciousness>> consciousness_member(const json::object& from) {
  CAREHUB_TRY(const auto text, text_member(from, "acvpu"));
  if (!text) return std::nullopt;
  constexpr std::string_view letters = "ACVPU";
  const auto at = text->size() == 1 ? letters.find(static_cast<char>(std::toupper(text->front()))) : letters.npos;
  if (at == letters.npos) return fail(ErrorCode::invalid_input, "acvpu", "'{}' is not one of A, C, V, P, U", *text);
  return static_cast<Consciousness>(at);
}

}  // namespace

Result<Observations> read_observations(const json::object& from) {
  Observations set;
  CAREHUB_TRY(set.resp_rate, small_member(from, "resp_rate"));
  CAREHUB_TRY(set.spo2, small_member(from, "spo2"));
  CAREHUB_TRY(const auto scale, small_member(from, "spo2_scale"));
  set.spo2_scale = scale.value_or(1);
  CAREHUB_TRY(set.on_oxygen, flag_member(from, "on_oxygen"));
  CAREHUB_TRY(set.systolic, small_member(from, "systolic"));
  CAREHUB_TRY(set.pulse, small_member(from, "pulse"));
  CAREHUB_TRY(set.consciousness, consciousness_member(from));
  CAREHUB_TRY(set.temperature_tenths, temperature_member(from));
  CAREHUB_TRY(set.age_years, small_member(from, "age_years"));
  CAREHUB_TRY(const auto pregnant, flag_member(from, "pregnant"));
  set.pregnant = pregnant.value_or(false);
  CAREHUB_CHECK(check_plausible(set));
  return set;
}

json::object written(const News2& score) {
  if (!score.applicable) return {{"complete", false}, {"applicable", false}, {"reason", score.not_applicable}};
  json::object parts;
  for_each_value<News2Parameter>([&](News2Parameter parameter) {
    if (const auto& points = score.parts[static_cast<std::size_t>(parameter)]) parts[name_of(parameter)] = *points;
  });
  json::object result{{"complete", score.complete}};
  result[score.complete ? "score" : "at_least"] = score.points;
  result["parts"] = std::move(parts);
  result["red_parameter"] = score.red_parameter;
  // Of an incomplete set only a floor is known, and a floor is never called the risk.
  result[score.complete ? "risk" : "risk_at_least"] = name_of(score.risk);
  return result;
}

}  // namespace carehub::tools::clinical
