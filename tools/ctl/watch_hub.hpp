#pragma once
// The hub as somebody at a terminal watches it: a link, the session of the person, and what there is to be said.
// Thread: one.

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "console/link/link.hpp"
#include "console/model/watch_changes.hpp"
#include "console/model/watch_session.hpp"

namespace carehub::ctl {

class WatchHub {
 public:
  // Requires: the link has its first picture, and lives as long as this.
  WatchHub(link::Link& link, const link::Options& chosen, console::Workplace workplace);

  // What a line would do, and what it does: a command is sent.
  [[nodiscard]] console::ParsedLine read(const std::string& text) const;
  [[nodiscard]] console::WatchDid enter(const std::string& text);
  // Answers and changes since the last call, a line or a few each; asks for the options of the case that is looked at.
  [[nodiscard]] std::vector<std::string> news();
  [[nodiscard]] std::string header(std::size_t width) const;
  [[nodiscard]] std::string page(std::size_t width) const;

  [[nodiscard]] console::WatchSession& session() { return session_; }
  // Lines that were sent and not answered yet, or whose answer is newer than the picture.
  [[nodiscard]] bool settled() const;
  [[nodiscard]] std::vector<std::string> unanswered() const;
  // The options of the case that is shown are asked for and not there yet.
  [[nodiscard]] bool waits_for_options() const;
  [[nodiscard]] bool any_refused() const { return any_refused_; }
  [[nodiscard]] bool refused() const;  // the link itself

 private:
  void take_answers(std::vector<std::string>& lines);
  void ask_options();
  [[nodiscard]] std::shared_ptr<const Explanation> options() const;
  [[nodiscard]] console::LinkFacts link_facts() const;
  [[nodiscard]] Instant now() const { return link_.status().hub_now; }

  link::Link& link_;
  Actor who_;
  console::Workplace workplace_;
  console::WatchSession session_;
  console::WatchChanges changes_;
  std::map<CommandId, std::string> given_;
  Sequence answered_to_ = 0;  // the picture is to hold this
  CaseId asked_;
  std::uint64_t asked_version_ = 0;
  bool any_refused_ = false;
};

// "live", "stale since ..." as a workspace shows it.
[[nodiscard]] console::LinkFacts facts_of(const link::LinkStatus& status);

}  // namespace carehub::ctl
