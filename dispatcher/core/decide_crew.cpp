// What crews report, or the desk on their behalf. What cannot be true is refused at the desk, and kept and flagged when
// a crew says it: a wrong button must neither be lost nor be believed.

#include <algorithm>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/decider.hpp"
#include "dispatcher/core/permissions.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/sharing.hpp"
#include "dispatcher/matching/travel.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

bool has_visit(const Team& team, CaseId id) {
  return std::any_of(team.queue.begin(), team.queue.end(), [id](const Visit& visit) { return visit.case_id == id; });
}

bool is_contact(Outcome outcome) {
  return outcome < Outcome::no_contact && outcome != Outcome::none;
}

// The same step of the same visit, or one that lies behind it.
bool is_so_already(const Team& team, std::string_view reported) {
  if (team.queue.empty()) return false;
  const bool on_scene = team.status == TeamStatus::on_scene;
  return reported == words(team.status) || (on_scene && reported == words(TeamStatus::en_route));
}

}  // namespace

Decider::Outcome_ Decider::out_of_order(const Team& team, std::string_view reported, std::optional<Instant> at) {
  const TeamId id = team.id;
  const bool repeated = reported == words(team.status);
  const std::string text =
      fmt::format("{} reported \"{}\" but is {}; ask the crew", id.value, reported, words(team.status));
  emit(ReportedOutOfOrder{id, std::string(reported), told(at)});
  team_heard(id);
  if (!repeated) raise(AlertKind::reported_out_of_order, Severity::medium, id, text);
  say("{}", repeated ? fmt::format("{} is already {}", id.value, reported) : text);
  return std::nullopt;
}

// Nothing: the report fits. Else what became of it.
std::optional<Decider::Outcome_> Decider::kept_or_refused(const Team& team, std::string_view reported,
                                                          std::optional<Instant> at) {
  if (auto refused = check_time(at)) return refused;
  if (state_allows(command_, team.status) && !team.queue.empty()) return std::nullopt;
  if (by_crew()) return out_of_order(team, reported, at);
  if (is_so_already(team, reported)) {
    return Outcome_(refuse(RefusalCode::already_done, "{} is {} with {} already, since {}; nothing more to do",
                           team.id.value, words(team.status), team.queue.front().case_id.value,
                           clock(team.status_since)));
  }
  if (auto refused = check_state(team)) return refused;
  return Outcome_(refuse(RefusalCode::wrong_state, "{} has no visit", team.id.value));
}

// The same for reports that need no visit.
std::optional<Decider::Outcome_> Decider::kept_or_refused_duty(const Team& team, std::string_view reported) {
  if (state_allows(command_, team.status)) return std::nullopt;
  if (by_crew()) return out_of_order(team, reported, {});
  return check_state(team);
}

// A team that the site no longer has stays until its last visit is over.
void Decider::sign_off_if_retired(const TeamId& id) {
  const Team* team = draft_.find_team(id);
  if (team == nullptr || !team->retired || !team->queue.empty() || team->status == TeamStatus::off_duty) return;
  emit(TeamSignedOff{id, "no longer in the site file"});
  resolve_team_alerts(id, "no longer in the site file");
}

Decider::Outcome_ Decider::decide(const AcceptVisit& c) {
  if (auto refused = check_own_team(c.team)) return refused;
  if (auto refused = check_exists(c.case_id)) return refused;
  const Team& team = *draft_.find_team(c.team);
  if (auto answer = kept_or_refused(team, words(TeamStatus::accepted), c.at)) return *answer;
  const Case& known = *draft_.find_case(c.case_id);
  if (!has_visit(team, c.case_id) || known.status != CaseStatus::allocated) {
    const bool again = has_visit(team, c.case_id);
    if (by_crew())
      return out_of_order(team, again ? words(team.status) : fmt::format("accepted {}", c.case_id.value), c.at);
    if (again) return refuse(RefusalCode::already_done, "{} is already {}", c.case_id.value, words(known.status));
    return refuse(RefusalCode::wrong_state, "{} was not sent to {}", c.team.value, c.case_id.value);
  }
  emit(VisitAccepted{c.case_id, c.team, told(c.at)});
  team_in_order(c.team);
  resolve(AlertKind::unanswered_allocation, c.case_id, "accepted");
  say("{} accepted {}", c.team.value, c.case_id.value);
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const RefuseVisit& c) {
  if (auto refused = check_own_team(c.team)) return refused;
  if (auto refused = check_exists(c.case_id)) return refused;
  if (blank(c.reason)) return refuse(RefusalCode::missing_reason, "say why {} refuses", c.team.value);
  const Team& team = *draft_.find_team(c.team);
  if (auto answer = kept_or_refused(team, "refused", {})) return *answer;
  const Case& known = *draft_.find_case(c.case_id);
  if (!has_visit(team, c.case_id) || known.status == CaseStatus::on_scene) {
    if (by_crew()) return out_of_order(team, fmt::format("refused {}", c.case_id.value), {});
    return refuse(RefusalCode::wrong_state, "{} cannot refuse {} now: {}", c.team.value, c.case_id.value,
                  has_words(known));
  }
  const auto holder = holder_of(known);
  emit(VisitRefused{c.case_id, c.team, c.reason});
  team_in_order(c.team);
  resolve(AlertKind::unanswered_allocation, c.case_id, "refused");
  raise(AlertKind::crew_refused, Severity::high, c.case_id,
        fmt::format("{}: {} refused ({})", c.case_id.value, c.team.value, shortened(c.reason, 120)));
  propose(c.case_id);
  offer_again(holder);
  say("{} refused {}; the case waits again", c.team.value, c.case_id.value);
  return std::nullopt;
}

