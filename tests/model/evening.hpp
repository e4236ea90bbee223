#pragma once
// An invented evening for the tests of the console's model: a small site, five teams, and whatever cases a test adds.

#include "console/model/picture.hpp"

namespace carehub::console {

// 22 November 2026, 19:42:07 GMT.
[[nodiscard]] Instant evening();

[[nodiscard]] Site small_site();

class Evening {
 public:
  Evening();

  // A triaged case that waits, with a two-hour clock that is due in `due_in`.
  Case& add(std::uint64_t id, seconds due_in);
  // Publishes changed cases, teams and alerts; call before using the picture.
  Evening& publish();

  Case& of(std::uint64_t id);
  Team& team(const std::string& id);
  Alert& alert(std::uint64_t id, AlertKind kind, Severity severity, CaseId about);
  // Offers teams in this order, arriving 10, 20, 30 ... minutes from now.
  void offer(Case& c, const std::vector<std::string>& teams);

  Picture picture;
  Instant now;

 private:
  std::map<std::uint64_t, Case> cases_;
  std::map<std::string, Team> teams_;
  std::map<std::uint64_t, Alert> alerts_;
};

}  // namespace carehub::console
