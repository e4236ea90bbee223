#include "tools/simulate/desk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/triage_talk.hpp"
#include "tools/simulate/ground.hpp"

namespace carehub::tools::simulate {
namespace {

constexpr minutes again_after{3};
constexpr int tries_max = 3;  // then another is asked for
constexpr std::int64_t triage_left_permille = 250;
constexpr std::int64_t proposal_left_permille = 300;
constexpr std::int64_t alert_left_permille = 400;
constexpr std::int64_t nobody_answers_permille = 80;

Random random_for(const Scene& scene, CaseId id, std::string_view task) {
  return {scene.options.seed, fmt::format("{}/{}", task, id.value)};
}

bool held_by_other(const Case& c, Desk desk, Instant now) {
  return c.claim && c.claim->until > now && c.claim->user != user_of(desk);
}

std::string advice_for(Need need) {
  switch (need) {
    case Need::minor_illness:
      return "Rest, fluids and paracetamol; when to ring again told and understood.";
    case Need::medication:
      return "Pharmacist's advice passed on; no harm expected, next dose as usual.";
    case Need::minor_injury:
      return "Rest and ice; how it should look tomorrow told and understood.";
    default:
      return "Advice given; ring again if anything changes.";
  }
}

bool asks_for_a_call(AlertKind kind) {
  return kind == AlertKind::welfare_call_due || kind == AlertKind::call_back_due || kind == AlertKind::follow_up_due;
}

bool same_person(const Case& a, const Case& b) {
  return !a.referral.person.name.empty() && a.referral.person.name == b.referral.person.name;
}

}  // namespace

bool left_to_person(const Scene& scene, CaseId id, std::int64_t permille, std::string_view task) {
  if (scene.options.staff != Staff::partial || scene.warming()) return false;
  return random_for(scene, id, task).chance(permille);
}

bool Attempts::may(CaseId id, Instant now, Duration again) {
  const auto [at, first] = last_.emplace(id, now);
  if (first) return true;
  if (now < at->second + again) return false;
  at->second = now;
  return true;
}

// --- callers ---

void Callers::ring(const Scene& scene, const Call& call) {
  auto command = call.command;
  command.received = call.at;
  // A validation from before the first step that still waits has been given more time.
  if (auto& breach = command.referral.ambulance.breach_at; breach && call.at < scene.begun)
    breach = std::max(*breach, scene.begun + minutes{25} + (call.at - (scene.begun - scene.options.warm_start)) / 3);
  const auto source = command.referral.source;
  const bool professional =
      source == Source::call_for_care || source == Source::care_home || source == Source::gp_home_visit;
  scene.send(professional ? Desk::navigator : Desk::call_handler, std::move(command));
  if (call.rings_again) rings_again_[call.at + *call.rings_again].push_back(call.key);
  if (call.cancels) cancels_[call.at + *call.cancels].push_back(call.key);
}

void Callers::follow_up(const Scene& scene, CallBook& book) {
  const auto take_due = [&](auto& waiting, auto&& act) {
    while (!waiting.empty() && waiting.begin()->first <= scene.now) {
      for (const auto& key : waiting.begin()->second)
        if (const auto* c = book.case_of(key, scene.picture)) act(waiting.begin()->first, *c);
      waiting.erase(waiting.begin());
    }
  };
  take_due(rings_again_, [&](Instant at, const Case& c) {
    const auto* first = book.of(c);
    if (first != nullptr && (is_waiting(c) || c.status == CaseStatus::allocated)) book.add(second_call(*first, at));
  });
  take_due(cancels_, [&](Instant, const Case& c) {
    if (is_waiting(c) && scene.options.staff != Staff::none)
      scene.send(Desk::operator_, CancelCase{c.id, "rang back: feels better, will ring if worse", false, {}});
  });
}

void Callers::step(const Scene& scene, CallBook& book) {
  for (const auto* call : book.due(scene)) ring(scene, *call);
  follow_up(scene, book);
}

// --- navigator ---

void Navigator::triage(const Scene& scene, const Case& c, const Call& call) {
  Triage triage;
  triage.need = call.need;
  if (const auto* rule = find_need_rule(scene.site, call.need)) {
    triage.skills = rule->skills;
    triage.services = rule->services;
    triage.priority = rule->priority;
  }
  if (!call.red_flags.empty()) triage.priority = Priority::p1;
  if (call.red_flags.empty()) {
    console::TriageTalk talk;
    console::none_of_these(talk, scene.site.clinical);
    triage.facts = console::facts_of(talk);
    for (const auto* fact : {"head_injury", "injury_suspected"}) triage.facts.push_back({fact, "no"});
  }
  triage.reason = call.red_flags.empty() ? "asked the red flags: none" : "red flag found";
  scene.send(Desk::navigator, TriageCase{c.id, triage, call.red_flags});
}

void Navigator::take_up(const Scene& scene, const CallBook& book, const Case& c, const Call& call) {
  if (!attempts_.may(c.id, scene.now, again_after)) return;
  if (call.key.ends_with("-again")) {
    const auto* first =
        book.case_of(call.key.substr(0, call.key.size() - std::string_view("-again").size()), scene.picture);
    if (first != nullptr && is_open(first->status) && same_person(*first, c))
      return scene.send(Desk::navigator, LinkCases{c.id, first->id, true, "the same person rang again"});
  }
  if (call.no_visit_wanted) return scene.send(Desk::navigator, AdviseAndClose{c.id, advice_for(call.need)});
  triage(scene, c, call);
}

// A case that the operator opened from a care home's alert. What a person entered, a person triages.
void Navigator::look_at_resident(const Scene& scene, const Case& c) {
  const auto& ids = c.referral.external_ids;
  if (std::ranges::find(ids, "alert", &ExternalId::system) == ids.end()) return;
  auto random = random_for(scene, c.id, "triage");
  if (scene.now < c.received + random.unhurried_s(60, 240) || !attempts_.may(c.id, scene.now, again_after)) return;
  Call call;
  call.need = Need::frailty;
  triage(scene, c, call);
}

void Navigator::step(const Scene& scene, const CallBook& book) {
  if (scene.options.staff == Staff::none) return;
  for (const auto& [id, c] : scene.picture.cases) {
    if (c->status != CaseStatus::received || held_by_other(*c, Desk::navigator, scene.now)) continue;
    const auto* call = book.of(*c);
    if (call == nullptr) {
      look_at_resident(scene, *c);
      continue;
    }
    auto random = random_for(scene, id, "triage");
    Duration delay = random.unhurried_s(60, 240);
    if (left_to_person(scene, id, triage_left_permille, "triage-left")) delay += random.between_s(900, 1500);
    if (scene.now >= c->received + delay) take_up(scene, book, *c, *call);
  }
}

// --- operator ---

void Operator::confirm(const Scene& scene, const Case& c) {
  if (!c.assignment || held_by_other(c, Desk::operator_, scene.now)) return;
  auto& seen = proposals_[c.id];
  if (seen.unit != c.assignment->unit) seen = {c.assignment->unit, scene.now, 0};
  auto random = random_for(scene, c.id, "confirm");
  Duration delay = scene.warming() ? random.between_s(0, 10) : random.unhurried_s(30, 180);
  if (left_to_person(scene, c.id, proposal_left_permille, "confirm-left")) delay += random.between_s(720, 1200);
  if (scene.now < seen.at + delay || !attempts_.may(c.id, scene.now, seconds{20})) return;
  if (++seen.tries > tries_max) {
    seen.tries = 0;
    return scene.send(Desk::operator_, WithdrawProposal{c.id, "cannot be had after all", true});
  }
  scene.send(Desk::operator_, AcceptProposal{c.id, std::nullopt});
}

void Operator::record_arrival(const Scene& scene, const Case& c) {
  const auto place =
      scene.site.places.end() == std::ranges::find(scene.site.places, PlaceId(c.assignment->unit), &PlaceConfig::id)
          ? nullptr
          : find_place(scene.site, PlaceId(c.assignment->unit));
  if (place == nullptr || !c.referral.location.position) return;
  auto random = random_for(scene, c.id, "arrival");
  const auto way = walk_in_time(scene.site, *c.referral.location.position, place->position);
  const Duration dawdles = random.between_s(0, 900);
  const Duration taken = dawdles + way * random.between(75, 160) / 100;
  const bool comes = !random.chance(80);
  if (scene.now < c.assignment->since + (comes ? taken : taken + minutes{45})) return;
  if (!attempts_.may(c.id, scene.now, again_after)) return;
  if (comes) return scene.send(Desk::operator_, RecordArrival{c.id, std::nullopt});
  not_arrived_.insert(c.id);
  scene.send(Desk::operator_, RecordNotArrived{c.id, "not seen at the desk, rang twice"});
}

// Ambulance control and duty teams take the case over; slots and queues end with the person seen.
void Operator::follow_booking(const Scene& scene, const Case& c) {
  const auto* service = find_service(scene.site, c.assignment->service);
  if (service == nullptr) return;
  auto random = random_for(scene, c.id, "booking");
  const auto since = c.assignment->since;
  if (service->kind == ServiceKind::ambulance) {
    if (scene.now >= since + random.between_s(60, 240) && attempts_.may(c.id, scene.now, again_after))
      scene.send(Desk::operator_, ReferOn{c.id, service->id, "ambulance control has it"});
    return;
  }
  if (service->kind == ServiceKind::social_care) {
    if (scene.now >= since + random.between_s(300, 1500) && attempts_.may(c.id, scene.now, again_after))
      scene.send(Desk::operator_, ReferOn{c.id, service->id, "duty worker has taken it"});
    return;
  }
  const auto expected = c.assignment->expected.value_or(since + minutes{service->typical_wait_min});
  if (scene.now < expected + random.between_s(0, 1200) || !attempts_.may(c.id, scene.now, again_after)) return;
  if (service->kind == ServiceKind::pharmacist)
    scene.send(Desk::navigator, AdviseAndClose{c.id, "Pharmacist spoke to them; plan agreed."});
  else
    scene.send(Desk::operator_, RecordArrival{c.id, std::nullopt});
}

void Operator::ring_back(const Scene& scene, const Case& c) {
  if (!attempts_.may(c.id, scene.now, again_after)) return;
  scene.send(Desk::operator_,
             CloseCase{c.id, Outcome::not_needed, "rang back: went home, feels better, knows how to reach us"});
}

void Operator::look_at_alerts(const Scene& scene) {
  for (const auto& [id, alert] : scene.picture.alerts) {
    if (alert->state != AlertState::open) continue;
    Random random(scene.options.seed, fmt::format("alert/{}", id.value));
    if (scene.options.staff == Staff::partial && random.chance(alert_left_permille)) continue;
    if (scene.now < alert->raised + random.unhurried_s(60, 360)) continue;
    // Rung in vain again and again, it is somebody's to go and look.
    if (asks_for_a_call(alert->kind) && alert->severity != Severity::high) {
      if (attempts_.may(alert->case_id, scene.now, seconds{60})) ring_for(scene, *alert);
    } else if (alert->kind == AlertKind::resident_unwell) {
      scene.send(Desk::operator_, OpenCaseFromAlert{id, "rang the home"});
    } else if (alert->kind == AlertKind::lone_worker) {
      scene.send(Desk::operator_, ReportSafe{alert->team, std::nullopt});
    } else {
      scene.send(Desk::operator_, AcknowledgeAlert{id});
    }
  }
}

void Operator::ring_for(const Scene& scene, const Alert& alert) {
  Random random(scene.options.seed, fmt::format("ring/{}/{}", alert.id.value, whole_minutes(scene.now - alert.raised)));
  const auto kind = alert.kind == AlertKind::welfare_call_due ? DutyKind::welfare_call
                    : alert.kind == AlertKind::call_back_due  ? DutyKind::call_back
                                                              : DutyKind::follow_up;
  const bool answered = !random.chance(nobody_answers_permille);
  scene.send(Desk::operator_,
             RecordContact{alert.case_id, kind, 0, answered ? ContactResult::reached : ContactResult::no_answer,
                           answered ? "no worse, told how long" : "", std::nullopt});
}

void Operator::declare_opel(const Scene& scene) {
  if (opel_asked_ || scene.picture.status.opel.level != 0) return;
  opel_asked_ = true;
  scene.send(Desk::operator_, DeclareOpel{2, "busy evening, two teams short of plan"});
}

void Operator::step(const Scene& scene) {
  if (scene.options.staff == Staff::none) return;
  declare_opel(scene);
  for (const auto& [id, c] : scene.picture.cases) {
    if (c->status == CaseStatus::proposed && not_arrived_.contains(id))
      ring_back(scene, *c);
    else if (c->status == CaseStatus::proposed)
      confirm(scene, *c);
    else if (c->status == CaseStatus::signposted && c->assignment)
      record_arrival(scene, *c);
    else if (c->status == CaseStatus::booked && c->assignment)
      follow_booking(scene, *c);
  }
  look_at_alerts(scene);
}

}  // namespace carehub::tools::simulate