// The report fits again: what was flagged and any silence are over.
void Decider::team_in_order(const TeamId& id) {
  resolve(AlertKind::reported_out_of_order, id, "reports fit again");
  resolve(AlertKind::better_crew, id, "the crew reported");
  team_heard(id);
}

Instant Decider::arrival_of(const Team& team, const Case& c) const {
  const auto to = c.referral.location.position;
  if (team.position && to) {
    if (const auto travel = matching::team_travel_s(draft_.below().travel(), *team.position, *to, now()))
      return now() + seconds(*travel);
  }
  for (const Visit& visit : team.queue) {
    if (visit.case_id == c.id) return std::max(visit.expected_arrival, now());
  }
  return now() + hours(1);
}

// Brings the current visit forward to what was reported; steps nobody pressed are taken as done at the same time.
void Decider::begin_visit(const Team& team, std::optional<Instant> at, CaseStatus upto) {
  const TeamId id = team.id;
  const CaseId case_id = team.queue.front().case_id;
  const auto happened = told(at);
  const auto status = [&] { return draft_.find_case(case_id)->status; };
  if (status() < CaseStatus::accepted) {
    emit(VisitAccepted{case_id, id, happened});
    resolve(AlertKind::unanswered_allocation, case_id, "accepted");
  }
  if (upto >= CaseStatus::en_route && status() < CaseStatus::en_route) {
    const Instant arrival = upto == CaseStatus::on_scene
                                ? happened.value_or(now())
                                : arrival_of(*draft_.find_team(id), *draft_.find_case(case_id));
    std::optional<Journey> journey;
    if (upto == CaseStatus::en_route)
      journey = journey_of(*draft_.find_team(id), *draft_.find_case(case_id), happened.value_or(now()));
    emit(TeamEnRoute{case_id, id, happened, arrival, std::move(journey)});
    resolve(AlertKind::better_crew, case_id, "on the way");
  }
  if (upto >= CaseStatus::on_scene && status() < CaseStatus::on_scene) {
    const auto took_s = travelled_s(*draft_.find_team(id), *draft_.find_case(case_id), happened.value_or(now()));
    emit(TeamOnScene{case_id, id, happened, took_s});
    stop_clocks(case_id, ClockMoment::on_scene, happened.value_or(now()));
    end_welfare_call(case_id, "somebody is with them");
  }
  team_in_order(id);
}

Decider::Outcome_ Decider::decide(const ReportEnRoute& c) {
  if (auto refused = check_own_team(c.team)) return refused;
  const Team& team = *draft_.find_team(c.team);
  if (auto answer = kept_or_refused(team, words(TeamStatus::en_route), c.at)) return *answer;
  const CaseId id = team.queue.front().case_id;
  begin_visit(team, c.at, CaseStatus::en_route);
  decision_.case_id = id;
  const auto expected = draft_.find_case(id)->assignment ? draft_.find_case(id)->assignment->expected : std::nullopt;
  say("{} on the way to {}, expected {}", c.team.value, id.value, clock(expected.value_or(now())));
  return std::nullopt;
}

Decider::Outcome_ Decider::decide(const ReportOnScene& c) {
  if (auto refused = check_own_team(c.team)) return refused;
  const Team& team = *draft_.find_team(c.team);
  if (auto answer = kept_or_refused(team, words(TeamStatus::on_scene), c.at)) return *answer;
  const CaseId id = team.queue.front().case_id;
  if (auto refused = check_not_before(id, c.at)) return refused;
  begin_visit(team, c.at, CaseStatus::on_scene);
  decision_.case_id = id;
  say("{} with {}", c.team.value, id.value);
  return std::nullopt;
}

