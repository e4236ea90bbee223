#include "tools/simulate/scene.hpp"

#include <algorithm>

namespace carehub::tools::simulate {
namespace {

const ExternalId* simulator_id(const Case& c) {
  const auto found = std::ranges::find(c.referral.external_ids, key_system, &ExternalId::system);
  return found == c.referral.external_ids.end() ? nullptr : &*found;
}

constexpr seconds settling{10};  // crews sign on before the first call is told

}  // namespace

const Case* Scene::find_case(CaseId id) const {
  const auto found = picture.cases.find(id);
  return found == picture.cases.end() ? nullptr : found->second.get();
}

void CallBook::load_day(const Scene& scene, LocalDay day) {
  if (!days_.insert(day.days).second) return;
  for (auto& call : calls_of_day(scene.site, {scene.options.seed, scene.options.calls_factor}, day))
    add(std::move(call));
}

void CallBook::add(Call call) {
  auto& kept = calls_[call.key];
  if (kept != nullptr) return;
  kept = std::make_unique<Call>(std::move(call));
  waiting_[kept->at].push_back(kept.get());
}

std::vector<const Call*> CallBook::due(const Scene& scene) {
  const auto today = local_time(scene.site.calendar, scene.now).day;
  load_day(scene, LocalDay{today.days - 1});
  load_day(scene, today);
  std::vector<const Call*> result;
  if (scene.now < scene.begun + settling) return result;
  while (!waiting_.empty() && waiting_.begin()->first <= scene.now) {
    for (const auto* call : waiting_.begin()->second)
      if (call->at >= scene.begun - scene.options.warm_start && !cases_.contains(call->key)) result.push_back(call);
    waiting_.erase(waiting_.begin());
  }
  return result;
}

void CallBook::note_cases(const console::Picture& picture) {
  for (auto at = picture.cases.lower_bound(CaseId{noted_up_to_.value + 1}); at != picture.cases.end(); ++at) {
    noted_up_to_ = at->first;
    if (const auto* id = simulator_id(*at->second)) cases_.emplace(id->value, at->first);
  }
}

const Call* CallBook::of(const Case& c) const {
  const auto* id = simulator_id(c);
  const auto found = id == nullptr ? calls_.end() : calls_.find(id->value);
  return found == calls_.end() ? nullptr : found->second.get();
}

const Case* CallBook::case_of(const std::string& key, const console::Picture& picture) const {
  const auto id = cases_.find(key);
  if (id == cases_.end()) return nullptr;
  const auto found = picture.cases.find(id->second);
  return found == picture.cases.end() ? nullptr : found->second.get();
}

std::optional<OpenInterval> session_at(const Site& site, const std::vector<Session>& sessions, Instant now) {
  OpeningHours hours;
  hours.sessions = sessions;
  return open_interval(hours, site.calendar, now);
}

}  // namespace carehub::tools::simulate
