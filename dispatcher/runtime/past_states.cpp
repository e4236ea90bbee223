#include "dispatcher/runtime/past_states.hpp"

#include <algorithm>
#include <utility>

#include "dispatcher/core/snapshot.hpp"

namespace carehub::runtime {
namespace {

constexpr Sequence copies_a_journal = 8;

// By way of its records, as a recovery would make it from a snapshot.
core::State copy_of(const core::State& state, std::size_t& records) {
  core::State copy;
  auto all = core::records(state, state.all_records());
  records = all.size();
  for (auto& record : all) copy.restore(record.take());
  return copy;
}

}  // namespace

PastStates::PastStates(Read read, PastOptions options)
    : read_(std::move(read)), options_(options), chronicle_(options.marks_max), ahead_(core::State{}) {
  ahead_.replay.when_taken([this](const Event& event, const Stamp& stamp, Sequence sequence) {
    chronicle_.take(event, stamp, sequence, ahead_.replay.state());
  });
}

Result<bool> PastStates::read_on() {
  CAREHUB_TRY(const auto entries, read_(ahead_.place));
  for (const auto& entry : entries) {
    CAREHUB_CHECK(ahead_.replay.take(entry));
    since_copy_ += entry.events.size();
  }
  // A copy costs as much as the state is large, so they are made further apart as it grows.
  if (since_copy_ >= std::max(options_.copy_every_events, reached() / copies_a_journal)) leave_copy();
  return !entries.empty();
}

void PastStates::leave_copy() {
  since_copy_ = 0;
  Copy copy{ahead_.replay.state().hub().last_at, ahead_.place, 0, {}, {}};
  copy.state = copy_of(ahead_.replay.state(), copy.records);
  copies_.push_back(std::move(copy));
  thin_out();
}

// The newest stays: most looks back are short. Of the others the one goes whose neighbours stand closest together,
// until the rest fits.
void PastStates::thin_out() {
  const auto others = [this] {
    std::size_t sum = 0;
    for (std::size_t i = 0; i + 1 < copies_.size(); ++i) sum += copies_[i].records;
    return sum;
  };
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
  if (near_ && near_->at <= at && (found == nullptr || found->at <= near_->at)) found = &*near_;
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
  std::size_t records = 0;
  walker_.emplace(copy != nullptr ? copy_of(copy->state, records) : core::State{});
  if (copy == nullptr) return;
  walker_->place = copy->place;
  walker_->waiting = copy->waiting;
}

bool PastStates::wants_near_copy(Instant at) const {
  return !near_ || near_->at > at || at - near_->at > 2 * options_.near_before;
}

void PastStates::leave_near_copy() {
  near_.reset();
  const core::State& state = walker_->replay.state();
  Copy copy{state.hub().last_at, walker_->place, 0, {}, walker_->waiting};
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
  if (!can_go_on(at)) start_from(copy_before(at));
  const auto walk = [&]() -> Result<void> {
    if (wants_near_copy(at) && walker_->replay.state().hub().last_at <= at - options_.near_before) {
      CAREHUB_CHECK(walk_to(at - options_.near_before));
      if (walker_->replay.state().hub().last_sequence > 0) leave_near_copy();
    }
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
