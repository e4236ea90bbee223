#include <algorithm>
#include <array>

#include "dispatcher/matching/candidates.hpp"
#include "dispatcher/matching/shortfall.hpp"
#include "protocols/base/assert.hpp"

// Nearest eligible: the earliest arrival among everyone who may take the case.

namespace carehub::matching {
namespace {

// Beyond this many, those not offered are summed up by service and reason: a frozen explanation has to stay readable.
constexpr std::size_t listed_max = 200;

// A total order, so that the same situation has the same answer everywhere.
bool better(const RankedCandidate& a, const RankedCandidate& b, bool emergency) {
  const auto& x = a.candidate;
  const auto& y = b.candidate;
  if (a.last_resort != b.last_resort) return b.last_resort;
  if (a.catch_all != b.catch_all) return b.catch_all;
  if (emergency && a.service_rank != b.service_rank) return a.service_rank < b.service_rank;
  if (x.late != y.late) return y.late;
  const auto x_rank = x.arrival + seconds{x.rank_penalty};
  const auto y_rank = y.arrival + seconds{y.rank_penalty};
  if (x_rank != y_rank) return x_rank < y_rank;
  if (a.service_rank != b.service_rank) return a.service_rank < b.service_rank;
  return x.unit < y.unit;
}

// Reasons that say the unit is not for this case at all; who is merely not free says more to the reader.
bool is_unsuitable(const NotOffered& line) {
  return line.reason == NotOfferedReason::red_flag || line.reason == NotOfferedReason::wrong_need ||
         line.reason == NotOfferedReason::too_young || line.reason == NotOfferedReason::too_old ||
         line.reason == NotOfferedReason::wrong_area;
}

// Keeps those nearest to being offered and counts the rest, by kind of unit.
void sum_up(std::vector<NotOffered>& lines) {
  if (lines.size() <= listed_max) return;
  std::ranges::stable_partition(lines, [](const NotOffered& line) { return !is_unsuitable(line); });
  std::array<std::int64_t, enum_count<UnitKind>> rest{};
  for (auto line = lines.begin() + listed_max; line != lines.end(); ++line)
    ++rest[static_cast<std::size_t>(line->kind)];
  lines.resize(listed_max);
  for (std::size_t kind = 0; kind < rest.size(); ++kind)
    if (rest[kind] > 0)
      lines.push_back({static_cast<UnitKind>(kind), "", {}, NotOfferedReason::beyond_limit, rest[kind]});
}

}  // namespace

void set_slack(Candidate& candidate, const World& world, const Asked& asked, const ServiceConfig& service) {
  const auto due = asked.due.value_or(world.now + minutes{service.target_min});
  candidate.slack_s = std::chrono::floor<seconds>(due - candidate.arrival).count();
  candidate.late = candidate.arrival > due;
}

Explanation find_response(const World& world, const Case& c) {
  CAREHUB_ASSERT(world.site != nullptr, "case {}", c.id.value);
  const auto asked = asked_by(world, c);
  const auto services = screen_services(world, asked);
  Found found;
  add_teams(world, asked, services, found);
  add_places(world, asked, services, found);
  add_slots_and_queues(world, asked, services, found);
  std::ranges::sort(found.offered, [&](const auto& a, const auto& b) { return better(a, b, asked.emergency); });

  Explanation explanation;
  explanation.at = world.now;
  explanation.known_until = world.known_until;
  explanation.offered.reserve(found.offered.size());
  const bool only_last_resort = found.offered.empty() || found.offered.front().last_resort;
  for (auto& ranked : found.offered) explanation.offered.push_back(std::move(ranked.candidate));
  explanation.not_offered = std::move(found.not_offered);
  sum_up(explanation.not_offered);
  explanation.escalate = only_last_resort || explanation.offered.front().late;
  if (explanation.escalate) explanation.shortfall = shortfall_words(explanation, only_last_resort);
  return explanation;
}

}  // namespace carehub::matching
