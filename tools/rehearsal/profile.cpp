#include "tools/rehearsal/profile.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "protocols/domain/words.hpp"

namespace carehub::tools::rehearsal {
namespace {

constexpr hours stuck_after{10};

void add_clocks(const Case& c, Profile& to) {
  for (const auto& clock : c.clocks) {
    if (clock.kind != ClockKind::two_hour || clock.outcome == ClockOutcome::running) continue;
    if (clock.outcome == ClockOutcome::excluded) {
      ++to.two_hour_excluded;
      continue;
    }
    ++to.two_hour;
    to.two_hour_met += clock.outcome == ClockOutcome::met ? 1 : 0;
  }
}

std::string who_answered(const Site& site, const Case& c) {
  if (c.assignment)
    if (const auto* service = find_service(site, c.assignment->service)) return std::string(words(service->kind));
  return std::string(words(c.status));
}

void add_stuck(const Case& c, Instant now, Profile& to) {
  const bool with_somebody = c.status == CaseStatus::on_scene || c.status == CaseStatus::booked;
  if (!is_open(c.status) || with_somebody || now - c.received < stuck_after) return;
  if (to.stuck++ == 0)
    to.oldest_stuck = fmt::format("{} {} since {}", c.id.value, words(c.status), iso8601(c.received));
}

std::int64_t percent(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : (part * 100 + whole / 2) / whole;
}

std::string need_line(Need need, const std::map<std::string, std::int64_t>& answers) {
  std::int64_t all = 0;
  std::vector<std::pair<std::int64_t, std::string>> ranked;
  for (const auto& [who, count] : answers) {
    all += count;
    ranked.emplace_back(-count, who);
  }
  std::ranges::sort(ranked);
  std::string line = fmt::format("  {:22} {:>6} ", words(need), all);
  for (const auto& [count, who] : ranked) line += fmt::format(" {} {} %,", who, percent(-count, all));
  line.back() = '\n';
  return line;
}

}  // namespace

Profile profile_of(const Site& site, const core::State& state, Instant since, Instant now) {
  Profile profile;
  for (const auto* c : state.cases_after(CaseId{}, 10'000'000)) {
    if (c->received < since) continue;
    ++profile.cases;
    ++profile.by_source[static_cast<std::size_t>(c->referral.source)];
    ++profile.by_status[c->status];
    ++profile.answered[c->triage ? c->triage->need : Need::unknown][who_answered(site, *c)];
    profile.open += is_open(c->status) ? 1 : 0;
    add_clocks(*c, profile);
    add_stuck(*c, now, profile);
  }
  return profile;
}

std::string words(const Profile& profile) {
  std::string text = fmt::format("calls: {}, {} still open\n", profile.cases, profile.open);
  for_each_value<Source>([&](Source source) {
    const auto count = profile.by_source[static_cast<std::size_t>(source)];
    text += fmt::format("  {:22} {:>6}  {} %\n", words(source), count, percent(count, profile.cases));
  });
  text += "who answered, by need:\n";
  for (const auto& [need, answers] : profile.answered) text += need_line(need, answers);
  text += fmt::format("two hours: {} of {} met, {} %; {} excluded\n", profile.two_hour_met, profile.two_hour,
                      percent(profile.two_hour_met, profile.two_hour), profile.two_hour_excluded);
  text += profile.stuck == 0 ? "no case is stuck\n"
                             : fmt::format("STUCK: {} cases, the first {}\n", profile.stuck, profile.oldest_stuck);
  return text;
}

}  // namespace carehub::tools::rehearsal
