// The navigator's worklist as text.

#include <fmt/format.h>

#include "console/model/text.hpp"
#include "console/model/watch_sections.hpp"
#include "console/model/worklist.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

// The mark of the list says it with colour; here a word does.
std::string left_of(const WorkItem& item) {
  if (item.red_flag) return item.left;
  switch (item.urgency) {
    case Urgency::breached:
      return "LATE " + item.left;
    case Urgency::will_breach:
    case Urgency::due_soon:
      return "soon " + item.left;
    default:
      return item.left;
  }
}

}  // namespace

void write_worklist(TextPage& page, const WatchFacts& facts) {
  const auto list = make_worklist(facts.picture, facts.now, facts.who.user);
  page.section(fmt::format("WORKLIST by time left: {}{}", list.items.size(),
                           list.breached > 0 ? fmt::format(", {} late", list.breached) : std::string()));
  if (list.next_fail_safe_s)
    page.wrapped(
        *list.next_fail_safe_s < 0
            ? fmt::format("a 999 validation is {} past its time: tell the ambulance service",
                          age_text(-*list.next_fail_safe_s))
            : fmt::format("answer 999 within {}, or tell the ambulance service", age_text(*list.next_fail_safe_s)));
  if (list.items.empty()) page.line("nothing waits for a clinician");
  std::vector<std::vector<std::string>> rows;
  for (const auto& item : list.items)
    rows.push_back({fmt::format("{}{}", item.id == facts.selected ? ">" : "", item.id.value), left_of(item), item.what,
                    item.person, item.need,
                    item.mine           ? "yours"
                    : item.owner == "–" ? "nobody's"
                                        : "of " + item.owner,
                    item.detail});
  page.table(rows);
}

}  // namespace carehub::console
