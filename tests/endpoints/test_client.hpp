#pragma once
// A client on raw sockets, for what a well-behaved link would never do.

#include <zmq.h>

#include <chrono>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "dispatcher/endpoints/keys.hpp"
#include "protocols/base/assert.hpp"
#include "protocols/wire/codec.hpp"
#include "protocols/wire/rendezvous.hpp"

namespace carehub::tests {

struct CloseContext {
  void operator()(void* context) const { zmq_ctx_term(context); }
};
struct CloseSocket {
  void operator()(void* socket) const { zmq_close(socket); }
};
using Context = std::unique_ptr<void, CloseContext>;
using Socket = std::unique_ptr<void, CloseSocket>;

enum class Handshake { admitted, refused, nothing };

struct Credentials {
  bool curve = true;
  std::string public_key, secret_key, server_key;
};

class TestClient {
 public:
  TestClient(int type, const Credentials& credentials)
      : context_(zmq_ctx_new()), socket_(zmq_socket(context_.get(), type)) {
    set(ZMQ_LINGER, 0);
    set(ZMQ_RECONNECT_IVL, -1);
    set(ZMQ_HANDSHAKE_IVL, 2'000);
    if (credentials.curve) {
      set(ZMQ_CURVE_SERVERKEY, credentials.server_key);
      set(ZMQ_CURVE_PUBLICKEY, credentials.public_key);
      set(ZMQ_CURVE_SECRETKEY, credentials.secret_key);
    }
    if (type == ZMQ_SUB) zmq_setsockopt(socket_.get(), ZMQ_SUBSCRIBE, "", 0);
    zmq_socket_monitor(socket_.get(), "inproc://monitor", ZMQ_EVENT_ALL);
    monitor_ = Socket(zmq_socket(context_.get(), ZMQ_PAIR));
    const int none = 0;
    zmq_setsockopt(monitor_.get(), ZMQ_LINGER, &none, sizeof none);
    zmq_connect(monitor_.get(), "inproc://monitor");
  }

  ~TestClient() { zmq_socket_monitor(socket_.get(), nullptr, 0); }
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  // Connects and waits for what becomes of it.
  Handshake connect(const std::string& endpoint, int timeout_ms = 5'000) {
    if (zmq_connect(socket_.get(), endpoint.c_str()) != 0) return Handshake::nothing;
    zmq_pollitem_t item{monitor_.get(), 0, ZMQ_POLLIN, 0};
    while (zmq_poll(&item, 1, timeout_ms) > 0) {
      switch (next_event()) {
        case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
          return Handshake::admitted;
        case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
        case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
        case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
        case ZMQ_EVENT_DISCONNECTED:
          return Handshake::refused;
        default:
          break;
      }
    }
    return Handshake::nothing;
  }

  void send(const std::string& bytes, bool more = false) {
    zmq_send(socket_.get(), bytes.data(), bytes.size(), more ? ZMQ_SNDMORE : 0);
  }
  std::optional<std::string> receive(int timeout_ms = 5'000) {
    zmq_pollitem_t item{socket_.get(), 0, ZMQ_POLLIN, 0};
    if (zmq_poll(&item, 1, timeout_ms) <= 0) return std::nullopt;
    zmq_msg_t message;
    zmq_msg_init(&message);
    std::optional<std::string> bytes;
    if (zmq_msg_recv(&message, socket_.get(), ZMQ_DONTWAIT) >= 0)
      bytes.emplace(static_cast<const char*>(zmq_msg_data(&message)), zmq_msg_size(&message));
    zmq_msg_close(&message);
    return bytes;
  }

 private:
  void set(int option, int value) { zmq_setsockopt(socket_.get(), option, &value, sizeof value); }
  void set(int option, const std::string& value) { zmq_setsockopt(socket_.get(), option, value.data(), value.size()); }

  int next_event() {
    std::uint16_t kind = 0;
    for (bool first = true, more = true; more; first = false) {
      zmq_msg_t part;
      zmq_msg_init(&part);
      if (zmq_msg_recv(&part, monitor_.get(), ZMQ_DONTWAIT) < 0) return 0;
      if (first) std::memcpy(&kind, zmq_msg_data(&part), sizeof kind);
      more = zmq_msg_more(&part) != 0;
      zmq_msg_close(&part);
    }
    return kind;
  }

  Context context_;
  Socket socket_;
  Socket monitor_;
};

inline Credentials credentials_of(const std::filesystem::path& directory, Role role) {
  const auto key = wire::read_client_key(wire::key_file(directory, role));
  CAREHUB_ASSERT(key.has_value(), "{}", key ? "" : key.error().text());
  return {true, key->public_key, key->secret_key, key->server_key};
}

}  // namespace carehub::tests
