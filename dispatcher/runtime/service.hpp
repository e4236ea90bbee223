#pragma once
// What each request of a client leads to. Reads the session, never the message, for who is asking.
// Thread: one.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dispatcher/endpoints/front.hpp"
#include "dispatcher/endpoints/sessions.hpp"
#include "dispatcher/runtime/clock.hpp"
#include "dispatcher/runtime/engine.hpp"
#include "dispatcher/runtime/past.hpp"
#include "dispatcher/runtime/publisher.hpp"

namespace carehub::runtime {

// What happened since the start, for the log; none of it is an event of the journal.
struct ServiceCounts {
  std::uint64_t requests = 0;
  std::uint64_t unreadable = 0;  // not one part, or not a request
  std::uint64_t not_allowed = 0;
  std::uint64_t too_fast = 0;
  std::uint64_t undeliverable = 0;  // replies to clients that are gone or do not read
  std::uint64_t snapshots = 0;
  std::uint64_t past_pictures = 0;
};

class Service {
 public:
  Service(endpoints::Front& front, Engine& engine, Publisher& publisher, HubClock& clock, std::uint64_t epoch,
          endpoints::SessionLimits limits = {});

  // Who answers what was; until then nobody does. Outlives the service.
  void answer_past_with(Past& past) { past_ = &past; }
  // What it has found.
  void send(PastReply reply);

  void handle(const endpoints::Received& message);
  // Questions about the next hours that nobody has looked at yet: the newest of each client.
  struct AskedChances {
    std::string peer;
    Actor actor;
    wire::AskChances question;
  };
  [[nodiscard]] std::vector<AskedChances> take_asked_chances() { return std::exchange(asked_chances_, {}); }
  void answer(const std::string& peer, wire::ChancesAnswer answer) { reply(peer, std::move(answer)); }
  // Sends the next parts of snapshots under way; false when there are none.
  bool send_snapshots();
  // Ends the sessions of clients that have gone silent.
  void end_silent_sessions(Steady now);
  void end_all_sessions(const std::string& reason);

  [[nodiscard]] const ServiceCounts& counts() const { return counts_; }
  [[nodiscard]] std::size_t sessions() const { return sessions_.size(); }

 private:
  enum class Carries { snapshot, past_picture, history };
  struct Transfer {
    std::string peer;
    Carries what = Carries::snapshot;
    std::function<std::optional<std::string>()> next;  // part
    std::string waiting;                               // a part that the client's queue had no room for
    Steady last_progress;
  };

  void on(std::string_view peer, const endpoints::Received& message, const wire::Hello& hello);
  void on(std::string_view peer, endpoints::Session& session, const wire::SubmitCommand& request);
  void on(std::string_view peer, endpoints::Session& session, const wire::AskSnapshot& request);
  void on(std::string_view peer, endpoints::Session& session, const wire::Heartbeat& request);
  void on(std::string_view peer, endpoints::Session& session, const wire::AskOptions& request);
  void on(std::string_view peer, endpoints::Session& session, const wire::AskCases& request);
  void on(std::string_view peer, endpoints::Session& session, const wire::AskReach& request);
  void on(std::string_view peer, endpoints::Session& session, const wire::AskHistory& request);
  void on(std::string_view peer, endpoints::Session& session, const wire::AskPast& request);
  void on(std::string_view peer, endpoints::Session& session, const wire::AskChances& request);
  void on(std::string_view peer, endpoints::Session& session, const wire::Goodbye& request);

  void welcome(const std::string& peer);
  void end_session(std::string_view peer, const std::string& reason);
  void fault(std::string_view peer, ErrorCode code, std::string text, CommandId id = {});
  void reply(std::string_view peer, const wire::Reply& reply);
  // Replies once everything decided so far is durable: nothing leaves before its commit.
  void reply_when_durable(std::string_view peer, wire::Reply reply);
  // Takes the place of what is still on its way of the same kind.
  void carry(std::string_view peer, Carries what, std::function<std::optional<std::string>()> next);
  void note_replay(const endpoints::Session& session, Instant at);
  [[nodiscard]] bool may_look_back(std::string_view peer, const endpoints::Session& session);
  enum class Progress { sent, waiting, over };
  Progress send_part(Transfer& transfer, Steady now);

  endpoints::Front& front_;
  Engine& engine_;
  Publisher& publisher_;
  HubClock& clock_;
  std::uint64_t epoch_;
  endpoints::Sessions sessions_;
  endpoints::RateLimit strangers_;  // requests of connections without a session, all together
  std::deque<Transfer> transfers_;
  std::vector<AskedChances> asked_chances_;
  Past* past_ = nullptr;
  std::map<std::uint64_t, Steady> replays_;  // by session's number: when it was last noted
  ServiceCounts counts_;
};

}  // namespace carehub::runtime
