#pragma once
// ZeroMQ's C handles with an owner, for both ends of the wire. Heavy: included by .cpp files and internal headers only.

#include <zmq.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "protocols/base/error.hpp"

namespace carehub::wire {

struct EndContext {
  void operator()(void* context) const {
    while (zmq_ctx_term(context) != 0 && errno == EINTR) {
    }
  }
};
struct EndSocket {
  void operator()(void* socket) const { zmq_close(socket); }
};
using Context = std::unique_ptr<void, EndContext>;
using Socket = std::unique_ptr<void, EndSocket>;

// One message part.
class Frame {
 public:
  Frame() { zmq_msg_init(&message_); }
  ~Frame() { zmq_msg_close(&message_); }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  // False: nothing there.
  [[nodiscard]] bool receive(void* socket) { return zmq_msg_recv(&message_, socket, ZMQ_DONTWAIT) >= 0; }
  [[nodiscard]] zmq_msg_t* raw() { return &message_; }
  [[nodiscard]] std::string_view bytes() {
    return {static_cast<const char*>(zmq_msg_data(&message_)), zmq_msg_size(&message_)};
  }
  [[nodiscard]] bool more() const { return zmq_msg_more(&message_) != 0; }
  // "User-Id", "Peer-Address"; empty when the connection has none.
  [[nodiscard]] std::string property(const char* name) const {
    const char* value = zmq_msg_gets(&message_, name);
    return value != nullptr ? std::string(value) : std::string();
  }

 private:
  zmq_msg_t message_;
};

[[nodiscard]] inline bool set_option(void* socket, int option, int value) {
  return zmq_setsockopt(socket, option, &value, sizeof value) == 0;
}
[[nodiscard]] inline bool set_option(void* socket, int option, std::int64_t value) {
  return zmq_setsockopt(socket, option, &value, sizeof value) == 0;
}
[[nodiscard]] inline bool set_option(void* socket, int option, const std::string& value) {
  return zmq_setsockopt(socket, option, value.c_str(), value.size()) == 0;
}

[[nodiscard]] inline std::unexpected<Error> zmq_failure(std::string place, std::string_view doing) {
  const int why = zmq_errno();
  const auto code = why == EADDRINUSE ? ErrorCode::conflict : ErrorCode::input_output;
  return fail(code, std::move(place), "{}: {}", doing, zmq_strerror(why));
}

}  // namespace carehub::wire
