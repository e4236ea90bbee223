// One referral on paper, for whoever takes it over.

#include <fmt/format.h>

#include <algorithm>

#include "console/model/case_list.hpp"
#include "console/model/clinical_words.hpp"
#include "console/model/paper.hpp"
#include "console/model/paper_words.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// A name and what is told of it; what nobody told takes no line.
PaperSection facts_section(std::string title, Rows rows) {
  std::erase_if(rows, [](const auto& row) { return row[1].empty(); });
  PaperSection section;
  section.title = std::move(title);
  section.table.widths = {22, 88};
  section.table.rows = std::move(rows);
  return section;
}

PaperSection matter_section(const Case& c, const Picture& picture, Instant now) {
  const Referral& r = c.referral;
  return facts_section("What is the matter", {{"Referred by", with(source_text(c), r.referrer)},
                                              {"Received", time_text(picture.site->calendar, c.received, now)},
                                              {"Story", r.narrative},
                                              {"Situation", r.sbard.situation},
                                              {"Background", r.sbard.background},
                                              {"Assessment", r.sbard.assessment},
                                              {"Recommendation", r.sbard.recommendation},
                                              {"Decision", r.sbard.decision}});
}

// As told, each with its time: a sum of points is no observation.
PaperSection observed_section(const Case& c, const Picture& picture, Instant now) {
  Rows rows;
  for (const Observation& one : c.referral.observations)
    rows.push_back({one.name, with(one.value, one.at ? "at " + time_text(picture.site->calendar, *one.at, now)
                                                     : "time not told")});
  return facts_section("Observed", std::move(rows));
}

std::string words_of(const ClinicalContent& content, const std::string& id) {
  const auto flag = std::ranges::find(content.red_flags, id, &RedFlag::code);
  if (flag != content.red_flags.end()) return flag->words;
  const auto* fact = find_fact(content, id);
  return fact == nullptr || fact->words.empty() ? id : fact->words;
}

// Every answer of triage, red flags first: a no is an answer as well.
PaperSection answers_section(const Case& c, const ClinicalContent& content) {
  Rows flags, others;
  const auto is_flag = [&](const std::string& id) {
    return std::ranges::count(content.red_flags, id, &RedFlag::code) > 0;
  };
  const auto add = [&](const std::string& id, const std::string& value) {
    const auto* fact = find_fact(content, id);
    const auto unit = fact == nullptr || fact->unit.empty() ? std::string() : " " + fact->unit;
    (is_flag(id) ? flags : others).push_back({capitalised(words_of(content, id)), value + unit});
  };
  for (const std::string& code : c.referral.red_flags)
    if (!c.triage || std::ranges::find(c.triage->facts, code, &KnownFact::fact) == c.triage->facts.end())
      flags.push_back({capitalised(words_of(content, code)), "YES"});
  if (c.triage)
    for (const KnownFact& one : c.triage->facts)
      add(one.fact, one.value == "yes" && is_flag(one.fact) ? "YES" : one.value);
  flags.insert(flags.end(), others.begin(), others.end());
  return facts_section("Asked", std::move(flags));
}

// By times of day. "due 20:12", "due 19:38, PAST", "met at 18:01", "breached at 18:22".
std::string clock_on_paper(const Clock& clock, const Calendar& calendar, Instant now) {
  auto text =
      fmt::format("started {}, due {}", time_text(calendar, clock.started, now), time_text(calendar, clock.due, now));
  const bool running = clock.outcome == ClockOutcome::running && !clock.stopped;
  if (running) return text + (clock.due < now ? ", PAST" : "");
  text += clock.outcome == ClockOutcome::met        ? ", met"
          : clock.outcome == ClockOutcome::breached ? ", late"
                                                    : ", not counted";
  if (clock.stopped) text += " at " + time_text(calendar, *clock.stopped, now);
  return clock.reason.empty() ? text : with(text, clock.reason, ": ");
}

PaperSection decided_section(const Case& c, const Picture& picture, Instant now) {
  const Calendar& calendar = picture.site->calendar;
  PaperSection decided = facts_section("Decided", {{"Now", who_text(c, picture, now)}});
  Rows& rows = decided.table.rows;
  for (const Clock& clock : c.clocks)
    rows.push_back({capitalised(words(clock.kind)), clock_on_paper(clock, calendar, now)});
  for (const ClinicalLine& rule : clinical_lines(c, *picture.site)) rows.push_back({rule.label, rule.text});
  if (!c.explanation) return decided;
  for (const Candidate& one : c.explanation->offered)
    rows.push_back(
        {"Could go", fmt::format("{}, there at {}{}", unit_name(picture, one.kind, one.unit),
                                 time_text(calendar, one.arrival, now), one.slack_s < 0 ? ", after the target" : "")});
  rows.push_back({"", "as decided at " + time_text(calendar, c.explanation->at, now)});
  return decided;
}

PaperSection history_section(const Case& c, const Picture& picture, Instant now) {
  PaperSection history;
  history.title = "What happened";
  history.table.widths = {16, 24, 70};
  for (const HistoryEntry& entry : c.history)
    history.table.rows.push_back(
        {time_text(picture.site->calendar, entry.happened.value_or(entry.at), now), entry.by, entry.what});
  return history;
}

}  // namespace

PaperDocument referral_summary(const Case& c, const Picture& picture, Instant now) {
  PaperDocument document;
  document.title = fmt::format("Referral {}: {}", c.id.value, c.referral.summary);
  document.as_of = fmt::format("{}, as at {}", picture.site->name, day_and_time(picture.site->calendar, now));
  document.sections = {facts_section("Person", {{"Person", person_text(c, picture, now)},
                                                {"Where", where_text(c)},
                                                {"Ring", ring_text(c)},
                                                {"Practice", c.referral.person.practice},
                                                {"Communication", c.referral.person.communication_needs},
                                                {"Mind", warnings_text(c, picture, now)}}),
                       matter_section(c, picture, now),
                       observed_section(c, picture, now),
                       answers_section(c, picture.site->clinical),
                       decided_section(c, picture, now),
                       history_section(c, picture, now)};
  std::erase_if(document.sections, [](const PaperSection& one) { return one.table.rows.empty(); });
  return document;
}

}  // namespace carehub::console
