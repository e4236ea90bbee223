#pragma once
// A running hub for one test: the real dispatcher on the Isle of Wight site, and links to it.

#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>

#include "console/link/link.hpp"
#include "tests/endpoints/test_client.hpp"
#include "tests/runtime/dispatcher_process.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temporary_folder.hpp"

namespace carehub::tests {

using namespace std::chrono_literals;

inline const std::filesystem::path dispatcher_program = CAREHUB_BINARY_DIR "/bin/carehub-dispatcher";
inline const std::filesystem::path island_site = CAREHUB_SOURCE_DIR "/assets/sites/isle-of-wight.toml";

// Until it is true, or ten seconds are over. The state it asks about is somebody else's; there is nothing to wait on.
inline bool eventually(const std::function<bool()>& is_true, std::chrono::milliseconds patience = 10s) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!is_true()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::yield();
    std::this_thread::sleep_for(1ms);
  }
  return true;
}

class LiveHub {
 public:
  explicit LiveHub(std::vector<std::string> more = {}) : more_(std::move(more)) { start(); }

  void start() {
    auto started = DispatcherProcess::start({dispatcher_program, island_site, data(), more_});
    INFO((started ? "" : started.error().text()));
    REQUIRE(started.has_value());
    process_ = std::make_unique<DispatcherProcess>(std::move(*started));
  }
  void kill_now() { process_->kill_now(); }
  int stop() { return process_->stop(); }
  [[nodiscard]] bool alive() const { return process_->alive(); }
  [[nodiscard]] std::filesystem::path data() const { return folder_ / "data"; }
  [[nodiscard]] wire::Endpoints endpoints() const {
    const auto endpoints = wire::read_endpoints(data());
    REQUIRE(endpoints.has_value());
    return *endpoints;
  }

  [[nodiscard]] std::unique_ptr<link::Link> link(Role role, bool updates = true) const {
    link::Options options;
    options.directory = data();
    options.user = UserName{"a.reed"};
    options.role = role;
    options.console = "test";
    options.updates = updates;
    return link_with(std::move(options));
  }
  [[nodiscard]] static std::unique_ptr<link::Link> link_with(link::Options options) {
    auto link = link::Link::start(std::move(options), [] {});
    REQUIRE(link.has_value());
    return std::move(*link);
  }

 private:
  support::TemporaryFolder folder_;
  std::vector<std::string> more_;
  std::unique_ptr<DispatcherProcess> process_;
};

// A signed-in client on a raw socket, which chooses its command ids itself.
class RawSession {
 public:
  RawSession(const LiveHub& hub, Role role) : client_(ZMQ_DEALER, credentials_of(hub.data(), role)) {
    REQUIRE(client_.connect(hub.endpoints().command) == Handshake::admitted);
    wire::Hello hello;
    hello.protocol_version = wire::protocol_version;
    hello.user = UserName{"a.reed"};
    hello.role = role;
    hello.console = "raw";
    const auto reply = ask(hello);
    REQUIRE(std::holds_alternative<wire::Welcome>(reply));
  }
  wire::Reply ask(const wire::Request& request) {
    client_.send(wire::encode(request));
    return receive();
  }
  wire::Reply ask_bytes(const std::string& bytes) {
    client_.send(bytes);
    return receive();
  }
  wire::Answer submit(CommandId id, const Command& command) {
    const auto reply = ask(wire::SubmitCommand{id, command});
    REQUIRE(std::holds_alternative<wire::Answer>(reply));
    return std::get<wire::Answer>(reply);
  }
  TestClient& client() { return client_; }

 private:
  wire::Reply receive() {
    const auto bytes = client_.receive();
    REQUIRE(bytes.has_value());
    auto reply = wire::decode<wire::Reply>(*bytes);
    REQUIRE(reply.has_value());
    return std::move(*reply);
  }
  TestClient client_;
};

inline RegisterCase a_case(const std::string& narrative) {
  RegisterCase command;
  command.referral.source = Source::call_for_care;
  command.referral.summary = "Fall at home";
  command.referral.narrative = narrative;
  command.referral.person.name = "Test Person";
  return command;
}

}  // namespace carehub::tests
