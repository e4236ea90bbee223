// carehubctl travel: how far the hub's travel times were from what its crews took, with and without what it learned.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "dispatcher/matching/learned.hpp"
#include "dispatcher/runtime/recovery.hpp"
#include "protocols/wire/codec.hpp"
#include "tools/ctl/hub.hpp"

namespace carehub::ctl {
namespace {

struct TravelOptions {
  HubOptions hub;
  bool json = false;
};

constexpr const char* not_learned =
    "travel times are not learned in this hub; write learn = true under [travel] in its site file "
    "(docs/travel-times.md), and look again after some days";

// Mean, to a tenth of a minute.
std::string mean_min(std::int64_t sum_s, std::int64_t journeys) {
  if (journeys == 0) return "-";
  const std::int64_t tenths = (sum_s * 10 + journeys * 30) / (journeys * 60);
  return fmt::format("{}.{} min", tenths / 10, tenths % 10);
}

std::string factors(const AreaTravel& area) {
  std::string text;
  for (const std::int32_t permille : area.permille)
    text += fmt::format("  {}.{:02}", permille / 1000, permille % 1000 / 10);
  return text;
}

void print_line(const AreaTravel& area, std::size_t width, const std::string& end) {
  fmt::print("{:<{}}  {:>8}  {:>9}  {:>9}{}\n", area.area, width, area.journeys, mean_min(area.error_s, area.journeys),
             mean_min(area.corrected_error_s, area.journeys), end);
}

void print_table(const TravelFigures& figures) {
  std::size_t width = 9;
  for (const AreaTravel& area : figures.areas) width = std::max(width, area.area.size());
  std::string hours;
  for (const auto& band : matching::bands) hours += fmt::format(" {:>5}", band.words);
  fmt::print("{:<{}}  {:>8}  {:>9}  {:>9}  times the estimate, at\n", "", width, "", "estimate", "corrected");
  fmt::print("{:<{}}  {:>8}  {:>9}  {:>9}{}\n", "area", width, "journeys", "off by", "off by", hours);
  AreaTravel all;
  all.area = "all";
  for (const AreaTravel& area : figures.areas) {
    print_line(area, width, factors(area));
    all.journeys += area.journeys;
    all.error_s += area.error_s;
    all.corrected_error_s += area.corrected_error_s;
  }
  print_line(all, width, "");
  fmt::print("{} arrival{} left out as doubtful. Decisions are made {} the correction.\n", figures.left_out,
             figures.left_out == 1 ? " was" : "s were", figures.applied ? "with" : "without");
}

int show_figures(const std::optional<TravelFigures>& figures, bool json) {
  if (!figures) return complain(not_learned);
  if (json)
    fmt::print("{}\n", wire::to_json(*figures));
  else
    print_table(*figures);
  return exit_ok;
}

int travel_of_hub(const TravelOptions& options) {
  auto hub = open_hub(options.hub, Wants::board);
  if (!hub) return complain(hub.error());
  if (const auto ready = (*hub)->wait_for_picture(options.hub.patience()); !ready)
    return complain(with_remedy(ready.error(), options.hub));
  const auto picture = (*hub)->picture();
  return show_figures(picture->board ? picture->board->travel : std::nullopt, options.json);
}

// The dispatcher is down: its journal says the same.
int travel_of_journal(const TravelOptions& options, const Error& why_not_hub) {
  runtime::Replay replay{core::State{}};
  const auto verdict =
      journal::verify(options.hub.directory, [&](const journal::Entry& entry) { return replay.take(entry); });
  if (!verdict)
    return complain(fmt::format("{}; nor can a journal be read: {}", why_not_hub.text(), verdict.error().text()));
  const core::State& state = replay.state();
  std::optional<TravelFigures> figures;
  if (state.site().travel.learn) figures = matching::travel_figures(state.site(), state.hub().travel);
  const int printed = show_figures(figures, options.json);
  if (!verdict->first_fault) return printed;
  return complain(fmt::format("{}: the journal is good up to sequence {}, and the figures are as they were then: {}",
                              options.hub.directory, *verdict->first_fault - 1, verdict->fault));
}

int show_travel(const TravelOptions& options) {
  const auto found = look_for_hub(options.hub);
  const bool down = !found && found.error().code == ErrorCode::unavailable;
  return down ? travel_of_journal(options, found.error()) : travel_of_hub(options);
}

}  // namespace

void add_travel(CLI::App& app, Run& run) {
  CLI::App* sub = app.add_subcommand(
      "travel", "how far travel times were from what crews took, by area, with and without what was learned");
  auto options = std::make_shared<TravelOptions>();
  options->hub.role = "manager";
  add_hub_options(*sub, options->hub);
  sub->add_flag("--json", options->json, "one JSON object");
  sub->footer(
      "Asks the running dispatcher; when none is running on the directory, reads the journal there. Each journey is "
      "measured against what had been learned before it.");
  sub->callback([options, &run] { run = [options] { return show_travel(*options); }; });
}

}  // namespace carehub::ctl
