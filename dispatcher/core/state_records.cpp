#include "dispatcher/core/state_records.hpp"

#include <algorithm>

#include "dispatcher/core/bounds.hpp"
#include "dispatcher/core/capacity.hpp"
#include "protocols/base/assert.hpp"

namespace carehub::core {

namespace {
template <class List, class T>
void once(List& list, const T& value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}
}  // namespace

Case* StateRecords::edit_case(CaseId id) {
  CaseSlot* slot = state_.case_slot(id);
  if (slot == nullptr) return nullptr;
  once(cases_, id);
  Case* live = state_.live_case(*slot);
  state_.touch_case(*slot);
  return live;
}

Team* StateRecords::edit_team(const TeamId& id) {
  const auto found = state_.team_slots_.find(id);
  if (found == state_.team_slots_.end()) return nullptr;
  Slot<Team>& slot = *found->second;
  once(teams_, &slot);
  state_.touch_team(slot);
  return &slot.record;
}

Place* StateRecords::edit_place(const PlaceId& id) {
  auto found = state_.places_.find(id);
  if (found == state_.places_.end()) return nullptr;
  once(places_, &found->second);
  state_.touch_place(found->second);
  return &found->second.record;
}

ServiceState* StateRecords::edit_service(const ServiceId& id) {
  auto found = state_.services_.find(id);
  if (found == state_.services_.end()) return nullptr;
  once(services_, &found->second);
  state_.touch_service(found->second);
  return &found->second.record;
}

Alert* StateRecords::edit_alert(AlertId id) {
  auto found = state_.alerts_.find(id);
  if (found == state_.alerts_.end()) return nullptr;
  state_.touch_alert(found->second);
  alerts_.emplace_back(&found->second, found->second.record.severity);
  return &found->second.record;
}

HourTally* StateRecords::edit_hour(LocalDay day, std::int32_t hour) {
  const HourKey key{day, hour};
  auto [found, made] = state_.hours_.try_emplace(key);
  if (made) {
    found->second.record.day = day;
    found->second.record.hour = hour;
    found->second.record.received_by_source.assign(enum_count<Source>, 0);
    const LocalDay newest = state_.hours_.rbegin()->first.first;
    while (state_.hours_.begin()->first.first.days + tallies_kept_days < newest.days) {
      const HourKey oldest = state_.hours_.begin()->first;
      state_.remove_hour(oldest);
      if (oldest == key) return nullptr;
    }
  }
  state_.touch_hour(key, found->second);
  return &found->second.record;
}

LearnedTravel* StateRecords::edit_travel() {
  if (!state_.site().travel.learn) return nullptr;
  state_.corrections_.reset();
  return &state_.hub_.travel;
}

PersonRecord* StateRecords::edit_person(const PersonId& id) {
  Slot<PersonRecord>& slot = state_.persons_[id];
  slot.record.id = id;
  state_.touch_person(slot);
  return &slot.record;
}

Resident* StateRecords::edit_resident(const ResidentId& id) {
  auto found = state_.residents_.find(id);
  if (found == state_.residents_.end()) return nullptr;
  state_.touch_resident(found->second);
  return &found->second.record;
}

void StateRecords::put_resident(Resident resident) {
  Slot<Resident>& slot = state_.residents_[resident.id];
  slot.record = std::move(resident);
  state_.touch_resident(slot);
}

HomeState* StateRecords::edit_home(const HomeId& id) {
  auto found = state_.homes_.find(id);
  if (found == state_.homes_.end()) return nullptr;
  once(homes_, &found->second);
  state_.touch_home(found->second);
  return &found->second.record;
}

Case& StateRecords::add_case(CaseId id) {
  CAREHUB_ASSERT(id.value >= state_.hub_.next_case, "case {} after {}", id.value, state_.hub_.next_case);
  state_.hub_.next_case = id.value + 1;
  auto blank = std::make_unique<Case>();
  blank->id = id;
  Case& added = state_.put_case(std::move(blank));
  state_.touch_case(*state_.case_slot(id));
  once(cases_, id);
  state_.recent_calls_.expect(id);
  return added;
}

void StateRecords::add_alert(Alert alert) {
  state_.hub_.next_alert = std::max(state_.hub_.next_alert, alert.id.value + 1);
  const AlertId id = alert.id;
  state_.put_alert(std::move(alert));
  state_.touch_alert(state_.alerts_.at(id));
}

void StateRecords::remove_alert(AlertId id) {
  const auto gone = [id](const auto& entry) { return entry.first->record.id == id; };
  alerts_.erase(std::remove_if(alerts_.begin(), alerts_.end(), gone), alerts_.end());
  state_.remove_alert(id);
}

void StateRecords::after_referral_change(const Case& c) {
  state_.case_indices_.learn(c.id, c.referral);
  state_.recent_calls_.update(c);
}

void StateRecords::set_opel(Opel opel) {
  state_.hub_.opel = std::move(opel);
}

void StateRecords::take_handover(const UserName& by, Instant at) {
  if (!state_.hub_.handover) return;
  state_.hub_.handover->taken_by = by;
  state_.hub_.handover->taken = at;
}

void StateRecords::set_handover(Handover handover) {
  state_.hub_.handover = std::move(handover);
}

// What nobody is shown any more makes room; what is open never does.
void StateRecords::add_action(AssignedAction action) {
  auto& hub = state_.hub_;
  std::erase_if(hub.actions, [&](const AssignedAction& one) { return is_past(one, action.assigned); });
  hub.next_action = std::max(hub.next_action, action.id.value + 1);
  hub.actions.push_back(std::move(action));
}

AssignedAction* StateRecords::edit_action(ActionId id) {
  auto& actions = state_.hub_.actions;
  const auto found = std::ranges::find(actions, id, &AssignedAction::id);
  return found == actions.end() ? nullptr : &*found;
}

void StateRecords::count_gap(const GapNoted& gap) {
  auto& gaps = state_.hub_.gaps;
  const auto same = [&](const GapTally& one) {
    return one.service == gap.service && one.reason == gap.reason && one.need == gap.need;
  };
  auto found = std::ranges::find_if(gaps, same);
  if (found == gaps.end()) found = gaps.insert(gaps.end(), GapTally{gap.service, gap.reason, gap.need, 0});
  ++found->cases;
}
void StateRecords::count_refusal() {
  ++state_.hub_.refusals;
}

// A round that starts again for the same unit takes the place of the old one.
void StateRecords::plan_reviewed(Instant at) {
  state_.hub_.plan_reviewed = at;
  state_.touch_hub();
}

void StateRecords::move_round(const RoundMoved& round) {
  auto& rounds = state_.hub_.rounds;
  const bool of_everybody = round.unit.empty() && !round.over;
  std::erase_if(rounds, [&](const RoundMoved& other) {
    return (other.kind == round.kind && other.unit == round.unit) || (of_everybody && round.reached_case == 0);
  });
  if (!round.over) rounds.push_back(round);
}

namespace {

// What was learned stands beside an estimate: of another one it says nothing.
LearnedTravel still_true(LearnedTravel learned, const Site& before, const Site& now) {
  TravelModel same = before.travel;
  same.learn = now.travel.learn;
  same.apply_learned = now.travel.apply_learned;
  if (same != now.travel) return {};
  learned.under_way.clear();
  std::erase_if(learned.tallies, [&](const TravelTally& tally) {
    return std::ranges::find(now.localities, tally.area, &Locality::name) == now.localities.end();
  });
  return learned;
}

}  // namespace

void StateRecords::set_site(const Site& site, Instant at) {
  reconcile(site, at);
  if (state_.hub_.travel != LearnedTravel{})
    state_.hub_.travel = still_true(std::move(state_.hub_.travel), state_.hub_.site, site);
  state_.hub_.site = site;
  state_.index_site();
  state_.rebuild_lists();
  state_.touch_site();
  site_changed_ = true;
}

void StateRecords::settle(Sequence sequence, Instant at) {
  if (site_changed_) state_.index_all();
  sample_capacity(at);
  for (CaseId id : cases_) state_.index_case(*state_.case_slot(id));
  for (Slot<Team>* slot : teams_) state_.index_team(*slot);
  for (Slot<Place>* slot : places_) state_.index_place(*slot);
  for (Slot<ServiceState>* slot : services_) state_.index_service(*slot);
  for (Slot<HomeState>* slot : homes_) state_.index_home(*slot);
  for (auto& [slot, before] : alerts_) {
    --state_.alert_indices_.by_severity.at(static_cast<std::size_t>(before));
    ++state_.alert_indices_.by_severity.at(static_cast<std::size_t>(slot->record.severity));
    state_.index_alert(*slot);
  }
  state_.hub_.last_sequence = sequence;
  state_.hub_.last_at = at;
  state_.touch_hub();
  const Thresholds& limits = state_.site().thresholds;
  state_.recent_calls_.forget(at - minutes(std::max(limits.duplicate_window_min, limits.repeat_window_min)),
                              forgotten_at_once);
  state_.pack_old_cases(at);
}

// The small curves of the board: what was free at each quarter of an hour.
void StateRecords::sample_capacity(Instant at) {
  const std::int64_t quarter = whole_minutes(at.time_since_epoch()) / sample_min;
  if (quarter <= state_.hub_.sampled_quarter) return;
  const bool first = state_.hub_.sampled_quarter == 0;
  std::int64_t missing = first ? 1 : quarter - state_.hub_.sampled_quarter;
  missing = std::min<std::int64_t>(missing, static_cast<std::int64_t>(samples_max));
  state_.hub_.sampled_quarter = quarter;
  for (auto& [id, slot] : state_.services_) {
    const std::int32_t free = figure_now(state_, slot.record, at).value_or(-1);
    auto& recent = slot.record.recent;
    for (std::int64_t i = 0; i < missing; ++i) recent.push_back(free);
    if (recent.size() > samples_max) recent.erase(recent.begin(), recent.end() - samples_max);
    ++slot.record.version;
    state_.touch_service(slot);
  }
}

// Adds what is new, updates what stays, marks what is missing.
void StateRecords::reconcile(const Site& site, Instant at) {
  const auto retire = [](auto& records, const auto& touch) {
    for (auto& [id, slot] : records) {
      if (slot.record.retired) continue;
      touch(slot);
      slot.record.retired = true;
      ++slot.record.version;
    }
  };
  retire(state_.teams_, [this](auto& slot) { state_.touch_team(slot); });
  retire(state_.places_, [this](auto& slot) { state_.touch_place(slot); });
  retire(state_.services_, [this](auto& slot) { state_.touch_service(slot); });
  for (const ServiceConfig& config : site.services) {
    Slot<ServiceState>& slot = state_.services_[config.id];
    if (!slot.record.id.given()) {
      slot.record.mode = config.mode;
      slot.record.watched_from = at;
    }
    slot.record.id = config.id;
    slot.record.retired = false;
    ++slot.record.version;
    state_.touch_service(slot);
  }
  for (const TeamConfig& config : site.teams) {
    Slot<Team>& slot = state_.teams_[config.id];
    slot.record.id = config.id;
    slot.record.service = config.service;
    slot.record.skills = config.skills;
    slot.record.retired = false;
    ++slot.record.version;
    state_.touch_team(slot);
  }
  for (const PlaceConfig& config : site.places) {
    Slot<Place>& slot = state_.places_[config.id];
    if (!slot.record.id.given()) slot.record.watched_from = at;
    slot.record.id = config.id;
    slot.record.service = config.service;
    slot.record.capacity = config.capacity;
    slot.record.retired = false;
    ++slot.record.version;
    state_.touch_place(slot);
  }
  for (const CareHome& config : site.care_homes) {
    Slot<HomeState>& slot = state_.homes_[config.id];
    if (slot.record.id.given()) continue;
    slot.record.id = config.id;
    slot.record.expected_from = at;
    state_.touch_home(slot);
  }
}

}  // namespace carehub::core
