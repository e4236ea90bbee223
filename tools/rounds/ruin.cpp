#include "tools/rounds/ruin.hpp"

#include <algorithm>

namespace carehub::rounds {

namespace {

std::size_t position_of(const Route& route, std::int32_t job) {
  std::size_t k = 1;
  while (route.stops()[k].job != job) ++k;
  return k;
}

// 1 to most, evenly, where `most` is in 1024ths: fractions decide by lot.
std::size_t some(std::uint64_t most_1024, Random& random) {
  const std::uint64_t drawn = 1024 + random.below(static_cast<std::uint32_t>(std::max<std::uint64_t>(most_1024, 1024)));
  return static_cast<std::size_t>(drawn / 1024);
}

// Takes out `length` visits in a row around position `at`; of a split string, `kept` in the middle stay.
bool take_string(Draft& draft, std::int32_t vehicle, std::size_t at, std::size_t length, std::size_t kept,
                 Random& random) {
  const std::size_t tasks = draft.route(vehicle).tasks();
  const std::size_t whole = length + kept;
  const std::size_t earliest = at > whole - 1 ? at - (whole - 1) : 1;
  const std::size_t last = std::min(at, tasks - whole + 1);
  const std::size_t first = earliest + random.below(static_cast<std::uint32_t>(last - earliest + 1));
  if (kept == 0) return draft.take_out(vehicle, first, length);
  const std::size_t ahead = 1 + random.below(static_cast<std::uint32_t>(length - 1));
  return draft.take_out(vehicle, first + ahead + kept, length - ahead) && draft.take_out(vehicle, first, ahead);
}

bool ruin_round(Draft& draft, std::int32_t job, std::uint64_t string_max_1024, const Tuning& tuning, Random& random) {
  const std::int32_t vehicle = draft.round_of(job);
  const Route& route = draft.route(vehicle);
  const std::size_t tasks = route.tasks();
  const std::size_t length = some(std::min<std::uint64_t>(string_max_1024, 1024 * tasks), random);
  std::size_t kept = 0;
  if (length > 1 && length < tasks && random.chance(tuning.split_of_1024)) {
    kept = 1;
    while (length + kept < tasks && random.chance(tuning.keep_of_1024)) ++kept;
  }
  return take_string(draft, vehicle, position_of(route, job), length, kept, random);
}

}  // namespace

bool ruin(Draft& draft, std::int32_t seed, const Tuning& tuning, Random& random) {
  const Model& model = draft.model();
  if (draft.used().empty()) return true;
  const std::size_t present = model.visits.size() - draft.absent().size();
  const std::uint64_t usual_1024 = 1024 * present / draft.used().size();
  const std::uint64_t string_max_1024 = std::min(1024 * std::uint64_t{tuning.string_max}, usual_1024);
  const std::uint64_t strings_1024 = (std::uint64_t{tuning.removed} << 22) / (1024 + string_max_1024);
  const std::size_t strings = some(strings_1024 > 1024 ? strings_1024 - 1024 : 1024, random);
  std::vector<std::int32_t> ruined;
  for (const std::int32_t job : model.near_to(seed)) {
    const std::int32_t vehicle = draft.round_of(job);
    if (vehicle < 0 || std::ranges::find(ruined, vehicle) != ruined.end()) continue;
    ruined.push_back(vehicle);
    if (!ruin_round(draft, job, string_max_1024, tuning, random)) return false;
    if (ruined.size() >= strings) break;
  }
  return true;
}

}  // namespace carehub::rounds
