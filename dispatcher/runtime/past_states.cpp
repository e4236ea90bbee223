#include "dispatcher/runtime/past_states.hpp"

#include <algorithm>
#include <utility>

#include "dispatcher/core/snapshot.hpp"

namespace carehub::runtime {
namespace {

constexpr Sequence half = 2;

// By way of its records, as a recovery would make it from a snapshot.
core::State copy_of(const core::State& state, std::size_t& records) {
  core::State copy;
  auto all = core::records(state, state.all_records());
  records = all.size();
  for (auto& record : all) copy.restore(record.take());
  return copy;
}

}  // namespace

PastStates::PastStates(Read read, PastOptions options, Snapshot snapshot)
    : read_(std::move(read)),
      options_(options),
      chronicle_(options.marks_max),
      ahead_(core::State{}),
      snapshot_(std::move(snapshot)) {
  ahead_.replay.when_taken([this](const Event& event, const Stamp& stamp, Sequence sequence) {
    chronicle_.take(event, stamp, sequence, ahead_.replay.state());
  });
}

Result<bool> PastStates::read_on(std::optional<Instant> wanted) {
  auto& waiting = ahead_.waiting;
  if (waiting.empty()) {
    CAREHUB_TRY(auto entries, read_(ahead_.place));
    for (auto& entry : entries) waiting.push_back(std::move(entry));
    if (waiting.empty()) return false;
  }
  for (; !waiting.empty(); waiting.pop_front()) {
    const auto& entry = waiting.front();
    if (wanted && entry.stamp.at > *wanted - options_.near_before && wants_near_copy(ahead_, *wanted))
      leave_near_copy(ahead_);
    if (wanted && entry.stamp.at > *wanted) return true;
    CAREHUB_CHECK(ahead_.replay.take(entry));
    since_copy_ += entry.events.size();
  }
  // A copy costs as much as the state is large, so they are made further apart as it grows: in all three times the
  // last.
  if (since_copy_ >= std::max(options_.copy_every_events, reached() / half) && !is_past_copying()) leave_copy();
  return true;
}

// A copy of it would go at once: it is large, and the snapshot stands for what is near the end.
bool PastStates::is_past_copying() const {
  return latest_ && ahead_.replay.state().hub().next_case - core::first_case > options_.copied_records_max;
}

// The next entry is later, and so was none before.
bool PastStates::stands_at(Instant at) const {
  return !has_passed(at) && !ahead_.waiting.empty() && ahead_.waiting.front().stamp.at > at;
}

// Read when it is needed first. What cannot be relied on is done without: the entries are the truth.
bool PastStates::starts_from_snapshot(Instant at) {
  if (!latest_ && snapshot_) {
    auto found = snapshot_(at);
    if (!found) snapshot_ = {};
    if (found && *found) {
      const Instant of = (*found)->state.hub().last_at;
      latest_ = Copy{of, (*found)->place, 0, std::move((*found)->state), {}};
      thin_out();
    }
  }
  return latest_ && latest_->at <= at;
}

bool PastStates::ready_for(Instant at) {
  return has_passed(at) || stands_at(at) || starts_from_snapshot(at);
}

void PastStates::leave_copy() {
  since_copy_ = 0;
  Copy copy{ahead_.replay.state().hub().last_at, ahead_.place, 0, {}, {}};
  copy.state = copy_of(ahead_.replay.state(), copy.records);
  copies_.push_back(std::move(copy));
  thin_out();
}

// The newest stays, unless the snapshot stands for it: most looks back are short. Of the others the one goes whose
// neighbours stand closest together, until the rest fits.
void PastStates::thin_out() {
  const auto others = [this] {
    std::size_t sum = 0;
    for (std::size_t i = 0; i + 1 < copies_.size(); ++i) sum += copies_[i].records;
    return sum;
  };
  if (latest_ && !copies_.empty() && copies_.back().records > options_.copied_records_max) copies_.pop_back();
  while (copies_.size() > 1 && (copies_.size() > options_.copies_max || others() > options_.copied_records_max)) {
    const auto gap_without = [this](std::size_t i) {
      return copies_[i + 1].place.last_sequence - (i == 0 ? 0 : copies_[i - 1].place.last_sequence);
    };
    std::size_t least = 0;
    for (std::size_t i = 1; i + 1 < copies_.size(); ++i)
      if (gap_without(i) < gap_without(least)) least = i;
    copies_.erase(copies_.begin() + static_cast<std::ptrdiff_t>(least));
  }
}

const PastStates::Copy* PastStates::copy_before(Instant at) const {
  const Copy* found = nullptr;
  for (const Copy& copy : copies_)
    if (copy.at <= at) found = &copy;
  for (const auto& other : {&near_, &latest_})
    if (*other && (*other)->at <= at && (found == nullptr || found->at <= (*other)->at)) found = &**other;
  return found;
}

// The walker is not behind any copy that could be taken instead, and has taken nothing of what comes later.
bool PastStates::can_go_on(Instant at) const {
  if (!walker_ || walked_to_ > at) return false;
  const Copy* copy = copy_before(at);
  return copy == nullptr || copy->state.hub().last_sequence <= walker_->replay.state().hub().last_sequence;
}

void PastStates::start_from(const Copy* copy) {
  walker_.reset();  // two would be one too many in a large hub
  made_anew_ = true;
  std::size_t records = 0;
  walker_.emplace(copy != nullptr ? copy_of(copy->state, records) : core::State{});
  if (copy == nullptr) return;
  walker_->place = copy->place;
  walker_->waiting = copy->waiting;
}

// A step back costs what lies between a copy and it, so one is worth its memory only where no other is near.
bool PastStates::wants_near_copy(const Walker& walker, Instant at) const {
  const auto& hub = walker.replay.state().hub();
  if (hub.last_sequence == 0 || hub.last_at > at - options_.near_before) return false;
  if (near_ && near_->at <= at && at - near_->at <= 2 * options_.near_before) return false;
  const Copy* other = copy_before(hub.last_at);
  const Sequence from = other != nullptr ? other->state.hub().last_sequence : 0;
  return hub.last_sequence - from >= options_.near_after_events;
}

void PastStates::leave_near_copy(const Walker& walker) {
  near_.reset();
  const core::State& state = walker.replay.state();
  Copy copy{state.hub().last_at, walker.place, 0, {}, walker.waiting};
  copy.state = copy_of(state, copy.records);
  near_ = std::move(copy);
}

Result<void> PastStates::walk_to(Instant at) {
  while (true) {
    if (walker_->waiting.empty()) {
      CAREHUB_TRY(auto entries, read_(walker_->place));
      for (auto& entry : entries) walker_->waiting.push_back(std::move(entry));
    }
    if (walker_->waiting.empty() || walker_->waiting.front().stamp.at > at) return {};
    CAREHUB_CHECK(walker_->replay.take(walker_->waiting.front()));
    walker_->waiting.pop_front();
  }
}

Result<const core::State*> PastStates::at(Instant at) {
  if (stands_at(at)) return &ahead_.replay.state();
  if (!can_go_on(at)) start_from(copy_before(at));
  const auto walk = [&]() -> Result<void> {
    CAREHUB_CHECK(walk_to(at - options_.near_before));
    if (wants_near_copy(*walker_, at)) leave_near_copy(*walker_);
    return walk_to(at);
  };
  if (auto walked = walk(); !walked) {
    walker_.reset();
    return std::unexpected(std::move(walked).error());
  }
  walked_to_ = at;
  return &walker_->replay.state();
}

}  // namespace carehub::runtime
