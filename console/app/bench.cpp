#include "console/app/bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>

#include "console/app/sample.hpp"
#include "console/app/stage.hpp"
#include "console/app/worker.hpp"
#include "console/views/shell.hpp"

namespace carehub::app {
namespace {

using widgets::Key;

constexpr auto frame_time = std::chrono::milliseconds(100);
constexpr int frames_a_picture = 2;

// The hub's next picture: what changes in a fifth of a second when 6,000 crews report where they are twice a minute,
// fifteen cases a second move on, calls arrive and are closed, alerts come and go.
class BusyHour {
 public:
  BusyHour(const console::Picture& start, std::size_t alerts) : picture_(start) {
    for (const auto& [id, one] : picture_.cases) last_case_ = id;
    for (const auto& [id, team] : picture_.teams) teams_.push_back(id);
    for (std::size_t i = 0; i < alerts; ++i) raise_alert({});
  }

  std::shared_ptr<const console::Picture> next(Instant now) {
    ++picture_.number;
    ++picture_.sequence;
    for (int i = 0; i < 40 && !teams_.empty(); ++i) report_position(now);
    for (int i = 0; i < 3; ++i) move_case_on(now);
    if (picture_.number % 5 == 0) {
      add_case(now);
      close_case(now);
    }
    if (picture_.number % 3 == 0) {
      raise_alert(now);
      picture_.alerts.erase(picture_.alerts.begin()->first);
    }
    picture_.status.now = now;
    return std::make_shared<const console::Picture>(picture_);
  }

