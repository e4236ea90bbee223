#include "console/model/handover_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "console/model/case_list.hpp"
#include "console/model/duty_words.hpp"
#include "console/model/header.hpp"
#include "console/model/text.hpp"

namespace carehub::console {
namespace {

std::string owed_text(const Case& c, const Site& site, Instant now) {
  std::vector<std::string> owed;
  for (const DutyLine& line : duty_lines(c, site, now))
    if (line.label == "Owed") owed.push_back(line.text);
  return joined(owed, "; ");
}

HandoverLine line_of(const Case& c, const Picture& picture, Instant now) {
  const CaseRow row = make_row(c, picture, now);
  HandoverLine line{
      c.id, case_name(c), row.left, row.slack_s, row.urgency, row.state, owed_text(c, *picture.site, now)};
  if (!row.unit.empty()) line.state += ", " + row.unit;
  if (!is_open(c.status)) line.left.clear();
  return line;
}

// One that closed long ago has left the picture.
HandoverLine gone(CaseId id) {
  return {id, fmt::format("{}", id.value), {}, {}, Urgency::none, "closed", {}};
}

std::string counts_text(const Handover& handover, const Picture& picture, std::size_t still_open) {
  const auto alerts = std::ranges::count_if(
      handover.alerts, [&](AlertId id) { return picture.alerts.find(id) != picture.alerts.end(); });
  return fmt::format(
      "{} cases were open, {} are named here, {} of them still open; {} alerts then, {} of them still "
      "open",
      handover.open, handover.cases.size(), still_open, handover.alerts.size(), alerts);
}

}  // namespace

std::optional<HandoverList> handover_list(const Picture& picture, Instant now) {
  const auto& given = status_of(picture).handover;
  if (!given) return std::nullopt;
  const Calendar& calendar = picture.site->calendar;
  HandoverList list;
  list.waits = !given->taken;
  list.head = fmt::format("{} handed over at {}{}", given->from.value, time_text(calendar, given->at, now),
                          given->to.given() ? " to " + given->to.value : "");
  list.taken = list.waits ? std::string("nobody has taken it over yet")
                          : fmt::format("taken over by {} at {}", given->taken_by.value,
                                        time_text(calendar, *given->taken, now));
  list.note = given->note;
  std::vector<HandoverLine> closed;
  for (const CaseId id : given->cases) {
    const auto found = picture.cases.find(id);
    if (found == picture.cases.end())
      closed.push_back(gone(id));
    else
      (is_open(found->second->status) ? list.lines : closed).push_back(line_of(*found->second, picture, now));
  }
  // As the case list does: the least time left first, those without a clock last.
  std::ranges::stable_sort(list.lines, {}, [](const HandoverLine& line) {
    return line.slack_s.value_or(std::numeric_limits<std::int64_t>::max());
  });
  list.counts = counts_text(*given, picture, list.lines.size());
  std::ranges::move(closed, std::back_inserter(list.lines));
  return list;
}

std::string handover_text(const HandoverList& list) {
  std::string text = fmt::format("{}; {}\n", list.head, list.taken);
  if (!list.note.empty()) text += list.note + "\n";
  text += list.counts + "\n";
  for (const HandoverLine& line : list.lines)
    text +=
        fmt::format("  {:>8}  {}: {}{}\n", line.left, line.name, line.state, line.owed.empty() ? "" : "; " + line.owed);
  return text;
}

}  // namespace carehub::console
