#include "console/model/case_list.hpp"

#include <algorithm>
#include <array>

#include "console/model/text.hpp"
#include "protocols/domain/needs_999.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

// What one update may spend on a filter: a look at a text costs one, making the text some more.
constexpr std::size_t search_most = 2'000;
constexpr std::size_t text_costs = 8;
constexpr std::int64_t flagged_first_s = 8 * 366 * 86'400;  // later than anything can be

// Order of the groups on the screen; within a group by time left.
std::uint32_t band(Urgency urgency, bool oldest) {
  if (urgency == Urgency::breached) return 0;
  if (oldest) return 1;
  return urgency == Urgency::none ? 3 : 2;
}

// Nobody has judged yet how long it can wait, so it ranks as one that must go now, the older first: a cardiac arrest
// without a clock does not stand below sore throats that have one.
bool is_unjudged(const CaseFacts& facts) {
  return facts.slack == CaseFacts::Slack::none && facts.waiting && !facts.record->triage;
}

// A life may be at stake and 999 has not been sent: before everything that is only late, the older first.
bool is_flagged(const CaseFacts& facts, const Site& site) {
  return facts.open && awaits_999(*facts.record, site);
}

// Band and seconds left in one number that sorts; eight years either way are enough.
std::uint32_t key_of(std::uint32_t band, std::int64_t left_s) {
  constexpr std::int64_t middle = std::int64_t{1} << 28;
  return band << 29U | static_cast<std::uint32_t>(std::clamp(left_s + middle, std::int64_t{0}, 2 * middle - 1));
}

}  // namespace

// Without anything that changes by itself, so that it is made once a change.
std::string searched_text(const Case& c, const Site& site, Instant now) {
  const auto& referral = c.referral;
  std::string text;
  text.reserve(240);
  text += std::to_string(c.id.value);
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    text += '\n';
    text += part;
  };
  add(referral.summary);
  if (trimmed(referral.summary).empty()) add(words(c.triage ? c.triage->need : Need::unknown));
  add(locality_text(c));
  add(referral.location.postcode);
  add(source_text(c));
  add(state_text(c));
  if (c.assignment) add(unit_name(site, c.assignment->kind, c.assignment->unit));
  if (c.claim && !c.assignment) add(c.claim->user.value);
  if (c.triage) add("p" + std::to_string(static_cast<int>(c.triage->priority)));
  add(age_band(referral.person, local_time(site.calendar, now).day));
  add(referral.person.name);
  return lower(text);
}

std::optional<std::size_t> CaseList::index_of(CaseId id) const {
  const auto found = std::ranges::find(rows_, id, &Row::id);
  if (found == rows_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - rows_.begin());
}

void CaseList::renew_searched(const OpenCases& cases) {
  std::vector<Searched> before = std::exchange(searched_, {});
  searched_.reserve(cases.all().size());
  auto old = before.begin();
  for (const CaseFacts& facts : cases.all()) {
    while (old != before.end() && old->id < facts.id) ++old;
    const bool known = old != before.end() && old->id == facts.id;
    searched_.push_back(known ? std::move(*old) : Searched{facts.id, 0, false, false, {}});
    if (searched_.back().stamp != facts.stamp) searched_.back().looked_at = false;
  }
}

void CaseList::look_at(Searched& one, const CaseFacts& facts, const OpenCases& cases,
                       const std::vector<std::string>& words) {
  if (one.stamp != facts.stamp) {
    one.text = searched_text(*facts.record, cases.site(), cases.now());
    one.stamp = facts.stamp;
  }
  one.matches = std::ranges::all_of(words, [&](const std::string& word) { return one.text.contains(word); });
  one.looked_at = true;
}

void CaseList::search(const OpenCases& cases, std::string_view filter) {
  const auto words = words_of(filter);
  filtered_ = !words.empty();
  unsearched_ = 0;
  if (!filtered_) {
    searched_.clear();
    return;
  }
  if (seen_records_ != cases.records_revision() || searched_.size() != cases.all().size()) renew_searched(cases);
  if (seen_filter_ != filter)
    for (Searched& one : searched_) one.looked_at = one.matches = false;
  std::size_t spent = 0;
  for (std::size_t slot = 0; slot < searched_.size(); ++slot) {
    Searched& one = searched_[slot];
    const CaseFacts& facts = cases.all()[slot];
    if (one.looked_at || !facts.open) continue;
    if (spent >= search_most) {
      ++unsearched_;
      continue;
    }
    spent += one.stamp == facts.stamp ? 1 : text_costs;
    look_at(one, facts, cases, words);
  }
}

