#pragma once
// The case list of the control room: every open case, ranked by how long it can still wait. Pure; no clock.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "console/model/picture.hpp"

namespace carehub::console {

// none: no clock runs. due_soon and breached are counted as the header counts them (domain/tally.hpp); will_breach is
// not yet breached, but nobody can be there in time any more.
enum class Urgency { none, later, due_soon, will_breach, breached };

// One line in words.
struct CaseRow {
  CaseId id;
  Urgency urgency = Urgency::none;
  std::optional<std::int64_t> slack_s;
  std::string left;      // "8:40", "-6:12", "no clock"
  int bar_permille = 0;  // of the target time still left, 0 to 1000
  Priority priority = Priority::p3;
  std::string priority_text;  // "P1"; "–" before triage
  std::string source;         // "999 C3", "111 Dx11", "Call for Care"
  std::string need;           // "Fall, on floor 1 h 10"
  std::string locality;
  std::string age;     // "80s"
  std::string flags;   // "SD", see flag_legend
  std::string state;   // "on the way"
  std::string unit;    // "PM2 · 4 min", "Safe Haven", "navigator 2"
  std::string breach;  // chance of breach, "38%"; empty if not known
};

[[nodiscard]] CaseRow make_row(const Case& c, const Picture& picture, Instant now);
// One figure in words: the case list, the worklist and the watch text say the same.
[[nodiscard]] std::string source_text(const Case& c);
[[nodiscard]] std::string need_text(const Case& c, Instant now);
[[nodiscard]] std::string locality_text(const Case& c);
[[nodiscard]] std::string flag_letters(const Case& c);
[[nodiscard]] std::string_view flag_legend();  // "S safeguarding · D ReSPECT or DNACPR · ..."
[[nodiscard]] std::string unit_name(const Picture& picture, UnitKind kind, const std::string& unit);
// "1042 New confusion, Lake": how a case is named in a sentence.
[[nodiscard]] std::string case_name(const Case& c);
[[nodiscard]] Urgency urgency_of(const Case& c, Instant now, const Thresholds& thresholds);

// What the footer says: exact, over every open case, whatever is filtered or scrolled away.
struct ViewCounts {
  std::size_t shown = 0;
  std::size_t open = 0;
  std::size_t breached_out = 0;
  std::size_t due_soon_out = 0;
  std::size_t waiting_out = 0;
};

// Ranks once a change or a second, not once a frame. Breached cases first, then the one that waits longest, then by
// slack; cases without a clock last, oldest first.
class CaseList {
 public:
  // `hold` is the row under the cursor: it keeps its place on the screen until its urgency changes or it closes.
  void update(const Picture& picture, Instant now, std::string_view filter, CaseId hold);

  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] CaseId at(std::size_t index) const { return rows_[index].id; }
  [[nodiscard]] Urgency urgency_at(std::size_t index) const { return rows_[index].urgency; }
  // The first `pinned` rows stay in view when the list is scrolled.
  [[nodiscard]] std::size_t pinned() const { return pinned_; }
  [[nodiscard]] std::optional<std::size_t> index_of(CaseId id) const;
  // Rows first <= i < last are on the screen, and every pinned one.
  [[nodiscard]] ViewCounts counts(std::size_t first, std::size_t last) const;

 private:
  struct Entry {
    CaseId id;
    Urgency urgency = Urgency::none;
    bool due_soon = false;
    bool waiting = false;
    std::int64_t key = 0;
  };
  struct Haystack {
    std::uint64_t version = 0;
    std::string text;
  };
  [[nodiscard]] bool matches(const Case& c, const Picture& picture, Instant now, const std::vector<std::string>& words);
  void rank(const Picture& picture, Instant now, std::string_view filter);
  void hold_row(CaseId hold, std::size_t before, Urgency urgency_before);

  std::vector<Entry> rows_;
  std::unordered_map<CaseId, Haystack> haystacks_;
  std::size_t pinned_ = 0;
  std::size_t open_ = 0;
  std::size_t breached_ = 0;
  std::size_t due_soon_ = 0;
  std::size_t waiting_ = 0;
  const void* seen_site_ = nullptr;
  std::uint64_t seen_epoch_ = 0;
  std::uint64_t seen_number_ = ~std::uint64_t{0};
  std::int64_t seen_second_ = 0;
  std::string seen_filter_;
};

}  // namespace carehub::console
