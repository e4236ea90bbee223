#include "dispatcher/endpoints/sessions.hpp"

#include <algorithm>

#include "protocols/wire/limits.hpp"
#include "protocols/wire/rendezvous.hpp"

namespace carehub::endpoints {
namespace {

constexpr std::size_t name_length_max = 64;

bool is_name(std::string_view text) {
  return text.size() <= name_length_max &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

Result<void> check(const wire::Hello& hello, const std::optional<AllowedKey>& key) {
  if (hello.protocol_version != wire::protocol_version)
    return fail(ErrorCode::unsupported, "",
                "this dispatcher speaks protocol version {}, the client {}; bring both to the same release",
                wire::protocol_version, hello.protocol_version);
  if (!key) return fail(ErrorCode::denied, "", "this key is not listed (any more)");
  const auto position = static_cast<unsigned>(hello.role);
  if (position >= enum_count<Role> || (key->roles & all_roles & role_bit(hello.role)) == 0)
    return fail(ErrorCode::denied, "", "key '{}' may not act as {}", key->name,
                position < enum_count<Role> ? wire::role_name(hello.role) : "an unknown role");
  if (!hello.user.given() || !is_name(hello.user.value) || !is_name(hello.console))
    return fail(ErrorCode::invalid_input, "",
                "signing in needs a user name and a console name of at most {} characters", name_length_max);
  if (key->user.given() && key->user != hello.user)
    return fail(ErrorCode::denied, "", "key '{}' belongs to another user", key->name);
  return {};
}

}  // namespace

bool RateLimit::take(SteadyTime now) {
  const auto passed = std::chrono::duration<double>(now - at_).count();
  if (passed > 0) {
    left_ = std::min(burst_, left_ + passed * per_second_);
    at_ = now;
  }
  if (left_ < 1) return false;
  left_ -= 1;
  return true;
}

Result<Session*> Sessions::open(std::string_view peer, const wire::Hello& hello, const std::optional<AllowedKey>& key,
                                const std::string& address, SteadyTime now) {
  CAREHUB_CHECK(check(hello, key));
  if (find(peer) != nullptr)
    return fail(ErrorCode::conflict, "", "this connection is signed in already; say goodbye first");
  if (sessions_.size() >= limits_.sessions_max)
    return fail(ErrorCode::limit_exceeded, "", "{} consoles are signed in already, which is the limit",
                sessions_.size());
  Session session{Actor{hello.user, hello.role, hello.console},
                  key->name,
                  address,
                  hello.build.substr(0, name_length_max),
                  now,
                  RateLimit(limits_.requests_per_second, limits_.requests_burst, now),
                  next_number_++};
  return &sessions_.emplace(std::string(peer), std::move(session)).first->second;
}

Session* Sessions::find(std::string_view peer) {
  const auto at = sessions_.find(peer);
  return at != sessions_.end() ? &at->second : nullptr;
}

void Sessions::close(std::string_view peer) {
  if (const auto at = sessions_.find(peer); at != sessions_.end()) sessions_.erase(at);
}

std::vector<std::string> Sessions::silent(SteadyTime now) const {
  std::vector<std::string> peers;
  for (const auto& [peer, session] : sessions_) {
    if (now - session.last_heard > limits_.silent_after) peers.push_back(peer);
  }
  return peers;
}

}  // namespace carehub::endpoints