// Three passes of a radix sort: the same work whatever changed, and cases of the same second stay in order of number.
void CaseList::sort_ranked() {
  constexpr unsigned bits = 11;
  constexpr std::uint32_t mask = (1U << bits) - 1;
  scratch_.resize(ranked_.size());
  for (unsigned shift = 0; shift < 32; shift += bits) {
    std::array<std::uint32_t, mask + 2> starts{};
    for (const Ranked& one : ranked_) ++starts[(one.key >> shift & mask) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    for (const Ranked& one : ranked_) scratch_[starts[one.key >> shift & mask]++] = one;
    ranked_.swap(scratch_);
  }
}

void CaseList::rank(const OpenCases& cases) {
  const auto all = cases.all();
  const auto shown = [&](std::size_t slot) { return all[slot].open && (!filtered_ || searched_[slot].matches); };
  std::size_t oldest = all.size();
  std::size_t first = 0;  // late, or with a red flag and nobody on the way
  ranked_.clear();
  for (std::size_t slot = 0; slot < all.size(); ++slot) {
    if (!shown(slot)) continue;
    const Standing& standing = cases.standing(slot);
    const bool flagged = is_flagged(all[slot], cases.site());
    const bool late = standing.urgency == Urgency::breached || flagged;
    first += late ? 1 : 0;
    if (all[slot].waiting && !late && (oldest == all.size() || all[slot].received < all[oldest].received))
      oldest = slot;
    const auto key = flagged                  ? key_of(band(Urgency::breached, false), -flagged_first_s)
                     : is_unjudged(all[slot]) ? key_of(band(Urgency::due_soon, false), 0)
                                              : key_of(band(standing.urgency, false), standing.left_s);
    ranked_.push_back({key, static_cast<std::uint32_t>(slot)});
  }
  for (Ranked& one : ranked_)
    if (one.slot == oldest) one.key = key_of(band(Urgency::later, true), cases.standing(oldest).left_s);
  sort_ranked();
  rows_.clear();
  for (const Ranked& one : ranked_) {
    const Standing& standing = cases.standing(one.slot);
    rows_.push_back({all[one.slot].id, standing.urgency, standing.due_soon, all[one.slot].waiting});
  }
  oldest_ = oldest != all.size() ? all[oldest].id : CaseId{};
  pinned_ = first + (oldest != all.size() ? 1 : 0);
  totals_ = cases.totals();
}

// In the order in which they stand.
std::vector<CaseList::Held> CaseList::held_now(CaseId hold, CaseId pointed) const {
  std::vector<Held> held;
  if (const auto at = hold.given() ? index_of(hold) : std::nullopt) held.push_back({rows_[*at], *at});
  if (const auto at = pointed.given() && pointed != hold ? index_of(pointed) : std::nullopt)
    held.push_back({rows_[*at], *at});
  if (held.size() == 2 && held[1].at < held[0].at) std::swap(held[0], held[1]);
  return held;
}

// Puts held rows back where they were, each within its own part of the list. All are taken out first and the upper one
// goes in first, so that neither moves the other.
void CaseList::hold_rows(std::vector<Held> held) {
  std::erase_if(held, [&](const Held& one) {
    const auto found = index_of(one.row.id);
    return !found || rows_[*found].urgency != one.row.urgency;
  });
  for (Held& one : held) {
    const auto found = *index_of(one.row.id);
    const bool is_pinned = found < pinned_;
    const std::size_t high = (is_pinned ? pinned_ : rows_.size()) - 1;
    one = {rows_[found], std::clamp(one.at, is_pinned ? std::size_t{0} : pinned_, high)};
  }
  for (const Held& one : held) rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(*index_of(one.row.id)));
  for (const Held& one : held)
    rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(std::min(one.at, rows_.size())), one.row);
}

void CaseList::update(const OpenCases& cases, std::string_view filter, CaseId hold, CaseId pointed) {
  const bool same_filter = seen_filter_ == filter;
  if (ranked_once_ && same_filter && !searching() && seen_revision_ == cases.revision()) return;
  search(cases, filter);
  auto held = same_filter ? held_now(hold, pointed) : std::vector<Held>{};
  rank(cases);
  hold_rows(std::move(held));
  ranked_once_ = true;
  seen_revision_ = cases.revision();
  seen_records_ = cases.records_revision();
  seen_filter_ = filter;
}

void CaseList::update(const Picture& picture, Instant now, std::string_view filter, CaseId hold) {
  if (!own_) own_ = std::make_unique<OpenCases>();
  own_->follow(picture, now);
  do update(*own_, filter, hold);
  while (searching());
}

ViewCounts CaseList::counts(std::size_t first, std::size_t last, std::size_t pinned) const {
  const auto all = [](std::int32_t count) { return static_cast<std::size_t>(count); };
  ViewCounts result{.open = all(totals_.open),
                    .breached_out = all(totals_.breached),
                    .due_soon_out = all(totals_.due_soon),
                    .waiting_out = all(totals_.waiting)};
  const auto see = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < std::min(to, rows_.size()); ++i) {
      ++result.shown;
      result.breached_out -= rows_[i].urgency == Urgency::breached ? 1 : 0;
      result.due_soon_out -= rows_[i].due_soon ? 1 : 0;
      result.waiting_out -= rows_[i].waiting ? 1 : 0;
    }
  };
  see(0, pinned);
  see(std::max(first, pinned), last);
  return result;
}

}  // namespace carehub::console
