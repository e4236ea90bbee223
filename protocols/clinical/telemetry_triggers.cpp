// Which triggers hold for a resident, and the words for what was measured.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "protocols/clinical/facts.hpp"
#include "protocols/clinical/telemetry.hpp"
#include "protocols/domain/referral.hpp"

namespace carehub::clinical {
namespace {

// Source: UK Health Security Agency, diagnosis of urinary tract infections: no dipsticks from 65 on.
constexpr std::int32_t no_dipstick_from_years = 65;

Holds as_holds(bool yes) {
  return yes ? Holds::yes : Holds::no;
}

bool lie_together(Instant a, Instant b, std::int32_t within_min) {
  return a - b <= minutes(within_min) && b - a <= minutes(within_min);
}

std::optional<std::int32_t> age_of(const Resident& resident, LocalDay today) {
  Person person;
  person.born = resident.born;
  return age_years(person, today);
}

// One trigger and one resident.
class Test {
 public:
  Test(const ClinicalContent& content, const ReadingTrigger& trigger, const Resident& resident, LocalDay today)
      : content_(content), trigger_(trigger), resident_(resident), today_(today) {}

  [[nodiscard]] Holds run() const {
    const std::array<std::optional<Holds>, 5> parts{reading(), other_reading(), score(), red_parameter(), soft_signs()};
    Holds all = Holds::yes;
    bool asked = false;
    for (const auto& part : parts) {
      if (!part) continue;
      asked = true;
      if (*part == Holds::no) return Holds::no;
      if (*part == Holds::unknown) all = Holds::unknown;
    }
    if (!asked || forbidden_urine()) return Holds::no;
    return all;
  }

 private:
  [[nodiscard]] const LastReading* last() const { return trigger_.kind ? last_of(resident_, *trigger_.kind) : nullptr; }

  [[nodiscard]] Holds in_bounds(std::int32_t value) const {
    if (trigger_.at_least && value < *trigger_.at_least) return Holds::no;
    if (trigger_.at_most && value > *trigger_.at_most) return Holds::no;
    if (!trigger_.below_usual && !trigger_.above_usual) return Holds::yes;
    const auto usual = std::ranges::find(resident_.usual, *trigger_.kind, &Usual::kind);
    if (usual == resident_.usual.end()) return Holds::unknown;
    if (trigger_.below_usual && usual->hundredths - value < *trigger_.below_usual) return Holds::no;
    return as_holds(!trigger_.above_usual || value - usual->hundredths >= *trigger_.above_usual);
  }

  [[nodiscard]] std::optional<Holds> reading() const {
    if (!trigger_.kind) return std::nullopt;
    const auto* now = last();
    if (now == nullptr) return Holds::unknown;
    const auto first = in_bounds(now->hundredths);
    if (first != Holds::yes || trigger_.times < 2) return first;
    if (!now->before || !lie_together(now->taken, *now->before_taken, trigger_.within_min)) return Holds::unknown;
    return in_bounds(*now->before);
  }

  [[nodiscard]] std::optional<Holds> other_reading() const {
    if (!trigger_.with_kind) return std::nullopt;
    const auto* other = last_of(resident_, *trigger_.with_kind);
    if (other == nullptr) return Holds::unknown;
    if (const auto* one = last(); one != nullptr && !lie_together(one->taken, other->taken, trigger_.within_min))
      return Holds::unknown;
    return as_holds(!trigger_.with_at_least || other->hundredths >= *trigger_.with_at_least);
  }

  [[nodiscard]] std::optional<Holds> score() const {
    if (!trigger_.news2_at_least) return std::nullopt;
    const auto news2 = news2_of(content_.news2, observations_of(resident_, today_, trigger_.within_min));
    if (!news2.applicable) return Holds::no;
    return news2.complete ? as_holds(news2.points >= *trigger_.news2_at_least) : Holds::unknown;
  }

  // Each parameter for itself, as it was last measured.
  [[nodiscard]] std::optional<Holds> red_parameter() const {
    if (!trigger_.news2_red) return std::nullopt;
    constexpr std::int32_t any_age_min = 1'000'000;
    const auto news2 = news2_of(content_.news2, observations_of(resident_, today_, any_age_min));
    if (!news2.applicable) return Holds::no;
    const bool anything = std::ranges::any_of(news2.parts, [](const auto& part) { return part.has_value(); });
    return anything ? as_holds(news2.red_parameter) : Holds::unknown;
  }

  [[nodiscard]] std::optional<Holds> soft_signs() const {
    if (trigger_.soft_signs_at_least <= 0) return std::nullopt;
    if (!resident_.soft_signs_at) return Holds::unknown;
    if (static_cast<std::int32_t>(resident_.soft_signs.size()) < trigger_.soft_signs_at_least) return Holds::no;
    const auto* with = last();
    const bool together = with == nullptr || lie_together(with->taken, *resident_.soft_signs_at, trigger_.within_min);
    return together ? Holds::yes : Holds::unknown;
  }

