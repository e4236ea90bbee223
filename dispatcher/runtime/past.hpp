#pragma once
// Answers what was, on a thread of least priority that reads the journal beside the running hub: the picture as it
// stood at a moment, and how much happened when. Holds nothing until somebody asks, and lets go of all of it some
// minutes after the last question. Threads: ask from any; `reply` is called on its own.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "dispatcher/runtime/past_states.hpp"
#include "dispatcher/runtime/publisher.hpp"
#include "protocols/wire/messages.hpp"

namespace carehub::runtime {

struct PictureQuestion {
  std::string peer;
  std::uint64_t question = 0;
  Instant at;
  Sequence end = 0;  // the journal's, when it was asked; set by Past
};
struct HistoryQuestion {
  std::string peer;
  HistoryWish wish;
  Instant now;  // the hub's, when it was asked
};

// Encoded replies to one question, in order.
struct PastReply {
  std::string peer;
  bool picture = false;  // else of the history
  std::vector<std::string> parts;
};

struct PastThreadOptions {
  PastOptions states{};
  std::chrono::milliseconds idle_after = std::chrono::minutes(5);
  std::size_t questions_max = 64;     // waiting, of either kind
  bool simulated = false;             // the hub's clock
  std::function<void()> let_go = {};  // told when nobody has asked for so long
  PastStates::Snapshot snapshot = {};
};

// The records that consoles show at that moment, as they leave the hub.
[[nodiscard]] SnapshotCursor past_picture(const core::State& state, Instant at, bool simulated);

class Past {
 public:
  // `end`: the journal's last committed position.
  Past(PastStates::Read read, std::function<Sequence()> end, std::function<void(PastReply)> reply,
       PastThreadOptions options = {});
  // Waits for the step under way.
  ~Past();
  Past(const Past&) = delete;
  Past& operator=(const Past&) = delete;

  // The newest question of a client takes the place of the one before. False: too many are waiting.
  [[nodiscard]] bool ask(PictureQuestion question);
  [[nodiscard]] bool ask(HistoryQuestion question);
  // Of a client that is gone.
  void forget(const std::string& peer);
  // Nothing is answered any more.
  void stop();

 private:
  void work();
  [[nodiscard]] bool wait_for_questions();
  void answer_histories();
  // Answers what can be answered; true where the journal must be read further first.
  [[nodiscard]] bool answer_picture();
  void read_on();
  [[nodiscard]] std::optional<PictureQuestion> next_picture();
  void fail_all(const Error& error);
  void reply_picture(const PictureQuestion& question, SnapshotCursor cursor);
  void reply_fault(const PictureQuestion& question, std::string fault);
  [[nodiscard]] std::int32_t read_permille() const;

  const PastStates::Read read_;
  const std::function<Sequence()> end_;
  const std::function<void(PastReply)> reply_;
  const PastThreadOptions options_;

  std::mutex mutex_;
  std::condition_variable asked_;
  std::deque<PictureQuestion> pictures_;
  std::deque<HistoryQuestion> histories_;
  bool may_have_grown_ = false;  // the journal, since it was last read to its end
  std::atomic<bool> stopping_{false};

  // --- of the thread ---
  std::unique_ptr<PastStates> states_;
  bool at_end_ = false;            // of the journal, when it was last read
  bool caught_up_ = false;         // it was, once: what has come since is read in passing
  std::optional<Instant> wanted_;  // the moment that is read for
  bool history_asked_ = false;     // only then what nobody asked for is read as well
  std::thread thread_;
};

}  // namespace carehub::runtime
