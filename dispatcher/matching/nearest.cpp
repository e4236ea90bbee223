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
bool better(const Offer& x, const Offer& y, bool emergency) {
  const auto& a = *x.service;
  const auto& b = *y.service;
  if (x.last_resort != y.last_resort) return y.last_resort;
  if (a.catch_all != b.catch_all) return b.catch_all;
  if (emergency && a.rank != b.rank) return a.rank < b.rank;
  if (x.late != y.late) return y.late;
  const auto x_rank = x.arrival + seconds{x.rank_penalty};
  const auto y_rank = y.arrival + seconds{y.rank_penalty};
  if (x_rank != y_rank) return x_rank < y_rank;
  if (a.rank != b.rank) return a.rank < b.rank;
  return *x.unit < *y.unit;
}

// Reasons that say the unit is not for this case at all; who is merely not free says more to the reader.
bool is_unsuitable(NotOfferedReason reason) {
  return reason == NotOfferedReason::red_flag || reason == NotOfferedReason::wrong_need ||
         reason == NotOfferedReason::too_young || reason == NotOfferedReason::too_old ||
         reason == NotOfferedReason::wrong_area;
}

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
std::vector<NotOffered> written(Found& found) {
  auto& lines = found.not_offered;
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

// The position of a unit in its sorted list; none if it is not there.
template <class Unit>
std::optional<std::size_t> position_of(const std::vector<const Unit*>& list, const std::string& id) {
  const auto found =
      std::ranges::lower_bound(list, id, {}, [](const Unit* unit) -> const std::string& { return unit->id.value; });
  if (found == list.end() || (*found)->id.value != id) return std::nullopt;
  return static_cast<std::size_t>(found - list.begin());
}

std::optional<Candidate> offered(const Verdict& verdict) {
  std::optional<Candidate> candidate;
  if (verdict) write(*verdict, candidate.emplace());
  return candidate;
}

std::optional<Candidate> offer_of_team(const World& world, const Asked& asked, const std::string& unit) {
  const auto at = position_of(world.teams, unit);
  if (!at || world.teams[*at]->retired || !world.teams[*at]->skills.covers(asked.skills)) return std::nullopt;
  const auto service = world.directory->teams[*at].service;
  if (service == Directory::nowhere) return std::nullopt;
  const auto screened = screen_service(world, asked, service);
  return offered(consider_team(world, asked, screened, *at));
}

std::optional<Candidate> offer_of_place(const World& world, const Asked& asked, const std::string& unit) {
  const auto at = position_of(world.places, unit);
  if (!at || world.places[*at]->retired) return std::nullopt;
  const auto [config, service] = world.directory->places[*at];
  if (config == Directory::nowhere || service == Directory::nowhere) return std::nullopt;
  const auto screened = screen_service(world, asked, service);
  return offered(consider_place(world, asked, screened, *at));
}

std::optional<Candidate> offer_of_service(const World& world, const Asked& asked, UnitKind kind,
                                          const std::string& unit) {
  const auto& services = world.site->services;
  const auto config =
      std::ranges::find(services, unit, [](const ServiceConfig& s) -> const std::string& { return s.id.value; });
  if (config == services.end() || kind_of_unit(*config) != kind) return std::nullopt;
  const auto screened = screen_service(world, asked, static_cast<std::size_t>(config - services.begin()));
  if (has_own_units(*config) && !screened.guaranteed) return std::nullopt;
  return offered(consider_service(world, asked, screened));
}

std::optional<Candidate> offer_of(const World& world, const Asked& asked, UnitKind kind, const std::string& unit) {
  switch (kind) {
    case UnitKind::team:
      return offer_of_team(world, asked, unit);
    case UnitKind::place:
      return offer_of_place(world, asked, unit);
    case UnitKind::slot:
    case UnitKind::queue:
      return offer_of_service(world, asked, kind, unit);
  }
  return std::nullopt;
}

// The same world with a directory.
World with_directory(const World& world, Directory& made) {
  made = directory_of(*world.site, world.teams, world.places, world.services);
  World complete = world;
  complete.directory = &made;
  return complete;
}

Explanation respond(const World& world, const Case& c) {
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
  for (const auto& offer : found.offered) write(offer, explanation.offered.emplace_back());
  explanation.not_offered = written(found);
  const bool only_last_resort = found.offered.empty() || found.offered.front().last_resort;
  explanation.escalate = only_last_resort || explanation.offered.front().late;
  if (explanation.escalate) explanation.shortfall = shortfall_words(world, explanation, only_last_resort);
  return explanation;
}

}  // namespace

void Found::add(UnitKind kind, const std::string& unit, const ScreenedService& service, const Verdict& verdict) {
  if (verdict)
    offered.push_back(*verdict);
  else
    not_offered.push_back({kind, &unit, &service.config->id, verdict.error()});
}

void set_slack(Offer& offer, const World& world, const Asked& asked) {
  const auto due = asked.due.value_or(world.now + minutes{offer.service->config->target_min});
  offer.slack_s = std::chrono::floor<seconds>(due - offer.arrival).count();
  offer.late = offer.arrival > due;
}

Explanation find_response(const World& world, const Case& c) {
  CAREHUB_ASSERT(world.site != nullptr, "case {}", c.id.value);
  if (world.directory != nullptr) return respond(world, c);
  Directory made;
  return respond(with_directory(world, made), c);
}

std::optional<Candidate> find_offer(const World& world, const Case& c, UnitKind kind, const std::string& unit) {
  CAREHUB_ASSERT(world.site != nullptr, "case {}", c.id.value);
  if (world.directory != nullptr) return offer_of(world, asked_by(world, c), kind, unit);
  Directory made;
  return offer_of(with_directory(world, made), asked_by(world, c), kind, unit);
}

}  // namespace carehub::matching
