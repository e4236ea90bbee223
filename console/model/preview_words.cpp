#include "console/model/preview_words.hpp"

#include <fmt/format.h>

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

std::string target_words(const ShiftedCase& one) {
  if (!one.due) return {};
  if (!one.after) return "nobody meets its target";
  const auto inside = whole_minutes(*one.due - *one.after) * 60;
  std::string text = *one.after > *one.due ? fmt::format("misses its target by {}", age_text(-inside))
                                           : fmt::format("{} inside its target", age_text(inside));
  if (one.permille_before && one.permille_after)
    text += fmt::format("; chance of a breach {} % -> {} %", *one.permille_before / 10, *one.permille_after / 10);
  return text;
}

}  // namespace

PreviewLines preview_lines(const ChoicePreview& preview, const Picture& picture, Instant now) {
  PreviewLines lines;
  const ShiftedCase& chosen = preview.chosen;
  const std::string target = target_words(chosen);
  lines.headline =
      fmt::format("{} to {}: expected {}{}", name_of_unit(preview.unit, *picture.site), chosen.case_id.value,
                  chosen.after ? time_text(picture.site->calendar, *chosen.after, now) : std::string("not known"),
                  target.empty() ? "" : ", " + target);
  lines.misses = misses_target(chosen, chosen.after);
  for (const ShiftedCase& one : preview.others)
    lines.others.push_back({one.case_id, name_of_case(one.case_id, picture),
                            fmt::format("{} -> {}{}", side(one.unit_before, one.before, picture, now),
                                        side(one.unit_after, one.after, picture, now), later_words(one)),
                            target_words(one), misses_target(one, one.after) && !misses_target(one, one.before)});
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
  return text + "  " + lines.rest + "\n";
}

}  // namespace carehub::console
