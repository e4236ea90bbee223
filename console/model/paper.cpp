#include "console/model/paper.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/case_list.hpp"
#include "console/model/paper_words.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

constexpr std::size_t text_width = 110;

std::string due_text(const Case& c, const Picture& picture, Instant now) {
  const Clock* clock = tightest_clock(c);
  if (clock == nullptr) return "no clock";
  return fmt::format("{}{}", time_text(picture.site->calendar, clock->due, now), clock->due < now ? " PAST" : "");
}

PaperSection cases_section(const Picture& picture, Instant now) {
  PaperSection section;
  section.title = "Open cases, the most pressing first";
  section.table.heads = {"Case", "Due", "P", "Need", "Person", "Where", "Ring", "Now", "Mind"};
  section.table.widths = {5, 7, 3, 14, 15, 18, 16, 13, 19};
  CaseList list;
  list.update(picture, now, "", {});
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Case& c = *picture.cases.find(list.at(i))->second;
    const CaseRow row = make_row(c, picture, now);
    section.table.rows.push_back({fmt::format("{}", c.id.value), due_text(c, picture, now), row.priority_text, row.need,
                                  person_text(c, picture, now), where_text(c), ring_text(c), who_text(c, picture, now),
                                  warnings_text(c, picture, now)});
  }
  section.note = fmt::format("{} open", section.table.rows.size());
  return section;
}

PaperSection teams_section(const Picture& picture, Instant now) {
  PaperSection section;
  section.title = "Teams on duty";
  section.new_page = true;
  section.table.heads = {"Team", "What", "Now", "With", "Shift ends", "Crew"};
  section.table.widths = {8, 22, 14, 30, 12, 16};
  for (const auto& [id, team] : picture.teams) {
    if (team->status == TeamStatus::off_duty) continue;
    std::string with_whom;
    for (const Visit& visit : team->queue) {
      const auto found = picture.cases.find(visit.case_id);
      const std::string name =
          found == picture.cases.end() ? fmt::format("{}", visit.case_id.value) : case_name(*found->second);
      with_whom = with(
          with_whom, fmt::format("{} {}", name, time_text(picture.site->calendar, visit.expected_arrival, now)), "; ");
    }
    const TeamConfig* config = find_team(*picture.site, id);
    section.table.rows.push_back(
        {id.value, config == nullptr ? std::string() : config->name, std::string(words(team->status)), with_whom,
         team->shift_end ? time_text(picture.site->calendar, *team->shift_end, now) : std::string("not known"),
         team->crew});
  }
  return section;
}

PaperSection services_section(const Picture& picture, Instant now) {
  PaperSection section;
  section.title = "Services, places and their numbers";
  section.table.heads = {"Service", "Ring (professionals)", "Ring (public)", "Open now", "As last said"};
  section.table.widths = {30, 18, 18, 18, 26};
  for (const ServiceConfig& service : picture.site->services) {
    const auto open = open_interval(service.hours, picture.site->calendar, now);
    const auto next = open ? std::nullopt : next_opening(service.hours, picture.site->calendar, now);
    std::string open_text = "closed";
    if (service.hours.all_hours)
      open_text = "24 h";
    else if (open)
      open_text = "to " + time_text(picture.site->calendar, open->until, now);
    else if (next)
      open_text = "opens " + time_text(picture.site->calendar, next->from, now);
    std::string said;
    const auto state = picture.services.find(service.id);
    if (state != picture.services.end() && state->second->wait_min && state->second->reported_at)
      said = fmt::format("wait {} min at {}", *state->second->wait_min,
                         time_text(picture.site->calendar, *state->second->reported_at, now));
    section.table.rows.push_back({service.name, service.professional_phone, service.public_phone, open_text, said});
  }
  return section;
}

PaperSection blank_call() {
  PaperSection form;
  form.title = "New call (enter it later with its time)";
  form.new_page = true;
  form.note =
      "Red flags first: not breathing, cannot be woken, choking, chest pain, stroke signs, severe bleeding, fit, "
      "severe "
      "allergic reaction, sepsis, overdose, danger to life: any yes is 999 NOW.";
  form.blanks = {"Time of the call",
                 "Taken by",
                 "From (111, 999, professional, home)",
                 "Name",
                 "Born / age",
                 "NHS number",
                 "Ring back",
                 "Address and postcode",
                 "Way in",
                 "What is the matter, since when",
                 "On the floor since",
                 "Injury, head, blood thinners",
                 "Observations (RR, SpO2, air/O2, BP, pulse, ACVPU, temp)",
                 "Need and priority",
                 "Safe to visit, safeguarding, wishes",
                 "Sent to / told",
                 "Due by"};
  form.blank_lines = 4;
  return form;
}

PaperSection blank_log() {
  PaperSection form;
  form.title = "Log of what was done (one line each: time, case, team, what, who)";
  form.new_page = true;
  form.blank_lines = 28;
  return form;
}

}  // namespace

PaperDocument paper_pack(const Picture& picture, Instant now) {
  PaperDocument document;
  document.title = fmt::format("{}: paper pack", picture.site->name);
  document.as_of = "As at " + day_and_time(picture.site->calendar, now);
  document.sections = {cases_section(picture, now), teams_section(picture, now), services_section(picture, now),
                       blank_call(), blank_log()};
  return document;
}

std::string paper_text(const PaperDocument& document) {
  std::string text = fmt::format("{}\n{}\n", document.title, document.as_of);
  for (const PaperSection& section : document.sections) {
    text += fmt::format("\n== {} ==\n", section.title);
    if (!section.note.empty()) text += wrapped(section.note, text_width) + "\n";
    for (const auto& row : section.table.rows) {
      std::string line;
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i].empty()) continue;
        const bool named = i < section.table.heads.size() && i > 0;
        line = with(line, named ? section.table.heads[i] + ": " + row[i] : row[i], " | ");
      }
      text += wrapped(line, text_width, "    ") + "\n";
    }
    for (const std::string& field : section.blanks)
      text +=
          fmt::format("{}: {}\n", field, std::string(std::max<std::size_t>(text_width - field.size() - 2, 20), '_'));
    for (int i = 0; i < section.blank_lines; ++i) text += std::string(text_width, '_') + "\n";
  }
  return text;
}

}  // namespace carehub::console
