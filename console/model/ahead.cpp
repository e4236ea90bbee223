#include "console/model/ahead.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {

namespace {

constexpr std::int32_t half_hour_min = 30;
constexpr std::size_t name_width = 28;
constexpr std::size_t figures_width = 16;

const Outlook* fresh(const Picture& picture, Instant now) {
  // A simulation runs ahead of its outlook.
  const seconds good_for = outlook_good_for * std::max(1, picture.status.speed);
  const bool good = picture.outlook && picture.outlook->futures > 0 && now - picture.outlook->made <= good_for;
  return good ? picture.outlook.get() : nullptr;
}

// Never certain: the futures are a sample.
std::string chance(std::int32_t permille) {
  if (permille < 10) return "under 1 in 100";
  if (permille > 990) return "over 99 in 100";
  return fmt::format("{} in 100", (permille + 5) / 10);
}

// There is no chance left.
bool is_missed(const Picture& picture, CaseId id, Instant now) {
  const auto found = picture.cases.find(id);
  const Clock* clock = found == picture.cases.end() ? nullptr : tightest_clock(*found->second);
  return clock != nullptr && clock->due < now;
}

std::string tenths(std::int32_t x100) {
  return fmt::format("{:.1f}", x100 / 100.0);
}

std::string name_of(const Picture& picture, const ServiceId& id) {
  if (const ServiceConfig* service = find_service(*picture.site, id)) return service->name;
  // A manager's picture has no site, but names on the board.
  if (picture.board) {
    const auto found = std::ranges::find(picture.board->services, id, &ServiceBoard::service);
    if (found != picture.board->services.end()) return found->name;
  }
  return id.value;
}

std::string cases_ahead(const Outlook& outlook, const Picture& picture, Instant now) {
  auto cases = outlook.cases;
  std::ranges::stable_sort(cases, std::ranges::greater{}, &CaseOutlook::breach_permille);
  std::string text = fmt::format("\nOpen cases, most likely to miss the target first: {}\n", cases.size());
  for (const CaseOutlook& one : cases)
    text += fmt::format("  {}  {}\n", one.case_id.value, outlook_text(one, picture, now));
  return text;
}

std::string actions_ahead(const Outlook& outlook) {
  if (outlook.actions.empty()) return "";
  std::string text = "\nProposals that wait for an answer: chance of missing the target\n";
  for (const ActionOutlook& one : outlook.actions)
    text += fmt::format("  {} by {}  {}\n", one.case_id.value, one.unit, action_text(one, outlook.delay_min));
  return text;
}

}  // namespace

const CaseOutlook* outlook_of(const Picture& picture, CaseId id, Instant now) {
  const Outlook* outlook = fresh(picture, now);
  if (outlook == nullptr) return nullptr;
  const auto found = std::ranges::lower_bound(outlook->cases, id, {}, &CaseOutlook::case_id);
  return found != outlook->cases.end() && found->case_id == id ? &*found : nullptr;
}

const ActionOutlook* action_of(const Picture& picture, CaseId id, Instant now) {
  const Outlook* outlook = fresh(picture, now);
  if (outlook == nullptr) return nullptr;
  const auto found = std::ranges::find(outlook->actions, id, &ActionOutlook::case_id);
  return found != outlook->actions.end() ? &*found : nullptr;
}

std::string outlook_text(const CaseOutlook& outlook, const Picture& picture, Instant now) {
  const Calendar& calendar = picture.site->calendar;
  std::string text = is_missed(picture, outlook.case_id, now) ? "target missed"
                                                              : chance(outlook.breach_permille) + " to miss the target";
  if (outlook.likely)
    text += fmt::format("; seen by {} in half of all futures", time_text(calendar, *outlook.likely, now));
  if (outlook.latest) text += fmt::format(", by {} in nine of ten", time_text(calendar, *outlook.latest, now));
  return text;
}

std::string action_text(const ActionOutlook& action, std::int32_t delay_min) {
  std::string text = fmt::format("confirmed now {}, in {} min {}", chance(action.now_permille), delay_min,
                                 chance(action.later_permille));
  if (action.saved_x100 > 0)
    text += fmt::format("; over all cases it saves {} missed targets by weight", tenths(action.saved_x100));
  else if (action.saved_x100 < 0)
    text += fmt::format("; over all cases waiting would save {} missed targets by weight", tenths(-action.saved_x100));
  return text;
}

