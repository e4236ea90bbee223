#include "dispatcher/matching/writing.hpp"

#include <algorithm>
#include <array>

namespace carehub::matching {
namespace {

// Beyond this many, those not offered are summed up by service and reason: a frozen explanation has to stay readable.
constexpr std::size_t listed_max = 200;

// Reasons that say the unit is not for this case at all; who is merely not free says more to the reader.
bool is_unsuitable(NotOfferedReason reason) {
  return reason == NotOfferedReason::red_flag || reason == NotOfferedReason::wrong_need ||
         reason == NotOfferedReason::too_young || reason == NotOfferedReason::too_old ||
         reason == NotOfferedReason::wrong_area || reason == NotOfferedReason::ruled_out ||
         reason == NotOfferedReason::wrong_practice || reason == NotOfferedReason::wrong_referrer;
}

}  // namespace

void write(const Offer& offer, Candidate& candidate) {
  candidate.kind = offer.kind;
  candidate.unit = *offer.unit;
  candidate.service = offer.service->config->id;
  candidate.arrival = offer.arrival;
  candidate.travel_s = offer.travel_s;
  candidate.wait_s = offer.wait_s;
  candidate.slack_s = offer.slack_s;
  candidate.late = offer.late;
  candidate.position_age_s = offer.position_age_s;
  candidate.after = offer.after;
  candidate.rank_penalty = offer.rank_penalty;
}

// Beyond the bound keeps those nearest to being offered and counts the rest, by kind of unit.
std::vector<NotOffered> written(NotOfferedUnits& lines) {
  const bool all = lines.size() <= listed_max;
  if (!all) std::ranges::stable_partition(lines, [](const auto& line) { return !is_unsuitable(line.against.reason); });
  const auto listed = std::min(lines.size(), listed_max);
  std::vector<NotOffered> list;
  list.reserve(all ? listed : listed + enum_count<UnitKind>);
  for (std::size_t i = 0; i < listed; ++i) {
    const auto& line = lines[i];
    auto& entry = list.emplace_back();
    entry.kind = line.kind;
    entry.unit = *line.unit;
    entry.service = *line.service;
    entry.reason = line.against.reason;
    entry.figure = line.against.figure;
  }
  std::array<std::int64_t, enum_count<UnitKind>> rest{};
  for (std::size_t i = listed; i < lines.size(); ++i) ++rest[static_cast<std::size_t>(lines[i].kind)];
  for (std::size_t kind = 0; kind < rest.size(); ++kind)
    if (rest[kind] > 0)
      list.push_back({static_cast<UnitKind>(kind), "", {}, NotOfferedReason::beyond_limit, rest[kind]});
  return list;
}

void count_beyond(const World& world, std::vector<NotOffered>& lines) {
  const auto count = [&](UnitKind kind, std::size_t all, const std::vector<std::uint32_t>* near) {
    if (near == nullptr || near->size() >= all) return;
    const auto others = static_cast<std::int64_t>(all - near->size());
    const auto line = std::ranges::find_if(lines, [kind](const NotOffered& one) {
      return one.kind == kind && one.reason == NotOfferedReason::beyond_limit;
    });
    if (line != lines.end()) {
      line->figure += others;
    } else {
      lines.push_back({kind, "", {}, NotOfferedReason::beyond_limit, others});
    }
  };
  count(UnitKind::team, world.teams.size(), world.near_teams);
  count(UnitKind::place, world.places.size(), world.near_places);
}

}  // namespace carehub::matching
