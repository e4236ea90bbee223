#include <fcntl.h>
#include <unistd.h>

#include "protocols/wire/codec.hpp"
#include "tools/bench/benches.hpp"
#include "tools/bench/client.hpp"
#include "tools/bench/dispatcher.hpp"
#include "tools/bench/life.hpp"

namespace carehub::bench {

namespace {

constexpr std::size_t clients_count = 64;
constexpr std::size_t window = 4;  // commands a client has under way

// What a hub hears in a busy hour, as far as one side can tell it without seeing the picture.
class Mix {
 public:
  explicit Mix(const Site& site) : site_(site), life_(site) {}

  // A navigator's command for its own cases: a call, a claim, notes, advice; then the next call.
  [[nodiscard]] Command navigator(CaseId& own, int& turn) {
    switch (turn = own.given() ? turn + 1 : 0; turn) {
      case 0:
        return life_.call();
      case 1:
        return ClaimCase{own};
      case 5: {
        const CaseId done = own;
        own = {};
        return AdviseAndClose{done, "ring again if it gets worse"};
      }
      default:
        return AddNote{own, "rung back: no change, the neighbour is there now"};
    }
  }
  [[nodiscard]] Command crew() {
    const TeamConfig& team = site_.teams[next_team_++ % site_.teams.size()];
    Coordinates at = team.base;
    at.lat_e6 += static_cast<std::int32_t>(next_team_ % 9'000);
    return ReportPosition{team.id, at, std::nullopt};
  }

 private:
  const Site& site_;
  Life life_;
  std::size_t next_team_ = 0;
};

// --- one at a time ---

class FloorFile {
 public:
  explicit FloorFile(const std::filesystem::path& file)
      : descriptor_(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600)) {}
  ~FloorFile() { ::close(descriptor_); }
  FloorFile(const FloorFile&) = delete;
  FloorFile& operator=(const FloorFile&) = delete;
  [[nodiscard]] bool append(const std::string& bytes) const {
    return ::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
           ::fdatasync(descriptor_) == 0;
  }

 private:
  int descriptor_;
};

[[nodiscard]] Result<void> measure_one_at_a_time(const Setting& setting, const Site& site, Figures& figures) {
  CAREHUB_TRY(const Dispatcher dispatcher, Dispatcher::start(setting, setting.workspace / "single"));
  CAREHUB_TRY(const auto client, Client::sign_in(dispatcher.data(), Role::navigator, "bench"));
  const FloorFile floor_file(setting.workspace / "floor");
  Mix mix(site);
  std::vector<double> floor_us, answer_us;
  CaseId own;
  int turn = 0;
  const std::size_t count = setting.quick ? 500 : 4'000;
  for (std::size_t i = 0; i < count; ++i) {
    const wire::Request request = wire::SubmitCommand{fresh_id(), mix.navigator(own, turn)};
    const std::string bytes = wire::encode(request);
    auto start = Clock::now();
    if (!floor_file.append(bytes)) return fail(ErrorCode::input_output, "floor", "cannot be written");
    floor_us.push_back(1e6 * seconds_since(start));
    start = Clock::now();
    client->send(request);
    CAREHUB_TRY(const wire::Answer answer, client->answer());
    answer_us.push_back(1e6 * seconds_since(start));
    if (turn == 0) own = answer.case_id;
  }
  for (const auto& [name, share] : {std::pair{"p50", 0.5}, {"p99", 0.99}}) {
    const double floor = percentile(floor_us, share);
    const double answer = percentile(answer_us, share);
    figures.add({fmt::format("ack_single_{}_us", name),
                 answer,
                 "us",
                 false,
                 {2 * floor, fmt::format("floor {:.0f} us", floor)}});
    figures.add({fmt::format("ack_floor_{}_us", name),
                 floor,
                 "us",
                 false,
                 {std::nullopt, "append + fdatasync, same bytes, same run"}});
    figures.add({fmt::format("ack_single_{}_over_floor", name), answer / floor, "x", false, {2.0, ""}});
  }
  return {};
}

// --- many at once ---

struct Talker {
  std::size_t under_way = 0;
  CaseId own;
  int turn = 0;
  bool waits_for_number = false;
};

class Crowd {
 public:
  Crowd(std::vector<std::unique_ptr<Client>> clients, const Site& site)
      : clients_(std::move(clients)), talkers_(clients_.size()), mix_(site) {}

