#include "console/model/duty_words.hpp"

#include <fmt/format.h>

#include "console/model/person.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/ownership.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

std::string duty_text(const Duty& duty, const Site& site, Instant now) {
  std::string text = fmt::format("{} by {}", words(duty.kind), time_text(site.calendar, duty.due, now));
  if (!duty.to.empty()) text += " to " + duty.to;
  if (!duty.about.empty()) text += ": " + duty.about;
  if (duty.attempts > 0) text += fmt::format(" ({} in vain)", duty.attempts);
  return text;
}

std::string welfare_text(const Welfare& welfare, const Site& site, Instant now) {
  std::string text;
  if (welfare.heard) text = "last spoken to at " + time_text(site.calendar, *welfare.heard, now);
  if (welfare.attempts == 0) return text;
  if (!text.empty()) text += ", ";
  return text + fmt::format("{} calls in vain since", welfare.attempts);
}

std::string calls_text(const std::vector<CaseId>& calls) {
  std::vector<std::string> numbers;
  for (const CaseId id : calls) numbers.push_back(std::to_string(id.value));
  return joined(numbers, ", ");
}

}  // namespace

std::vector<DutyLine> duty_lines(const Case& c, const Site& site, Instant now) {
  std::vector<DutyLine> lines;
  const auto add = [&](std::string label, std::string text, bool warns = false) {
    if (!text.empty()) lines.push_back({std::move(label), std::move(text), warns});
  };
  add("Safety", c.safety, true);
  add("Owner", owner_words(c, site), owner_of(c) == Owner::ambulance);
  if (c.consultation) add("In progress", "consultation since " + time_text(site.calendar, *c.consultation, now));
  for (const Duty& duty : c.duties) add("Owed", duty_text(duty, site, now), duty.due <= now);
  if (is_open(c.status)) add("Welfare", welfare_text(c.welfare, site, now), c.welfare.attempts > 0);
  if (!c.earlier_calls.empty())
    add("Repeat",
        fmt::format("call {} within {} days; before: {}", c.earlier_calls.size() + 1,
                    site.thresholds.repeat_window_min / 1440, calls_text(c.earlier_calls)),
        static_cast<std::int32_t>(c.earlier_calls.size()) + 1 >= site.thresholds.repeat_concern);
  if (!c.known_fields.empty())
    add("On record", fmt::format("{}; VP {} shows it", on_record_text(c.known_fields).substr(11), c.id.value));
  return lines;
}

}  // namespace carehub::console
