#pragma once
// One crew: signs on, answers, drives in a straight line, reports where it is, forgets buttons, loses signal, takes its
// break, signs off. What it does is its own truth; what it tells the hub may come late or not at all.

#include <map>

#include "tools/simulate/random.hpp"
#include "tools/simulate/scene.hpp"

namespace carehub::tools::simulate {

class Crew {
 public:
  Crew(const TeamConfig& config, std::uint64_t seed);

  void step(const Scene& scene);

 private:
  enum class Doing { nothing, driving, with_person, returning };

  // What it means to do about one promised visit.
  struct Answer {
    Instant at;
    bool refuse = false;
    std::string reason;
    bool told = false;
    Instant told_at;
  };

  // --- duty (crew.cpp) ---
  void start_shift(const Scene& scene, const OpenInterval& shift);
  [[nodiscard]] bool off_duty(const Scene& scene, const Team& team);
  void end_shift(const Scene& scene, const Team& team);
  void take_break(const Scene& scene, const Team& team);
  [[nodiscard]] std::optional<OpenInterval> break_due(const Scene& scene) const;
  // --- visits (crew_visits.cpp) ---
  void answer_visits(const Scene& scene, const Team& team);
  [[nodiscard]] Answer plan_answer(const Scene& scene, const Case& c);
  void follow_visit(const Scene& scene, const Team& team);
  void adopt(const Scene& scene, const Team& team, const Case& c);
  void set_off(const Scene& scene, const Case& c);
  void arrive(const Scene& scene, Instant at, const Case& c);
  void drive(const Scene& scene, const Case& c);
  void visit(const Scene& scene, const Case& c);
  void clear(const Scene& scene, const Case& c);
  void stop_visit(const Scene& scene);
  void go_back(const Scene& scene);
  [[nodiscard]] ReportClear ending(const Case& c);
  // --- telling the hub ---
  void signal(const Scene& scene);
  void tell(const Scene& scene, Command command);
  void tell_position(const Scene& scene, const Team& team);
  [[nodiscard]] Coordinates place_now(const Scene& scene) const;
  // The time of a report, where it is not now.
  [[nodiscard]] static std::optional<Instant> happened(const Scene& scene, Instant at);

  const TeamConfig& config_;
  std::uint64_t seed_;
  Random random_;

  std::optional<OpenInterval> shift_;
  Instant sign_on_at_;
  bool seen_on_duty_ = false;
  std::optional<Instant> sign_on_told_;
  std::optional<Instant> sign_off_told_;
  std::optional<Instant> break_taken_;  // start of the planned one
  Instant break_until_;
  std::optional<Instant> break_end_told_;

  std::map<CaseId, Answer> answers_;
  Doing doing_ = Doing::nothing;
  CaseId current_;
  Coordinates from_, to_;
  Instant depart_at_, arrive_at_, leave_at_, idle_since_;
  bool told_en_route_ = false, told_on_scene_ = false;
  Instant tell_on_scene_at_, tell_clear_at_, next_safe_;
  std::optional<Instant> clear_told_;

  Instant next_position_;
  Instant next_black_spot_;
  std::optional<Instant> no_signal_until_;
  std::vector<Command> held_;  // reports waiting on the phone for a signal
};

}  // namespace carehub::tools::simulate