  // Keeps every client's window full for that long; returns the answers that came.
  [[nodiscard]] std::uint64_t talk_for(double duration_s) {
    answered_ = accepted_ = 0;
    const auto start = Clock::now();
    for (std::size_t i = 0; i < clients_.size(); ++i) fill(i);
    while (seconds_since(start) < duration_s) {
      for (const std::size_t i : wait_for_any(clients_, 100)) {
        while (const std::optional<wire::Reply> reply = clients_[i]->receive()) hear(i, *reply);
        fill(i);
      }
    }
    return answered_;
  }
  [[nodiscard]] std::uint64_t accepted() const { return accepted_; }
  [[nodiscard]] std::uint64_t faults() const { return faults_; }

 private:
  void fill(std::size_t i) {
    for (Talker& talker = talkers_[i]; talker.under_way < window && !talker.waits_for_number; ++talker.under_way) {
      const bool navigator = i % 2 == 0;
      clients_[i]->send(
          wire::SubmitCommand{fresh_id(), navigator ? mix_.navigator(talker.own, talker.turn) : mix_.crew()});
      talker.waits_for_number = navigator && talker.turn == 0;
    }
  }
  void hear(std::size_t i, const wire::Reply& reply) {
    faults_ += std::holds_alternative<wire::Fault>(reply) ? 1U : 0U;
    const auto* answer = std::get_if<wire::Answer>(&reply);
    if (answer == nullptr) return;
    Talker& talker = talkers_[i];
    --talker.under_way;
    ++answered_;
    accepted_ += answer->accepted ? 1U : 0U;
    if (!talker.waits_for_number || talker.under_way != 0) return;
    talker.own = answer->case_id;
    talker.waits_for_number = false;
  }

  std::vector<std::unique_ptr<Client>> clients_;
  std::vector<Talker> talkers_;
  Mix mix_;
  std::uint64_t answered_ = 0;
  std::uint64_t accepted_ = 0;
  std::uint64_t faults_ = 0;
};

[[nodiscard]] Result<void> measure_many(const Setting& setting, const Site& site, Figures& figures) {
  CAREHUB_TRY(const Dispatcher dispatcher, Dispatcher::start(setting, setting.workspace / "many"));
  std::vector<std::unique_ptr<Client>> clients;
  for (std::size_t i = 0; i < clients_count; ++i) {
    const Role role = i % 2 == 0 ? Role::navigator : Role::crew;
    CAREHUB_TRY(auto client, Client::sign_in(dispatcher.data(), role, fmt::format("bench {}", i)));
    clients.push_back(std::move(client));
  }
  Crowd crowd(std::move(clients), site);
  static_cast<void>(crowd.talk_for(0.5));  // warm
  const double duration_s = setting.quick ? 2 : 6;
  const double before = dispatcher.processor_seconds();
  const std::uint64_t answered = crowd.talk_for(duration_s);
  const double processor = dispatcher.processor_seconds() - before;
  const auto count = static_cast<double>(answered);
  figures.add({"ack_64_clients_per_s",
               count / duration_s,
               "commands/s",
               true,
               {20'000.0, fmt::format("{:.0f} % accepted, {} faults, dispatcher used {:.1f} us of processor a command",
                                      100.0 * static_cast<double>(crowd.accepted()) / count, crowd.faults(),
                                      1e6 * processor / count)}});
  return {};
}

}  // namespace

void measure_commands(const Setting& setting, const Site& site, Figures& figures) {
  if (auto done = measure_one_at_a_time(setting, site, figures); !done)
    figures.missing("ack_single", done.error().text());
  if (auto done = measure_many(setting, site, figures); !done)
    figures.missing("ack_64_clients_per_s", done.error().text());
}

}  // namespace carehub::bench
