#include "dispatcher/matching/lookahead/look_ahead.hpp"

#include <algorithm>

#include "dispatcher/matching/lookahead/future.hpp"

namespace carehub::matching::lookahead {

namespace {

// Sums over all futures played.
class Tallies {
 public:
  explicit Tallies(const Outset& outset) : outset_(outset), people_(outset.people.size()) {}

  void add(const Played& played);
  [[nodiscard]] std::int32_t futures() const { return futures_; }
  [[nodiscard]] std::vector<CaseOutlook> cases();
  [[nodiscard]] std::vector<ServiceOutlook> services() const;

 private:
  struct PersonTally {
    std::int64_t chance = 0;
    std::vector<std::int32_t> reached_s;
  };
  [[nodiscard]] std::optional<Instant> reached_in(PersonTally& person, std::int32_t tenths) const;

  const Outset& outset_;
  std::vector<PersonTally> people_;
  std::vector<HalfHour> half_hours_;
  std::int32_t futures_ = 0;
};

void add_up(std::vector<std::int64_t>& sum, const std::vector<std::int64_t>& more) {
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += more[i];
}

void Tallies::add(const Played& played) {
  ++futures_;
  for (std::size_t i = 0; i < people_.size(); ++i) {
    people_[i].chance += played.people[i].chance;
    if (played.people[i].reached_s) people_[i].reached_s.push_back(*played.people[i].reached_s);
  }
  if (half_hours_.empty()) {
    half_hours_ = played.half_hours;
    return;
  }
  for (std::size_t i = 0; i < half_hours_.size(); ++i) {
    add_up(half_hours_[i].waiting, played.half_hours[i].waiting);
    add_up(half_hours_[i].late, played.half_hours[i].late);
    add_up(half_hours_[i].calls, played.half_hours[i].calls);
    add_up(half_hours_[i].free, played.half_hours[i].free);
    add_up(half_hours_[i].full, played.half_hours[i].full);
  }
}

// The moment by which somebody is there in so many tenths of all futures.
std::optional<Instant> Tallies::reached_in(PersonTally& person, std::int32_t tenths) const {
  const auto needed = static_cast<std::size_t>((futures_ * tenths + 9) / 10);
  if (needed == 0 || person.reached_s.size() < needed) return std::nullopt;
  const auto at = person.reached_s.begin() + static_cast<std::ptrdiff_t>(needed - 1);
  std::ranges::nth_element(person.reached_s, at);
  return outset_.now + seconds(*at);
}

std::vector<CaseOutlook> Tallies::cases() {
  std::vector<CaseOutlook> list;
  for (std::size_t i = 0; i < people_.size(); ++i) {
    CaseOutlook& one = list.emplace_back();
    one.case_id = outset_.people[i].id;
    one.breach_permille = static_cast<std::int32_t>(people_[i].chance * 1000 / plan::whole / futures_);
    one.likely = reached_in(people_[i], 5);
    one.latest = reached_in(people_[i], 9);
  }
  std::ranges::sort(list, {}, &CaseOutlook::case_id);
  return list;
}

std::vector<ServiceOutlook> Tallies::services() const {
  std::vector<ServiceOutlook> list;
  for (std::size_t service = 0; service < outset_.site->services.size(); ++service) {
    if (!has_own_units(outset_.site->services[service])) continue;
    ServiceOutlook& one = list.emplace_back();
    one.service = outset_.site->services[service].id;
    const auto mean = [&](std::int64_t sum, std::int64_t of) {
      return static_cast<std::int32_t>(sum * 100 / of / futures_);
    };
    for (const HalfHour& half_hour : half_hours_) {
      one.calls_x100.push_back(mean(half_hour.calls[service], 1));
      one.waiting_x100.push_back(mean(half_hour.waiting[service], 1));
      one.late_x100.push_back(mean(half_hour.late[service], plan::whole));
      if (outset_.site->services[service].capacity != CapacityKind::mobile_teams) continue;
      one.free_x100.push_back(mean(half_hour.free[service], 1));
      one.full_permille.push_back(static_cast<std::int32_t>(half_hour.full[service] * 1000 / futures_));
    }
  }
  return list;
}

// The same futures with the proposal left for a while; none: there was no time for all of them.
// Requires: those without were played: `done`.
template <class GoOn>
std::optional<ActionOutlook> outlook_of(const Outset& outset, const Delay& proposal, Future& future,
                                        const std::vector<Played>& done, GoOn go_on) {
  const HeldUntil left{proposal.call, 60 * outset.rules.delay_min};
  const auto person =
      static_cast<std::size_t>(std::ranges::find(outset.people, proposal.call, &Person::call) - outset.people.begin());
  std::int64_t now = 0, later = 0, saved = 0;
  for (std::size_t number = 0; number < done.size(); ++number) {
    if (!go_on()) return std::nullopt;
    const Played otherwise = future.play(number, left);
    now += done[number].people[person].chance;
    later += otherwise.people[person].chance;
    saved += otherwise.weighted_late - done[number].weighted_late;
  }
  const auto count = static_cast<std::int64_t>(done.size());
  const auto permille = [&](std::int64_t sum) { return static_cast<std::int32_t>(sum * 1000 / plan::whole / count); };
  return ActionOutlook{proposal.id,   proposal.kind,   proposal.unit,
                       permille(now), permille(later), static_cast<std::int32_t>(saved * 100 / plan::whole / count)};
}

}  // namespace

Outlook look_ahead(const Outset& outset, const std::atomic<bool>* stop) {
  const LookaheadRules& rules = outset.rules;
  Outlook outlook;
  outlook.made = outset.now;
  outlook.horizon_min = rules.horizon_min;
  outlook.delay_min = rules.delay_min;
  Future future(outset);
  Tallies tallies(outset);
  std::vector<Played> first;
  const auto may_try = [&](std::int64_t moves) {
    const bool stopped = stop != nullptr && stop->load(std::memory_order_relaxed);
    return !stopped && future.moves() < moves;
  };
  // In a storm a third of the effort is left for what can be done about it.
  const std::int64_t futures_until = std::int64_t{rules.moves} * 2 / 3;
  for (std::int32_t number = 0; number < rules.futures && (number == 0 || may_try(futures_until)); ++number) {
    Played played = future.play(static_cast<std::uint64_t>(number));
    tallies.add(played);
    if (number < rules.action_futures) first.push_back(std::move(played));
  }
  outlook.futures = tallies.futures();
  outlook.cases = tallies.cases();
  outlook.services = tallies.services();
  for (const Delay& proposal : outset.proposals) {
    if (outlook.actions.size() == static_cast<std::size_t>(rules.actions)) break;
    auto action = outlook_of(outset, proposal, future, first, [&] { return may_try(rules.moves); });
    if (!action) break;
    outlook.actions.push_back(std::move(*action));
  }
  return outlook;
}

}  // namespace carehub::matching::lookahead
