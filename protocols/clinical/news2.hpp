#pragma once
// The National Early Warning Score 2. An incomplete set is never a score: its points are a floor, "at least n".
// Units: breaths and beats a minute, per cent, mmHg, tenths of a degree Celsius.
// Source: Royal College of Physicians, National Early Warning Score (NEWS) 2, 2017; bands in
// assets/clinical/news2.toml.

#include <array>
#include <optional>
#include <string>

#include "protocols/base/error.hpp"
#include "protocols/domain/clinical.hpp"

namespace carehub::clinical {

enum class Consciousness { alert, confusion, voice, pain, unresponsive };  // ACVPU; confusion that is new, or may be
BOOST_DESCRIBE_ENUM(Consciousness, alert, confusion, voice, pain, unresponsive)

// One set of observations, taken together.
struct Observations {
  std::optional<std::int32_t> resp_rate = {};
  std::optional<std::int32_t> spo2 = {};
  std::int32_t spo2_scale = 1;  // 2 only where hypercapnic failure is recorded and a target of 88 to 92 % prescribed
  std::optional<bool> on_oxygen = {};
  std::optional<std::int32_t> systolic = {};
  std::optional<std::int32_t> pulse = {};
  std::optional<Consciousness> consciousness = {};
  std::optional<std::int32_t> temperature_tenths = {};
  std::optional<std::int32_t> age_years = {};
  bool pregnant = false;
};

enum class News2Risk { none, low, low_medium, medium, high };
BOOST_DESCRIBE_ENUM(News2Risk, none, low, low_medium, medium, high)

struct News2 {
  bool applicable = true;  // false: a child or a pregnancy, nothing else is filled
  std::string not_applicable;
  bool complete = false;
  std::int32_t points = 0;                                                    // the score if complete, else "at least"
  std::array<std::optional<std::int32_t>, enum_count<News2Parameter>> parts;  // by News2Parameter
  bool red_parameter = false;
  News2Risk risk = News2Risk::none;  // of the points; at least so, if not complete
};

// What a person can have at all, in the units of Observations.
struct Possible {
  std::int32_t least = 0;
  std::int32_t most = 0;
};
[[nodiscard]] Possible possible(News2Parameter parameter);

// Errors: invalid_input for a value that nobody can have, with the possible ones.
[[nodiscard]] Result<void> check_plausible(const Observations& set);
// Requires: plausible.
[[nodiscard]] News2 news2_of(const News2Table& table, const Observations& set);
// "NEWS2 7, high", "NEWS2 incomplete, at least 4"
[[nodiscard]] std::string words(const News2& score);
[[nodiscard]] std::string_view words(News2Risk risk);

}  // namespace carehub::clinical
