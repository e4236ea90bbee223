#include "tools/simulate/homes.hpp"

#include <fmt/format.h>

#include "tools/simulate/people.hpp"

namespace carehub::tools::simulate {
namespace {

constexpr std::int64_t line_down_permille = 4;  // of the times that a home is heard
constexpr std::int64_t unwell_permille = 6;     // of the residents, a round
constexpr std::int32_t heard_every_at_most_min = 60;

Reading measured(const ResidentId& who, ReadingKind kind, std::string value, Instant now) {
  Reading one;
  one.resident = who;
  one.kind = kind;
  one.value = std::move(value);
  one.taken = now;
  one.device = "round trolley";
  return one;
}

}  // namespace

HomeStaff::HomeStaff(const CareHome& config, std::uint64_t seed)
    : config_(config), random_(seed, "home/" + config.id.value) {}

void HomeStaff::enrol(const Scene& scene) {
  const auto count = random_.between(5, 8);
  for (std::int64_t i = 1; i <= count; ++i) {
    EnrolResident one;
    one.home = config_.id;
    one.resident = ResidentId(fmt::format("{}-{:02}", config_.id.value, i));
    const auto age = static_cast<std::int32_t>(random_.between(72, 98));
    const bool female = random_.chance(700);
    one.name = invent_name(female, age, random_);
    const auto today = local_time(scene.site.calendar, scene.now).day;
    one.born = LocalDay{today.days - age * 365 - static_cast<std::int32_t>(random_.between(30, 330))};
    residents_.push_back(one.resident);
    scene.send(Desk::capacity, std::move(one));
  }
}

std::vector<Reading> HomeStaff::round(Instant now) {
  std::vector<Reading> readings;
  for (const ResidentId& who : residents_) {
    const bool unwell = random_.chance(unwell_permille);
    const auto add = [&](ReadingKind kind, std::int64_t least, std::int64_t most) {
      readings.push_back(measured(who, kind, fmt::format("{}", random_.between(least, most)), now));
    };
    add(ReadingKind::pulse, unwell ? 112 : 62, unwell ? 128 : 86);
    add(ReadingKind::resp_rate, unwell ? 22 : 14, unwell ? 26 : 18);
    add(ReadingKind::spo2, unwell ? 91 : 96, unwell ? 93 : 98);
    add(ReadingKind::systolic, unwell ? 96 : 118, unwell ? 108 : 146);
    const auto tenths = unwell ? random_.between(384, 391) : random_.between(363, 374);
    readings.push_back(measured(who, ReadingKind::temperature, fmt::format("{}.{}", tenths / 10, tenths % 10), now));
  }
  return readings;
}

// A line that is down takes the round's readings along when it is up again.
void HomeStaff::step(const Scene& scene) {
  if (residents_.empty()) enrol(scene);
  if (!next_word_) next_word_ = scene.now + random_.between_s(0, 600);
  if (!next_round_) next_round_ = scene.now + random_.between_s(900, 4 * 3600);
  if (scene.now < *next_word_) return;
  const auto every = config_.heard_every_min > 0 ? std::min(config_.heard_every_min, heard_every_at_most_min)
                                                 : heard_every_at_most_min;
  next_word_ = scene.now + minutes{every} / 3;
  if (random_.chance(line_down_permille)) *next_word_ += minutes{every + random_.between(10, 90)};
  std::vector<Reading> readings;
  if (scene.now >= *next_round_) {
    readings = round(scene.now);
    next_round_ = scene.now + random_.between_s(3 * 3600, 6 * 3600);
  }
  scene.send(Desk::capacity, ReportReadings{config_.id, scene.now, std::move(readings)});
}

}  // namespace carehub::tools::simulate
