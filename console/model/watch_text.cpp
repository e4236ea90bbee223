#include "console/model/watch_text.hpp"

#include <fmt/format.h>

#include "console/model/watch_sections.hpp"

namespace carehub::console {
namespace {

std::string alerts_words(const Counts& counts) {
  const auto total = counts.alerts_total();
  return fmt::format("{} {}: {} high, {} medium, {} low", total, total == 1 ? "alert" : "alerts", counts.alerts[2],
                     counts.alerts[1], counts.alerts[0]);
}

}  // namespace

void write_header(TextPage& page, const WatchFacts& facts) {
  const auto header = header_text(facts.picture, facts.now, facts.link, facts.who);
  std::vector<std::string> first{"Carehub", header.hub, fmt::format("{} {} {}", header.day, header.time, header.zone),
                                 header.link};
  if (!header.speed.empty()) first.push_back(header.speed);
  page.parts(first);
  page.wrapped(header.opel_owner.empty() ? header.opel : fmt::format("{}, {}", header.opel, header.opel_owner));
  const auto& counts = header.counts;
  page.parts({fmt::format("{} open", counts.open), fmt::format("{} waiting", counts.waiting),
              fmt::format("{} due in {} min", counts.due_soon, header.due_soon_min),
              fmt::format("{} breached", counts.breached), alerts_words(counts)});
  page.parts({fmt::format("{} {}", header.two_hour, header.two_hour_detail),
              fmt::format("{} {}", header.all_response, header.all_response_detail)});
}

Workplace watch_workplace(const Picture& picture, const WatchOptions& options) {
  const bool board_only = picture.board && picture.teams.empty() && picture.cases.empty();
  if (options.who.role == Role::manager || board_only) return Workplace::board;
  return options.workplace == Workplace::of_role ? workplace_of(options.who.role) : options.workplace;
}

void write_workspace(TextPage& page, const WatchFacts& facts) {
  if (facts.workplace == Workplace::board) return write_board(page, facts);
  write_alerts(page, facts);
  facts.workplace == Workplace::navigator ? write_worklist(page, facts) : write_cases(page, facts);
  if (const auto found = facts.picture.cases.find(facts.selected); found != facts.picture.cases.end())
    write_case(page, facts, *found->second);
  write_teams(page, facts);
  write_places(page, facts);
  if (facts.workplace == Workplace::control_room) write_timeline(page, facts);
}

std::string watch_text(const Picture& picture, Instant now, const LinkFacts& link, const WatchOptions& options) {
  const WatchFacts facts{picture,
                         now,
                         link,
                         options.who,
                         watch_workplace(picture, options),
                         options.selected,
                         options.options,
                         options.find,
                         options.cases_most};
  TextPage page(options.width);
  write_header(page, facts);
  write_workspace(page, facts);
  return page.take();
}

}  // namespace carehub::console
