// Who gets in: every way to come without the right key, at every socket, with real connections.

#include <catch2/catch.hpp>

#include "dispatcher/endpoints/front.hpp"
#include "tests/endpoints/test_client.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace carehub;
using namespace carehub::endpoints;
using namespace carehub::tests;

namespace {

std::unique_ptr<Front> open_front(const support::TemporaryFolder& folder, const std::string& listen = "") {
  auto front = Front::open({folder.path(), listen, 1});
  REQUIRE(front.has_value());
  return std::move(*front);
}

struct Door {
  std::string name;
  std::string endpoint;
  int type;
};
std::vector<Door> doors(const Front& front) {
  const auto& e = front.endpoints();
  return {{"command", e.command, ZMQ_DEALER}, {"updates", e.updates, ZMQ_SUB}, {"board", e.board, ZMQ_SUB}};
}

Handshake knock(const Door& door, const Credentials& credentials) {
  return TestClient(door.type, credentials).connect(door.endpoint);
}

}  // namespace

TEST_CASE("denial: every socket admits a listed key and nobody else", "[endpoints]") {
  const support::TemporaryFolder folder;
  const auto listen = GENERATE(std::string(), std::string("tcp://127.0.0.1:0"));
  CAPTURE(listen);
  const auto front = open_front(folder, listen);
  const auto good = credentials_of(folder.path(), Role::operator_);
  const auto stranger = make_key_pair();
  const auto other_server = make_key_pair();
  REQUIRE(stranger.has_value());
  REQUIRE(other_server.has_value());
  for (const auto& door : doors(*front)) {
    CAPTURE(door.name);
    CHECK(knock(door, good) == Handshake::admitted);
    // no key at all: plain ZeroMQ
    CHECK(knock(door, {false, "", "", ""}) != Handshake::admitted);
    // a key that is not listed
    CHECK(knock(door, {true, stranger->public_key, stranger->secret_key, good.server_key}) != Handshake::admitted);
    // a listed public key without its secret
    CHECK(knock(door, {true, good.public_key, stranger->secret_key, good.server_key}) != Handshake::admitted);
    // another server than the one there
    CHECK(knock(door, {true, good.public_key, good.secret_key, other_server->public_key}) != Handshake::admitted);
  }
  CHECK(front->connections_denied() >= 3);
}

TEST_CASE("denial: the clinical stream admits only roles that may see patients", "[endpoints]") {
  const support::TemporaryFolder folder;
  const auto front = open_front(folder);
  const Door updates{"updates", front->endpoints().updates, ZMQ_SUB};
  const Door board{"board", front->endpoints().board, ZMQ_SUB};
  CHECK(knock(updates, credentials_of(folder.path(), Role::navigator)) == Handshake::admitted);
  CHECK(knock(updates, credentials_of(folder.path(), Role::manager)) == Handshake::refused);
  CHECK(knock(updates, credentials_of(folder.path(), Role::crew)) == Handshake::refused);
  CHECK(knock(updates, credentials_of(folder.path(), Role::referrer)) == Handshake::refused);
  CHECK(knock(board, credentials_of(folder.path(), Role::manager)) == Handshake::admitted);
  CHECK(knock(board, credentials_of(folder.path(), Role::crew)) == Handshake::refused);
}

TEST_CASE("front: messages carry the key they were proved with", "[endpoints]") {
  const support::TemporaryFolder folder;
  const auto front = open_front(folder);
  TestClient client(ZMQ_DEALER, credentials_of(folder.path(), Role::referrer));
  REQUIRE(client.connect(front->endpoints().command) == Handshake::admitted);
  client.send("hello");
  client.send("two", true);
  client.send("parts");
  std::vector<std::pair<std::string, bool>> got;
  for (zmq_pollitem_t item{nullptr, front->descriptor(), ZMQ_POLLIN, 0}; got.size() < 2;) {
    Received message;
    while (front->receive(message)) {
      CHECK(message.key_name == "referrer");
      got.emplace_back(message.payload, message.well_formed);
      CHECK(front->send(message.peer, "reply") == Sent::yes);
    }
    if (got.size() < 2) REQUIRE(zmq_poll(&item, 1, 5'000) > 0);
  }
  CHECK(got[0] == std::pair{std::string("hello"), true});
  CHECK_FALSE(got[1].second);
  CHECK(client.receive() == "reply");
  CHECK(front->send("nobody", "reply") == Sent::gone);
}

TEST_CASE("front: a port in use is named", "[endpoints]") {
  const support::TemporaryFolder one;
  const support::TemporaryFolder two;
  const auto first = open_front(one, "tcp://127.0.0.1:0");
  const auto second = Front::open({two.path(), first->endpoints().command, 1});
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == ErrorCode::conflict);
  CHECK(second.error().place == first->endpoints().command);
}

TEST_CASE("front: an endpoint that is none is named", "[endpoints]") {
  const support::TemporaryFolder folder;
  for (const std::string listen : {"here", "udp://127.0.0.1:1", "tcp://", "tcp://127.0.0.1:", "tcp://127.0.0.1:port",
                                   "tcp://127.0.0.1:99999", "tcp://127.0.0.1:65534"}) {
    CAPTURE(listen);
    const auto front = Front::open({folder.path(), listen, 1});
    REQUIRE_FALSE(front.has_value());
    CHECK(front.error().code == ErrorCode::invalid_input);
  }
}

TEST_CASE("front: a data directory with a very long path gets its sockets elsewhere", "[endpoints]") {
  const support::TemporaryFolder folder;
  const auto deep = folder.path() / std::string(120, 'd');
  std::filesystem::create_directories(deep);
  std::string command;
  {
    auto front = Front::open({deep, "", 1});
    REQUIRE(front.has_value());
    command = (*front)->endpoints().command;
    CHECK(knock({"command", command, ZMQ_DEALER}, credentials_of(deep, Role::operator_)) == Handshake::admitted);
  }
  CHECK_FALSE(std::filesystem::exists(command.substr(6)));
}
