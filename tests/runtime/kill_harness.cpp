// Kills the real dispatcher at random moments under load and holds it to what it acknowledged.
// The oracle is a ledger of its own: each client writes an acknowledgement to a file and syncs it before counting it.
// Every acknowledged command must be in the hub exactly once, every refused one must be absent, a repeated command must
// get its first answer, and a full replay must agree with the live state's digests. Exit status: 0 held, 1 a promise
// was broken, 2 the test itself could not run.

#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "console/link/link.hpp"
#include "protocols/base/usage.hpp"
#include "tests/endpoints/test_client.hpp"
#include "tests/runtime/dispatcher_process.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace carehub;
using namespace carehub::tests;
using namespace std::chrono_literals;

namespace {

struct Settings {
  std::filesystem::path program;
  std::filesystem::path site;
  unsigned rounds = 200;
  unsigned clients = 4;
  unsigned verify_every = 25;
  std::uint64_t seed = 0;
  bool expect_loss = false;
};

constexpr std::size_t outstanding_max = 16;
constexpr std::uint64_t notes_a_case = 24;

// What desks give; a marker says which of the two it stands in, so that it can be given again word for word.
Command registration(const std::string& marker) {
  RegisterCase command;
  command.referral.summary = "Fall at home";
  command.referral.narrative = "told " + marker;
  return command;
}
Command note(const std::string& marker, CaseId case_id) {
  return AddNote{case_id, "checked " + marker};
}
bool is_registration(const std::string& marker) {
  return marker.starts_with("<call");
}

struct Acknowledged {
  std::string marker;
  CommandId id;
  CaseId case_id;
  Sequence sequence = 0;
};

// One line an acknowledgement, on disk before it counts.
class Ledger {
 public:
  explicit Ledger(const std::filesystem::path& file)
      : file_(file), descriptor_(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600)) {}
  ~Ledger() { ::close(descriptor_); }
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  void write(const std::vector<Acknowledged>& batch) {
    std::string lines;
    for (const auto& entry : batch)
      lines += fmt::format("{} {} {} {}\n", entry.marker, to_hex(entry.id), entry.case_id.value, entry.sequence);
    CAREHUB_ASSERT(::write(descriptor_, lines.data(), lines.size()) == static_cast<ssize_t>(lines.size()), "ledger");
    CAREHUB_ASSERT(::fdatasync(descriptor_) == 0, "ledger");
    count_ += batch.size();
  }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::vector<Acknowledged> read() const {
    std::vector<Acknowledged> entries;
    std::ifstream in(file_);
    Acknowledged entry;
    std::string hex;
    while (in >> entry.marker >> hex >> entry.case_id.value >> entry.sequence) {
      entry.id = *command_id_from_hex(hex);
      entries.push_back(entry);
    }
    return entries;
  }

 private:
  std::filesystem::path file_;
  int descriptor_;
  std::atomic<std::uint64_t> count_{0};
};

// One desk that registers cases and writes notes as fast as it is answered.
class Client {
 public:
  Client(unsigned number, const std::filesystem::path& data, const std::filesystem::path& folder)
      : number_(number), ledger_(folder / fmt::format("ledger.{}", number)) {
    link::Options options;
    options.directory = data;
    options.user = UserName{fmt::format("desk.{}", number)};
    options.role = Role::call_handler;
    options.console = fmt::format("desk {}", number);
    options.updates = false;
    auto link = link::Link::start(std::move(options), [this] { woken_.store(true); });
    CAREHUB_ASSERT(link.has_value(), "link");
    link_ = std::move(*link);
    thread_ = std::thread([this] { run(); });
  }
  ~Client() {
    over_ = true;
    thread_.join();
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void work(bool on) {
    paused_ = false;
    working_ = on;
  }
  // Nothing given is without an answer.
  [[nodiscard]] bool settled() const { return paused_ && given_ == answered_; }
  [[nodiscard]] const Ledger& ledger() const { return ledger_; }
  [[nodiscard]] std::set<std::string> refused() const { return refused_; }
  [[nodiscard]] std::string describe() const {
    static constexpr std::array states{"connecting", "live", "stale", "refused"};
    const auto status = link_->status();
    const auto waiting = link_->pending();
    return fmt::format("desk {}: link {} '{}', silent for {} ms, {} of {} answered, {} in the outbox for up to {} s",
                       number_, states.at(static_cast<std::size_t>(status.state)), status.text,
                       std::chrono::duration_cast<std::chrono::milliseconds>(status.age).count(), answered_.load(),
                       given_.load(), waiting.size(), waiting.empty() ? 0 : whole_seconds(waiting.front().waiting));
  }

 private:
  void run() {
    while (!over_) {
      if (working_)
        give();
      else
        paused_ = true;
      take();
      if (!woken_.exchange(false)) std::this_thread::sleep_for(200us);
    }
  }
  void give() {
    while (open_.size() < outstanding_max) {
      const auto number = ++given_;
      const bool registers = !case_.given() || number % notes_a_case == 0;
      const auto marker = fmt::format("<{}.{}.{}>", registers ? "call" : "note", number_, number);
      open_.emplace(link_->submit(registers ? registration(marker) : note(marker, case_), marker), marker);
    }
  }
  void take() {
    std::vector<Acknowledged> batch;
    std::uint64_t refusals = 0;
    for (const auto& answer : link_->take_answers()) {
      const auto at = open_.find(answer.id);
      if (at == open_.end()) continue;
      if (answer.accepted) {
        batch.push_back({at->second, answer.id, answer.case_id, answer.sequence});
        if (answer.case_id > case_) case_ = answer.case_id;
      } else {
        refused_.insert(at->second);
        ++refusals;
      }
      open_.erase(at);
    }
    if (!batch.empty()) ledger_.write(batch);
    answered_ += batch.size() + refusals;
  }

  const unsigned number_;
  Ledger ledger_;
  std::atomic<bool> woken_{false};
  std::unique_ptr<link::Link> link_;
  std::map<CommandId, std::string> open_;
  std::set<std::string> refused_;
  CaseId case_;
  std::atomic<std::uint64_t> given_{0};
  std::atomic<std::uint64_t> answered_{0};
  std::atomic<bool> working_{false};
  std::atomic<bool> paused_{false};  // has seen that it is to give no more
  std::atomic<bool> over_{false};
  std::thread thread_;
};

class Harness {
 public:
  explicit Harness(const Settings& settings) : settings_(settings), random_(settings.seed) {
    for (unsigned i = 1; i <= settings.clients; ++i)
      clients_.push_back(std::make_unique<Client>(i, data(), folder_.path()));
  }

