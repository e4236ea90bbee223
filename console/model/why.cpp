#include "console/model/why.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/case_list.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

std::string name_of_unit(const Picture& picture, UnitKind kind, const std::string& unit) {
  const auto name = unit_name(picture, kind, unit);
  const auto* config = kind == UnitKind::team ? find_team(*picture.site, TeamId{unit}) : nullptr;
  return config == nullptr || config->name.empty() || config->name == name ? name : name + " " + config->name;
}

std::string arrival_words(const Candidate& one, Instant decided, const Picture& picture) {
  auto text = fmt::format(
      "at {}, in {}, {}", time_text(picture.site->calendar, one.arrival, decided),
      age_text(std::max<std::int64_t>(0, whole_seconds(one.arrival - decided))),
      one.slack_s < 0 ? age_text(-one.slack_s) + " after the target" : age_text(one.slack_s) + " inside the target");
  if (one.after.given()) text += fmt::format(", after {}", one.after.value);
  if (one.breach_permille) text += fmt::format("; chance of a breach {} in 100", (*one.breach_permille + 5) / 10);
  if (one.position_age_s && *one.position_age_s > 60)
    text += fmt::format("; position {} old", age_text(*one.position_age_s));
  return text;
}

// In minutes that a case of weight 1 waits; parts that are nothing are left out.
std::string cost_words(const std::optional<CandidateCost>& cost) {
  if (!cost) return {};
  const auto tenths = [](std::int64_t value) {
    return fmt::format("{}{}.{}", value < 0 ? "-" : "", std::abs(value) / 10, std::abs(value) % 10);
  };
  std::vector<std::string> parts;
  std::int64_t sum = 0;
  const auto add = [&](const char* name, std::int64_t value) {
    sum += value;
    if (value != 0) parts.push_back(fmt::format("{} {}", name, tenths(value)));
  };
  add("missed target", cost->breach);
  add("waiting", cost->waiting);
  add("travel", cost->travel);
  add("calls still to come", cost->reserve);
  add("other cases", cost->others);
  return fmt::format("{} = {}", tenths(sum), parts.empty() ? "nothing" : joined(parts, " + "));
}

std::string headline_of(const Case& c, const Picture& picture) {
  if (!c.assignment) return fmt::format("{}: {}", c.id.value, words(c.status));
  const auto name = name_of_unit(picture, c.assignment->kind, c.assignment->unit);
  if (c.status != CaseStatus::proposed) return fmt::format("{}: {}, {}", c.id.value, words(c.status), name);
  return fmt::format("{}: {} is {}", c.id.value, name, c.assignment->held ? "held for later" : "proposed");
}

}  // namespace

Why why_of(const Case& c, const Picture& picture, Instant now) {
  Why why;
  why.headline = headline_of(c, picture);
  if (c.assignment && !c.assignment->override_reason.empty())
    why.headline += fmt::format(", chosen by a person: {}", c.assignment->override_reason);
  why.rules = clinical_lines(c, *picture.site);
  if (!c.explanation) {
    why.basis = is_open(c.status) ? "nothing was decided yet" : "the case is closed; its journal has the reasons";
    return why;
  }
  const Explanation& frozen = *c.explanation;
  for (const Candidate& one : frozen.offered) {
    WhyLine line{name_of_unit(picture, one.kind, one.unit), arrival_words(one, frozen.at, picture),
                 cost_words(one.cost), one.why_not ? words(*one.why_not) : std::string{}};
    why.could.push_back(std::move(line));
  }
  for (const NotOffered& one : frozen.not_offered) {
    const auto* service = one.unit.empty() ? find_service(*picture.site, one.service) : nullptr;
    const auto name = service != nullptr ? service->name : name_of_unit(picture, one.kind, one.unit);
    why.could_not.push_back({name, "", "", words(one)});
  }
  if (frozen.held)
    why.held = fmt::format(
        "It waits on purpose: sending anybody then would cost the calls open and still to come more than the wait "
        "costs "
        "it "
        "(weighed at {}). A person may send all the same.",
        frozen.hold_cost / 10);
  if (frozen.escalate) why.shortfall = frozen.shortfall.empty() ? "nothing meets the target" : frozen.shortfall;
  why.basis =
      fmt::format("Decided at {}, {}, knowing everything up to journal position {}.",
                  time_text(picture.site->calendar, frozen.at, now),
                  frozen.policy == MatchingPolicy::plan ? "by the plan of all open cases" : "by the earliest arrival",
                  frozen.known_until);
  return why;
}

std::string why_text(const Why& why) {
  std::string text = why.headline + "\n";
  for (const auto& line : why.rules) text += fmt::format("{}: {}\n", line.label, line.text);
  if (!why.shortfall.empty()) text += "Nobody meets the target: " + why.shortfall + "\n";
  if (!why.held.empty()) text += why.held + "\n";
  bool first = true;
  for (const WhyLine& line : why.could) {
    text += fmt::format("{}{}: {}\n", first ? "\nChosen\n  " : "  ", line.unit, line.words);
    if (!line.reason.empty()) text += fmt::format("    not chosen: {}\n", line.reason);
    if (!line.cost.empty()) text += fmt::format("    cost {}\n", line.cost);
    if (first && why.could.size() > 1) text += "\nCould come as well\n";
    first = false;
  }
  if (!why.could_not.empty()) text += "\nCannot\n";
  for (const WhyLine& line : why.could_not) text += fmt::format("  {}: {}\n", line.unit, line.reason);
  return text + "\n" + why.basis + "\n";
}

}  // namespace carehub::console
