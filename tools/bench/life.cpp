#include "tools/bench/life.hpp"

#include <array>
#include <cstring>

#include "dispatcher/core/digest.hpp"

namespace carehub::bench {

namespace {

constexpr std::size_t underway_max = 30;
constexpr int turns_max = 14;
constexpr Instant first_moment{seconds{1'795'427'000}};  // a Monday morning
constexpr std::chrono::milliseconds between_commands{400};

[[nodiscard]] Actor navigator() {
  return Actor{UserName{"m.cole"}, Role::navigator, "desk 2"};
}
[[nodiscard]] Actor crew() {
  return Actor{UserName{"crew"}, Role::crew, "vehicle"};
}
[[nodiscard]] Actor machine() {
  return Actor{UserName{"hub"}, Role::system, ""};
}

// As a client's random one would look. The finaliser of SplitMix64 (Steele, Lea, Flood 2014): next to nothing of what
// is measured.
[[nodiscard]] std::uint64_t scrambled(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

[[nodiscard]] CommandId id_of(std::uint64_t number) {
  CommandId id;
  const std::array<std::uint64_t, 2> halves{scrambled(number), scrambled(~number)};
  std::memcpy(id.bytes.data(), halves.data(), id.bytes.size());
  return id;
}

}  // namespace

Life::Life(const Site& site) : site_(site) {}

std::vector<Wish> Life::opening() const {
  std::vector<Wish> wishes{{ApplySite{site_}, machine()}};
  for (const TeamConfig& team : site_.teams) {
    wishes.push_back({SignOnTeam{team.id, "invented crew", team.base, std::nullopt}, crew()});
  }
  return wishes;
}

RegisterCase Life::call() {
  ++cases_;
  const Locality& locality = site_.localities[chance_() % site_.localities.size()];
  const NeedRule& rule = site_.need_rules[chance_() % site_.need_rules.size()];
  const auto nearby = [&](std::int32_t e6) { return e6 + static_cast<std::int32_t>(chance_() % 30'000) - 15'000; };
  RegisterCase call;
  call.referral.source = Source::call_for_care;
  call.referral.referrer = "Dr Invented, Example Surgery";
  call.referral.summary = fmt::format("invented need {}", cases_ % 97);
  call.referral.narrative =
      "Unwell since the morning, lives alone, daughter rings. No known allergies. Key with the neighbour.";
  call.referral.person.name = fmt::format("Invented Person {}", cases_);
  call.referral.person.age_years = 50 + static_cast<std::int32_t>(chance_() % 45);
  call.referral.location.position = Coordinates{nearby(locality.centre.lat_e6), nearby(locality.centre.lon_e6)};
  call.referral.location.address = fmt::format("{} Example Road", 1 + cases_ % 200);
  call.referral.external_ids = {{"journey", fmt::format("bench-{}", cases_)}};
  auto& triage = call.triage.emplace();
  triage.need = rule.need;
  triage.priority = rule.priority;
  triage.skills = rule.skills;
  triage.services = rule.services;
  return call;
}

void Life::registered(CaseId id) {
  underway_.push_back({id, 0});
}

Wish Life::next(const core::State& state) {
  if (underway_.size() < underway_max) return {call(), navigator()};
  Underway one = underway_.front();
  underway_.pop_front();
  bool over = false;
  Wish wish = step(state, one, over);
  if (!over) underway_.push_back(one);
  return wish;
}

Wish Life::step(const core::State& state, Underway& one, bool& over) {
  const Case* c = state.find_case(one.id);
  ++one.turns;
  over = c == nullptr || !is_open(c->status) || (one.turns > turns_max && is_waiting(*c));
  if (c == nullptr || !is_open(c->status)) return {AddNote{one.id, "letter to the practice sent"}, navigator()};
  if (over) return {AdviseAndClose{one.id, "ring again if it gets worse; the practice knows"}, navigator()};
  switch (c->status) {
    case CaseStatus::proposed:
      if (one.turns == 1) return {ClaimCase{one.id}, navigator()};
      return {AcceptProposal{one.id, std::nullopt}, navigator()};
    case CaseStatus::signposted:
    case CaseStatus::booked:
      return {RecordArrival{one.id, std::nullopt}, navigator()};
    case CaseStatus::received:
    case CaseStatus::triaged:
      return {AddNote{one.id, "rung back: no change, still waiting"}, navigator()};
    default:
      return crew_step(*c, state);
  }
}

Wish Life::crew_step(const Case& c, const core::State& state) {
  const TeamId team{c.assignment ? c.assignment->unit : std::string{}};
  const Team* known = state.find_team(team);
  const Coordinates there = c.referral.location.position.value_or(Coordinates{});
  if (known == nullptr || chance_() % 3 == 0) return {ReportPosition{team, there, std::nullopt}, crew()};
  switch (c.status) {
    case CaseStatus::allocated:
      return {AcceptVisit{team, c.id, std::nullopt}, crew()};
    case CaseStatus::accepted:
      return {ReportEnRoute{team, std::nullopt}, crew()};
    case CaseStatus::en_route:
      return {ReportOnScene{team, std::nullopt}, crew()};
    default:
      return {ReportClear{team, Outcome::treated_at_home, "", std::nullopt}, crew()};
  }
}

void Hub::run(const Wish& wish, const Take& take) {
  ++commands_;
  const Instant now = first_moment + commands_ * between_commands;
  const Stamp stamp{sequence_ + 1, now, wish.actor, id_of(commands_)};
  const core::Decision decision = core::decide(state_, wish.command, stamp);
  decided_at_ = Clock::now();
  for (const Event& event : decision.events) core::evolve(state_, event, stamp, ++sequence_);
  refusals_ += decision.refusal ? 1U : 0U;
  if (std::holds_alternative<RegisterCase>(wish.command) && !decision.refusal) life_.registered(decision.case_id);
  if (!decision.events.empty()) take(stamp, decision);
}

void Hub::open(const Take& take) {
  for (const Wish& wish : life_.opening()) run(wish, take);
}

void Hub::digest(const Take& take) {
  const Stamp stamp{sequence_ + 1, state_.hub().last_at, machine(), CommandId{}};
  core::Decision decision;
  decision.events.emplace_back(StateDigested{core::digest(state_)});
  core::evolve(state_, decision.events.front(), stamp, ++sequence_);
  take(stamp, decision);
}

}  // namespace carehub::bench