  int run() {
    for (unsigned round = 1; round <= settings_.rounds; ++round) {
      if (!start()) return broken_ ? 1 : 2;
      let_work_and_kill();
      if (round % settings_.verify_every != 0 && round != settings_.rounds) continue;
      if (!verify()) return 1;
      fmt::print("{} kills, {} acknowledged, none lost, slowest restart {} ms\n", round, acknowledged(),
                 slowest_restart_ms_);
      std::fflush(stdout);
    }
    return 0;
  }

 private:
  [[nodiscard]] std::filesystem::path data() const { return folder_ / "data"; }
  [[nodiscard]] std::uint64_t acknowledged() const {
    std::uint64_t sum = 0;
    for (const auto& client : clients_) sum += client->ledger().count();
    return sum;
  }
  bool break_promise(const std::string& what) {
    fmt::print(stderr, "BROKEN: {} (seed {})\n", what, settings_.seed);
    broken_ = true;
    return false;
  }

  bool start() {
    const auto before = std::chrono::steady_clock::now();
    auto started = DispatcherProcess::start({settings_.program, settings_.site, data(), {}}, 10'000);
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - before).count();
    slowest_restart_ms_ = std::max<std::int64_t>(slowest_restart_ms_, took);
    if (!started) return break_promise("it did not start within 10 s: " + started.error().text());
    dispatcher_ = std::make_unique<DispatcherProcess>(std::move(*started));
    return true;
  }