 private:
  template <class List, class Id, class Change>
  static void change(List& list, const Id& id, Change how) {
    const auto found = list.find(id);
    if (found == list.end()) return;
    auto record = *found->second;
    ++record.version;
    how(record);
    list.insert_or_assign(id, std::make_shared<const std::decay_t<decltype(record)>>(std::move(record)));
  }
  std::uint64_t step() { return step_ += 7'919; }
  CaseId any_case() { return CaseId{1037 + step() % (last_case_.value - 1036)}; }

  void report_position(Instant now) {
    change(picture_.teams, teams_[step() % teams_.size()], [&](Team& team) {
      if (team.position) team.position->lat_e6 += static_cast<std::int32_t>(step_ % 2'000) - 1'000;
      team.position_at = team.last_heard = now;
    });
  }
  void move_case_on(Instant now) {
    change(picture_.cases, any_case(), [&](Case& c) {
      c.history.push_back({now, "bench", "moved on", {}});
      if (c.status == CaseStatus::en_route) {
        c.status = CaseStatus::on_scene;
        for (Clock& clock : c.clocks) {
          clock.stopped = now;
          clock.outcome = clock.due < now ? ClockOutcome::breached : ClockOutcome::met;
        }
      } else if (c.latest_safe_dispatch) {
        *c.latest_safe_dispatch += seconds(static_cast<std::int64_t>(step_ % 600) - 300);
      }
    });
  }
  void add_case(Instant now) {
    auto c = *picture_.cases.find(CaseId{1037})->second;
    c.id = last_case_ = CaseId{last_case_.value + 1};
    c.received = now;
    for (Clock& clock : c.clocks) clock = {clock.kind, now, now + hours(2), {}, ClockOutcome::running, false, {}};
    c.latest_safe_dispatch = now + minutes(100);
    picture_.cases.insert_or_assign(c.id, std::make_shared<const Case>(c));
  }
  void close_case(Instant now) {
    change(picture_.cases, any_case(), [&](Case& c) {
      if (c.id == CaseId{1037}) return;
      c.status = CaseStatus::completed;
      c.closed = now;
    });
  }
  void raise_alert(Instant now) {
    Alert alert;
    alert.id = AlertId{++last_alert_};
    alert.version = 1;
    alert.kind = static_cast<AlertKind>(step() % 5);
    alert.severity = static_cast<Severity>(step() % 3);
    alert.case_id = any_case();
    alert.raised = now;
    alert.text = fmt::format("{} needs somebody", alert.case_id.value);
    picture_.alerts.insert_or_assign(alert.id, std::make_shared<const Alert>(alert));
  }

  console::Picture picture_;
  std::vector<TeamId> teams_;
  CaseId last_case_;
  std::uint64_t last_alert_ = 1'000;
  std::uint64_t step_ = 0;
};

// A person at work: through the list, a command, a filter, the map, the teams.
widgets::Input input_of(int frame) {
  widgets::Input input;
  input.mouse = {960, 540};
  if (frame % 7 == 0) input.keys.push_back({Key::down});
  if (frame % 50 == 0) input.keys.push_back({Key::end});
  if (frame % 50 == 25) input.keys.push_back({Key::home});
  if (frame % 40 == 10) input.typed = "/";
  if (frame % 40 == 12) input.typed = "A 1042 T0";
  if (frame % 40 == 15) input.keys.push_back({Key::escape});
  if (frame % 90 == 60) input.keys.push_back({Key::left, 0, true});
  if (frame % 100 == 70) input.typed = "cath";
  if (frame % 100 == 76) input.typed = "eter";
  if (frame % 100 == 84) input.keys.push_back({Key::escape});
  if (frame % 60 == 30) input = {{1000, 900}, false, false, false, false, -3, {}, {}};
  if (frame % 60 == 0) input = {{1000, 300}, false, false, false, false, frame % 120 == 0 ? -4.0F : 4.0F, {}, {}};
  return input;
}

double thread_ms() {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
}

struct Spread {
  double p50 = 0;
  double p99 = 0;
  double max = 0;
};

Spread spread_of(std::vector<double> ms) {
  if (ms.empty()) return {};
  std::ranges::sort(ms);
  const auto at = [&](double part) {
    return ms[std::min(ms.size() - 1, static_cast<std::size_t>(part * static_cast<double>(ms.size())))];
  };
  return {at(0.5), at(0.99), ms.back()};
}

}  // namespace

Result<std::string> bench_frames(const BenchWish& wish) {
  const Instant start = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours(19) + minutes(42);
  CAREHUB_TRY(const auto stage, Stage::create(1920, 1080, 1));
  views::Shell shell(views::make_operator());
  views::Facts facts;
  facts.picture = std::make_shared<const console::Picture>(huge_picture(start, wish.cases, wish.teams));
  facts.loading = false;
  facts.link.live = true;
  facts.who = {UserName("a.reed"), Role::operator_, "bench"};
  Worker worker({});
  facts.background = [&](std::function<void()> job) { worker.run(std::move(job)); };
  BusyHour hub(*facts.picture, wish.alerts);
  std::vector<double> wall_ms;
  std::vector<double> own_ms;
  for (int frame = 0; frame < wish.frames; ++frame) {
    facts.now = start + frame_time * frame;
    if (frame % frames_a_picture == 1) facts.picture = hub.next(facts.now);
    widgets::Input input = input_of(frame);
    const double own_before = thread_ms();
    const auto before = std::chrono::steady_clock::now();
    (void)stage->build(input, [&](widgets::Ui& ui, const widgets::Box& screen) {
      views::Requests requests;
      shell.draw(facts, ui, screen, requests);
    });
    // The first frames fill caches that live as long as the console.
    if (frame < 20) continue;
    wall_ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count());
    own_ms.push_back(thread_ms() - own_before);
  }
  const auto frames = wall_ms.size();
  const Spread wall = spread_of(std::move(wall_ms));
  const Spread own = spread_of(std::move(own_ms));
  return fmt::format(
      R"({{"frame_build_ms_p50":{:.3f},"frame_build_ms_p99":{:.3f},"frame_build_ms_max":{:.3f},)"
      R"("frame_cpu_ms_p50":{:.3f},"frame_cpu_ms_p99":{:.3f},"cases":{},"teams":{},"frames":{},"pictures":{}}})",
      wall.p50, wall.p99, wall.max, own.p50, own.p99, wish.cases, wish.teams, frames, wish.frames / frames_a_picture);
}

}  // namespace carehub::app