std::vector<std::string> services_ahead(const std::vector<ServiceOutlook>& services, const Picture& picture,
                                        Instant made, Instant now) {
  if (services.empty()) return {};
  std::vector<std::string> lines;
  std::string head = fmt::format("{:<{}}", "by", name_width);
  for (std::size_t i = 0; i < services.front().waiting_x100.size(); ++i) {
    const Instant end = made + minutes(half_hour_min * static_cast<int>(i + 1));
    head += fmt::format("{:>{}}", time_text(picture.site->calendar, end, now), figures_width);
  }
  lines.push_back(std::move(head));
  for (const ServiceOutlook& one : services) {
    std::string line = fmt::format("{:<{}}", name_of(picture, one.service).substr(0, name_width - 1), name_width);
    for (std::size_t i = 0; i < one.waiting_x100.size(); ++i)
      line += fmt::format(
          "{:>{}}",
          fmt::format("{} {} {}", tenths(one.calls_x100[i]), tenths(one.waiting_x100[i]), tenths(one.late_x100[i])),
          figures_width);
    lines.push_back(std::move(line));
  }
  return lines;
}

namespace {

// Half a person: from here on a service is called short.
constexpr std::int32_t short_from_x100 = 50;

std::string horizon_words(std::int32_t horizon_min) {
  if (horizon_min == 120) return "two hours";
  return horizon_min % 60 == 0 ? fmt::format("{} h", horizon_min / 60) : fmt::format("{} min", horizon_min);
}

// "short of Crisis response by 20:30": the first half hour at whose end somebody is expected to wait too long.
std::string short_words(const Outlook& outlook, const Picture& picture, Instant now) {
  const ServiceOutlook* first = nullptr;
  std::size_t at = 0;
  for (const ServiceOutlook& one : outlook.services) {
    const auto found = std::ranges::find_if(one.late_x100, [](std::int32_t late) { return late >= short_from_x100; });
    const auto index = static_cast<std::size_t>(found - one.late_x100.begin());
    if (found == one.late_x100.end() || (first != nullptr && index > at)) continue;
    if (first != nullptr && index == at && first->late_x100[at] >= *found) continue;
    first = &one;
    at = index;
  }
  if (first == nullptr) return {};
  const Instant end = outlook.made + minutes(half_hour_min * static_cast<int>(at + 1));
  return fmt::format("short of {} by {}", name_of(picture, first->service),
                     time_text(picture.site->calendar, end, now));
}

}  // namespace

AheadLine ahead_line(const Picture& picture, Instant now) {
  if (!picture.outlook) return {"", "", "Nobody has looked ahead yet", "", ""};
  const Outlook& outlook = *picture.outlook;
  if (outlook.futures == 0) return {"", "", fmt::format("Nobody looks ahead: {}", outlook.missing), "", ""};
  const auto age = age_text(std::max<std::int64_t>(0, whole_seconds(now - outlook.made)));
  if (fresh(picture, now) == nullptr) return {"", "", fmt::format("Looked ahead {} ago: too old to show", age), "", ""};
  std::int64_t permille = 0;
  std::size_t not_reached = 0;
  for (const CaseOutlook& one : outlook.cases) {
    if (is_missed(picture, one.case_id, now)) continue;
    permille += one.breach_permille;
    ++not_reached;
  }
  const auto lacking = short_words(outlook, picture, now);
  if (not_reached == 0)
    return {fmt::format("Next {}:", horizon_words(outlook.horizon_min)), "", "nobody waits to be reached", lacking,
            age + " ago"};
  return {fmt::format("Next {}:", horizon_words(outlook.horizon_min)),
          tenths(static_cast<std::int32_t>((permille + 5) / 10)),
          fmt::format("breaches expected of {} not reached", not_reached), lacking, age + " ago"};
}

std::string ahead_text(const Picture& picture, Instant now) {
  if (!picture.outlook) return "Nobody has looked ahead yet.\n";
  const Outlook& outlook = *picture.outlook;
  if (outlook.futures == 0) return fmt::format("Nobody looks ahead: {}.\n", outlook.missing);
  std::string text = fmt::format("The next {} min, played forward {} times, as of {} ({} ago)\n", outlook.horizon_min,
                                 outlook.futures, time_text(picture.site->calendar, outlook.made, now),
                                 age_text(std::max<std::int64_t>(0, whole_seconds(now - outlook.made))));
  text += cases_ahead(outlook, picture, now) + actions_ahead(outlook);
  text +=
      "\nServices by half hour: new calls, people who wait at its end, of them expected late; means of all futures\n";
  for (const std::string& line : services_ahead(outlook.services, picture, outlook.made, now))
    text += "  " + line + "\n";
  return text;
}

}  // namespace carehub::console
