#pragma once
// The console's end of the wire, on a thread of its own: finds the dispatcher, keeps the Picture, sends commands.
// Thread: every member may be called from the frame thread; none blocks on the network.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "console/model/past.hpp"
#include "console/model/picture.hpp"
#include "console/model/reach.hpp"
#include "protocols/base/error.hpp"
#include "protocols/wire/messages.hpp"

namespace carehub::link {

struct Options {
  std::filesystem::path directory;  // where the dispatcher wrote its endpoints and keys
  std::string endpoint;             // instead of the directory's: the command socket
  std::string key_file;             // instead of the directory's key of the role
  UserName user;
  Role role = Role::operator_;
  std::string console = "console";
  bool board_only = false;  // the patient-free stream
  bool updates = true;      // false: commands only, no picture
};

// A crew or a referrer sends commands and gets answers, nothing else.
[[nodiscard]] bool gets_picture(Role role);

enum class LinkState { connecting, live, stale, refused };

struct LinkStatus {
  LinkState state = LinkState::connecting;
  std::string text;  // why refused, or what is being tried
  Duration age{};    // since the last sign of life
  Instant hub_now;   // the dispatcher's clock, carried forward
  std::int32_t speed = 1;
  bool knows_time = false;  // hub_now is what the dispatcher said once

  // The dispatcher's clock at the last sign of life: it stands while nothing is heard.
  [[nodiscard]] Instant heard_at() const { return hub_now - age * speed; }
};

struct PendingCommand {
  CommandId id;
  std::string text;  // what the user gave, for the screen
  Duration waiting{};
};

class Link {
 public:
  // `wake` is called from the link's thread whenever there is something new to draw.
  [[nodiscard]] static Result<std::unique_ptr<Link>> start(Options options, std::function<void()> wake);
  virtual ~Link() = default;

  [[nodiscard]] virtual std::shared_ptr<const console::Picture> picture() const = 0;
  [[nodiscard]] virtual LinkStatus status() const = 0;

  // Sends, and sends again with the same id after a reconnect until answered. Returns its id.
  virtual CommandId submit(Command command, std::string text) = 0;
  // What was submitted before, by an earlier console maybe: under its own id it is done once, however often it comes.
  virtual void submit_again(CommandId id, Command command, std::string text) = 0;
  [[nodiscard]] virtual std::vector<PendingCommand> pending() const = 0;
  // Answers since the last call, each once.
  [[nodiscard]] virtual std::vector<wire::Answer> take_answers() = 0;

  // Live options of a case; the newest answer is kept until the case changes.
  virtual void ask_options(CaseId id) = 0;
  [[nodiscard]] virtual std::shared_ptr<const Explanation> options(CaseId id) const = 0;

  // What a choice would change in the next hours; null until the hub has answered.
  virtual void ask_chances(const wire::AskChances& question) = 0;
  [[nodiscard]] virtual std::shared_ptr<const wire::ChancesAnswer> chances() const = 0;
  // What was: the newest question of each kind counts, and its answer stays until the next one.
  virtual void ask_past(Instant at) = 0;
  virtual void ask_history(const HistoryWish& wish) = 0;
  [[nodiscard]] virtual console::PastAnswers past() const = 0;
  // Where a team could be after so many minutes; the newest answer is kept, also while the hub is away.
  virtual void ask_reach(TeamId team, std::vector<std::int32_t> minutes) = 0;
  [[nodiscard]] virtual std::shared_ptr<const console::TeamReach> reach(const TeamId& team) const = 0;

  // For tools: waits for an answer, to be signed in, a full picture, or every case ever. Errors: denied at once, with
  // the dispatcher's reason, when it refuses this link; else unavailable when the time is over.
  [[nodiscard]] virtual Result<wire::Answer> submit_and_wait(Command command, Duration timeout) = 0;
  [[nodiscard]] virtual Result<void> wait_until_live(Duration timeout) = 0;
  [[nodiscard]] virtual Result<void> wait_for_picture(Duration timeout) = 0;
  [[nodiscard]] virtual Result<void> read_cases(const std::function<void(const Case&)>& take, Duration timeout) = 0;
};

}  // namespace carehub::link
