#pragma once
// One attempt to talk to one dispatcher: a socket for requests, and one for updates once it is known where they are.
// Thread: the link's.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "console/link/link.hpp"
#include "protocols/base/error.hpp"
#include "protocols/wire/rendezvous.hpp"
#include "protocols/wire/zmq_handle.hpp"

namespace carehub::link {

using wire::Frame;
using wire::Socket;

// One context for the whole process, ended when the last link is gone.
[[nodiscard]] std::shared_ptr<void> shared_context();

// Where to connect, and with which key.
struct Target {
  wire::Endpoints endpoints;  // updates and board may be empty: then Welcome names them
  wire::ClientKey key;
  bool from_file = false;  // the endpoints were read from the directory
};
// Errors: unavailable (no dispatcher there), not_found or denied (no key), corrupt.
[[nodiscard]] Result<Target> find_target(const Options& options);

// "tcp://0.0.0.0:4001" as seen by a client that reached the dispatcher at "tcp://hub:4000": "tcp://hub:4001".
[[nodiscard]] std::string reachable(const std::string& endpoint, const std::string& command);

// What ZeroMQ says of the two connections themselves.
enum class Sign { connected, lost, key_refused, server_key_wrong };

class Connection {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open(std::shared_ptr<void> context, const Target& target);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Subscribes to everything at the endpoint.
  [[nodiscard]] Result<void> subscribe(const std::string& endpoint);

  [[nodiscard]] bool send(std::string_view bytes);
  // Waits until there is something to read, `wake_fd` is readable, or the time is over.
  void wait(int wake_fd, int timeout_ms);
  // The next message of each kind; false: none now.
  [[nodiscard]] bool next_reply(Frame& frame);
  [[nodiscard]] bool next_update(Frame& frame);
  [[nodiscard]] std::optional<Sign> next_command_sign();
  [[nodiscard]] std::optional<Sign> next_update_sign();

 private:
  Connection(std::shared_ptr<void> context, Target target) : context_(std::move(context)), target_(std::move(target)) {}
  [[nodiscard]] Result<Socket> make_socket(int type) const;
  [[nodiscard]] Result<Socket> make_monitor(void* socket, const char* name) const;

  std::shared_ptr<void> context_;
  Target target_;
  Socket command_, command_monitor_;
  Socket updates_, updates_monitor_;
};

}  // namespace carehub::link