  // The moment is random on purpose: from the first answers to a long way into the load.
  void let_work_and_kill() {
    const auto target = acknowledged() + 1 + random_() % 400;
    for (auto& client : clients_) client->work(true);
    const auto deadline = std::chrono::steady_clock::now() + 5s;
    while (acknowledged() < target && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(std::chrono::microseconds(random_() % 8'000));
    dispatcher_->kill_now();
  }

  bool settle() {
    for (auto& client : clients_) client->work(false);
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    while (!std::ranges::all_of(clients_, [](const auto& client) { return client->settled(); })) {
      if (std::chrono::steady_clock::now() > deadline)
        return break_promise("a command was not answered within 20 s of a restart; " + unanswered());
      std::this_thread::sleep_for(1ms);
    }
    return true;
  }

  [[nodiscard]] std::string unanswered() const {
    std::string text = dispatcher_->alive() ? "the dispatcher runs; " : "the dispatcher has ended; ";
    for (const auto& client : clients_) text += client->describe() + "; ";
    return text;
  }

  bool verify() {
    if (!start() || !settle()) return false;
    std::map<std::string, unsigned> seen;
    if (!read_hub(seen) || !compare(seen) || !repeat_some()) return false;
    if (const auto status = dispatcher_->stop(); status != 0)
      return break_promise(fmt::format("a clean stop ended with status {}", status));
    const auto replayed = tests::run({settings_.program.string(), "--verify-replay", "--data", data().string()});
    if (replayed.status != 0) return break_promise("a full replay differs from the live state: " + replayed.text);
    return true;
  }

  // How often each marker is in the hub, as an auditor reads it.
  bool read_hub(std::map<std::string, unsigned>& seen) {
    link::Options options;
    options.directory = data();
    options.user = UserName{"auditor"};
    options.role = Role::auditor;
    options.console = "harness";
    options.updates = false;
    auto link = link::Link::start(std::move(options), [] {});
    if (!link) return break_promise(link.error().text());
    const auto read = (*link)->read_cases(
        [&](const Case& c) {
          count_markers(c.referral.narrative, seen);
          for (const auto& entry : c.history) count_markers(entry.what, seen);
        },
        30s);
    return read || break_promise("the cases cannot be read: " + read.error().text());
  }
  static void count_markers(const std::string& text, std::map<std::string, unsigned>& seen) {
    for (auto from = text.find('<'); from != std::string::npos; from = text.find('<', from + 1)) {
      const auto to = text.find('>', from);
      if (to != std::string::npos) ++seen[text.substr(from, to - from + 1)];
    }
  }

  bool compare(const std::map<std::string, unsigned>& seen) {
    std::size_t expected = 0;
    for (const auto& client : clients_) {
      for (const auto& entry : client->ledger().read()) {
        ++expected;
        const auto at = seen.find(entry.marker);
        if (at == seen.end())
          return break_promise(fmt::format("acknowledged {} at {} is not in the hub", entry.marker, entry.sequence));
        if (at->second != 1) return break_promise(fmt::format("{} is in the hub {} times", entry.marker, at->second));
      }
      for (const auto& marker : client->refused()) {
        if (seen.contains(marker)) return break_promise(fmt::format("{} was refused and is in the hub", marker));
      }
    }
    // Everything given was answered, so nothing else can be there.
    if (seen.size() != expected)
      return break_promise(fmt::format("{} in the hub, {} acknowledged", seen.size(), expected));
    return true;
  }

  bool repeat_some() {
    TestClient raw(ZMQ_DEALER, credentials_of(data(), Role::call_handler));
    const auto endpoints = wire::read_endpoints(data());
    if (!endpoints || raw.connect(endpoints->command) != Handshake::admitted) return break_promise("no connection");
    wire::Hello hello;
    hello.protocol_version = wire::protocol_version;
    hello.user = UserName{"repeater"};
    hello.role = Role::call_handler;
    hello.console = "harness";
    raw.send(wire::encode(wire::Request{hello}));
    if (!raw.receive()) return break_promise("no welcome");
    for (const auto& client : clients_) {
      const auto entries = client->ledger().read();
      for (unsigned i = 0; i < 25 && !entries.empty(); ++i) {
        if (!repeat(raw, entries[random_() % entries.size()])) return false;
      }
    }
    return true;
  }
  // The same again gets the first answer; another command under the same id is refused.
  bool repeat(TestClient& raw, const Acknowledged& entry) {
    const auto same = is_registration(entry.marker) ? registration(entry.marker) : note(entry.marker, entry.case_id);
    const auto answer = ask(raw, entry.id, same);
    if (!answer) return break_promise("a repeated command got no answer");
    if (!answer->accepted || !answer->repeated || answer->sequence != entry.sequence ||
        answer->case_id != entry.case_id)
      return break_promise(fmt::format("repeated {} got another answer than the first", entry.marker));
    const auto other = ask(raw, entry.id, AddNote{entry.case_id, "another command under the same id"});
    return (other && !other->accepted) || break_promise(fmt::format("the id of {} served twice", entry.marker));
  }
  static std::optional<wire::Answer> ask(TestClient& raw, CommandId id, const Command& command) {
    raw.send(wire::encode(wire::Request{wire::SubmitCommand{id, command}}));
    const auto bytes = raw.receive();
    if (!bytes) return std::nullopt;
    const auto reply = wire::decode<wire::Reply>(*bytes);
    const auto* answer = reply ? std::get_if<wire::Answer>(&*reply) : nullptr;
    return answer != nullptr ? std::optional(*answer) : std::nullopt;
  }

  const Settings settings_;
  support::TemporaryFolder folder_;
  std::mt19937_64 random_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::unique_ptr<DispatcherProcess> dispatcher_;
  std::int64_t slowest_restart_ms_ = 0;
  bool broken_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  settings.seed = std::random_device{}();
  CLI::App app{"Kills a dispatcher again and again and holds it to what it acknowledged.", "carehub-kill-harness"};
  app.add_option("--program", settings.program, "the dispatcher")->required();
  app.add_option("--site", settings.site, "its site file")->required();
  app.add_option("--rounds", settings.rounds, "how many kills");
  app.add_option("--clients", settings.clients, "desks at work");
  app.add_option("--verify-every", settings.verify_every, "kills between two full comparisons");
  app.add_option("--seed", settings.seed, "of the moments");
  app.add_flag("--expect-loss", settings.expect_loss, "the control: succeed only if a broken promise is found");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return end_of_usage(app, error);
  }
  fmt::print("seed {}\n", settings.seed);
  const auto status = Harness(settings).run();
  if (!settings.expect_loss) return status;
  fmt::print("{}\n",
             status == 1 ? "the control was found out, as it must be" : "the control passed: this test proves nothing");
  return status == 1 ? 0 : 1;
}
