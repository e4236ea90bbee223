#pragma once
// Answers ZeroMQ's question "may this key connect here?" (ZAP, RFC 27). Deny by default: a key must be listed, and one
// of its roles must be allowed on the socket's domain. Thread: has one of its own, so that a storm of handshakes does
// not hold up the dispatcher.

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "dispatcher/endpoints/keys.hpp"

namespace carehub::endpoints {

inline constexpr std::string_view command_domain = "command";
inline constexpr std::string_view clinical_domain = "clinical";
inline constexpr std::string_view board_domain = "board";

// Roles that a domain admits; 0 for an unknown domain.
[[nodiscard]] std::uint32_t roles_of_domain(std::string_view domain);

struct ZapVerdict {
  bool allowed = false;
  std::string user_id;  // the key's name
  std::string why;      // for the log
};
// `mechanism` and `credentials` as ZeroMQ hands them over: "CURVE" and 32 raw bytes.
[[nodiscard]] ZapVerdict judge(const KeyRing& keys, std::string_view domain, std::string_view mechanism,
                               std::string_view credentials);

class ZapHandler {
 public:
  // Requires: `context` (a ZeroMQ context) and `keys` outlive this; started before any socket that uses it is bound.
  [[nodiscard]] static Result<std::unique_ptr<ZapHandler>> start(void* context, KeyRing& keys);
  virtual ~ZapHandler() = default;

  [[nodiscard]] virtual std::uint64_t admitted() const = 0;
  [[nodiscard]] virtual std::uint64_t denied() const = 0;
};

}  // namespace carehub::endpoints
