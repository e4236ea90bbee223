#pragma once
// What has changed since the last look, a line each: for a screen reader, which must not be told the same twice. Pure;
// no clock.

#include <map>
#include <string>
#include <vector>

#include "console/model/alerts.hpp"
#include "console/model/watch_sections.hpp"

namespace carehub::console {

class WatchChanges {
 public:
  static constexpr std::size_t lines_most = 20;  // a look; the rest is counted

  // The first look says nothing: it is what later ones are compared with.
  [[nodiscard]] std::vector<std::string> update(const WatchFacts& facts);

 private:
  struct Seen {
    CaseStatus status = CaseStatus::received;
    std::string unit;
    std::string claim;
    Urgency urgency = Urgency::none;
  };
  using Lines = std::vector<std::string>;
  [[nodiscard]] static Seen seen_of(const Case& c, const WatchFacts& facts);
  void cases(const WatchFacts& facts, Lines& lines);
  void one_case(const Case& c, Seen& before, const WatchFacts& facts, Lines& lines) const;
  void alerts(const WatchFacts& facts, Lines& lines);
  void hub(const WatchFacts& facts, Lines& lines);
  void board(const WatchFacts& facts, Lines& lines);

  bool first_ = true;
  std::map<CaseId, Seen> cases_;
  std::map<AlertId, AlertState> alerts_;
  std::map<ServiceId, std::string> cards_;
  std::string opel_;
  bool live_ = true;
};

}  // namespace carehub::console
