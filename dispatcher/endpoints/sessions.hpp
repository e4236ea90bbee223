#pragma once
// Who is signed in on which connection, and how fast each may ask. Pure; steady time is handed in.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dispatcher/endpoints/keys.hpp"
#include "protocols/base/error.hpp"
#include "protocols/domain/command.hpp"
#include "protocols/wire/messages.hpp"

namespace carehub::endpoints {

using SteadyTime = std::chrono::steady_clock::time_point;

// A bucket that refills at a steady rate: allows short bursts, bounds the rest.
class RateLimit {
 public:
  RateLimit(double per_second, double burst, SteadyTime now)
      : per_second_(per_second), burst_(burst), left_(burst), at_(now) {}
  [[nodiscard]] bool take(SteadyTime now);

 private:
  double per_second_;
  double burst_;
  double left_;
  SteadyTime at_;
};

struct Session {
  Actor actor;
  std::string key_name;
  std::string address;
  std::string build;
  SteadyTime last_heard;
  RateLimit rate;
  std::uint64_t number = 0;  // of this start; a connection that signs in again gets another

  [[nodiscard]] bool sees_patients() const { return (clinical_roles & role_bit(actor.role)) != 0; }
  [[nodiscard]] bool sees_board() const { return (board_roles & role_bit(actor.role)) != 0; }
};

struct SessionLimits {
  std::size_t sessions_max = 1'000;
  std::chrono::milliseconds silent_after{10'000};
  double requests_per_second = 5'000;
  double requests_burst = 10'000;
};

class Sessions {
 public:
  explicit Sessions(SessionLimits limits = {}) : limits_(limits) {}

  // Errors: unsupported for another protocol version, denied for a role or user that the key may not take,
  // invalid_input for an empty name, conflict for a connection that is signed in, limit_exceeded for too many sessions.
  [[nodiscard]] Result<Session*> open(std::string_view peer, const wire::Hello& hello,
                                      const std::optional<AllowedKey>& key, const std::string& address, SteadyTime now);
  [[nodiscard]] Session* find(std::string_view peer);
  void close(std::string_view peer);
  // Connections that have said nothing for too long.
  [[nodiscard]] std::vector<std::string> silent(SteadyTime now) const;
  [[nodiscard]] std::size_t size() const { return sessions_.size(); }

  template <class F>
  void for_each(F&& visit) {
    for (auto& [peer, session] : sessions_) visit(peer, session);
  }

 private:
  SessionLimits limits_;
  std::map<std::string, Session, std::less<>> sessions_;
  std::uint64_t next_number_ = 1;
};

}  // namespace carehub::endpoints
