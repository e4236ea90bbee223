#include "console/model/watch_changes.hpp"

#include <fmt/format.h>

#include <utility>

#include "console/model/board_model.hpp"
#include "console/model/case_list.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

std::string what_is_left(const Case& c, const WatchFacts& facts) {
  return left_words(make_row(c, facts.picture, facts.now));
}

std::string where_it_stands(const Case& c, const WatchFacts& facts) {
  const auto row = make_row(c, facts.picture, facts.now);
  return row.unit.empty() || row.unit == "–" ? row.state : fmt::format("{}, {}", row.state, row.unit);
}

std::string card_words(const BoardCard& card) {
  return fmt::format("{}: {} {}, {} {}", card.title, card.letter, card.word, card.figure, card.unit);
}

}  // namespace

WatchChanges::Seen WatchChanges::seen_of(const Case& c, const WatchFacts& facts) {
  return {c.status, c.assignment ? c.assignment->unit : std::string(), c.claim ? c.claim->user.value : std::string(),
          urgency_of(c, facts.now, facts.picture.site->thresholds)};
}

std::vector<std::string> WatchChanges::update(const WatchFacts& facts) {
  Lines lines;
  hub(facts, lines);
  cases(facts, lines);
  alerts(facts, lines);
  if (facts.workplace == Workplace::board) board(facts, lines);
  if (std::exchange(first_, false)) return {};
  if (lines.size() > lines_most) {
    const auto more = lines.size() - lines_most;
    lines.resize(lines_most);
    lines.push_back(fmt::format("and {} more changes; CASES and ALERTS show all", more));
  }
  for (auto& line : lines) line = without_controls(line);
  return lines;
}

void WatchChanges::one_case(const Case& c, Seen& before, const WatchFacts& facts, Lines& lines) const {
  const auto seen = seen_of(c, facts);
  const bool was_open = is_open(before.status);
  if (was_open && !is_open(c.status))
    lines.push_back(fmt::format("closed: {}: {}", case_name(c), words(c.status)));
  else if (!was_open && is_open(c.status))
    lines.push_back(fmt::format("open again: {}: {}", case_name(c), what_is_left(c, facts)));
  else if (seen.status != before.status || seen.unit != before.unit)
    lines.push_back(fmt::format("changed: {}: {}", case_name(c), where_it_stands(c, facts)));
  if (seen.claim != before.claim && is_open(c.status))
    lines.push_back(seen.claim.empty() ? fmt::format("claimed by nobody now: {}", case_name(c))
                                       : fmt::format("claimed by {}: {}", seen.claim, case_name(c)));
  if (is_open(c.status) && seen.urgency != before.urgency) {
    if (seen.urgency == Urgency::breached)
      lines.push_back(fmt::format("breached: {}: {}", case_name(c), what_is_left(c, facts)));
    else if (seen.urgency == Urgency::will_breach)
      lines.push_back(fmt::format("will be late: {}: {}", case_name(c), what_is_left(c, facts)));
    else if (seen.urgency == Urgency::due_soon && before.urgency < Urgency::due_soon)
      lines.push_back(fmt::format("due soon: {}: {}", case_name(c), what_is_left(c, facts)));
  }
  before = seen;
}

void WatchChanges::cases(const WatchFacts& facts, Lines& lines) {
  for (const auto& [id, record] : facts.picture.cases) {
    const auto known = cases_.find(id);
    if (known != cases_.end()) {
      one_case(*record, known->second, facts, lines);
      continue;
    }
    cases_.emplace(id, seen_of(*record, facts));
    if (is_open(record->status))
      lines.push_back(fmt::format("new: {}: {}, {}, {}", case_name(*record), source_text(*record),
                                  words(record->status), what_is_left(*record, facts)));
  }
  std::erase_if(cases_, [&](const auto& one) { return !facts.picture.cases.contains(one.first); });
}

void WatchChanges::alerts(const WatchFacts& facts, Lines& lines) {
  for (const auto& [id, alert] : facts.picture.alerts) {
    const auto known = alerts_.find(id);
    const bool is_new = known == alerts_.end();
    if (is_new)
      lines.push_back(
          fmt::format("alert: {}: {}", name_of(alert->severity), alert_line(*alert, facts.picture, facts.now)));
    else if (known->second != alert->state)
      lines.push_back(fmt::format("alert {} is {} now", id.value, name_of(alert->state)));
    alerts_[id] = alert->state;
  }
  std::erase_if(alerts_, [&](const auto& one) {
    const bool over = !facts.picture.alerts.contains(one.first);
    if (over) lines.push_back(fmt::format("alert {} is over", one.first.value));
    return over;
  });
}

void WatchChanges::hub(const WatchFacts& facts, Lines& lines) {
  const auto header = header_text(facts.picture, facts.now, facts.link, facts.who);
  if (facts.link.live != live_)
    lines.push_back(facts.link.live ? "link: live again"
                                    : fmt::format("link: {}; what is shown is from then", header.link));
  live_ = facts.link.live;
  if (header.opel != opel_) lines.push_back(header.opel);
  opel_ = header.opel;
}

void WatchChanges::board(const WatchFacts& facts, Lines& lines) {
  for (const auto& card : make_board(facts.picture, facts.now, facts.link).cards) {
    auto text = card_words(card);
    const auto known = cards_.find(card.service);
    if (known == cards_.end() || known->second != text) lines.push_back("capacity: " + text);
    cards_[card.service] = std::move(text);
  }
}

}  // namespace carehub::console