Decider::Outcome_ Decider::check_not_before(CaseId id, std::optional<Instant> at) const {
  if (!at || *at >= draft_.find_case(id)->received) return std::nullopt;
  return refuse(RefusalCode::invalid_value, "{} is before the call came in", clock(*at));
}

// A crew that forgot a button was there all the same, unless it says that there was no contact.
Decider::Outcome_ Decider::decide(const ReportClear& c) {
  if (auto refused = check_own_team(c.team)) return refused;
  const Team& team = *draft_.find_team(c.team);
  if (c.outcome == Outcome::none) return refuse(RefusalCode::invalid_value, "say how the visit ended");
  if (needs_reason(c.outcome) && blank(c.reason)) {
    return refuse(RefusalCode::missing_reason, "\"{}\" needs a reason", words(c.outcome));
  }
  if (auto answer = kept_or_refused(team, "clear", c.at)) return *answer;
  const CaseId id = team.queue.front().case_id;
  if (auto refused = check_not_before(id, c.at)) return refused;
  decision_.case_id = id;
  if (is_contact(c.outcome)) begin_visit(team, c.at, CaseStatus::on_scene);
  if (c.outcome == Outcome::no_contact) take_back_contact(id);
  const std::string why = fmt::format("closed: {}", words(c.outcome));
  end_clocks(id, why, true);
  emit(VisitCompleted{id, c.team, c.outcome, c.reason, told(c.at)});
  resolve_all(id, why);
  team_in_order(c.team);
  sign_off_if_retired(c.team);
  unit_freed(UnitKind::team, c.team.value);
  say("{} clear from {}, {}{}", c.team.value, id.value, words(c.outcome),
      c.outcome == Outcome::conveyed ? send_red_bag(id) : std::string());
  return std::nullopt;
}

// What a care home's resident takes along (NHS England, Red Bag pathway): a conveyance without it is asked about.
std::string Decider::send_red_bag(CaseId id) {
  const Case* below = draft_.below().find_case(id);
  if (below == nullptr) return {};
  const auto& known = below->known_fields;
  const bool on_record = std::ranges::find(known, PersonField::red_bag) != known.end();
  const bool from_home = below->referral.source == Source::care_home;
  if (!on_record && !from_home) return {};
  const PersonRecord* record = draft_.find_person(person_of(id, {}));
  const std::string holds = record == nullptr ? std::string() : text_of(*record, PersonField::red_bag, now());
  emit(NoteAdded{id, with_reason("conveyed from a care home: the Red Bag goes with them", holds)});
  return "; the Red Bag goes with them";
}

// Nobody was seen: reaching the door did not stop the promise.
void Decider::take_back_contact(CaseId id) {
  const std::vector<Clock> clocks = draft_.find_case(id)->clocks;
  const auto seen = draft_.find_case(id)->first_seen;
  for (const Clock& clock : clocks) {
    const bool stopped_at_door = clock.outcome == ClockOutcome::met && seen && clock.stopped == seen;
    if (stopped_at_door) exclude_clock(id, clock.kind, "no contact");
  }
}

std::string Decider::position_doubt(const Team& team, Coordinates position, Instant at) const {
  if (!in_british_isles(position)) return "outside the British Isles";
  if (!team.position || !team.position_at || at <= *team.position_at) return {};
  const std::int64_t metres = metres_between(*team.position, position);
  const std::int64_t moved_s = std::max<std::int64_t>(whole_seconds(at - *team.position_at), 1);
  if (metres * 36 <= std::int64_t{site().thresholds.speed_max_kmh} * 10 * moved_s || metres < 500) return {};
  return fmt::format("{} km in {} s", metres / 1000, moved_s);
}

Decider::Outcome_ Decider::decide(const ReportPosition& c) {
  if (auto refused = check_own_team(c.team)) return refused;
  if (auto refused = check_time(c.at)) return refused;
  const Team& team = *draft_.find_team(c.team);
  const auto happened = told(c.at);
  const std::string doubt = position_doubt(team, c.position, happened.value_or(now()));
  const bool was_doubtful = team.position_doubtful;
  const bool on_duty = team.status != TeamStatus::off_duty;
  emit(PositionReported{c.team, c.position, happened, !doubt.empty()});
  if (!doubt.empty() && on_duty) {
    raise(AlertKind::position_doubtful, Severity::low, c.team,
          fmt::format("{}: its position cannot be right; ask the crew", c.team.value));
  } else if (doubt.empty() && was_doubtful) {
    resolve(AlertKind::position_doubtful, c.team, "positions fit again");
  }
  team_heard(c.team);
  return std::nullopt;
}

}  // namespace carehub::core