  [[nodiscard]] bool forbidden_urine() const {
    if (!is_urine_alone(trigger_)) return false;
    const auto age = age_of(resident_, today_);
    return !age || *age >= no_dipstick_from_years;
  }

  const ClinicalContent& content_;
  const ReadingTrigger& trigger_;
  const Resident& resident_;
  LocalDay today_;
};

bool held_before(const Resident& resident, const ReadingTrigger& trigger) {
  return std::ranges::find(resident.triggers, trigger.id) != resident.triggers.end();
}

std::int32_t rounded(std::int32_t hundredths, std::int32_t step) {
  return (hundredths + step / 2) / step;
}

constexpr std::array<ReadingKind, 7> of_news2{ReadingKind::resp_rate,  ReadingKind::spo2,  ReadingKind::on_oxygen,
                                              ReadingKind::systolic,   ReadingKind::pulse, ReadingKind::consciousness,
                                              ReadingKind::temperature};

void put(Observations& set, const LastReading& last) {
  const auto value = last.hundredths;
  switch (last.kind) {
    case ReadingKind::resp_rate:
      set.resp_rate = rounded(value, 100);
      break;
    case ReadingKind::spo2:
      set.spo2 = rounded(value, 100);
      break;
    case ReadingKind::on_oxygen:
      set.on_oxygen = value >= 100;
      break;
    case ReadingKind::systolic:
      set.systolic = rounded(value, 100);
      break;
    case ReadingKind::pulse:
      set.pulse = rounded(value, 100);
      break;
    case ReadingKind::consciousness:
      set.consciousness = static_cast<Consciousness>(std::clamp(value / 100, 0, 4));
      break;
    case ReadingKind::temperature:
      set.temperature_tenths = rounded(value, 10);
      break;
    default:
      break;
  }
}

}  // namespace

bool is_urine_alone(const ReadingTrigger& trigger) {
  const bool other = trigger.with_kind && *trigger.with_kind != ReadingKind::urine;
  return trigger.kind == ReadingKind::urine && !other && !trigger.news2_at_least && !trigger.news2_red &&
         trigger.soft_signs_at_least <= 0;
}

int gravity(const ReadingTrigger& trigger) {
  return trigger.emergency ? 3 : static_cast<int>(trigger.severity);
}

std::vector<const ReadingTrigger*> triggers(const ClinicalContent& content, const Resident& resident, LocalDay today) {
  std::vector<const ReadingTrigger*> held;
  for (const auto& trigger : content.telemetry.triggers) {
    const auto holds = Test(content, trigger, resident, today).run();
    if (holds == Holds::yes || (holds == Holds::unknown && held_before(resident, trigger))) held.push_back(&trigger);
  }
  std::ranges::stable_sort(held, [](const auto* a, const auto* b) { return gravity(*a) > gravity(*b); });
  return held;
}

Observations observations_of(const Resident& resident, LocalDay today, std::int32_t within_min) {
  Observations set;
  set.spo2_scale = resident.spo2_scale_2 ? 2 : 1;
  set.age_years = age_of(resident, today);
  std::optional<Instant> newest;
  for (const auto kind : of_news2)
    if (const auto* last = last_of(resident, kind)) newest = std::max(newest.value_or(last->taken), last->taken);
  for (const auto kind : of_news2)
    if (const auto* last = last_of(resident, kind); last != nullptr && lie_together(*newest, last->taken, within_min))
      put(set, *last);
  return set;
}

std::string value_words(const TelemetryTable& table, ReadingKind kind, std::int32_t hundredths) {
  constexpr std::array<std::string_view, 5> acvpu{"A", "C", "V", "P", "U"};
  constexpr std::array<std::string_view, 5> pluses{"clear", "+", "++", "+++", "++++"};
  const auto step = static_cast<std::size_t>(std::clamp(hundredths / 100, 0, 4));
  if (kind == ReadingKind::consciousness) return std::string(acvpu.at(step));
  if (kind == ReadingKind::on_oxygen) return hundredths >= 100 ? "on oxygen" : "on air";
  if (kind == ReadingKind::urine) return hundredths == 50 ? "trace" : std::string(pluses.at(step));
  std::string text = fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  const auto range = std::ranges::find(table.ranges, kind, &ReadingRange::kind);
  return range == table.ranges.end() || range->unit.empty() ? text : fmt::format("{} {}", text, range->unit);
}

std::string soft_sign_words(const SoftSignTable& table, const std::vector<std::string>& signs) {
  std::string text;
  for (const auto& sign : signs) {
    const auto known = std::ranges::find(table.signs, sign, &SoftSign::code);
    if (!text.empty()) text += "; ";
    text += known == table.signs.end() ? sign : known->words;
  }
  return text;
}

}  // namespace carehub::clinical
