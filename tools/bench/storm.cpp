#include "tools/bench/storm.hpp"

#include <algorithm>
#include <chrono>

#include "protocols/domain/tally.hpp"
#include "tools/simulate/ground.hpp"
#include "tools/simulate/scene.hpp"

namespace carehub::bench {

namespace {

using tools::simulate::Call;

constexpr Instant late_morning{seconds{1'795'431'600}};  // Monday 23 November 2026, 11:00 in London
constexpr seconds triage_after{120}, confirm_after{40}, accept_after{20}, leave_after{60};
constexpr std::int32_t position_every_s = 30, count_every_s = 1200, desk_every_s = 5, elsewhere_every_s = 30;

Triage triage_of(const Site& site, const Call& call) {
  Triage triage;
  triage.need = call.need;
  if (const NeedRule* rule = find_need_rule(site, call.need)) {
    triage.priority = rule->priority;
    triage.skills = rule->skills;
    triage.services = rule->services;
  }
  return triage;
}

// Visits are shorter and longer than expected: the same for the same case.
seconds visit_takes(const Case& c, const ServiceConfig& service) {
  return expected_visit(c, service) * static_cast<std::int64_t>(60 + c.id.value * 37 % 80) / 100;
}

}  // namespace

Storm::Storm(Site site, const StormOptions& options)
    : site_(std::move(site)), options_(options), start_(late_morning), now_(late_morning) {
  site_.matching.policy = MatchingPolicy::plan;
  if (options.automatic)
    for (ServiceConfig& service : site_.services) service.mode = Mode::automatic;
  invent_calls();
}

// As many as usual around the storm, and ten times as many in it.
void Storm::invent_calls() {
  const Instant storm = start_ + options_.before, over = storm + options_.length;
  const LocalDay day = local_time(site_.calendar, start_).day;
  const auto within = [](const Call& call, Instant from, Instant until) { return call.at >= from && call.at < until; };
  for (Call& call : tools::simulate::calls_of_day(site_, {options_.seed, 1.0}, day)) {
    const bool in_storm = options_.storm && within(call, storm, over);
    if (!in_storm && within(call, start_, over + options_.after)) calls_.push_back(std::move(call));
  }
  if (options_.storm) {
    for (Call& call : tools::simulate::calls_of_day(site_, {options_.seed + 1000, options_.calls_factor}, day))
      if (within(call, storm, over)) calls_.push_back(std::move(call));
  }
  std::ranges::stable_sort(calls_, {}, &Call::at);
}

bool Storm::give(const Command& command, Role role, const std::string& user) {
  const Stamp stamp{state_.hub().last_sequence + 1, now_, Actor{UserName(user), role, "storm"}, {}};
  const auto begun = std::chrono::steady_clock::now();
  const core::Decision decision = core::decide(state_, command, stamp);
  Sequence sequence = stamp.sequence;
  for (const Event& event : decision.events) core::evolve(state_, event, stamp, sequence++);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
  const Instant storm = start_ + options_.before;
  if (look_) look_(state_, {command, decision, now_, took.count(), now_ >= storm && now_ < storm + options_.length});
  if (std::holds_alternative<RegisterCase>(command) && !decision.refusal) told_.push_back(decision.case_id);
  return !decision.refusal;
}

void Storm::play(const Look& look) {
  look_ = look;
  open();
  const Instant middle = start_ + options_.before + options_.length / 2;
  const Instant end = start_ + options_.before + options_.length + options_.after;
  for (; now_ < end; now_ += seconds{1}) {
    if (options_.storm && now_ == middle) break_loose();
    give(Tick{}, Role::system, "");
    take_calls();
    triage();
    staff_places();
    crews();
    desk();
  }
}

void Storm::open() {
  give(ApplySite{site_}, Role::system, "");
  for (const TeamConfig& team : site_.teams)
    if (on_roster(team)) by_crew(team.id, SignOnTeam{team.id, "invented crew", team.base, std::nullopt});
}

bool Storm::on_roster(const TeamConfig& team) const {
  return tools::simulate::session_at(site_, team.roster, now_).has_value();
}

void Storm::take_calls() {
  for (; next_call_ < calls_.size() && calls_[next_call_].at <= now_; ++next_call_) {
    const Call& call = calls_[next_call_];
    const bool taken = give(call.command, Role::call_handler, "j.bell");
    if (taken && !call.command.triage) to_triage_.push_back({now_ + triage_after, told_.back(), &call});
  }
}

void Storm::triage() {
  const auto due = [this](const ToTriage& one) { return one.at <= now_; };
  const auto later = std::ranges::stable_partition(to_triage_, due).begin();
  for (auto one = to_triage_.begin(); one != later; ++one)
    give(TriageCase{one->id, triage_of(site_, *one->call), one->call->red_flags}, Role::navigator, "m.cole");
  to_triage_.erase(to_triage_.begin(), later);
}

// Every twenty minutes somebody counts, and the services say how long they take.
void Storm::staff_places() {
  const auto elapsed_s = whole_seconds(now_ - start_);
  if (elapsed_s % count_every_s != 0) return;
  for (const PlaceConfig& place : site_.places) {
    const auto taken = static_cast<std::int32_t>((elapsed_s / count_every_s + std::ssize(place.id.value)) % 3);
    by_desk(ReportPlaceCount{place.id, std::min(place.capacity, place.capacity * (1 + taken) / 4), std::nullopt});
  }
  for (const ServiceConfig& service : site_.services) {
    const bool slots = service.capacity == CapacityKind::bookable_slots;
    if (!slots && service.capacity != CapacityKind::advice_queue) continue;
    ReportServiceCapacity report;
    report.service = service.id;
    if (slots) report.free_slots = {now_ + minutes{40}, now_ + minutes{60}, now_ + minutes{90}};
    if (!slots) report.wait_min = service.typical_wait_min;
    by_desk(report);
  }
}

// --- crews ---

void Storm::crews() {
  for (const TeamConfig& config : site_.teams) {
    const Team* team = state_.find_team(config.id);
    if (team == nullptr || lost_.contains(config.id)) continue;
    if (team->status == TeamStatus::off_duty) {
      if (on_roster(config)) by_crew(config.id, SignOnTeam{config.id, "invented crew", config.base, std::nullopt});
    } else {
      crew(*team);
    }
  }
}

void Storm::crew(const Team& team) {
  const TeamId id = team.id;
  const bool idle = team.status == TeamStatus::available && team.queue.empty();
  if (idle && team.shift_end && now_ >= *team.shift_end) {
    by_crew(id, SignOffTeam{id, "end of the shift"});
    return;
  }
  if (!team.queue.empty()) follow_visit(team);
  // Not all at the same second.
  const bool due = (whole_seconds(now_ - start_) + id.value.back()) % position_every_s == 0;
  if (due && !unheard_.contains(id)) tell_position(*state_.find_team(id));
}

void Storm::follow_visit(const Team& team) {
  const TeamId id = team.id;
  const Visit visit = team.queue.front();
  const Case& c = *state_.find_case(visit.case_id);
  const ServiceConfig& service = *find_service(site_, team.service);
  const Duration since = now_ - team.status_since;
  if (team.status == TeamStatus::allocated && since >= accept_after) {
    by_crew(id, AcceptVisit{id, visit.case_id, std::nullopt});
  } else if (team.status == TeamStatus::accepted && since >= leave_after) {
    set_off_from_[id] = place_of(team);
    by_crew(id, ReportEnRoute{id, std::nullopt});
  } else if (team.status == TeamStatus::en_route && now_ >= visit.expected_arrival) {
    by_crew(id, ReportOnScene{id, std::nullopt});
  } else if (team.status == TeamStatus::on_scene && since >= visit_takes(c, service)) {
    by_crew(id, ReportClear{id, Outcome::treated_at_home, "", std::nullopt});
  }
}

// Driving in a straight line; else where it was last.
Coordinates Storm::place_of(const Team& team) const {
  const Coordinates last = team.position.value_or(find_team(site_, team.id)->base);
  if (team.queue.empty()) return last;
  const auto there = state_.find_case(team.queue.front().case_id)->referral.location.position.value_or(last);
  if (team.status == TeamStatus::on_scene) return there;
  const auto from = set_off_from_.find(team.id);
  if (team.status != TeamStatus::en_route || from == set_off_from_.end()) return last;
  const Duration whole = team.queue.front().expected_arrival - team.status_since;
  return tools::simulate::along(from->second, there, std::min(now_ - team.status_since, whole), whole);
}

void Storm::tell_position(const Team& team) {
  by_crew(team.id, ReportPosition{team.id, place_of(team), std::nullopt});
}

// --- the desk ---

void Storm::desk() {
  const auto elapsed_s = whole_seconds(now_ - start_);
  if (elapsed_s % desk_every_s == 0) confirm();
  if (elapsed_s % elsewhere_every_s != 0) return;
  follow_those_elsewhere();
  stand_down_silent_teams();
}

void Storm::confirm() {
  std::vector<CaseId> asked;
  for (const auto& [urgency, id] : state_.case_indices().waiting()) {
    const Case& c = *state_.find_case(id);
    const bool due = c.status == CaseStatus::proposed && c.assignment->answer_by &&
                     c.assignment->since + confirm_after <= now_ && tried_[id] + confirm_after <= now_;
    if (due) asked.push_back(id);
  }
  for (const CaseId id : asked) {
    const Case& c = *state_.find_case(id);
    if (c.status != CaseStatus::proposed || !c.assignment->answer_by) continue;  // another one came first
    tried_[id] = now_;
    by_desk(AcceptProposal{id, std::nullopt});
  }
}

// They arrive, or the service takes the case over.
void Storm::follow_those_elsewhere() {
  for (const CaseId id :
       std::vector<CaseId>(state_.case_indices().open().begin(), state_.case_indices().open().end())) {
    const Case& c = *state_.find_case(id);
    if (c.status != CaseStatus::signposted && c.status != CaseStatus::booked) continue;
    const ServiceConfig* service = find_service(site_, c.assignment->service);
    const bool handed_over = service != nullptr && service->kind == ServiceKind::ambulance;
    if (handed_over && c.assignment->since + minutes{3} <= now_) {
      by_desk(ReferOn{id, service->id, "ambulance control has it"});
    } else if (!handed_over && c.assignment->expected.value_or(now_) + minutes{5} <= now_) {
      by_desk(RecordArrival{id, std::nullopt});
    }
  }
}

// Whoever waits for a crew that nobody hears waits again.
void Storm::stand_down_silent_teams() {
  for (const TeamId& id : lost_) {
    const Team& team = *state_.find_team(id);
    const bool noticed = (team.alerted >> static_cast<unsigned>(AlertKind::silent_team) & 1U) != 0;
    if (!noticed || team.queue.empty() || team.status == TeamStatus::on_scene) continue;
    by_desk(StandDown{team.queue.back().case_id, "the crew is not heard any more"});
  }
}

// Half of those on duty are gone: every second one of them signs off, the others say nothing more. Of the rest nobody
// hears where they are.
void Storm::break_loose() {
  std::vector<TeamId> on_duty;
  for (const Team* team : state_.team_list())
    if (team->status != TeamStatus::off_duty) on_duty.push_back(team->id);
  for (std::size_t i = 0; i < on_duty.size(); ++i) {
    if (i % 2 == 1) {
      unheard_.insert(on_duty[i]);
      continue;
    }
    lost_.insert(on_duty[i]);
    if (i % 4 == 0) by_crew(on_duty[i], SignOffTeam{on_duty[i], "the vehicle has broken down"});
  }
}

}  // namespace carehub::bench
