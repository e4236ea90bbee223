#include "console/link/link.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>
#include <utility>
#include <variant>

#include "console/link/connection.hpp"
#include "console/link/follower.hpp"
#include "console/link/looking_back.hpp"
#include "console/link/outbox.hpp"
#include "console/link/questions.hpp"
#include "console/link/standing.hpp"
#include "protocols/wire/codec.hpp"
#include "protocols/wire/limits.hpp"

namespace carehub::link {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds heartbeat_every{1'000};
constexpr milliseconds stale_after{3'000};
constexpr milliseconds silent_after{6'000};  // then a new connection is tried
constexpr milliseconds welcome_within{5'000};
constexpr milliseconds answer_within{5'000};    // then a command is sent again
constexpr milliseconds look_again{100};         // at the endpoints file, while nobody answers
constexpr milliseconds decisions_last{60'000};  // then they are not sent any more
constexpr milliseconds patience{1'000};         // after the dispatcher said: too fast
constexpr milliseconds backoff_first{50};
constexpr milliseconds backoff_max{2'000};
constexpr milliseconds hung_up_within{1'000};  // a hand refused, not one that nobody took
constexpr int hung_up_max = 3;                 // in a row; fewer can be a dispatcher that dies or begins
constexpr int poll_ms = 100;
constexpr std::size_t updates_at_once = 500;  // before the picture is published

class ZmqLink final : public Link {
 public:
  ZmqLink(Options options, std::function<void()> wake, int wake_fd)
      : options_(std::move(options)), wake_(std::move(wake)), wake_fd_(wake_fd), random_(std::random_device{}()) {
    options_.board_only = options_.board_only || options_.role == Role::manager;
    has_picture_ = options_.updates && gets_picture(options_.role);
    thread_ = std::thread([this] { run(); });
  }
  ~ZmqLink() override {
    stopping_ = true;
    nudge();
    thread_.join();
    ::close(wake_fd_);
  }
  ZmqLink(const ZmqLink&) = delete;
  ZmqLink& operator=(const ZmqLink&) = delete;

  // --- any thread ---
  std::shared_ptr<const console::Picture> picture() const override {
    const std::scoped_lock lock(picture_mutex_);
    return picture_;
  }

  LinkStatus status() const override { return standing_.status(steady_clock::now(), stale_after); }

  CommandId submit(Command command, std::string text) override {
    const auto id = outbox_.add(std::move(command), std::move(text), false);
    nudge();
    return id;
  }
  void submit_again(CommandId id, Command command, std::string text) override {
    outbox_.add_again(id, std::move(command), std::move(text));
    nudge();
  }
  std::vector<PendingCommand> pending() const override { return outbox_.pending(); }
  std::vector<wire::Answer> take_answers() override { return outbox_.take_answers(); }

  Result<wire::Answer> submit_and_wait(Command command, Duration timeout) override {
    const auto id = outbox_.add(std::move(command), "", true);
    nudge();
    auto answer = outbox_.wait(id, timeout, [this] { return refused_.load(); });
    if (!answer) return explain(std::move(answer).error());
    return answer;
  }

  void ask_options(CaseId id) override {
    questions_.ask_options(id);
    nudge();
  }
  std::shared_ptr<const Explanation> options(CaseId id) const override { return questions_.options(id); }

  void ask_chances(const wire::AskChances& question) override {
    questions_.ask_chances(question);
    nudge();
  }
  std::shared_ptr<const wire::ChancesAnswer> chances() const override { return questions_.chances(); }
  void ask_past(Instant at) override {
    looking_back_.ask_picture(at);
    nudge();
  }
  void ask_history(const HistoryWish& wish) override {
    looking_back_.ask_history(wish);
    nudge();
  }
  console::PastAnswers past() const override { return looking_back_.answers(); }
  void ask_reach(TeamId team, std::vector<std::int32_t> minutes) override {
    questions_.ask_reach(std::move(team), std::move(minutes));
    nudge();
  }
  std::shared_ptr<const console::TeamReach> reach(const TeamId& team) const override { return questions_.reach(team); }

  Result<void> wait_until_live(Duration timeout) override {
    return wait_for(timeout, [this] { return signed_in_.load(); }, "no dispatcher signed this link in");
  }

  Result<void> wait_for_picture(Duration timeout) override {
    if (!has_picture_) return fail(ErrorCode::denied, "link", "this role or link gets no picture of the hub");
    return wait_for(timeout, [this] { return picture_whole_; }, "no picture");
  }

  Result<void> read_cases(const std::function<void(const Case&)>& take, Duration timeout) override {
    const std::scoped_lock one_at_a_time(reading_cases_);
    const auto deadline = steady_clock::now() + timeout;
    CaseId after;
    for (bool last = false; !last;) {
      questions_.ask_page(after);
      nudge();
      auto answer = questions_.wait_for_page(deadline, [this] { return refused_.load(); });
      if (!answer && answer.error().code == ErrorCode::unavailable) return explain(std::move(answer).error());
      if (!answer) return std::unexpected(std::move(answer).error());
      const wire::CasePage& page = *answer;
      for (const auto& record : page.cases) take(record);
      if (!page.cases.empty()) after = page.cases.back().id;
      last = page.last;
    }
    return {};
  }

 private:
  // Until it is true, the dispatcher refuses this link, or the time is over.
  Result<void> wait_for(Duration timeout, const std::function<bool()>& is_true, std::string_view what) {
    {
      std::unique_lock lock(picture_mutex_);
      picture_came_.wait_for(lock, timeout, [&] { return is_true() || refused_; });
      if (is_true()) return {};
    }
    const auto within = refused_ ? std::string() : fmt::format(" within {} s", whole_seconds(timeout));
    return explain({ErrorCode::unavailable, "dispatcher", fmt::format("{}{}", what, within)});
  }

  // An error about waiting says also why there is nobody to wait for.
  std::unexpected<Error> explain(Error error) const {
    const auto status = this->status();
    if (status.state != LinkState::live && !status.text.empty()) error.detail += " (" + status.text + ")";
    if (refused_ || status.state == LinkState::refused) error.code = ErrorCode::denied;
    return std::unexpected(std::move(error));
  }

  void nudge() {
    const std::uint64_t one = 1;
    (void)!::write(wake_fd_, &one, sizeof one);
  }
  void tell_frame() {
    if (wake_) wake_();
  }

  // --- the link's thread ---
  void run() {
    auto wait = backoff_first;
    while (!stopping_) {
      welcomed_ = false;
      attempt();
      if (stopping_) return;
      wait = welcomed_ ? backoff_first : std::min(backoff_max, wait * 2);
      pause(std::chrono::duration_cast<milliseconds>(wait * std::uniform_real_distribution<double>(0.5, 1.5)(random_)));
    }
  }

  // Sleeps, but not through a new start of the dispatcher or the end of the link.
  void pause(milliseconds time) {
    const auto until = steady_clock::now() + time;
    while (!stopping_ && steady_clock::now() < until) {
      pollfd item{wake_fd_, POLLIN, 0};
      ::poll(&item, 1, static_cast<int>(std::min(time, look_again).count()));
      drain_wake();
      if (restarted_elsewhere()) return;
    }
  }
  void drain_wake() {
    std::uint64_t count = 0;
    (void)!::read(wake_fd_, &count, sizeof count);
  }
  // The directory names another start of the dispatcher than the one last tried.
  bool restarted_elsewhere() const {
    if (!options_.endpoint.empty()) return false;
    const auto found = wire::read_endpoints(options_.directory);
    return found && found->epoch != tried_epoch_;
  }

  void attempt() {
    const auto target = find_target(options_);
    if (!target) {
      tried_epoch_ = 0;
      set_trying(target.error().text(), false);
      return;
    }
    tried_epoch_ = target->endpoints.epoch;
    auto context = shared_context();
    auto connection =
        context ? Connection::open(context, *target)
                : Result<std::unique_ptr<Connection>>(fail(ErrorCode::input_output, "libzmq", "cannot start"));
    if (!connection) {
      set_trying(connection.error().text(), false);
      return;
    }
    set_trying("waiting for the dispatcher at " + target->endpoints.command, true);
    talk(**connection, *target);
    outbox_.mark_unsent();
  }

  // Until the connection is lost or the link ends.
  void talk(Connection& connection, const Target& target) {
    target_ = &target;
    follower_.restart();
    const auto started = steady_clock::now();
    attempted_ = started;
    shook_hands_ = false;
    last_heard_ = started;
    next_heartbeat_ = started + heartbeat_every;
    next_look_ = started + look_again;
    over_ = false;
    send(connection, wire::Hello{wire::protocol_version, "carehub", options_.user, options_.role, options_.console});
    while (!stopping_ && !over_) {
      connection.wait(wake_fd_, poll_ms);
      drain_wake();
      read_signs(connection);
      read_replies(connection);
      read_updates(connection);
      keep_up(connection, started);
    }
    if (stopping_ && welcomed_) send(connection, wire::Goodbye{"closed"});
  }

  bool send(Connection& connection, const wire::Request& request) { return connection.send(wire::encode(request)); }

  void read_signs(Connection& connection) {
    while (const auto sign = connection.next_command_sign()) {
      if (*sign == Sign::connected) shook_hands_ = true;
      if (*sign == Sign::lost) lose();
      if (*sign == Sign::key_refused)
        refuse("the dispatcher does not accept this key for " + wire::role_name(options_.role));
      if (*sign == Sign::server_key_wrong) refuse_wrong_key();
    }
    while (const auto sign = connection.next_update_sign()) {
      if (*sign == Sign::key_refused) refuse("this key may not see the picture of the hub");
      // Subscribed from here on: what is published now is held until the snapshot is whole.
      if (*sign == Sign::connected) subscribed_ = true;
    }
  }

  void read_replies(Connection& connection) {
    for (Frame frame; !over_ && connection.next_reply(frame);) {
      auto reply = wire::decode<wire::Reply>(frame.bytes());
      if (!reply) continue;  // a later version's word
      heard();
      std::visit([&](auto& kind) { on(connection, kind); }, *reply);
    }
  }

  void read_updates(Connection& connection) {
    Frame frame;
    for (std::size_t count = 0; count < updates_at_once && connection.next_update(frame); ++count) {
      auto update = wire::decode<PictureUpdate>(frame.bytes());
      if (!update) continue;  // leaves a gap, which asks for a snapshot
      heard();
      if (update->status) standing_.take_time(update->status->now, update->status->speed, steady_clock::now());
      questions_.forget(*update);
      follower_.on_update(std::move(*update));
    }
    publish();
  }

  void publish() {
    if (!follower_.take_changed()) return;
    auto next = std::make_shared<const console::Picture>(follower_.picture());
    {
      const std::scoped_lock lock(picture_mutex_);
      picture_.swap(next);
      picture_whole_ = true;
    }
    next.reset();  // the old picture ends outside the lock
    picture_came_.notify_all();
    tell_frame();
  }

  // Everything that is due: asking, sending, heartbeats, giving up.
  void keep_up(Connection& connection, Steady started) {
    const auto now = steady_clock::now();
    if (!welcomed_) {
      if (now - started > welcome_within) end("the dispatcher does not answer");
      look_for_restart(now);
      return;
    }
    if (has_picture_ && !subscribed_ && now - started > 2 * welcome_within)
      end("signed in, but the updates of the picture cannot be reached; trying again");
    if (has_picture_ && subscribed_ && follower_.take_wish(now))
      send(connection, wire::AskSnapshot{options_.board_only});
    if (now >= patient_until_) outbox_.send_unsent([&](const std::string& bytes) { return connection.send(bytes); });
    const auto send_request = [&](const wire::Request& request) { return send(connection, request); };
    questions_.send_unsent(send_request);
    if (now >= patient_until_) looking_back_.send_unsent(send_request);
    if (now >= next_heartbeat_) {
      next_heartbeat_ = now + heartbeat_every;
      outbox_.mark_overdue(now - answer_within);
      send(connection, wire::Heartbeat{follower_.picture().number});
    }
    if (now - last_heard_ > stale_after) {
      look_for_restart(now);
      tell_frame();
    }
    if (now - last_heard_ > silent_after) end("no sign of life from the dispatcher; trying again");
  }

  void look_for_restart(Steady now) {
    if (now < next_look_) return;
    next_look_ = now + look_again;
    if (restarted_elsewhere()) end("the dispatcher was started again");
  }

  // --- replies ---
  void on(Connection& connection, wire::Welcome& welcome) {
    welcomed_ = true;
    patient_until_ = {};
    outbox_.give_up_decisions(steady_clock::now() - decisions_last);
    subscribed_ = false;
    standing_.take_time(welcome.now, welcome.speed, steady_clock::now());
    questions_.mark_unsent();
    looking_back_.mark_unsent();
    if (has_picture_) {
      const auto& known = options_.board_only ? target_->endpoints.board : target_->endpoints.updates;
      const auto& named = options_.board_only ? welcome.board : welcome.updates;
      const auto endpoint = reachable(target_->from_file && !known.empty() ? known : named, target_->endpoints.command);
      if (auto subscribed = connection.subscribe(endpoint); !subscribed) {
        refuse(subscribed.error().text());
        return;
      }
    }
    refused_ = false;
    signed_in_ = true;
    wrong_keys_ = 0;
    hung_up_ = 0;
    set_state(LinkState::live, "");
    wake_waiting();
  }
  void on(Connection&, wire::Answer& answer) {
    if (outbox_.on_answer(std::move(answer))) tell_frame();
  }
  void on(Connection&, wire::SnapshotPart& part) { follower_.on_part(std::move(part), steady_clock::now()); }
  void on(Connection&, wire::Pulse& pulse) {
    standing_.take_time(pulse.now, steady_clock::now());
    if (has_picture_)
      follower_.on_pulse(options_.board_only ? pulse.board_number : pulse.number, pulse.epoch, steady_clock::now());
  }
  void on(Connection&, wire::OptionsAnswer& answer) {
    questions_.on(std::move(answer));
    tell_frame();
  }
  void on(Connection&, wire::CasePage& page) { questions_.on(std::move(page)); }
  void on(Connection&, wire::ChancesAnswer& answer) {
    questions_.on(std::move(answer));
    tell_frame();
  }
  void on(Connection&, wire::HistoryAnswer& answer) {
    if (looking_back_.on(std::move(answer))) tell_frame();
  }
  void on(Connection&, wire::PastPart& part) {
    if (looking_back_.on(std::move(part), &follower_.picture())) tell_frame();
  }
  void on(Connection&, wire::ReachAnswer& answer) {
    questions_.on(std::move(answer));
    tell_frame();
  }
  void on(Connection&, wire::Fault& fault) {
    if (!welcomed_) {
      // Full, or not signed in any more: that may pass.
      const bool passes = fault.code == ErrorCode::limit_exceeded || fault.code == ErrorCode::unavailable;
      refuse(fault.text, passes ? Lasts::no : Lasts::yes);
    } else if (fault.code == ErrorCode::unavailable) {
      end(fault.text);  // not signed in any more
    } else if (fault.code == ErrorCode::limit_exceeded) {
      outbox_.mark_unsent();
      looking_back_.mark_unsent();
      patient_until_ = steady_clock::now() + patience;
    } else if (fault.code == ErrorCode::denied) {
      questions_.refuse(Error{fault.code, "dispatcher", fault.text});
      if (looking_back_.refuse(fault.text)) tell_frame();
    }
  }

  // --- small things ---
  void heard() {
    last_heard_ = steady_clock::now();
    standing_.heard(last_heard_);
  }
  void end(const std::string& why) {
    over_ = true;
    set_trying(why, true);
  }
  // Whether waiting is of no use.
  enum class Lasts { no, yes };
  void refuse(const std::string& why, Lasts lasts = Lasts::yes) {
    over_ = true;
    welcomed_ = false;
    set_state(LinkState::refused, why);
    if (lasts == Lasts::no) return;
    refused_ = true;
    wake_waiting();
  }
  void lose() {
    const bool hung_up = !shook_hands_ && steady_clock::now() - attempted_ < hung_up_within;
    hung_up_ = hung_up ? hung_up_ + 1 : 0;
    if (hung_up_ < hung_up_max) return end("the connection was lost; trying again");
    refuse("what answers there hangs up at once: it is not the dispatcher that this key was made for");
  }
  // A dispatcher that dies while it shakes hands can look like another one; not twice in a row.
  void refuse_wrong_key() {
    refuse("the dispatcher is not the one that this key was made for", ++wrong_keys_ > 1 ? Lasts::yes : Lasts::no);
  }
  void wake_waiting() {
    {
      const std::scoped_lock lock(picture_mutex_);
    }  // nobody is between looking and sleeping now
    picture_came_.notify_all();
    outbox_.wake();
    questions_.wake();
  }
  void set_state(LinkState state, std::string text) {
    standing_.set(state, std::move(text));
    tell_frame();
  }
  void set_trying(std::string text, bool keeps_refusal) {
    standing_.set_trying(std::move(text), keeps_refusal);
    tell_frame();
  }

  Options options_;
  const std::function<void()> wake_;
  const int wake_fd_;
  bool has_picture_ = false;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> signed_in_{false};  // once at least
  std::atomic<bool> refused_{false};    // by the dispatcher, with a reason that waiting does not mend
  // Held for the copy of one pointer. (std::atomic of a shared_ptr spins inside g++ 12, and is no faster.)
  mutable std::mutex picture_mutex_;
  std::shared_ptr<const console::Picture> picture_ = std::make_shared<const console::Picture>();
  std::condition_variable picture_came_;
  bool picture_whole_ = false;
  Outbox outbox_;
  Questions questions_;
  LookingBack looking_back_;
  Standing standing_;

  std::mutex reading_cases_;

  // --- of the thread ---
  Follower follower_;
  const Target* target_ = nullptr;
  std::uint64_t tried_epoch_ = 0;
  bool welcomed_ = false;
  bool subscribed_ = false;
  bool shook_hands_ = false;  // in this attempt
  int wrong_keys_ = 0;        // in a row
  int hung_up_ = 0;           // in a row
  bool over_ = false;
  Steady attempted_{};
  Steady last_heard_{};
  Steady next_heartbeat_{};
  Steady next_look_{};
  Steady patient_until_{};
  std::mt19937 random_;
  std::thread thread_;
};

}  // namespace

bool gets_picture(Role role) {
  return role != Role::crew && role != Role::referrer;
}

Result<std::unique_ptr<Link>> Link::start(Options options, std::function<void()> wake) {
  const int wake_fd = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (wake_fd < 0) return fail(ErrorCode::input_output, "link", "cannot make its wake-up event");
  return std::make_unique<ZmqLink>(std::move(options), std::move(wake), wake_fd);
}

}  // namespace carehub::link
