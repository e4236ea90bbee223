// A crew's duty: signing on and off, breaks, signal and positions.
#include "tools/simulate/crew.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tools/simulate/ground.hpp"

namespace carehub::tools::simulate {
namespace {

constexpr minutes may_break_late{120};
constexpr seconds tell_again{90};

}  // namespace

Crew::Crew(const TeamConfig& config, std::uint64_t seed)
    : config_(config), seed_(seed), random_(seed, "crew/" + config.id.value), from_(config.base), to_(config.base) {}

void Crew::step(const Scene& scene) {
  const auto found = scene.picture.teams.find(config_.id);
  if (found == scene.picture.teams.end()) return;
  const Team& team = *found->second;
  if (team.retired || off_duty(scene, team)) return;
  signal(scene);
  answer_visits(scene, team);
  follow_visit(scene, team);
  take_break(scene, team);
  tell_position(scene, team);
  end_shift(scene, team);
}

// A stream of its own for each shift, so that a simulator started again plays the same crew.
void Crew::start_shift(const Scene& scene, const OpenInterval& shift) {
  shift_ = shift;
  random_ = Random(seed_, fmt::format("crew/{}/{}", config_.id.value, iso8601(shift.from)));
  const bool late = scene.now > shift.from + minutes{5};
  sign_on_at_ = late ? scene.now : shift.from + random_.unhurried_s(0, 300);
  seen_on_duty_ = false;
  sign_on_told_.reset();
  sign_off_told_.reset();
  break_taken_.reset();
  next_black_spot_ = scene.now + minutes{random_.between(30, 400)};
  no_signal_until_.reset();
  held_.clear();
  answers_.clear();
  stop_visit(scene);
  from_ = to_ = config_.base;
  idle_since_ = scene.now;
  // A crew found in the middle of its shift has had the break it was due.
  const auto due = break_due(scene);
  if (late && due && due->from + minutes{5} < scene.now) break_taken_ = due->from;
}

bool Crew::off_duty(const Scene& scene, const Team& team) {
  const auto shift = session_at(scene.site, config_.roster, scene.now);
  if (shift && (!shift_ || shift_->from != shift->from)) start_shift(scene, *shift);
  if (team.status != TeamStatus::off_duty) {
    if (!shift_) start_shift(scene, {scene.now, scene.now + hours{8}});  // somebody signed it on by hand
    seen_on_duty_ = true;
    // Signed on by the desk: the crew takes it over, or nothing that it reports would count.
    const bool asked = sign_on_told_ && scene.now < *sign_on_told_ + tell_again;
    if (!team.crew_user.given() && !no_signal_until_ && !asked) {
      sign_on_told_ = scene.now;
      scene.send(Desk::crew, SignOnTeam{config_.id, {}, {}, {}});
    }
    return false;
  }
  const bool over = !shift || seen_on_duty_ || scene.now < sign_on_at_ || shift->until < scene.now + minutes{5};
  if (over || (sign_on_told_ && scene.now < *sign_on_told_ + tell_again)) return true;
  sign_on_told_ = scene.now;
  const auto second = random_.between(500, 899);
  const auto crew = fmt::format("{} and {}", random_.between(101, 499), second);
  scene.send(Desk::crew, SignOnTeam{config_.id, crew, config_.base, shift->until});
  return true;
}

// Visits that nobody has set off for go back to the desk when the shift is over.
void Crew::end_shift(const Scene& scene, const Team& team) {
  if (!shift_ || scene.now < shift_->until || no_signal_until_) return;
  const bool free = team.status == TeamStatus::available || team.status == TeamStatus::on_break;
  if (!free || !team.queue.empty() || (sign_off_told_ && scene.now < *sign_off_told_ + tell_again)) return;
  sign_off_told_ = scene.now;
  scene.send(Desk::crew, SignOffTeam{config_.id, "end of shift"});
}

std::optional<OpenInterval> Crew::break_due(const Scene& scene) const {
  for (const Duration back : {Duration{}, Duration{minutes{30}}, Duration{minutes{60}}, Duration{minutes{90}}}) {
    const auto planned = session_at(scene.site, config_.breaks, scene.now - back);
    if (planned && scene.now < planned->from + may_break_late) return planned;
  }
  return std::nullopt;
}

void Crew::take_break(const Scene& scene, const Team& team) {
  if (team.status == TeamStatus::on_break) {
    if (scene.now < break_until_ || (break_end_told_ && scene.now < *break_end_told_ + tell_again)) return;
    break_end_told_ = scene.now;
    return tell(scene, EndBreak{config_.id});
  }
  if (team.status != TeamStatus::available || no_signal_until_) return;
  const auto planned = break_due(scene);
  if (!planned || break_taken_ == planned->from || !shift_ || planned->from < shift_->from) return;
  const auto length = std::chrono::floor<minutes>(planned->until - planned->from);
  if (shift_->until < scene.now + length + minutes{30}) return;
  break_taken_ = planned->from;
  break_until_ = scene.now + length;
  break_end_told_.reset();
  tell(scene, StartBreak{config_.id, static_cast<std::int32_t>(length.count())});
}

// --- signal and position ---

void Crew::signal(const Scene& scene) {
  if (no_signal_until_ && scene.now >= *no_signal_until_) {
    no_signal_until_.reset();
    for (auto& report : held_) scene.send(Desk::crew, std::move(report));
    held_.clear();
  }
  if (scene.now < next_black_spot_) return;
  next_black_spot_ = scene.now + minutes{random_.between(150, 600)};
  no_signal_until_ = scene.now + random_.unhurried_s(180, 900);
}

std::optional<Instant> Crew::happened(const Scene& scene, Instant at) {
  if (at + seconds{20} > scene.now) return std::nullopt;
  return at;
}

// Without signal a report waits on the phone, with its own time.
void Crew::tell(const Scene& scene, Command command) {
  if (!no_signal_until_) return scene.send(Desk::crew, std::move(command));
  std::visit(
      [&](auto& report) {
        if constexpr (requires { report.at.has_value(); })
          if (!report.at) report.at = scene.now;
      },
      command);
  held_.push_back(std::move(command));
}

Coordinates Crew::place_now(const Scene& scene) const {
  if (doing_ != Doing::driving && doing_ != Doing::returning) return to_;
  return along(from_, to_, scene.now - depart_at_, arrive_at_ - depart_at_);
}

void Crew::tell_position(const Scene& scene, const Team& team) {
  if (doing_ == Doing::returning && scene.now >= arrive_at_) {
    doing_ = Doing::nothing;
    idle_since_ = scene.now;
  }
  if (scene.now < next_position_) return;
  const bool moving = doing_ == Doing::driving || doing_ == Doing::returning;
  const bool resting = team.status == TeamStatus::on_break;
  next_position_ = scene.now + (moving    ? random_.between_s(15, 30)
                                : resting ? random_.between_s(60, 150)
                                          : random_.between_s(30, 55));
  if (no_signal_until_) return;
  auto at = place_now(scene);
  if (random_.chance(1) && random_.chance(300)) at.lat_e6 += 400'000;  // a false fix, rarely
  scene.send(Desk::crew, ReportPosition{config_.id, at, std::nullopt});
}

}  // namespace carehub::tools::simulate
