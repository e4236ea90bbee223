// The selected case as text: who it is, what to know first, clocks, options with those not offered, and its history.

#include <fmt/format.h>

#include "console/model/case_facts.hpp"
#include "console/model/case_list.hpp"
#include "console/model/options.hpp"
#include "console/model/person_notes.hpp"
#include "console/model/text.hpp"
#include "console/model/watch_sections.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

void write_history(TextPage& page, const WatchFacts& facts, const Case& c) {
  const auto& calendar = facts.picture.site->calendar;
  page.section("SINCE");
  for (const auto& entry : c.history) {
    page.labelled(time_text(calendar, entry.at, facts.now), history_text(entry, c, calendar, facts.now));
  }
}

void write_same_person(TextPage& page, const WatchFacts& facts, const Case& c) {
  for (const auto id : c.possible_duplicates) {
    const auto other = facts.picture.cases.find(id);
    page.labelled("Same as?", other == facts.picture.cases.end()
                                  ? fmt::format("perhaps case {}", id.value)
                                  : fmt::format("perhaps {}, {}; LK {} {} links them", case_name(*other->second),
                                                words(other->second->status), c.id.value, id.value));
  }
}

}  // namespace

void write_options(TextPage& page, const WatchFacts& facts, const Case& c) {
  if (!is_open(c.status)) return;
  const auto lines = make_options(c, facts.options, facts.picture, facts.now, facts.who.role);
  page.section(fmt::format("OPTIONS for {}", c.id.value));
  if (!lines.shortfall.empty()) page.wrapped("! " + lines.shortfall);
  std::vector<std::vector<std::string>> rows;
  for (const auto& option : lines.offered)
    rows.push_back({option.digit > 0 ? std::to_string(option.digit) : "", option.title,
                    option.arrival + (option.minutes.empty() ? "" : ", " + option.minutes),
                    option.detail + (option.late ? " · LATE" : "") + " · write " + command_for(c, option.candidate)});
  page.table(rows);
  if (lines.offered.empty()) page.line("nobody is offered");
  if (!lines.note.empty()) page.wrapped(lines.note);
  if (lines.not_offered.empty()) return;
  page.section("NOT OFFERED, and why");
  rows.clear();
  const auto grouped_lines = grouped(lines.not_offered);
  for (const auto& line : grouped_lines)
    if (!line.unit.empty()) rows.push_back({line.unit, line.reason});
  page.table(rows);
  for (const auto& line : grouped_lines)
    if (line.unit.empty()) page.wrapped(line.reason);
}

void write_case(TextPage& page, const WatchFacts& facts, const Case& c) {
  page.section(fmt::format("CASE {}{}: {}", c.id.value, is_open(c.status) ? "" : " (closed)",
                           case_title(c, facts.picture, facts.now)));
  page.labelled("State", state_text(c));
  const auto today = local_time(facts.picture.site->calendar, facts.now).day;
  for (const auto& note : person_notes(c.referral, c.triage ? &*c.triage : nullptr, today))
    page.labelled("KNOW FIRST", note);
  for (const auto& line : case_facts(c, facts.picture, facts.now, facts.who.role)) {
    if (line.label == "Same as?") continue;  // said below, with its name
    page.labelled(line.label, (line.warns ? "! " : "") + line.text);
  }
  write_same_person(page, facts, c);
  if (!c.referral.location.access.empty())
    page.labelled("Access",
                  fmt::format("held by the hub; VP {} access and a reason shows it, and is recorded", c.id.value));
  write_options(page, facts, c);
  write_history(page, facts, c);
}

}  // namespace carehub::console
