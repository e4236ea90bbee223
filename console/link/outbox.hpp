#pragma once
// Commands that were given and not answered yet, in order, and the answers that nobody has taken yet.
// Thread: any; guarded inside.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "console/link/link.hpp"
#include "protocols/base/error.hpp"
#include "protocols/wire/messages.hpp"

namespace carehub::link {

using Steady = std::chrono::steady_clock::time_point;

[[nodiscard]] CommandId new_command_id();

class Outbox {
 public:
  // Keeps the command to be sent. One that the dispatcher could not even read is answered at once.
  // `waited`: wait() gets the answer, take_answers() does not.
  CommandId add(Command command, std::string text, bool waited);
  // The same command under the id that it had; nothing where it is here already.
  void add_again(CommandId id, Command command, std::string text);

  // Calls send(bytes) for everything that this connection has not been sent yet; stops when it returns false.
  void send_unsent(const std::function<bool(const std::string&)>& send);
  // Everything is to be sent again: the connection is new, or the dispatcher asked for patience.
  void mark_unsent();
  // What was sent before `sent_before` and is not answered is to be sent again: its answer may have been dropped.
  void mark_overdue(Steady sent_before);

  // A decision that was given before `given_before` is not sent any more: it was made on what was known then. Its
  // answer says so. What is kept (console/model/kept.hpp) or waited for stays.
  void give_up_decisions(Steady given_before);

  // False for an answer that is not waited for (any more).
  bool on_answer(wire::Answer answer);

  [[nodiscard]] std::vector<PendingCommand> pending() const;
  [[nodiscard]] std::vector<wire::Answer> take_answers();
  // Errors: unavailable when the time is over, or hopeless() is true when it begins or after wake(); the command is not
  // sent again then. The error says whether it may have been carried out.
  [[nodiscard]] Result<wire::Answer> wait(CommandId id, Duration timeout, const std::function<bool()>& hopeless = {});
  // Whoever waits looks again whether it is hopeless.
  void wake();

 private:
  struct Item {
    CommandId id;
    std::string bytes;
    std::string text;
    Steady since;
    bool waited = false;
    bool lasts = false;          // true however late it arrives
    std::optional<Steady> sent;  // over the present connection
    bool ever_sent = false;      // over any
  };

  void put(CommandId id, Command command, std::string text, bool waited);
  bool forget(CommandId id);  // whether it was ever sent

  mutable std::mutex mutex_;
  std::condition_variable answered_;
  std::map<std::uint64_t, Item> items_;  // in order given
  std::map<CommandId, std::uint64_t> orders_;
  std::uint64_t next_order_ = 1;
  std::uint64_t unsent_from_ = 1;  // everything before was sent
  std::vector<wire::Answer> answers_;
  std::map<CommandId, wire::Answer> waited_answers_;
};

}  // namespace carehub::link
