#include "dispatcher/runtime/chronicle.hpp"

#include <algorithm>
#include <variant>

#include "dispatcher/core/phrases.hpp"

namespace carehub::runtime {
namespace {

constexpr hours beyond_max{24 * 366};
constexpr std::uint32_t parts_max = 2'000;
constexpr std::uint32_t marks_at_once = 200;

// The case that somebody was found for.
CaseId decided_for(const Event& event) {
  if (const auto* e = std::get_if<ResponseProposed>(&event)) return e->case_id;
  if (const auto* e = std::get_if<TeamAllocated>(&event)) return e->case_id;
  if (const auto* e = std::get_if<PersonSignposted>(&event)) return e->case_id;
  if (const auto* e = std::get_if<ServiceBooked>(&event)) return e->case_id;
  return {};
}

// What the event has just added to the case's history; nothing where it added no line.
const HistoryEntry* line_of(CaseId id, const Stamp& stamp, const core::State& after) {
  const Case* record = id.given() ? after.find_case(id) : nullptr;
  if (record == nullptr || record->history.empty() || record->history.back().at != stamp.at) return nullptr;
  return &record->history.back();
}

}  // namespace

Chronicle::Note& Chronicle::note_at(Instant at) {
  const Instant begin{std::chrono::floor<seconds>(at.time_since_epoch()) / note_span * note_span};
  // A clock that was set back adds to the last one: the journal's order stays.
  if (notes_.empty() || notes_.back().at < begin) notes_.push_back({begin, {}});
  return notes_.back();
}

void Chronicle::mark(MarkKind kind, CaseId id, std::string what, const Stamp& stamp, Sequence sequence,
                     const core::State& after, std::string by) {
  HistoryMark mark{stamp.at, kind, id, sequence, std::move(by), std::move(what)};
  if (mark.what.empty()) {
    const auto* line = line_of(id, stamp, after);
    mark.what = line != nullptr ? line->what : kind == MarkKind::call ? "call received" : "";
  }
  marks_.push_back(std::move(mark));
  if (marks_.size() <= marks_max_) return;
  marks_.pop_front();
  ++forgotten_;
}

void Chronicle::take(const Event& event, const Stamp& stamp, Sequence sequence, const core::State& after) {
  HistoryPart& part = note_at(stamp.at).part;
  ++part.events;
  const auto by = [&] { return core::who(stamp.actor); };
  if (const auto* received = std::get_if<CaseReceived>(&event)) {
    ++part.calls;
    mark(MarkKind::call, received->case_id, {}, stamp, sequence, after, by());
  } else if (const CaseId id = decided_for(event); id.given()) {
    ++part.decided;
    // Whoever told the hub something proposed nobody.
    const bool proposed = std::holds_alternative<ResponseProposed>(event);
    mark(MarkKind::decided, id, {}, stamp, sequence, after, proposed ? "hub" : by());
  } else if (const auto* refused = std::get_if<CommandRefused>(&event)) {
    ++part.refused;
    mark(MarkKind::refused, refused->case_id, "refused: " + refused->refusal.text, stamp, sequence, after, by());
  } else if (const auto* breached = std::get_if<ClockBreached>(&event)) {
    ++part.breached;
    mark(MarkKind::breached, breached->case_id, {}, stamp, sequence, after, "hub");
  }
}

void Chronicle::fill_parts(History& history, std::uint32_t parts) const {
  history.parts.resize(std::min(parts, parts_max));
  const Duration span = history.to - history.from;
  if (history.parts.empty() || span <= Duration::zero()) return;
  const auto before = [](const Note& note, Instant at) { return note.at + note_span <= at; };
  for (auto at = std::lower_bound(notes_.begin(), notes_.end(), history.from, before);
       at != notes_.end() && at->at < history.to; ++at) {
    const Instant when = std::max(at->at, history.from);
    const double share = std::chrono::duration<double>(when - history.from) / std::chrono::duration<double>(span);
    const auto index = static_cast<std::size_t>(share * static_cast<double>(history.parts.size()));
    HistoryPart& part = history.parts[std::min(index, history.parts.size() - 1)];
    part.events += at->part.events;
    part.calls += at->part.calls;
    part.decided += at->part.decided;
    part.refused += at->part.refused;
    part.breached += at->part.breached;
  }
}

void Chronicle::fill_marks(History& history, const HistoryWish& wish) const {
  const auto wanted = [&](const HistoryMark& mark) { return !wish.of.given() || mark.case_id == wish.of; };
  const auto later = [](Instant at, const HistoryMark& mark) { return at < mark.at; };
  const auto middle = std::upper_bound(marks_.begin(), marks_.end(), wish.around, later);
  const std::size_t before = std::min(wish.before, marks_at_once);
  const std::size_t after = std::min(wish.after, marks_at_once);
  auto at = middle;
  while (at != marks_.begin() && history.marks.size() < before) {
    --at;
    if (wanted(*at)) history.marks.push_back(*at);
  }
  history.earlier = std::any_of(marks_.begin(), at, wanted);
  std::ranges::reverse(history.marks);
  const std::size_t so_far = history.marks.size();
  for (at = middle; at != marks_.end() && history.marks.size() < so_far + after; ++at)
    if (wanted(*at)) history.marks.push_back(*at);
}

History Chronicle::answer(const HistoryWish& wish, Instant now) const {
  History history;
  history.last = now;
  history.first = notes_.empty() ? now : notes_.front().at;
  const bool all = wish.from >= wish.to;
  // Centuries would not fit into a difference of times.
  const auto in_reach = [&](Instant at) {
    const auto [earliest, latest] = std::minmax(history.first, history.last);
    return std::clamp(at, earliest - beyond_max, latest + beyond_max);
  };
  history.from = all ? history.first : in_reach(wish.from);
  history.to = all ? history.last : in_reach(wish.to);
  history.around = wish.around;
  history.of = wish.of;
  fill_parts(history, wish.parts);
  fill_marks(history, wish);
  return history;
}

}  // namespace carehub::runtime
