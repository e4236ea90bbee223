#include "console/model/case_list.hpp"

#include <algorithm>
#include <limits>
#include <ranges>

#include "console/model/text.hpp"
#include "protocols/domain/tally.hpp"

namespace carehub::console {
namespace {

// Order of the groups on the screen; within a group by key.
int band(Urgency urgency, bool oldest) {
  if (urgency == Urgency::breached) return 0;
  if (oldest) return 1;
  return urgency == Urgency::none ? 3 : 2;
}

// Seconds that are left; a case without a clock ranks by how long it has been here.
std::int64_t rank_key(const Case& c, Instant now, Urgency urgency) {
  const auto slack = slack_s(c, now);
  if (!slack) return std::chrono::floor<seconds>(c.received.time_since_epoch()).count();
  if (urgency != Urgency::breached) return *slack;
  return std::min(*slack, std::chrono::floor<seconds>(tightest_clock(c)->due - now).count());
}

std::string haystack_of(const Case& c, const Picture& picture, Instant now) {
  const auto row = make_row(c, picture, now);
  const auto& referral = c.referral;
  const auto priority = row.priority_text;
  return lower(joined({std::to_string(c.id.value), row.need, referral.summary, row.locality, referral.location.postcode,
                       row.source, row.state, row.unit, priority, row.age, referral.person.name},
                      "\n"));
}

}  // namespace

std::optional<std::size_t> CaseList::index_of(CaseId id) const {
  const auto found = std::ranges::find(rows_, id, &Entry::id);
  if (found == rows_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - rows_.begin());
}

bool CaseList::matches(const Case& c, const Picture& picture, Instant now, const std::vector<std::string>& words) {
  if (words.empty()) return true;
  auto& entry = haystacks_[c.id];
  if (entry.text.empty() || entry.version != c.version) entry = {c.version, haystack_of(c, picture, now)};
  return std::ranges::all_of(words, [&](const std::string& word) { return entry.text.contains(word); });
}

void CaseList::rank(const Picture& picture, Instant now, std::string_view filter) {
  const auto words = words_of(filter);
  if (words.empty()) haystacks_.clear();
  rows_.clear();
  open_ = breached_ = due_soon_ = waiting_ = 0;
  const Case* oldest = nullptr;
  for (const auto& [id, record] : picture.cases) {
    const Case& c = *record;
    if (!is_open(c.status)) continue;
    const auto urgency = urgency_of(c, now, picture.site->thresholds);
    const bool due_soon = is_due_soon(c, now, picture.site->thresholds);
    const bool waiting = is_waiting(c);
    ++open_;
    breached_ += urgency == Urgency::breached ? 1 : 0;
    due_soon_ += due_soon ? 1 : 0;
    waiting_ += waiting ? 1 : 0;
    if (!matches(c, picture, now, words)) continue;
    if (waiting && urgency != Urgency::breached && (oldest == nullptr || c.received < oldest->received)) oldest = &c;
    rows_.push_back({id, urgency, due_soon, waiting, rank_key(c, now, urgency)});
  }
  const auto oldest_id = oldest != nullptr ? oldest->id : CaseId{};
  std::ranges::sort(rows_, {}, [&](const Entry& entry) {
    return std::tuple{band(entry.urgency, entry.id == oldest_id), entry.key, entry.id.value};
  });
  const auto shown_breached = std::ranges::count(rows_, Urgency::breached, &Entry::urgency);
  pinned_ = static_cast<std::size_t>(shown_breached) + (oldest != nullptr ? 1 : 0);
}

// Puts the held row back where it was, within its own part of the list.
void CaseList::hold_row(CaseId hold, std::size_t before, Urgency urgency_before) {
  const auto found = index_of(hold);
  if (!found || rows_[*found].urgency != urgency_before) return;
  const bool is_pinned = *found < pinned_;
  const std::size_t low = is_pinned ? 0 : pinned_;
  const std::size_t high = (is_pinned ? pinned_ : rows_.size()) - 1;
  const auto target = std::clamp(before, low, high);
  const auto entry = rows_[*found];
  rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(*found));
  rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(target), entry);
}

void CaseList::update(const Picture& picture, Instant now, std::string_view filter, CaseId hold) {
  const auto second = std::chrono::floor<seconds>(now.time_since_epoch()).count();
  const bool same_picture =
      seen_number_ == picture.number && seen_epoch_ == picture.epoch && seen_site_ == picture.site.get();
  const bool same_filter = seen_filter_ == filter;
  if (same_picture && same_filter && seen_second_ == second) return;
  const auto held_at = hold.given() && same_filter ? index_of(hold) : std::nullopt;
  const auto held_urgency = held_at ? rows_[*held_at].urgency : Urgency::none;
  rank(picture, now, filter);
  if (held_at) hold_row(hold, *held_at, held_urgency);
  seen_number_ = picture.number;
  seen_epoch_ = picture.epoch;
  seen_site_ = picture.site.get();
  seen_second_ = second;
  seen_filter_ = filter;
}

ViewCounts CaseList::counts(std::size_t first, std::size_t last) const {
  ViewCounts result{.open = open_, .breached_out = breached_, .due_soon_out = due_soon_, .waiting_out = waiting_};
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (i >= pinned_ && (i < first || i >= last)) continue;
    ++result.shown;
    result.breached_out -= rows_[i].urgency == Urgency::breached ? 1 : 0;
    result.due_soon_out -= rows_[i].due_soon ? 1 : 0;
    result.waiting_out -= rows_[i].waiting ? 1 : 0;
  }
  return result;
}

}  // namespace carehub::console
