#include "dispatcher/runtime/publisher.hpp"

#include <algorithm>
#include <utility>

#include "dispatcher/core/projection.hpp"
#include "protocols/wire/codec.hpp"
#include "protocols/wire/limits.hpp"

namespace carehub::runtime {
namespace {

constexpr minutes aging_every{1};

template <class T>
void merge_records(std::vector<T>& earlier, std::vector<T>&& later) {
  if (earlier.empty()) {
    earlier = std::move(later);
    return;
  }
  std::map<decltype(T::id), std::size_t> at;
  for (std::size_t i = 0; i < earlier.size(); ++i) at.emplace(earlier[i].id, i);
  for (auto& record : later) {
    const auto [found, added] = at.emplace(record.id, earlier.size());
    if (added)
      earlier.push_back(std::move(record));
    else
      earlier[found->second] = std::move(record);
  }
}

// A record is gone if the later word on it says so; a consumer applies what is gone last.
template <class Id, class T>
void merge_gone(std::vector<Id>& earlier, std::vector<Id>&& later, const std::vector<T>& changed_later) {
  if (!earlier.empty()) {
    std::set<Id> back;
    for (const auto& record : changed_later) back.insert(record.id);
    std::erase_if(earlier, [&](const Id& id) { return back.contains(id); });
  }
  earlier.insert(earlier.end(), later.begin(), later.end());
}

template <class Map, class T>
void keep_shared(Map& map, std::vector<T>&& records) {
  for (auto& record : records) {
    const auto id = record.id;
    map.insert_or_assign(id, std::make_shared<const T>(std::move(record)));
  }
}

template <class Map, class T>
void keep_values(Map& map, std::vector<T>&& records) {
  for (auto& record : records) {
    const auto id = record.id;
    map.insert_or_assign(id, std::move(record));
  }
}

bool holds_records(const PictureUpdate& update) {
  return !(update.cases.empty() && update.cases_gone.empty() && update.teams.empty() && update.places.empty() &&
           update.services.empty() && update.alerts.empty() && update.alerts_gone.empty() && update.site.empty() &&
           !update.outlook);
}

// A rough size of the encoded record, so that a part stays near its bound without encoding twice.
std::size_t rough_bytes(const Case& c) {
  auto size = 600 + c.referral.narrative.size() + c.referral.summary.size() + 80 * c.history.size();
  for (const auto& entry : c.history) size += entry.what.size() + entry.by.size();
  if (c.explanation) size += 120 * (c.explanation->offered.size() + c.explanation->not_offered.size());
  return size;
}

// Why a level was declared, and what is handed over, is free text, and may name somebody.
HubStatus for_board(HubStatus status) {
  status.opel.reason.clear();
  status.handover.reset();
  return status;
}

}  // namespace

void merge(PictureUpdate& earlier, PictureUpdate&& later) {
  earlier.sequence = std::max(earlier.sequence, later.sequence);
  merge_gone(earlier.cases_gone, std::move(later.cases_gone), later.cases);
  merge_gone(earlier.alerts_gone, std::move(later.alerts_gone), later.alerts);
  merge_records(earlier.cases, std::move(later.cases));
  merge_records(earlier.teams, std::move(later.teams));
  merge_records(earlier.places, std::move(later.places));
  merge_records(earlier.services, std::move(later.services));
  merge_records(earlier.alerts, std::move(later.alerts));
  if (later.status) earlier.status = std::move(later.status);
  if (later.board) earlier.board = std::move(later.board);
  if (!later.site.empty()) earlier.site = std::move(later.site);
  if (later.outlook) earlier.outlook = std::move(later.outlook);
}

void Publisher::show(Outlook outlook) {
  ahead_ = outlook.services;
  ahead_made_ = outlook.futures > 0 ? std::optional(outlook.made) : std::nullopt;
  new_outlook_ = std::move(outlook);
  board_due_ = true;
}

void Publisher::show_forecast(Outlook outlook) {
  forecast_ = std::move(outlook.services);
  forecast_made_ = outlook.futures > 0 ? std::optional(outlook.made) : std::nullopt;
  board_due_ = true;
}

void Publisher::collect(const core::State& state, const core::Changes& changes, Sequence last, const HubTime& time,
                        Steady at) {
  Round round;
  round.clinical.sequence = round.board.sequence = last;
  collect_records(state, changes, time.now, round.clinical);
  collect_aged(state, time.now, round.clinical);
  round.clinical.outlook = std::exchange(new_outlook_, std::nullopt);
  if (!changes.empty()) status_due_ = board_due_ = true;
  collect_status(state, changes, time, at, round);
  round.has_clinical = round.clinical.status || holds_records(round.clinical);
  round.has_board = round.board.status || round.board.board;
  if (round.has_clinical || round.has_board) rounds_.push_back(std::move(round));
}

void Publisher::collect_records(const core::State& state, const core::Changes& changes, Instant now,
                                PictureUpdate& update) {
  if (changes.site) {
    update.site.push_back(state.site());
    hub_name_ = state.site().name;
  }
  for (const auto id : changes.cases) {
    const auto* record = state.find_case(id);
    if (record != nullptr && core::in_picture(state, *record, now))
      update.cases.push_back(core::published(*record));
    else
      update.cases_gone.push_back(id);
  }
  for (const auto& id : changes.teams)
    if (const auto* record = state.find_team(id)) update.teams.push_back(*record);
  for (const auto& id : changes.places)
    if (const auto* record = state.find_place(id)) update.places.push_back(*record);
  for (const auto& id : changes.services)
    if (const auto* record = state.find_service(id)) update.services.push_back(*record);
  for (const auto id : changes.alerts) {
    if (const auto* record = state.find_alert(id))
      update.alerts.push_back(*record);
    else
      update.alerts_gone.push_back(id);
  }
}

// Closed cases stay on the screens for a while; nothing happens to them when it is over, so somebody has to look.
void Publisher::collect_aged(const core::State& state, Instant now, PictureUpdate& update) {
  if (aged_at_ && now - *aged_at_ < aging_every) return;
  aged_at_ = now;
  for (const auto id : closed_) {
    const auto* record = state.find_case(id);
    if (record == nullptr || !core::in_picture(state, *record, now)) update.cases_gone.push_back(id);
  }
}

void Publisher::collect_status(const core::State& state, const core::Changes& changes, const HubTime& time, Steady at,
                               Round& round) {
  const auto as_it_runs = [&time](HubStatus& status) {
    status.speed = time.speed;
    status.simulated = time.simulated;
  };
  const auto due = [&](const std::optional<Steady>& last, bool changed) {
    return !last || at - *last >= options_.status_at_least || (changed && at - *last >= options_.status_at_most);
  };
  if (due(status_at_, status_due_) || changes.site) {
    auto status = core::hub_status(state, time.now);
    as_it_runs(status);
    round.clinical.status = status;
    status_at_ = at;
    status_due_ = false;
    if (!board_status_at_ || at - *board_status_at_ >= options_.status_at_least) {
      round.board.status = for_board(std::move(status));
      board_status_at_ = at;
    }
  }
  if ((board_due_ && (!board_at_ || at - *board_at_ >= options_.board_at_most)) || changes.site) {
    auto board = core::board(state, time.now);
    as_it_runs(board.status);
    board.status = for_board(std::move(board.status));
    board.ahead = ahead_;
    board.ahead_made = ahead_made_;
    board.forecast = forecast_;
    board.forecast_made = forecast_made_;
    round.board.board = std::move(board);
    board_at_ = board_status_at_ = at;
    board_due_ = false;
  }
}

void Publisher::release(Sequence durable) {
  std::optional<PictureUpdate> clinical;
  std::optional<PictureUpdate> board;
  const auto add = [](std::optional<PictureUpdate>& to, PictureUpdate&& update) {
    if (to)
      merge(*to, std::move(update));
    else
      to = std::move(update);
  };
  while (!rounds_.empty() && rounds_.front().clinical.sequence <= durable) {
    auto& round = rounds_.front();
    if (round.has_clinical) add(clinical, std::move(round.clinical));
    if (round.has_board) add(board, std::move(round.board));
    rounds_.pop_front();
  }
  if (clinical) {
    clinical->number = ++number_;
    clinical->epoch = options_.epoch;
    clinical_(*clinical);
    keep(std::move(*clinical));
  }
  if (board) {
    board->number = ++board_number_;
    board->epoch = options_.epoch;
    board_(*board);
    if (board->board) board_now_ = std::move(*board->board);
    if (board->status) board_now_.status = std::move(*board->status);
  }
}

void Publisher::keep(PictureUpdate&& update) {
  sequence_ = update.sequence;
  if (!update.site.empty()) site_ = std::make_shared<const Site>(std::move(update.site.back()));
  for (const auto& record : update.cases) {
    if (is_open(record.status))
      closed_.erase(record.id);
    else
      closed_.insert(record.id);
  }
  keep_shared(cases_, std::move(update.cases));
  for (const auto id : update.cases_gone) {
    cases_.erase(id);
    closed_.erase(id);
  }
  keep_shared(teams_, std::move(update.teams));
  keep_values(places_, std::move(update.places));
  keep_values(services_, std::move(update.services));
  keep_values(alerts_, std::move(update.alerts));
  for (const auto id : update.alerts_gone) alerts_.erase(id);
  if (update.status) status_ = std::move(*update.status);
  if (update.outlook) outlook_ = std::move(update.outlook);
}

SnapshotCursor Publisher::snapshot() const {
  SnapshotCursor cursor;
  cursor.head_.number = number_;
  cursor.head_.epoch = options_.epoch;
  cursor.head_.sequence = sequence_;
  cursor.head_.site = {*site_};
  cursor.head_.status = status_;
  cursor.head_.outlook = outlook_;
  for (const auto& [id, place] : places_) cursor.head_.places.push_back(place);
  for (const auto& [id, service] : services_) cursor.head_.services.push_back(service);
  for (const auto& [id, alert] : alerts_) cursor.head_.alerts.push_back(alert);
  for (const auto& [id, record] : cases_) cursor.cases_.push_back(record);
  for (const auto& [id, record] : teams_) cursor.teams_.push_back(record);
  return cursor;
}

SnapshotCursor Publisher::board_snapshot() const {
  SnapshotCursor cursor;
  cursor.head_.number = board_number_;
  cursor.head_.epoch = options_.epoch;
  cursor.head_.sequence = sequence_;
  cursor.head_.board = board_now_;
  cursor.head_.status = board_now_.status;
  return cursor;
}

std::optional<std::string> SnapshotCursor::next() {
  auto part = next_part();
  if (!part) return std::nullopt;
  return wire::encode(wire::Reply{std::move(*part)});
}

std::optional<wire::SnapshotPart> SnapshotCursor::next_part() {
  if (done_) return std::nullopt;
  wire::SnapshotPart next;
  next.index = index_++;
  next.part.number = head_.number;
  next.part.epoch = head_.epoch;
  next.part.sequence = head_.sequence;
  if (next.index == 0)
    next.part = std::exchange(head_, next.part);
  else
    fill(next.part);
  done_ = next.last = next_case_ == cases_.size() && next_team_ == teams_.size();
  return next;
}

void SnapshotCursor::fill(PictureUpdate& part) {
  constexpr std::size_t team_bytes = 400;
  std::size_t size = 0;
  while (next_team_ < teams_.size() && size < wire::snapshot_part_bytes_max / 2) {
    part.teams.push_back(*teams_[next_team_++]);
    size += team_bytes;
  }
  while (next_case_ < cases_.size() && size < wire::snapshot_part_bytes_max / 2) {
    const auto& record = *cases_[next_case_++];
    part.cases.push_back(record);
    size += rough_bytes(record);
  }
}

}  // namespace carehub::runtime
