#pragma once
// ZeroMQ's C handles with an owner. Only included by .cpp files and internal headers of this folder.

#include <zmq.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace carehub::link {

struct EndSocket {
  void operator()(void* socket) const { zmq_close(socket); }
};
using Socket = std::unique_ptr<void, EndSocket>;

// One context for the whole process, ended when the last link is gone.
[[nodiscard]] std::shared_ptr<void> shared_context();

class Frame {
 public:
  Frame() { zmq_msg_init(&message_); }
  ~Frame() { zmq_msg_close(&message_); }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  // False: nothing there.
  [[nodiscard]] bool receive(void* socket) { return zmq_msg_recv(&message_, socket, ZMQ_DONTWAIT) >= 0; }
  [[nodiscard]] std::string_view bytes() {
    return {static_cast<const char*>(zmq_msg_data(&message_)), zmq_msg_size(&message_)};
  }
  [[nodiscard]] bool more() const { return zmq_msg_more(&message_) != 0; }

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

}  // namespace carehub::link
