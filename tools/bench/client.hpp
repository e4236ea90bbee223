#pragma once
// A bare client of the dispatcher: one DEALER socket, wire messages, nothing else in the way of the measurement.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "protocols/wire/messages.hpp"
#include "tools/bench/figures.hpp"

namespace carehub::bench {

class Client {
 public:
  // Connects by the files in `data`, signs in and waits for the welcome.
  [[nodiscard]] static Result<std::unique_ptr<Client>> sign_in(const std::filesystem::path& data, Role role,
                                                               const std::string& console);
  virtual ~Client() = default;

  virtual void send(const wire::Request& request) = 0;
  // The next reply that is there already.
  [[nodiscard]] virtual std::optional<wire::Reply> receive() = 0;
  // Waits for the answer to a command; heartbeats and others are dropped.
  [[nodiscard]] virtual Result<wire::Answer> answer() = 0;
  [[nodiscard]] virtual void* socket() const = 0;
};

// Never the same twice.
[[nodiscard]] CommandId fresh_id();

// Blocks until one of the clients has something to read, at most that long; says which have.
[[nodiscard]] std::vector<std::size_t> wait_for_any(const std::vector<std::unique_ptr<Client>>& clients,
                                                    int timeout_ms);

}  // namespace carehub::bench
