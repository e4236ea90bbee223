#include <algorithm>

#include "dispatcher/matching/candidates.hpp"
#include "dispatcher/matching/shortfall.hpp"
#include "dispatcher/matching/writing.hpp"
#include "protocols/base/assert.hpp"

// Nearest eligible: the earliest arrival among everyone who may take the case.

namespace carehub::matching {
namespace {

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
  Found found = find_all(world, asked, services);
  std::ranges::sort(found.offered, [&](const auto& a, const auto& b) { return better(a, b, asked.emergency); });

  Explanation explanation;
  explanation.at = world.now;
  explanation.known_until = world.known_until;
  explanation.offered.reserve(found.offered.size());
  for (const auto& offer : found.offered) write(offer, explanation.offered.emplace_back());
  explanation.not_offered = written(found.not_offered);
  count_beyond(world, explanation.not_offered);
  const bool only_last_resort = found.offered.empty() || found.offered.front().last_resort;
  explanation.escalate = only_last_resort || explanation.offered.front().late;
  if (explanation.escalate) explanation.shortfall = shortfall_words(world, explanation, only_last_resort);
  return explanation;
}

}  // namespace

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
