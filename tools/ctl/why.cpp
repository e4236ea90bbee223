// carehubctl why: the reasons behind the answer that a case has.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <thread>

#include "console/model/replay.hpp"
#include "console/model/why.hpp"
#include "protocols/wire/codec.hpp"
#include "tools/ctl/hub.hpp"

namespace carehub::ctl {

namespace {

struct WhyOptions {
  HubOptions hub;
  std::uint64_t number = 0;
  bool json = false;
  std::string at;  // empty: as it is
};

constexpr std::chrono::milliseconds look_again{20};

// As it stood then, once the hub has read its journal up to there. Errors: invalid_input for no time; what the hub says
// against it; unavailable.
Result<console::PastAnswers> look_back(link::Link& hub, const WhyOptions& options) {
  const auto live = hub.picture();
  const Instant now = hub.status().hub_now;
  CAREHUB_TRY(const Instant at, console::moment_of(options.at, live->site->calendar, now, now));
  hub.ask_past(at);
  const auto deadline = std::chrono::steady_clock::now() + options.hub.patience();
  auto found = hub.past();
  while (found.picture_due && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(look_again);
    found = hub.past();
  }
  if (!found.fault.empty()) return fail(ErrorCode::denied, "dispatcher", "{}", found.fault);
  if (found.picture_due)
    return fail(ErrorCode::unavailable, "dispatcher",
                "is still reading its journal; ask again, or wait longer with --patience");
  return found;
}

int print_why(const WhyOptions& options) {
  auto hub = open_hub(options.hub, Wants::picture);
  if (!hub) return complain(hub.error());
  if (const auto ready = (*hub)->wait_for_picture(options.hub.patience()); !ready)
    return complain(with_remedy(ready.error(), options.hub));
  auto picture = (*hub)->picture();
  auto now = picture->status.now;
  if (!options.at.empty()) {
    const auto then = look_back(**hub, options);
    if (!then) return complain(then.error());
    picture = then->picture;
    now = then->at;
  }
  const auto found = picture->cases.find(CaseId{options.number});
  if (found == picture->cases.end())
    return complain(
        fmt::format("case {} {} in the picture; open cases and those closed lately are. See: carehubctl export",
                    options.number, options.at.empty() ? "is not" : "was not then"));
  const Case& c = *found->second;
  if (options.json) {
    fmt::print("{}\n", c.explanation ? wire::to_json(*c.explanation) : std::string("{}"));
  } else {
    fmt::print("{}", console::why_text(console::why_of(c, *picture, now)));
  }
  return exit_ok;
}

}  // namespace

void add_why(CLI::App& app, Run& run) {
  CLI::App* sub = app.add_subcommand("why", "say why a case has the answer that it has, and why nobody else");
  auto options = std::make_shared<WhyOptions>();
  sub->add_option("CASE", options->number, "its number")->required();
  sub->add_flag("--json", options->json, "the explanation as it stands in the journal");
  sub->add_option("--at", options->at,
                  "as it stood then: 14:05, \"yesterday 14:05\", \"22 nov 14:05\", or -20 minutes");
  add_hub_options(*sub, options->hub);
  sub->callback([options, &run] { run = [options] { return print_why(*options); }; });
}

}  // namespace carehub::ctl
