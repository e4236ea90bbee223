#include "dispatcher/runtime/hub.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

#include "dispatcher/core/beside.hpp"
#include "dispatcher/runtime/conditions.hpp"
#include "dispatcher/runtime/memory.hpp"
#include "dispatcher/runtime/past.hpp"
#include "dispatcher/runtime/publisher.hpp"
#include "dispatcher/runtime/service.hpp"
#include "dispatcher/runtime/side_work.hpp"
#include "protocols/wire/codec.hpp"

namespace carehub::runtime {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

constexpr std::size_t round_max = 256;      // requests before what changed is collected
constexpr std::size_t backlog_max = 8'192;  // decided and not durable: above it no more is read
constexpr std::chrono::milliseconds beat{250};
// Waking a sleeping thread takes up to a quarter of a commit. After a command the loop does not sleep for this long:
// its commit is seen at once, and so is the answer to the answer. Not under load, where commits come in groups anyway.
constexpr std::chrono::milliseconds awake_for{1};
constexpr std::size_t awake_backlog_max = 1;
constexpr std::chrono::milliseconds tick_at_least{1'000};
constexpr std::chrono::milliseconds tick_at_most{5};
constexpr std::chrono::seconds conditions_every{1};
constexpr std::chrono::seconds counts_every{60};
constexpr std::chrono::milliseconds improve_at_most{1'000};

class AsioHub final : public Hub {
 public:
  AsioHub(const Settings& settings, std::unique_ptr<endpoints::Front> front, std::unique_ptr<HubClock> clock,
          std::unique_ptr<Engine> engine)
      : settings_(settings),
        front_(std::move(front)),
        clock_(std::move(clock)),
        engine_(std::move(engine)),
        publisher_(
            PublisherOptions{.epoch = front_->endpoints().epoch},
            [this](const PictureUpdate& update) { front_->publish(wire::encode(update)); },
            [this](const PictureUpdate& update) { front_->publish_board(wire::encode(update)); }),
        service_(*front_, *engine_, publisher_, *clock_, front_->endpoints().epoch),
        signals_(io_, SIGTERM, SIGINT),
        descriptor_(io_, front_->descriptor()),
        tick_timer_(io_),
        beat_timer_(io_),
        side_timer_(io_) {}
  // The descriptor belongs to ZeroMQ.
  ~AsioHub() override { descriptor_.release(); }
  AsioHub(const AsioHub&) = delete;
  AsioHub& operator=(const AsioHub&) = delete;

  int run(Site site) override {
    show_recovered();
    engine_->start([this] { asio::post(io_, [this] { drain(); }); }, [this](const Error& error) { stop_dead(error); },
                   [this](const Error& error) { asio::post(io_, [this, error] { tell_damaged(error); }); });
    if (!(engine_->state().site() == site)) engine_->submit(ApplySite{std::move(site)});
    tick();
    finish_round();
    engine_->when_durable([this] { open_for_clients(); });
    signals_.async_wait([this](const boost::system::error_code& problem, int) {
      if (!problem) stop();
    });
    io_.run();
    return exit_code_;
  }

 private:
  // What was recovered is durable: it fills the mirror before anybody can ask.
  void show_recovered() {
    publisher_.collect(engine_->state(), engine_->state().picture_records(), engine_->decided(), time_now(),
                       steady_clock::now());
    (void)engine_->take_changes();
    for (const auto* alert : engine_->state().alerts()) conditions_.adopt(alert->kind, alert->severity);
    publisher_.release(engine_->durable());
  }

  void open_for_clients() {
    give_back_memory();
    const auto& endpoints = front_->endpoints();
    if (auto written = wire::write_endpoints(settings_.directory, endpoints); !written) {
      fmt::print(stderr, "carehub-dispatcher: {}\n", written.error().text());
      exit_code_ = exit_failure;
      stop();
      return;
    }
    watch();
    schedule_pump();
    beat_on();
    start_side_work();
    start_past();
    fmt::print("carehub-dispatcher ready: command {} updates {} board {} journal {}\n", endpoints.command,
               endpoints.updates, endpoints.board, engine_->durable());
    std::fflush(stdout);
    spdlog::info("CH101 ready: {} at journal position {}", engine_->state().site().name, engine_->durable());
  }

  // --- requests ---
  // Edge-triggered: the wait is always outstanding, and whoever may have swallowed an edge schedules a pump.
  void watch() {
    descriptor_.async_wait(asio::posix::stream_descriptor::wait_read, [this](const boost::system::error_code& problem) {
      if (problem) return;
      watch();
      pump();
    });
  }

  void schedule_pump() {
    if (pump_scheduled_) return;
    pump_scheduled_ = true;
    asio::post(io_, [this] {
      pump_scheduled_ = false;
      pump();
    });
  }

  void pump() {
    if (stopping_) return;
    endpoints::Received message;
    std::size_t count = 0;
    while (count < round_max && engine_->backlog() < backlog_max && front_->receive(message)) {
      service_.handle(message);
      ++count;
    }
    if (count > 0) {
      finish_round();
      stay_awake();
    }
    look_at_choices();
    if (count == round_max) schedule_pump();
    send_snapshots();
  }

  void stay_awake() {
    awake_until_ = steady_clock::now() + awake_for;
    if (!std::exchange(awake_, true)) look_again();
  }

  void look_again() {
    asio::post(io_, [this] {
      awake_ = engine_->backlog() <= awake_backlog_max && steady_clock::now() < awake_until_;
      if (!awake_) return;
      std::this_thread::yield();  // whoever else has work goes first
      look_again();
    });
  }

  void send_snapshots() {
    if (snapshots_scheduled_ || !service_.send_snapshots()) return;
    snapshots_scheduled_ = true;
    asio::post(io_, [this] {
      snapshots_scheduled_ = false;
      pump();
    });
  }

  // --- decisions and commits ---
  void finish_round() {
    publisher_.collect(engine_->state(), engine_->take_changes(), engine_->decided(), time_now(), steady_clock::now());
    publisher_.release(engine_->durable());
    arm_tick();
  }

  void drain() {
    engine_->drain();
    publisher_.release(engine_->durable());
    schedule_pump();
    stay_awake();
  }

  // --- time ---
  HubTime time_now() { return {clock_->now(), clock_->speed(), clock_->simulated()}; }

  void tick() {
    last_tick_ = steady_clock::now();
    engine_->submit(Tick{});
  }

  void arm_tick() {
    auto wait = std::chrono::nanoseconds(tick_at_least);
    if (const auto next = core::next_timer(engine_->state())) wait = std::min(wait, clock_->until(*next));
    const auto at = std::max(steady_clock::now() + wait, last_tick_ + tick_at_most);
    if (at == tick_at_) return;
    tick_at_ = at;
    tick_timer_.expires_at(at);
    tick_timer_.async_wait([this](const boost::system::error_code& problem) {
      if (problem || stopping_) return;
      tick();
      finish_round();
    });
  }

  void beat_on() {
    beat_timer_.expires_after(beat);
    beat_timer_.async_wait([this](const boost::system::error_code& problem) {
      if (problem || stopping_) return;
      const auto now = steady_clock::now();
      service_.end_silent_sessions(now);
      look_at_conditions(now);
      tell_counts(now);
      finish_round();
      schedule_pump();
      beat_on();
    });
  }

  void look_at_conditions(Steady now) {
    if (now - conditions_at_ < conditions_every) return;
    conditions_at_ = now;
    Readings readings;
    if (const auto space = engine_->journal().space()) {
      readings.disk_free = space->free_bytes;
      readings.disk_total = space->total_bytes;
      readings.reserve_used = space->ballast_released;
    }
    readings.clock_behind = clock_->stepped();
    readings.commit_wait = engine_->oldest_wait(now);
    for (auto& change : conditions_.changes(readings)) {
      spdlog::warn("CH110 machine: {}", change.text);
      engine_->submit(std::move(change));
    }
  }

  void tell_counts(Steady now) {
    if (now - counts_at_ < counts_every) return;
    counts_at_ = now;
    const auto& counts = service_.counts();
    spdlog::info(
        "CH111 since start: requests {}, unreadable {}, not allowed {}, too fast {}, undeliverable {}, snapshots {}, "
        "past pictures {}, sessions {}, connections denied {}, journal position {}",
        counts.requests, counts.unreadable, counts.not_allowed, counts.too_fast, counts.undeliverable, counts.snapshots,
        counts.past_pictures, service_.sessions(), front_->connections_denied(), engine_->durable());
  }

  void tell_damaged(const Error& error) {
    spdlog::error("CH112 the journal is not as it was written: {}", error.text());
    engine_->submit(ReportHubCondition{
        AlertKind::journal_damaged, Severity::high,
        fmt::format("{}. The hub goes on; have the data directory looked at with carehubctl verify", error.text()),
        false});
    finish_round();
  }

  // --- beside the loop ---
  void start_side_work() {
    side_work_.emplace(
        [this](SideResult result) { asio::post(io_, [this, found = std::move(result)]() mutable { take(found); }); });
    give_side_work();
  }

  // A plan is made better when something changed, and the next hours are looked at every few seconds.
  void give_side_work() {
    side_timer_.expires_after(improve_at_most);
    side_timer_.async_wait([this](const boost::system::error_code& problem) {
      if (problem || stopping_) return;
      give_side_work();
    });
    if (side_work_->busy()) return;
    const auto& site = engine_->state().site();
    const auto now = steady_clock::now();
    SideTask task;
    if (site.matching.rounds_between > 0 && engine_->decided() != improved_at_) {
      improved_at_ = engine_->decided();
      task.rounds = site.matching.rounds_between;
      task.standing = core::standing_plan(engine_->state(), clock_->now());
    }
    if (site.lookahead.every_s > 0 && now - looked_ahead_ >= std::chrono::seconds(site.lookahead.every_s)) {
      looked_ahead_ = now;
      task.outset = core::outset(engine_->state(), clock_->now());
      if (!task.outset) show(nobody_looks_ahead());
    }
    if (site.lookahead.every_s > 0 && now - forecast_ >= std::chrono::seconds(site.lookahead.forecast_every_s)) {
      forecast_ = now;
      task.forecast = core::forecast_outset(engine_->state(), clock_->now());
    }
    if (task.standing || task.outset || task.forecast) side_work_->give(std::move(task));
  }

  void take(SideResult& found) {
    if (stopping_) return;
    if (found.better) {
      engine_->submit(*found.better);
      finish_round();
    }
    if (found.outlook) show(std::move(*found.outlook));
    if (found.forecast) {
      publisher_.show_forecast(std::move(*found.forecast));
      finish_round();
    }
    for (ChancesFound& one : found.chances) service_.answer(one.peer, std::move(one.answer));
    look_at_choices();
  }

  // A person waits for it: at once, unless something is being looked at; then after that.
  void look_at_choices() {
    if (!side_work_ || side_work_->busy()) return;
    SideTask task;
    for (const auto& [peer, actor, question] : service_.take_asked_chances()) {
      std::string why;
      auto outsets = core::choice_outsets(engine_->state(), {question.case_id, question.kind, question.unit}, actor,
                                          clock_->now(), why);
      if (outsets)
        task.chances.push_back({peer, question, std::move(*outsets)});
      else
        service_.answer(peer, {question.case_id, question.kind, question.unit, 0, 0, {}, why});
    }
    if (!task.chances.empty()) side_work_->give(std::move(task));
  }

  void show(Outlook outlook) {
    publisher_.show(std::move(outlook));
    finish_round();
  }

  Outlook nobody_looks_ahead() {
    Outlook outlook;
    outlook.made = clock_->now();
    outlook.missing = engine_->state().site().matching.policy == MatchingPolicy::plan
                          ? "the hub is too large, or too many wait, to be looked at as one"
                          : "the hub answers each case for itself; its site file would have to say policy = \"plan\"";
    return outlook;
  }

  void start_past() {
    PastThreadOptions options;
    options.simulated = clock_->simulated();
    options.snapshot = [this](Instant at) {
      return snapshot_before([this](journal::SnapshotPlace& place) { return engine_->read_snapshot_on(place); }, at);
    };
    options.let_go = [] { spdlog::info("CH114 replay: nobody looks back any more; what was kept for it is let go"); };
    past_.emplace([this](journal::Head& place) { return engine_->read_on(place); },
                  [this] { return engine_->durable(); },
                  [this](PastReply reply) {
                    asio::post(io_, [this, found = std::move(reply)]() mutable {
                      if (stopping_) return;
                      service_.send(std::move(found));
                      schedule_pump();
                    });
                  },
                  options);
    service_.answer_past_with(*past_);
  }

  // --- the end ---
  void stop() {
    if (stopping_) return;
    if (side_work_) side_work_->stop();
    if (past_) past_->stop();
    service_.end_all_sessions("the dispatcher stops");
    finish_round();
    stopping_ = true;
    std::error_code ignored;
    std::filesystem::remove(wire::endpoints_file(settings_.directory), ignored);
    engine_->stop();
    publisher_.release(engine_->durable());
    spdlog::info("CH102 stopped cleanly at journal position {}", engine_->durable());
    io_.stop();
  }

  // On the journal's thread. The outcome on disk is unknown, so nobody may hear another word before a rebuild.
  [[noreturn]] void stop_dead(const Error& error) {
    fmt::print(stderr,
               "carehub-dispatcher: a commit failed and the dispatcher stops at once: {}\n"
               "Nothing unacknowledged was answered. See that the disk is well and has room, then start the dispatcher "
               "again; it\n"
               "rebuilds its journal before it answers.\n",
               error.text());
    std::fflush(stderr);
    std::error_code ignored;
    std::filesystem::remove(wire::endpoints_file(settings_.directory), ignored);
    std::_Exit(exit_commit_failed);
  }

  const Settings settings_;
  asio::io_context io_{1};
  std::unique_ptr<endpoints::Front> front_;
  std::unique_ptr<HubClock> clock_;
  std::unique_ptr<Engine> engine_;
  Publisher publisher_;
  Service service_;
  Conditions conditions_;
  asio::signal_set signals_;
  asio::posix::stream_descriptor descriptor_;
  asio::steady_timer tick_timer_;
  asio::steady_timer beat_timer_;
  asio::steady_timer side_timer_;
  Steady last_tick_{};
  Steady tick_at_{};
  Steady conditions_at_{};
  Steady counts_at_ = steady_clock::now();
  Steady awake_until_{};
  bool awake_ = false;
  bool pump_scheduled_ = false;
  bool snapshots_scheduled_ = false;
  bool stopping_ = false;
  std::optional<SideWork> side_work_;
  std::optional<Past> past_;
  Sequence improved_at_ = 0;
  Steady looked_ahead_{};
  Steady forecast_{};
  int exit_code_ = exit_ok;
};

}  // namespace

std::unique_ptr<Hub> Hub::create(const Settings& settings, std::unique_ptr<endpoints::Front> front,
                                 std::unique_ptr<HubClock> clock, std::unique_ptr<Engine> engine) {
  return std::make_unique<AsioHub>(settings, std::move(front), std::move(clock), std::move(engine));
}

}  // namespace carehub::runtime
