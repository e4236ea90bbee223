#include "console/app/sample_evening.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <tuple>
#include <utility>

#include "protocols/base/assert.hpp"

namespace carehub::app {
namespace {

using console::Picture;

void change(Picture& picture, std::uint64_t number, const std::function<void(Case&)>& how) {
  const auto found = picture.cases.find(CaseId{number});
  CAREHUB_ASSERT(found != picture.cases.end(), "no sample case {}", number);
  Case c = *found->second;
  how(c);
  picture.cases[c.id] = std::make_shared<const Case>(std::move(c));
}

void untriage(Case& c) {
  c.status = CaseStatus::received;
  c.triage.reset();
  c.assignment.reset();
  c.explanation.reset();
}

void set_clock(Case& c, ClockKind kind, Instant evening, Duration left) {
  c.clocks.assign(1, Clock{kind, evening + left - hours(2), evening + left, {}, ClockOutcome::running, false, {}});
  c.received = c.clocks[0].started;
  c.latest_safe_dispatch = evening + left;
}

void make_validation(Case& c, Instant evening, Duration left, std::string category) {
  untriage(c);
  c.referral.source = Source::ambulance999;
  c.referral.ambulance.validation = true;
  c.referral.ambulance.category_text = std::move(category);
  c.referral.ambulance.requester = "Invented Ambulance Service";
  c.referral.ambulance.breach_at = evening + left;
  set_clock(c, ClockKind::ambulance_validation, evening, left);
}

ServiceBoard service_board(const ServiceConfig& config, std::size_t i, Instant evening) {
  ServiceBoard service;
  service.service = config.id;
  service.name = config.name;
  service.rag = static_cast<Rag>(i % 5);
  service.live = config.capacity == CapacityKind::mobile_teams;
  service.detail = service.live ? "2 teams on shift, to 22:00" : "ages 10 to 17, to 23:00";
  service.total = 12;
  service.unit = service.live ? "free now" : i % 2 == 0 ? "of 24 places" : "min to an answer";
  if (service.rag == Rag::open || service.rag == Rag::low) service.free = !service.live && i % 3 == 0 ? 205 : 5;
  if (service.rag == Rag::full) service.free = 0;
  service.queue = 3;
  service.last_entry = evening + minutes(153);
  if (service.rag == Rag::full) service.next_free = evening + minutes(42);
  if (service.rag == Rag::closed) service.opens = evening + hours(13);
  if (!service.live) service.reported_at = evening - (service.rag == Rag::unknown ? minutes(130) : minutes(9));
  for (std::int32_t sample = 0; sample < 17; ++sample) service.recent.push_back(sample % 4);
  return service;
}

// What ended, shared out over who calls most; now and then a home's.
std::vector<SourceTally> sample_sources(const HourTally& tally) {
  constexpr std::array<Source, 4> callers{Source::nhs111, Source::ambulance999, Source::call_for_care,
                                          Source::self_referral};
  std::vector<SourceTally> sources;
  const std::int32_t ended = tally.two_hour_met + tally.two_hour_breached;
  for (std::int32_t i = 0; i < tally.all_response_ended; ++i) {
    const bool home = i == 0 && tally.hour % 10 == 3;
    const Source source = home ? Source::care_home : callers[static_cast<std::size_t>((i * i + tally.hour) % 4)];
    auto one = std::ranges::find(sources, source, &SourceTally::source);
    if (one == sources.end()) one = sources.insert(sources.end(), SourceTally{source, 0, 0, 0, 0});
    one->two_hour_ended += i < ended ? 1 : 0;
    one->two_hour_met += i < tally.two_hour_met ? 1 : 0;
    one->all_response_ended += 1;
    one->all_response_met += i < tally.all_response_met ? 1 : 0;
  }
  return sources;
}

// Two days of an hour each, with a bad one, and a good one among few.
std::vector<HourTally> sample_hours(const LocalTime& now) {
  std::vector<HourTally> hours;
  const std::int32_t this_hour = now.second_of_day / 3600;
  for (std::int32_t ago = 47; ago >= 0; --ago) {
    HourTally tally;
    tally.day = {now.day.days - (ago + 23 - this_hour) / 24};
    tally.hour = ((this_hour - ago) % 24 + 24) % 24;
    tally.received = 3 + tally.hour % 7;
    tally.received_by_source = {2, 1 + tally.hour % 2, tally.hour % 3, tally.hour % 5 == 0 ? 1 : 0, 0, 0, 0, 0};
    const std::int32_t ended = ago == 0 ? 0 : ago == 1 ? 2 : 4 + tally.hour % 5;
    tally.two_hour_breached = std::min(ended, ago == 9 ? 5 : ago < 2 ? 0 : tally.hour % 3 == 0 ? 1 : 0);
    tally.two_hour_met = ended - tally.two_hour_breached;
    tally.all_response_ended = ended + 2;
    tally.all_response_met = tally.two_hour_met + 1;
    tally.sources = sample_sources(tally);
    hours.push_back(tally);
  }
  return hours;
}

std::vector<ServiceOutlook> sample_outlooks(const Board& board) {
  std::vector<ServiceOutlook> outlooks;
  for (const ServiceBoard& service : board.services) {
    if (!service.live) continue;
    const auto i = static_cast<std::int32_t>(outlooks.size());
    outlooks.push_back({service.service,
                        {60 + 20 * i, 50, 40, 30},
                        {40 * i, 80 + 30 * i, 120, 90 + 10 * i},
                        {10 * i, 20 * i, 40 + 10 * i, 30}});
  }
  return outlooks;
}

// Two teams each, and what shifts do at ten; the more services, the fuller.
void add_sample_forecast(Board& board, Instant evening) {
  std::int32_t i = 0;
  for (const ServiceBoard& service : board.services) {
    if (!service.live) continue;
    ServiceStaffing& staffing = board.staffing.emplace_back(ServiceStaffing{service.service, {{evening, 2, true}}});
    if (i % 3 == 1) staffing.steps.push_back({evening + minutes(138), 1, true});
    if (i % 4 == 3) staffing.steps.push_back({evening + minutes(198), 0, false});
    ServiceOutlook outlook{service.service, {}, {}, {}};
    for (std::int32_t half = 0; half < 8; ++half) {
      outlook.calls_x100.push_back(20 + 9 * i);
      outlook.waiting_x100.push_back(10 * half);
      outlook.late_x100.push_back(5 * half);
      const std::int32_t busy = std::clamp(100 + 30 * i - 12 * std::abs(half - 3), 0, 195);
      outlook.free_x100.push_back(200 - busy);
      outlook.full_permille.push_back(std::max(0, busy - 120) * 9);
    }
    board.forecast.push_back(std::move(outlook));
    ++i;
  }
  board.forecast_made = evening - seconds(24);
}

AssignedAction sample_action(std::uint64_t id, std::string text, std::string owner, Instant assigned) {
  AssignedAction action;
  action.id = ActionId{id};
  action.text = std::move(text);
  action.owner = std::move(owner);
  action.by = "R. Hale (operator)";
  action.assigned = assigned;
  return action;
}

std::vector<AssignedAction> sample_actions(Instant evening) {
  std::vector<AssignedAction> actions;
  auto late = sample_action(2, "ask the UTC for its capacity every 30 minutes", "M. Cole", evening - minutes(190));
  late.due = evening - minutes(18);
  auto team = sample_action(3, "ring district nursing for a second evening team", "J. Marsh", evening - minutes(40));
  team.due = evening + minutes(48);
  team.opel_level = late.opel_level = 3;
  const auto beds = sample_action(4, "look for two step-up beds", "duty manager", evening - minutes(12));
  auto done = sample_action(1, "tell the ambulance service that crews are short", "operator", evening - minutes(200));
  done.state = ActionState::done;
  done.ended = evening - minutes(185);
  done.ended_by = "A. Reed (operator)";
  done.word = "told at the 16:30 call";
  return {late, team, beds, done};
}

}  // namespace

Board sample_board(const Site& site, Instant evening) {
  Board board;
  board.status.hub_name = site.name;
  board.status.now = evening;
  board.status.opel = {3, "R. Hale (operator)", evening - minutes(212), "two crews short"};
  board.status.actions = sample_actions(evening);
  board.status.open = 131;
  board.status.waiting = 114;
  board.status.due_soon = 23;
  board.status.breached = 11;
  board.status.alerts = {4, 5, 6};
  board.status.two_hour_met = 139;
  board.status.two_hour_ended = 145;
  board.status.all_response_met = 161;
  board.status.all_response_ended = 174;
  for (std::size_t i = 0; i < site.services.size(); ++i)
    board.services.push_back(service_board(site.services[i], i, evening));
  for (std::size_t i = 0; i < site.localities.size(); ++i)
    board.localities.push_back({site.localities[i].name, static_cast<std::int32_t>(i % 3), 0});
  board.hours = sample_hours(local_time(site.calendar, evening));
  for (std::int32_t hour = 0; hour < 24; ++hour) board.expected_x100.push_back(200 + 30 * (hour % 12));
  board.ahead = sample_outlooks(board);
  board.ahead_made = evening - seconds(17);
  add_sample_forecast(board, evening);
  return board;
}

void add_outlook(Picture& picture, const Site& site, Instant evening) {
  Outlook outlook;
  outlook.made = evening - seconds(17);
  outlook.futures = 200;
  outlook.horizon_min = 120;
  outlook.delay_min = 10;
  outlook.services = sample_outlooks(sample_board(site, evening));
  for (const auto& [id, c] : picture.cases) {
    if (!is_open(c->status) || c->status == CaseStatus::on_scene) continue;
    const auto chance = static_cast<std::int32_t>(id.value * 37 % 97);
    outlook.cases.push_back({id, chance, evening + minutes(20 + chance), std::nullopt});
  }
  picture.outlook = std::make_shared<const Outlook>(std::move(outlook));
}

void add_navigator_work(Picture& picture, Instant evening) {
  change(picture, 1037, [evening](Case& c) { make_validation(c, evening, -seconds(40), "C2B"); });
  change(picture, 1038, [evening](Case& c) {
    make_validation(c, evening, minutes(16), "C3");
    c.referral.summary = "Third fall this week, on the floor of the bathroom, warm and talking";
  });
  change(picture, 1039, [evening](Case& c) {
    c.status = CaseStatus::triaged;
    c.assignment.reset();
    set_clock(c, ClockKind::call_back, evening, minutes(12));
    c.claim = Claim{UserName("L. Hurst"), evening + minutes(3)};
  });
  change(picture, 1040, [](Case& c) {
    untriage(c);
    c.referral.source = Source::care_home;
    c.referral.referrer = "The Priory Invented Nursing and Residential Home";
    c.possible_duplicates = {CaseId{1050}};
  });
  change(picture, 1041, [evening](Case& c) {
    untriage(c);
    c.referral.source = Source::call_for_care;
    c.claim = Claim{UserName("m.cole"), evening + minutes(4)};
  });
}

namespace {

// More by day than by night, and two busy hours.
HistoryPart sample_part(Instant at, std::size_t index) {
  const auto hour = static_cast<std::uint32_t>(std::chrono::floor<hours>(at).time_since_epoch().count() % 24);
  const std::uint32_t busy = hour < 6 ? 1U : hour < 16 ? 4U : 7U;
  const auto wobble = static_cast<std::uint32_t>(index * 2'654'435'761U >> 8U) % 7U;
  HistoryPart part;
  part.events = busy * 9 + wobble * 5;
  part.calls = wobble % 3 == 0 ? busy / 2 : 0;
  part.decided = part.calls;
  part.breached = busy == 7U && wobble == 6 ? 1 : 0;
  return part;
}

// What stands in the histories of the cases, in order.
std::vector<HistoryMark> sample_marks(const Picture& picture, const HistoryWish& wish) {
  std::vector<HistoryMark> marks;
  for (const auto& [id, record] : picture.cases)
    for (const HistoryEntry& entry : record->history) {
      if (wish.of.given() && wish.of != id) continue;
      const bool missed = entry.what.find("breached") != std::string::npos;
      const bool call = &entry == &record->history.front();
      const bool decided = entry.what.find("proposed") != std::string::npos;
      if (!missed && !call && !decided) continue;
      const auto kind = missed ? MarkKind::breached : call ? MarkKind::call : MarkKind::decided;
      marks.push_back({entry.at, kind, id, 0, entry.by, entry.what});
    }
  std::ranges::sort(marks, [](const HistoryMark& a, const HistoryMark& b) {
    return std::tie(a.at, a.case_id) < std::tie(b.at, b.case_id);
  });
  for (std::size_t i = 0; i < marks.size(); ++i) marks[i].sequence = i + 1;
  const auto middle = std::ranges::upper_bound(marks, wish.around, {}, &HistoryMark::at);
  const auto before = std::min<std::ptrdiff_t>(middle - marks.begin(), wish.before);
  const auto after = std::min<std::ptrdiff_t>(marks.end() - middle, wish.after);
  return {middle - before, middle + after};
}

}  // namespace

console::PastAnswers sample_past(std::shared_ptr<const Picture> picture, Instant now, std::optional<Instant> at,
                                 const std::optional<HistoryWish>& wish) {
  console::PastAnswers answers;
  if (at) answers.picture = picture;
  answers.at = at.value_or(now);
  if (!wish) return answers;
  History history;
  history.first = now - hours(30);
  history.last = now;
  const bool all = wish->from >= wish->to;
  history.from = all ? history.first : wish->from;
  history.to = all ? history.last : wish->to;
  history.around = wish->around;
  history.of = wish->of;
  for (std::uint32_t i = 0; i < wish->parts; ++i) {
    const Instant part = history.from + (history.to - history.from) / wish->parts * i;
    history.parts.push_back(part < history.last ? sample_part(part, i) : HistoryPart{});
  }
  history.marks = sample_marks(*picture, *wish);
  answers.history = std::make_shared<const History>(std::move(history));
  return answers;
}

}  // namespace carehub::app
