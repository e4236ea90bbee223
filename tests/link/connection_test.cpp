#include "console/link/connection.hpp"

#include <fmt/format.h>

#include <array>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/support/temporary_folder.hpp"

using namespace carehub;
using namespace carehub::link;
using namespace std::chrono_literals;

namespace {

struct KeyPair {
  std::array<char, 41> public_key{};
  std::array<char, 41> secret_key{};
  KeyPair() { REQUIRE(zmq_curve_keypair(public_key.data(), secret_key.data()) == 0); }
};

// A dispatcher's command socket and nothing behind it.
class Server {
 public:
  explicit Server(const std::filesystem::path& folder) : context_(zmq_ctx_new()), folder_(folder) {
    target_.endpoints.server_key = keys_.public_key.data();
    const KeyPair client;
    target_.key.public_key = client.public_key.data();
    target_.key.secret_key = client.secret_key.data();
    listen();
  }
  // Under a new name each time: the socket before removes its own when it is through, which may be later.
  void listen() {
    target_.endpoints.command = fmt::format("ipc://{}/{}.sock", folder_.string(), ++starts_);
    socket_ = Socket(zmq_socket(context_.get(), ZMQ_ROUTER));
    REQUIRE(wire::set_option(socket_.get(), ZMQ_LINGER, 0));
    REQUIRE(wire::set_option(socket_.get(), ZMQ_CURVE_SERVER, 1));
    REQUIRE(wire::set_option(socket_.get(), ZMQ_CURVE_SECRETKEY, std::string(keys_.secret_key.data())));
    REQUIRE(zmq_bind(socket_.get(), target_.endpoints.command.c_str()) == 0);
  }
  void hang_up() { socket_.reset(); }
  [[nodiscard]] const Target& target() const { return target_; }

 private:
  wire::Context context_;
  KeyPair keys_;
  std::filesystem::path folder_;
  unsigned starts_ = 0;
  Target target_;
  Socket socket_;
};

bool connects(const Server& server) {
  auto connection = Connection::open(shared_context(), server.target());
  REQUIRE(connection.has_value());
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (std::chrono::steady_clock::now() < deadline) {
    (*connection)->wait(-1, 10);
    if ((*connection)->next_command_sign() == Sign::connected) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("connection: one that ends as the dispatcher hangs up stops no other", "[link]") {
  const support::TemporaryFolder folder;
  Server server(folder.path());
  const auto context = shared_context();  // as in a console: all links share one
  for (unsigned round = 0; round < 300; ++round) {
    auto connection = Connection::open(context, server.target());
    REQUIRE(connection.has_value());
    REQUIRE((*connection)->send("still on its way when both ends go"));
    if (round % 3 != 0) {
      while ((*connection)->next_command_sign() != Sign::connected) (*connection)->wait(-1, 1);
    }
    std::thread ending([&] {
      std::this_thread::sleep_for(std::chrono::microseconds(round % 30 * 20));  // so that each round is another race
      connection->reset();
    });
    server.hang_up();
    ending.join();
    server.listen();
  }
  CHECK(connects(server));
}
