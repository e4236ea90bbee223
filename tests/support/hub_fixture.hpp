#pragma once
// A small hub for tests: a site built in code, and a clock that only tests move.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dispatcher/core/core.hpp"

namespace carehub::test {

// Of small_site().
inline const TeamId cr1("CR1"), cr2("CR2"), fr1("FR1");
inline const PlaceId haven("newport_haven");
inline constexpr std::int32_t east_cowes_lat = 50'757'000, east_cowes_lon = -1'288'000;

[[nodiscard]] Instant at(std::string_view text);
// Sunday 22 November 2026, 19:00 in London.
[[nodiscard]] Instant evening();
[[nodiscard]] Calendar london_2026();
[[nodiscard]] OpeningHours always();
// From the first to the second minute of every day.
[[nodiscard]] OpeningHours daily(std::int32_t start_min, std::int32_t end_min);
[[nodiscard]] ServiceConfig service(const char* id, ServiceKind kind, CapacityKind capacity);
[[nodiscard]] TeamConfig team(const char* id, const char* service_id, SkillSet skills, Coordinates base);
[[nodiscard]] SkillSet skills(std::initializer_list<Skill> list);
[[nodiscard]] ClockRule two_hour_rule();
[[nodiscard]] ClockRule validation_rule();
[[nodiscard]] ClockRule mental_health_rule();
[[nodiscard]] NeedRule need_rule(Need need, SkillSet needed, std::vector<ServiceKind> kinds);
// Two crisis teams, one falls team, a Safe Haven, a pharmacist's queue, a GP's slots, and the ambulance service.
[[nodiscard]] Site small_site();
// The same, sending whoever it chose without asking.
[[nodiscard]] Site automatic_site();
[[nodiscard]] Triage triage_for(Need need, Priority priority = Priority::p2);
[[nodiscard]] Referral referral_near(std::int32_t lat_e6, std::int32_t lon_e6, std::int32_t age = 80);

class Hub {
 public:
  explicit Hub(Site site = small_site(), Instant start = evening());

  [[nodiscard]] const core::State& state() const { return state_; }
  [[nodiscard]] core::State& state() { return state_; }
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] const Case& case_of(CaseId id) const { return *state_.find_case(id); }
  [[nodiscard]] const Team& team_of(const char* id) const { return *state_.find_team(TeamId(id)); }
  [[nodiscard]] const std::vector<std::pair<Event, Stamp>>& journal() const { return journal_; }

  // Decides and evolves, as the dispatcher does.
  core::Decision give(const Command& command, Role role, const char* user);
  core::Decision as_operator(const Command& command) { return give(command, Role::operator_, "a.reed"); }
  core::Decision as_navigator(const Command& command) { return give(command, Role::navigator, "m.cole"); }
  core::Decision as_handler(const Command& command) { return give(command, Role::call_handler, "j.bell"); }
  core::Decision as_manager(const Command& command) { return give(command, Role::manager, "r.hale"); }
  // The crew of the team that the command names.
  core::Decision as_crew(const Command& command);
  core::Decision as_system(const Command& command) { return give(command, Role::system, ""); }

  // Moves the clock; timers fire when they are due, as the runtime's do.
  void wait(Duration span);
  void tick() { as_system(Tick{}); }
  void set_time(Instant to) { now_ = to; }

  CaseId register_near(std::int32_t lat_e6, std::int32_t lon_e6, Need need = Need::confusion, std::int32_t age = 80);
  // Near CR2's base.
  CaseId register_in_ryde(Need need = Need::confusion) { return register_near(50'731'000, -1'163'000, need); }
  CaseId register_untriaged();

  CaseId register_in_crisis(std::int32_t lat_e6 = 50'700'000, std::int32_t age = 40) {
    return register_near(lat_e6, -1'293'000, Need::mental_health_crisis, age);
  }
  void count_haven(std::int32_t occupied) { as_operator(ReportPlaceCount{haven, occupied, {}}); }

  void sign_on(const char* id);
  void sign_on_all();

  [[nodiscard]] const Alert* alert(AlertKind kind, CaseId id) const { return state_.find_alert({id, {}, kind}); }
  [[nodiscard]] const Alert* alert(AlertKind kind, const std::string& name) const;
  [[nodiscard]] const Clock* clock(CaseId id, ClockKind kind) const;
  [[nodiscard]] bool history_has(CaseId id, std::string_view text) const;

  bool keep_journal = true;

 private:
  core::State state_;
  Instant now_;
  std::vector<std::pair<Event, Stamp>> journal_;
};

template <class T>
const T* find_event(const core::Decision& decision) {
  for (const Event& event : decision.events) {
    if (const T* found = std::get_if<T>(&event)) return found;
  }
  return nullptr;
}

inline std::optional<RefusalCode> code_of(const core::Decision& decision) {
  if (!decision.refusal) return std::nullopt;
  return decision.refusal->code;
}

}  // namespace carehub::test
