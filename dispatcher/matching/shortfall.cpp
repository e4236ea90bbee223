#include "dispatcher/matching/shortfall.hpp"

#include <algorithm>

#include "protocols/domain/words.hpp"

namespace carehub::matching {
namespace {

// Reasons that somebody could do something about; a wrong age or need is none, nor is a place that cannot be reached.
bool is_removable(NotOfferedReason reason) {
  switch (reason) {
    case NotOfferedReason::red_flag:
    case NotOfferedReason::wrong_need:
    case NotOfferedReason::too_young:
    case NotOfferedReason::too_old:
    case NotOfferedReason::wrong_area:
    case NotOfferedReason::cannot_travel:
    case NotOfferedReason::unreachable:
    case NotOfferedReason::beyond_limit:
    case NotOfferedReason::ruled_out:
    case NotOfferedReason::wrong_practice:
    case NotOfferedReason::wrong_referrer:
      return false;
    default:
      return true;
  }
}

// Of these the figure is the minutes until it is over, or by which it fails: the smallest is the nearest to coming.
bool smaller_is_nearer(NotOfferedReason reason) {
  switch (reason) {
    case NotOfferedReason::off_duty:
    case NotOfferedReason::shift_ends:
    case NotOfferedReason::on_break:
    case NotOfferedReason::busy:
    case NotOfferedReason::closed:
    case NotOfferedReason::last_entry_passed:
    case NotOfferedReason::last_referral_passed:
      return true;
    default:
      return false;
  }
}

// All who are kept away by the same thing, and the one of them who is nearest to coming.
struct Blocker {
  const NotOffered* nearest = nullptr;
  int count = 0;
};

bool same_thing(const NotOffered& a, const NotOffered& b) {
  return a.reason == b.reason && (a.reason != NotOfferedReason::skill_missing || a.figure == b.figure);
}

bool nearer(const NotOffered& a, const NotOffered& b) {
  if (!smaller_is_nearer(a.reason) || a.figure < 0) return false;
  return b.figure < 0 || a.figure < b.figure;
}

// The most frequent one; of equals the one that comes first in the order of the reasons.
Blocker most_frequent(const Explanation& explanation, bool (*counts)(const NotOffered&)) {
  Blocker most;
  const auto& lines = explanation.not_offered;
  for (auto line = lines.begin(); line != lines.end(); ++line) {
    if (!counts(*line)) continue;
    const auto same = [&](const NotOffered& other) { return same_thing(other, *line); };
    if (std::any_of(lines.begin(), line, same)) continue;
    Blocker one{&*line, 0};
    for (const auto& other : lines) {
      if (!same(other)) continue;
      ++one.count;
      if (nearer(other, *one.nearest)) one.nearest = &other;
    }
    const bool first_of_equals =
        most.nearest != nullptr && one.count == most.count && one.nearest->reason < most.nearest->reason;
    if (one.count > most.count || first_of_equals) most = one;
  }
  return most;
}

std::string unit_name(const World& world, const NotOffered& line) {
  if (line.kind == UnitKind::team) return line.unit;
  if (line.kind == UnitKind::place) {
    const auto* place = find_place(*world.site, PlaceId{line.unit});
    return place == nullptr || place->name.empty() ? line.unit : place->name;
  }
  const auto* service = find_service(*world.site, ServiceId{line.unit});
  return service == nullptr || service->name.empty() ? line.unit : service->name;
}

std::string clock_after(const World& world, std::int64_t minutes_on) {
  const auto& calendar = world.site->calendar;
  const auto then = world.now + minutes{minutes_on};
  const bool today = local_time(calendar, then).day == local_time(calendar, world.now).day;
  return clock_text(calendar, then) + (today ? "" : " tomorrow or later");
}

// "; the first, CR4, starts at 20:40"
std::string first_words(const World& world, const Blocker& blocker, std::string_view does) {
  if (blocker.nearest->figure < 0) return {};
  return fmt::format("; the first, {}, {} {}", unit_name(world, *blocker.nearest), does,
                     clock_after(world, blocker.nearest->figure));
}

std::string skill_words(const NotOffered& line) {
  const bool known = line.figure >= 0 && line.figure < static_cast<std::int64_t>(enum_count<Skill>);
  return known ? std::string(words(static_cast<Skill>(line.figure))) : "the skill that is needed";
}

bool lacks_skill(const NotOffered& line) {
  return line.reason == NotOfferedReason::skill_missing;
}

// Somebody on shift has the skills, whatever keeps them from coming in time.
bool is_suitable_on_shift(const NotOffered& line) {
  if (line.kind != UnitKind::team || line.unit.empty()) return false;
  switch (line.reason) {
    case NotOfferedReason::busy:
    case NotOfferedReason::on_break:
    case NotOfferedReason::silent:
    case NotOfferedReason::position_unknown:
    case NotOfferedReason::shift_ends:
      return true;
    default:
      return false;
  }
}

bool any_on_shift(const Explanation& explanation) {
  const auto is_team = [](const Candidate& one) { return one.kind == UnitKind::team; };
  return std::any_of(explanation.offered.begin(), explanation.offered.end(), is_team) ||
         std::any_of(explanation.not_offered.begin(), explanation.not_offered.end(), is_suitable_on_shift);
}

// Who is off duty has the skills: what the others lack says whom the hub is short of.
std::string off_duty_words(const World& world, const Explanation& explanation, const Blocker& blocker) {
  const auto lacking = most_frequent(explanation, lacks_skill);
  const auto whom =
      lacking.nearest == nullptr ? std::string("suitable team") : "team with " + skill_words(*lacking.nearest);
  return fmt::format("no {}{} is on shift{}", any_on_shift(explanation) ? "other " : "", whom,
                     first_words(world, blocker, "starts at"));
}

std::string blocker_words(const World& world, const Explanation& explanation, const Blocker& blocker) {
  const auto& line = *blocker.nearest;
  const auto name = unit_name(world, line);
  switch (line.reason) {
    case NotOfferedReason::off_duty:
      return off_duty_words(world, explanation, blocker);
    case NotOfferedReason::skill_missing:
      return fmt::format("no team on shift has {} ({} without it)", skill_words(line), blocker.count);
    case NotOfferedReason::busy:
      return fmt::format("all suitable teams are busy ({}){}", blocker.count,
                         first_words(world, blocker, "is free at"));
    case NotOfferedReason::on_break:
      return fmt::format("the suitable teams are on a break ({}){}", blocker.count,
                         first_words(world, blocker, "is back at"));
    case NotOfferedReason::silent:
      return fmt::format("{}: {}; ring the crew", name, words(line));
    case NotOfferedReason::capacity_unknown:
      return fmt::format("{}: {}; ask for a figure", name, words(line));
    case NotOfferedReason::position_unknown:
      return fmt::format("{}: {}; ask the crew", name, words(line));
    default:
      break;
  }
  if (blocker.count == 1) return fmt::format("{}: {}", name, words(line));
  return fmt::format("{}: {} (and {} more like it)", name, words(line), blocker.count - 1);
}

bool is_removable_line(const NotOffered& line) {
  return is_removable(line.reason);
}

bool is_out_of_reach(const NotOffered& line) {
  return line.reason == NotOfferedReason::cannot_travel || line.reason == NotOfferedReason::unreachable;
}

}  // namespace

namespace {

std::string candidate_name(const World& world, const Candidate& one) {
  return unit_name(world, {one.kind, one.unit, one.service, {}, 0});
}

// The first offer is late; who would be sooner comes after it by rank, as 999 does for what is no emergency.
std::string late_words(const World& world, const Explanation& explanation) {
  const auto& offered = explanation.offered;
  const auto& first = offered.front();
  const auto& earliest = *std::min_element(
      offered.begin(), offered.end(), [](const Candidate& a, const Candidate& b) { return a.arrival < b.arrival; });
  const auto late = [](const Candidate& one) {
    return fmt::format("arrives {} after the target", age_text(-one.slack_s));
  };
  if (earliest.arrival == first.arrival)
    return fmt::format("the earliest, {}, {}", candidate_name(world, first), late(first));
  return fmt::format("the first choice, {}, {}; the earliest, {}, {}", candidate_name(world, first), late(first),
                     candidate_name(world, earliest),
                     earliest.slack_s < 0 ? late(earliest) : std::string("would be in time"));
}

}  // namespace

std::string shortfall_words(const World& world, const Explanation& explanation, bool only_last_resort) {
  const auto blocker = most_frequent(explanation, is_removable_line);
  const auto why = blocker.nearest == nullptr ? std::string{} : blocker_words(world, explanation, blocker);
  if (!only_last_resort && !explanation.offered.empty()) {
    return late_words(world, explanation) + (why.empty() ? "" : "; ") + why;
  }
  if (!why.empty()) return "nobody can come: " + why;
  const auto reach = most_frequent(explanation, is_out_of_reach);
  if (reach.nearest != nullptr) return "nobody can come: " + blocker_words(world, explanation, reach);
  return "no service of this hub takes this need here";
}

}  // namespace carehub::matching
