#pragma once
// The dispatcher's three sockets: ROUTER for requests and replies, PUB for the clinical picture, PUB for the board.
// CURVE on all of them; bounded sizes, queues and handshakes; nothing here waits for a client.
// Thread: one, except that counters may be read anywhere.
// Waiting: descriptor() becomes readable once when something may have arrived (edge-triggered). So: wait for it, then
// call receive() until it gives nothing, and again after every send.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "dispatcher/endpoints/keys.hpp"
#include "protocols/base/error.hpp"
#include "protocols/wire/rendezvous.hpp"

namespace carehub::endpoints {

struct FrontOptions {
  std::filesystem::path directory;  // of the data; ipc sockets and keys are there
  std::string listen;               // empty: ipc in the directory; or tcp://ADDRESS:PORT, port 0 for any free ones
  std::uint64_t epoch = 0;
};

// One message of one connection. Views are valid until the next receive().
struct Received {
  std::string_view peer;  // names the connection in send()
  std::string_view payload;
  std::string key_name;      // of the key it proved
  std::string address;       // empty for ipc
  bool well_formed = false;  // exactly one part
};

enum class Sent {
  yes,
  busy,  // its queue is full: it does not read what it is sent
  gone,  // not connected any more
};

// What can be said of --listen before anything is opened. Errors: invalid_input.
[[nodiscard]] Result<void> check_listen(const std::string& listen);

class Front {
 public:
  // Errors: unsupported for a libzmq below 4.3.4 or without CURVE; conflict for an endpoint in use; input_output.
  [[nodiscard]] static Result<std::unique_ptr<Front>> open(const FrontOptions& options);
  virtual ~Front() = default;

  [[nodiscard]] virtual const wire::Endpoints& endpoints() const = 0;
  [[nodiscard]] virtual KeyRing& keys() = 0;
  [[nodiscard]] virtual int descriptor() const = 0;

  // False: nothing more for now.
  [[nodiscard]] virtual bool receive(Received& message) = 0;
  [[nodiscard]] virtual Sent send(std::string_view peer, std::string_view bytes) = 0;
  virtual void publish(std::string_view bytes) = 0;
  virtual void publish_board(std::string_view bytes) = 0;

  [[nodiscard]] virtual std::uint64_t connections_denied() const = 0;
};

// The gate at start. Below 4.3.4 lie CVE-2019-13132 (overflow before authentication), 2020-15166 (one raw connection
// starves a server) and 2021-20235 (overflow by an old greeting).
[[nodiscard]] Result<void> check_libzmq();

}  // namespace carehub::endpoints
