#include "console/model/preview_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "console/model/case_list.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

std::string name_of_case(CaseId id, const Picture& picture) {
  const auto found = picture.cases.find(id);
  return found == picture.cases.end() ? fmt::format("{}", id.value) : case_name(*found->second);
}

// A team by its call sign, a place or a service by its name.
std::string name_of_unit(const std::string& unit, const Site& site) {
  if (const auto* place = find_place(site, PlaceId(unit))) return place->name;
  if (const auto* service = find_service(site, ServiceId(unit))) return service->name;
  return unit;
}

std::string side(const std::string& unit, std::optional<Instant> at, const Picture& picture, Instant now) {
  if (unit.empty()) return "nobody";
  const auto name = name_of_unit(unit, *picture.site);
  return at ? fmt::format("{} {}", name, time_text(picture.site->calendar, *at, now)) : name;
}

std::string later_words(const ShiftedCase& one) {
  if (!one.before || !one.after) return {};
  const auto by = whole_minutes(*one.after - *one.before) * 60;
  if (by == 0) return ", at the same minute";
  return fmt::format(", {} {}", age_text(by > 0 ? by : -by), by > 0 ? "later" : "earlier");
}

const ChanceShift* chance_of(CaseId id, const std::optional<ChoiceChances>& chances) {
  if (!chances) return nullptr;
  const auto found = std::ranges::find(chances->cases, id, &ChanceShift::case_id);
  return found == chances->cases.end() ? nullptr : &*found;
}

std::string percent_words(std::int32_t permille) {
  return fmt::format("{} %", (permille + 5) / 10);
}

// Of the futures where they were played, else of the plan.
std::string chance_words(const ShiftedCase& one, const std::optional<ChoiceChances>& chances) {
  if (const auto* shift = chance_of(one.case_id, chances))
    return fmt::format("; chance of a breach {} -> {}", percent_words(shift->now), percent_words(shift->then));
  if (one.permille_before && one.permille_after)
    return fmt::format("; chance of a breach {} -> {}", percent_words(*one.permille_before),
                       percent_words(*one.permille_after));
  return {};
}

std::string ahead_words(const ChoiceChances& chances) {
  if (chances.futures == 0) return "the next hours with it: " + chances.fault;
  const auto more = chances.missed_more_x100;
  const std::string change = more == 0 ? std::string("as many targets missed as without it")
                                       : fmt::format("{}.{:02} missed targets {} than without it", std::abs(more) / 100,
                                                     std::abs(more) % 100, more > 0 ? "more" : "fewer");
  return fmt::format("in {} futures of the next hours, with the calls still to come, by weight: {}", chances.futures,
                     change);
}

std::string target_words(const ShiftedCase& one, const std::optional<ChoiceChances>& chances) {
  if (!one.due) return {};
  if (!one.after) return "nobody meets its target";
  const auto inside = whole_minutes(*one.due - *one.after) * 60;
  std::string text = *one.after > *one.due ? fmt::format("misses its target by {}", age_text(-inside))
                                           : fmt::format("{} inside its target", age_text(inside));
  return text + chance_words(one, chances);
}

// Whoever keeps team and time and has less of a chance all the same: who would have come to the rescue is elsewhere.
void add_riskier(PreviewLines& lines, const ChoicePreview& preview, const Picture& picture,
                 const ChoiceChances& chances) {
  constexpr std::int32_t told_from = 10;  // permille
  for (const ChanceShift& shift : chances.cases) {
    const bool told = shift.case_id == preview.chosen.case_id ||
                      std::ranges::find(preview.others, shift.case_id, &ShiftedCase::case_id) != preview.others.end();
    if (told || shift.then - shift.now < told_from) continue;
    lines.others.push_back(
        {shift.case_id,
         name_of_case(shift.case_id, picture),
         fmt::format("chance of a breach {} -> {}", percent_words(shift.now), percent_words(shift.then)),
         {},
         false});
  }
}

}  // namespace

PreviewLines preview_lines(const ChoicePreview& preview, const Picture& picture, Instant now,
                           const std::optional<ChoiceChances>& chances) {
  PreviewLines lines;
  const ShiftedCase& chosen = preview.chosen;
  const std::string target = target_words(chosen, chances);
  lines.headline =
      fmt::format("{} to {}: expected {}{}", name_of_unit(preview.unit, *picture.site), chosen.case_id.value,
                  chosen.after ? time_text(picture.site->calendar, *chosen.after, now) : std::string("not known"),
                  target.empty() ? "" : ", " + target);
  lines.misses = misses_target(chosen, chosen.after);
  for (const ShiftedCase& one : preview.others)
    lines.others.push_back({one.case_id, name_of_case(one.case_id, picture),
                            fmt::format("{} -> {}{}", side(one.unit_before, one.before, picture, now),
                                        side(one.unit_after, one.after, picture, now), later_words(one)),
                            target_words(one, chances),
                            misses_target(one, one.after) && !misses_target(one, one.before)});
  if (chances) {
    lines.ahead = ahead_words(*chances);
    add_riskier(lines, preview, picture, *chances);
  }
  const auto same = preview.open - static_cast<std::int32_t>(preview.others.size());
  lines.rest = same == 1 ? std::string("1 other open case stays as it is")
                         : fmt::format("{} other open cases stay as they are", same);
  return lines;
}

std::string preview_text(const PreviewLines& lines) {
  std::string text;
  for (const PreviewLine& line : lines.others)
    text += fmt::format("  {}{}: {}{}\n", line.misses ? "! " : "", line.name, line.change,
                        line.target.empty() ? "" : "; " + line.target);
  if (!lines.ahead.empty()) text += "  " + lines.ahead + "\n";
  return text + "  " + lines.rest + "\n";
}

}  // namespace carehub::console
