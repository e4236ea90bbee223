// A crew's visits: answering, driving, being there, clearing.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tools/simulate/crew.hpp"
#include "tools/simulate/ground.hpp"

namespace carehub::tools::simulate {
namespace {

constexpr std::int64_t refuses_permille = 35;
constexpr std::int64_t slow_answer_permille = 50;
constexpr std::int64_t forgets_en_route_permille = 45;
constexpr std::int64_t forgets_on_scene_permille = 50;
constexpr minutes safe_every{45};  // a crew that is alone with somebody says that all is well
constexpr std::int64_t forgets_clear_permille = 40;
constexpr minutes clear_again{4};

constexpr std::array<std::string_view, 5> refusals{
    "tyre is flat, waiting for the spare car", "lone worker, this address needs two", "known to one of us personally",
    "stuck behind a road closure", "kit for this is not on board"};

bool in_queue(const Team& team, CaseId id) {
  return std::ranges::count(team.queue, id, &Visit::case_id) > 0;
}

std::int32_t usual_visit_min(const Site& site, const ServiceId& id) {
  const auto* service = find_service(site, id);
  return service == nullptr ? 45 : service->visit_min;
}

}  // namespace

Crew::Answer Crew::plan_answer(const Scene& scene, const Case& c) {
  Answer answer;
  const bool slow = random_.chance(slow_answer_permille);
  answer.at = scene.now + (slow ? random_.between_s(300, 480) : random_.unhurried_s(12, 150));
  answer.refuse = random_.chance(refuses_permille);
  answer.reason = std::string(random_.pick(refusals));
  if (scene.warming() && c.received < scene.begun - minutes{12}) {
    answer.at = scene.now;
    answer.refuse = false;
  }
  return answer;
}

void Crew::answer_visits(const Scene& scene, const Team& team) {
  std::erase_if(answers_, [&](const auto& entry) { return !in_queue(team, entry.first); });
  for (const auto& visit : team.queue) {
    const auto* c = scene.find_case(visit.case_id);
    if (c == nullptr || c->status != CaseStatus::allocated) continue;
    auto [at, is_new] = answers_.try_emplace(visit.case_id);
    auto& answer = at->second;
    if (is_new) answer = plan_answer(scene, *c);
    if (shift_ && scene.now > shift_->until + minutes{3} && !answer.told) {
      answer.refuse = true;
      answer.reason = "our shift has ended";
    }
    const bool again = answer.told && scene.now > answer.told_at + clear_again && !no_signal_until_;
    if (scene.now < answer.at || (answer.told && !again)) continue;
    answer.told = true;
    answer.told_at = scene.now;
    if (answer.refuse)
      tell(scene, RefuseVisit{config_.id, visit.case_id, answer.reason});
    else
      tell(scene, AcceptVisit{config_.id, visit.case_id, std::nullopt});
  }
}

void Crew::follow_visit(const Scene& scene, const Team& team) {
  if (current_.given() && !in_queue(team, current_)) stop_visit(scene);
  if (!current_.given() && !team.queue.empty()) {
    const auto* c = scene.find_case(team.queue.front().case_id);
    if (c != nullptr) adopt(scene, team, *c);
  }
  const auto* c = current_.given() ? scene.find_case(current_) : nullptr;
  if (c == nullptr) return go_back(scene);
  if (doing_ == Doing::driving) drive(scene, *c);
  if (doing_ == Doing::with_person) visit(scene, *c);
}

// Takes up what the hub shows: accepted by us, or pressed on our behalf, or known from before a restart.
void Crew::adopt(const Scene& scene, const Team& team, const Case& c) {
  const auto answer = answers_.find(c.id);
  const bool agreed = answer != answers_.end() && answer->second.told && !answer->second.refuse;
  if (c.status == CaseStatus::allocated && !agreed) return;
  if (team.status == TeamStatus::on_break) return;
  if (c.status == CaseStatus::accepted && shift_ && scene.now > shift_->until + minutes{3}) {
    if (answer == answers_.end() || scene.now > answer->second.told_at + clear_again) {
      answers_[c.id] = {scene.now, true, "our shift has ended", true, scene.now};
      tell(scene, RefuseVisit{config_.id, c.id, "our shift has ended"});
    }
    return;
  }
  set_off(scene, c);
  told_en_route_ = c.status == CaseStatus::en_route || c.status == CaseStatus::on_scene;
  told_on_scene_ = c.status == CaseStatus::on_scene;
  if (c.status == CaseStatus::on_scene) arrive(scene, scene.now, c);
}

void Crew::set_off(const Scene& scene, const Case& c) {
  from_ = place_now(scene);
  to_ = c.referral.location.position.value_or(from_);
  current_ = c.id;
  doing_ = Doing::driving;
  told_en_route_ = told_on_scene_ = false;
  clear_told_.reset();
  const auto drive = drive_time(scene.site, from_, to_, scene.now) * random_.between(82, 138) / 100;
  depart_at_ = scene.now + random_.unhurried_s(20, 200);
  const bool long_ago = c.received < scene.begun - minutes{12};
  if (scene.warming() && long_ago) {  // as if the hub had run all afternoon
    const Duration waited = scene.now - c.received - minutes{8};
    depart_at_ = scene.now - std::min<Duration>(waited, minutes{random_.between(6, 40)});
  }
  arrive_at_ = depart_at_ + drive;
}

void Crew::drive(const Scene& scene, const Case& c) {
  if (scene.now < depart_at_) return;
  if (!told_en_route_) {
    told_en_route_ = true;
    const bool pressed = c.status >= CaseStatus::en_route;
    if (!pressed && !random_.chance(forgets_en_route_permille))
      tell(scene, ReportEnRoute{config_.id, happened(scene, depart_at_)});
  }
  if (c.status == CaseStatus::on_scene) {
    told_on_scene_ = true;
    return arrive(scene, scene.now, c);
  }
  if (scene.now >= arrive_at_) arrive(scene, arrive_at_, c);
}

void Crew::arrive(const Scene& scene, Instant at, const Case& c) {
  doing_ = Doing::with_person;
  from_ = to_;
  arrive_at_ = at;
  next_safe_ = at + safe_every;
  const bool long_one = random_.chance(90);
  const auto usual = usual_visit_min(scene.site, c.assignment ? c.assignment->service : config_.service);
  leave_at_ = at + seconds{std::int64_t{usual} * 60 * random_.between(55, 140) / 100 * (long_one ? 2 : 1)};
  tell_on_scene_at_ = random_.chance(forgets_on_scene_permille) ? at + minutes{random_.between(6, 13)} : at;
  tell_clear_at_ = random_.chance(forgets_clear_permille) ? leave_at_ + minutes{random_.between(4, 11)} : leave_at_;
}

void Crew::visit(const Scene& scene, const Case& c) {
  if (!told_on_scene_ && scene.now >= std::min(tell_on_scene_at_, leave_at_)) {
    told_on_scene_ = true;
    if (c.status != CaseStatus::on_scene) tell(scene, ReportOnScene{config_.id, happened(scene, arrive_at_)});
  }
  if (told_on_scene_ && scene.now >= next_safe_) {
    next_safe_ = scene.now + safe_every;
    tell(scene, ReportSafe{config_.id, std::nullopt});
  }
  if (scene.now >= tell_clear_at_) clear(scene, c);
}

void Crew::clear(const Scene& scene, const Case& c) {
  if (clear_told_ && (scene.now < *clear_told_ + clear_again || no_signal_until_)) return;
  const bool first = !clear_told_;
  clear_told_ = scene.now;
  auto report = ending(c);
  report.at = happened(scene, first ? leave_at_ : scene.now);
  tell(scene, std::move(report));
}

ReportClear Crew::ending(const Case& c) {
  const auto need = c.triage ? c.triage->need : Need::other;
  struct Way {
    Outcome outcome;
    std::int32_t weight;
    std::string_view reason;
  };
  const std::array ways{
      Way{Outcome::treated_at_home, 520, ""},
      Way{Outcome::lifted, need == Need::falls ? 450 : 0, ""},
      Way{Outcome::seen, 150, ""},
      Way{Outcome::conveyed, 65, ""},
      Way{Outcome::referred_on, 95, ""},
      Way{Outcome::advised, 110, ""},
      Way{Outcome::no_contact, 18, "no answer at the door, neighbour says they were fetched by family"},
      Way{Outcome::refused_by_person, 14, "has capacity, does not want a visit now"}};
  std::vector<std::int32_t> weights;
  for (const auto& way : ways) weights.push_back(way.weight);
  const auto& way = ways[random_.weighted(weights)];
  return {config_.id, way.outcome, std::string(way.reason), std::nullopt};
}

// The visit is over, or was taken away on the road: the crew stops where it is.
void Crew::stop_visit(const Scene& scene) {
  from_ = to_ = place_now(scene);
  idle_since_ = scene.now;
  current_ = {};
  doing_ = Doing::nothing;
  clear_told_.reset();
  told_en_route_ = told_on_scene_ = false;
}

void Crew::go_back(const Scene& scene) {
  if (doing_ != Doing::nothing) return;
  if (metres_between(to_, config_.base) < 400) return;
  if (scene.now < idle_since_ + minutes{6}) return;
  from_ = to_;
  to_ = config_.base;
  depart_at_ = scene.now;
  arrive_at_ = scene.now + drive_time(scene.site, from_, to_, scene.now);
  doing_ = Doing::returning;
}

}  // namespace carehub::tools::simulate
