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
#include "console/link/outbox.hpp"
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
constexpr milliseconds look_again{100};  // at the endpoints file, while nobody answers
constexpr milliseconds patience{1'000};  // after the dispatcher said: too fast
constexpr milliseconds backoff_first{50};
constexpr milliseconds backoff_max{2'000};
constexpr int poll_ms = 100;
constexpr std::size_t updates_at_once = 500;  // before the picture is published

bool role_has_picture(Role role) {
  return role != Role::crew && role != Role::referrer;
}

class ZmqLink final : public Link {
 public:
  ZmqLink(Options options, std::function<void()> wake, int wake_fd)
      : options_(std::move(options)), wake_(std::move(wake)), wake_fd_(wake_fd), random_(std::random_device{}()) {
    options_.board_only = options_.board_only || options_.role == Role::manager;
    has_picture_ = options_.updates && role_has_picture(options_.role);
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

  LinkStatus status() const override {
    const auto now = steady_clock::now();
    const std::scoped_lock lock(status_mutex_);
    LinkStatus status = status_;
    if (heard_) status.age = now - *heard_;
    status.hub_now += (now - hub_now_at_) * status.speed;
    if (status.state == LinkState::live && status.age > stale_after) status.state = LinkState::stale;
    return status;
  }

  CommandId submit(Command command, std::string text) override {
    const auto id = outbox_.add(std::move(command), std::move(text), false);
    nudge();
    return id;
  }
  std::vector<PendingCommand> pending() const override { return outbox_.pending(); }
  std::vector<wire::Answer> take_answers() override { return outbox_.take_answers(); }

  Result<wire::Answer> submit_and_wait(Command command, Duration timeout) override {
    const auto id = outbox_.add(std::move(command), "", true);
    nudge();
    auto answer = outbox_.wait(id, timeout);
    if (!answer) return explain(std::move(answer).error());
    return answer;
  }

  void ask_options(CaseId id) override {
    {
      const std::scoped_lock lock(questions_mutex_);
      if (std::ranges::find(asked_options_, id) == asked_options_.end()) asked_options_.push_back(id);
    }
    nudge();
  }
  std::shared_ptr<const Explanation> options(CaseId id) const override {
    const std::scoped_lock lock(questions_mutex_);
    const auto at = known_options_.find(id);
    return at != known_options_.end() ? at->second : nullptr;
  }

  Result<void> wait_for_picture(Duration timeout) override {
    if (!has_picture_) return fail(ErrorCode::denied, "link", "this role or link gets no picture of the hub");
    std::unique_lock lock(questions_mutex_);
    if (!changed_.wait_for(lock, timeout, [this] { return picture_whole_.load(); })) {
      lock.unlock();
      return explain(
          {ErrorCode::unavailable, "dispatcher", fmt::format("no picture within {} s", whole_seconds(timeout))});
    }
    return {};
  }

  Result<void> read_cases(const std::function<void(const Case&)>& take, Duration timeout) override {
    const std::scoped_lock one_at_a_time(export_mutex_);
    const auto deadline = steady_clock::now() + timeout;
    CaseId after;
    for (bool last = false; !last;) {
      CAREHUB_TRY(const auto page, read_page(after, deadline));
      for (const auto& record : page.cases) take(record);
      if (!page.cases.empty()) after = page.cases.back().id;
      last = page.last;
    }
    return {};
  }

 private:
  struct PageQuestion {
    CaseId after;
    bool sent = false;
    std::optional<wire::CasePage> page;
    std::optional<Error> error;
  };

  Result<wire::CasePage> read_page(CaseId after, Steady deadline) {
    {
      const std::scoped_lock lock(questions_mutex_);
      page_ = PageQuestion{after, false, std::nullopt, std::nullopt};
    }
    nudge();
    std::unique_lock lock(questions_mutex_);
    const bool came = changed_.wait_until(lock, deadline, [this] { return page_->page || page_->error; });
    auto question = std::exchange(page_, std::nullopt);
    lock.unlock();
    if (!came) return explain({ErrorCode::unavailable, "dispatcher", "did not give all cases in the time allowed"});
    if (question->error) return std::unexpected(std::move(*question->error));
    return std::move(*question->page);
  }

  // An error about waiting says also why there is nobody to wait for.
  std::unexpected<Error> explain(Error error) const {
    const auto status = this->status();
    if (status.state != LinkState::live && !status.text.empty()) error.detail += " (" + status.text + ")";
    if (status.state == LinkState::refused) error.code = ErrorCode::denied;
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
      if (*sign == Sign::lost) end("the connection was lost; trying again");
      if (*sign == Sign::key_refused)
        refuse("the dispatcher does not accept this key for " + wire::role_name(options_.role));
      if (*sign == Sign::server_key_wrong) refuse("the dispatcher is not the one that this key was made for");
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
      if (update->status) take_time(update->status->now, update->status->speed);
      forget_options(*update);
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
    }
    next.reset();  // the old picture ends outside the lock
    if (!picture_whole_) {
      const std::scoped_lock lock(questions_mutex_);
      picture_whole_ = true;
    }
    changed_.notify_all();
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
    send_questions(connection);
    if (now >= next_heartbeat_) {
      next_heartbeat_ = now + heartbeat_every;
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

  void send_questions(Connection& connection) {
    const std::scoped_lock lock(questions_mutex_);
    for (const auto id : asked_options_) send(connection, wire::AskOptions{id});
    asked_options_.clear();
    if (page_ && !page_->sent) page_->sent = send(connection, wire::AskCases{page_->after, 200});
  }

  // --- replies ---
  void on(Connection& connection, wire::Welcome& welcome) {
    welcomed_ = true;
    patient_until_ = {};
    subscribed_ = false;
    take_time(welcome.now, welcome.speed);
    {
      const std::scoped_lock lock(questions_mutex_);
      if (page_) page_->sent = false;
    }
    if (has_picture_) {
      const auto& known = options_.board_only ? target_->endpoints.board : target_->endpoints.updates;
      const auto& named = options_.board_only ? welcome.board : welcome.updates;
      const auto endpoint = reachable(target_->from_file && !known.empty() ? known : named, target_->endpoints.command);
      if (auto subscribed = connection.subscribe(endpoint); !subscribed) {
        refuse(subscribed.error().text());
        return;
      }
    }
    set_state(LinkState::live, "");
  }
  void on(Connection&, wire::Answer& answer) {
    if (outbox_.on_answer(std::move(answer))) tell_frame();
  }
  void on(Connection&, wire::SnapshotPart& part) { follower_.on_part(std::move(part), steady_clock::now()); }
  void on(Connection&, wire::Pulse& pulse) {
    {
      const std::scoped_lock lock(status_mutex_);
      status_.hub_now = pulse.now;
      hub_now_at_ = steady_clock::now();
    }
    if (has_picture_)
      follower_.on_pulse(options_.board_only ? pulse.board_number : pulse.number, pulse.epoch, steady_clock::now());
  }
  void on(Connection&, wire::OptionsAnswer& answer) {
    {
      const std::scoped_lock lock(questions_mutex_);
      if (answer.explanation)
        known_options_.insert_or_assign(answer.case_id,
                                        std::make_shared<const Explanation>(std::move(*answer.explanation)));
      else
        known_options_.erase(answer.case_id);
    }
    tell_frame();
  }
  void on(Connection&, wire::CasePage& page) {
    {
      const std::scoped_lock lock(questions_mutex_);
      if (page_ && page_->sent) page_->page = std::move(page);
    }
    changed_.notify_all();
  }
  void on(Connection&, wire::Fault& fault) {
    if (!welcomed_) {
      refuse(fault.text);
    } else if (fault.code == ErrorCode::unavailable) {
      end(fault.text);  // not signed in any more
    } else if (fault.code == ErrorCode::limit_exceeded) {
      outbox_.mark_unsent();
      patient_until_ = steady_clock::now() + patience;
    } else if (fault.code == ErrorCode::denied) {
      {
        const std::scoped_lock lock(questions_mutex_);
        if (page_ && page_->sent) page_->error = Error{fault.code, "dispatcher", fault.text};
      }
      changed_.notify_all();
    }
  }

  // --- small things ---
  void heard() {
    last_heard_ = steady_clock::now();
    const std::scoped_lock lock(status_mutex_);
    heard_ = last_heard_;
  }
  void take_time(Instant now, std::int32_t speed) {
    const std::scoped_lock lock(status_mutex_);
    status_.hub_now = now;
    status_.speed = std::max(1, speed);
    hub_now_at_ = steady_clock::now();
  }
  void forget_options(const PictureUpdate& update) {
    if (update.cases.empty()) return;
    const std::scoped_lock lock(questions_mutex_);
    if (known_options_.empty()) return;
    // An answer may overtake the update that it was computed on.
    for (const auto& record : update.cases) {
      const auto known = known_options_.find(record.id);
      if (known != known_options_.end() && known->second->known_until < update.sequence) known_options_.erase(known);
    }
  }
  void end(const std::string& why) {
    over_ = true;
    set_trying(why, true);
  }
  void refuse(const std::string& why) {
    over_ = true;
    welcomed_ = false;
    set_state(LinkState::refused, why);
  }
  void set_state(LinkState state, std::string text) {
    {
      const std::scoped_lock lock(status_mutex_);
      status_.state = state;
      status_.text = std::move(text);
    }
    tell_frame();
  }
  // Not connected: a picture that was there goes stale, and why it was refused stays in view while it is tried again.
  void set_trying(std::string text, bool keeps_refusal) {
    if (keeps_refusal && status_.state == LinkState::refused) return;
    set_state(heard_ ? LinkState::stale : LinkState::connecting, std::move(text));
  }

  Options options_;
  const std::function<void()> wake_;
  const int wake_fd_;
  bool has_picture_ = false;
  std::atomic<bool> stopping_{false};
  // Held for the copy of one pointer. (std::atomic of a shared_ptr spins inside g++ 12, and is no faster.)
  mutable std::mutex picture_mutex_;
  std::shared_ptr<const console::Picture> picture_ = std::make_shared<const console::Picture>();
  Outbox outbox_;

  mutable std::mutex status_mutex_;
  LinkStatus status_;
  std::optional<Steady> heard_;
  Steady hub_now_at_ = steady_clock::now();

  mutable std::mutex questions_mutex_;
  std::condition_variable changed_;
  std::mutex export_mutex_;
  std::vector<CaseId> asked_options_;
  std::map<CaseId, std::shared_ptr<const Explanation>> known_options_;
  std::optional<PageQuestion> page_;
  std::atomic<bool> picture_whole_{false};

  // --- of the thread ---
  Follower follower_;
  const Target* target_ = nullptr;
  std::uint64_t tried_epoch_ = 0;
  bool welcomed_ = false;
  bool subscribed_ = false;
  bool over_ = false;
  Steady last_heard_{};
  Steady next_heartbeat_{};
  Steady next_look_{};
  Steady patient_until_{};
  std::mt19937 random_;
  std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<Link>> Link::start(Options options, std::function<void()> wake) {
  const int wake_fd = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (wake_fd < 0) return fail(ErrorCode::input_output, "link", "cannot make its wake-up event");
  return std::make_unique<ZmqLink>(std::move(options), std::move(wake), wake_fd);
}

}  // namespace carehub::link
