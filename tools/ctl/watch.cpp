// carehubctl watch: the workspaces of the console as plain text, with its command line; for ssh and screen readers.

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "console/model/watch_text.hpp"
#include "protocols/wire/rendezvous.hpp"
#include "tools/ctl/hub.hpp"
#include "tools/ctl/watch_ways.hpp"

namespace carehub::ctl {
namespace {

struct WatchCommand {
  HubOptions hub;
  std::string workspace;  // empty: by role
  CLI::Option* role = nullptr;
  bool once = false;
  bool plain = false;
  double every_s = 0;  // above 0: the whole picture every so often, and no command line
  std::size_t width = 0;

  [[nodiscard]] console::Workplace workplace() const {
    return workspace == "navigator" ? console::Workplace::navigator
           : workspace == "board"   ? console::Workplace::board
                                    : console::Workplace::control_room;
  }
};

// Wakes the drawing thread when the link has something new.
class Bell {
 public:
  void ring() {
    const std::lock_guard lock(mutex_);
    rung_ = true;
    changed_.notify_one();
  }
  // Returns after `most`, or when rung and at least `least` has passed.
  void wait(std::chrono::milliseconds least, std::chrono::milliseconds most) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, least, [] { return false; });
    changed_.wait_for(lock, most - least, [&] { return rung_; });
    rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool rung_ = false;
};

struct Screen {
  std::size_t columns = 100;
  std::size_t rows = 0;  // 0: no limit
};

Screen screen() {
  winsize size{};
  if (!stdout_is_terminal() || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20) return {};
  return {size.ws_col, size.ws_row};
}

std::string text_of(const link::Link& hub, const WatchCommand& command, const link::Options& chosen) {
  const link::LinkStatus status = hub.status();
  const Screen size = screen();
  console::WatchOptions options;
  options.width = command.width != 0 ? command.width : size.columns;
  options.cases_most = size.rows == 0 ? 0 : std::max<std::size_t>(8, size.rows / 2);
  options.who = {chosen.user, chosen.role, chosen.console};
  options.workplace = command.workplace();
  return console::watch_text(*hub.picture(), status.hub_now, facts_of(status), options);
}

// As many lines as the terminal has; what does not fit is counted.
std::string fitted(const std::string& text, std::size_t rows) {
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  if (rows < 5 || lines < rows) return text;
  std::size_t end = 0;
  for (std::size_t kept = 0; kept + 2 < rows; ++kept) end = text.find('\n', end) + 1;
  return text.substr(0, end) +
         fmt::format("... {} more lines; make the window taller, or use --once", lines - rows + 2);
}

// Written over in place, so that nothing flickers and a screen reader is not told the same twice.
void draw(const std::string& text) {
  if (!stdout_is_terminal()) {
    fmt::print("{}\n", text);
  } else {
    std::string lines;
    for (const char c : fitted(text, screen().rows)) lines += c == '\n' ? "\x1b[K\n" : std::string(1, c);
    fmt::print("\x1b[H{}\x1b[J", lines);
  }
  std::fflush(stdout);
}

int once(const WatchCommand& command, const link::Options& chosen) {
  if (const auto found = look_for_hub(command.hub); !found) return complain(found.error());
  const auto hub = link::Link::start(chosen, [] {});
  if (!hub) return complain(hub.error());
  if (const auto ready = (*hub)->wait_for_picture(command.hub.patience()); !ready)
    return complain(with_remedy(ready.error(), command.hub));
  fmt::print("{}\n", text_of(**hub, command, chosen));
  return exit_ok;
}

// Nobody there is no reason to end: the picture comes when the dispatcher does. A refusal will not go away by waiting.
bool wait_for_hub(link::Link& hub, const HubOptions& options) {
  std::string said;
  for (auto ready = hub.wait_for_picture(seconds(2)); !ready; ready = hub.wait_for_picture(seconds(2))) {
    if (ready.error().code == ErrorCode::denied) {
      complain(with_remedy(std::move(ready).error(), options));
      return false;
    }
    const std::string text = hub.status().text;
    if (text != said) complain(text + "; trying again, Ctrl-C ends");
    said = text;
  }
  return true;
}

// The whole picture again and again.
int watch_pictures(const WatchCommand& command, const link::Options& chosen) {
  const bool terminal = stdout_is_terminal();
  const auto every = std::chrono::milliseconds(static_cast<long>(1000 * command.every_s));
  const auto least = terminal ? std::min(every, std::chrono::milliseconds(200)) : every;
  Bell bell;
  const auto hub = link::Link::start(chosen, [&bell] { bell.ring(); });
  if (!hub) return complain(hub.error());
  if (!wait_for_hub(**hub, command.hub)) return exit_failure;
  if (terminal) fmt::print("\x1b[2J");
  while ((*hub)->status().state != link::LinkState::refused) {
    draw(text_of(**hub, command, chosen));
    bell.wait(least, every);
  }
  return complain((*hub)->status().text);
}

// With the command line of the console.
int watch_and_write(const WatchCommand& command, const link::Options& chosen) {
  const auto pipe = WakePipe::make();
  if (!pipe) return complain(pipe.error());
  const auto link = link::Link::start(chosen, [&pipe] { (*pipe)->ring(); });
  if (!link) return complain(link.error());
  if (!wait_for_hub(**link, command.hub)) return exit_failure;
  WatchHub hub(**link, chosen, command.workplace());
  const bool in_place = !command.plain && stdin_is_terminal() && stdout_is_terminal();
  if (in_place) return watch_on_screen(hub, **pipe);
  return watch_in_lines(hub, **pipe, command.width != 0 ? command.width : screen().columns, command.hub.patience());
}

// As the console: a workspace is opened by its own role, where no other was named.
Result<void> choose_role(WatchCommand& command) {
  auto& role = command.hub.role;
  if (command.workspace.empty()) {
    command.workspace = role == "manager" ? "board" : role == "navigator" ? "navigator" : "operator";
    return {};
  }
  if (command.role->count() == 0)
    role = command.workspace == "board" ? "manager" : command.workspace == "navigator" ? "navigator" : "operator";
  if ((role == "manager") == (command.workspace == "board")) return {};
  return fail(ErrorCode::invalid_input, "--workspace",
              "'{}' is not what the role {} gets; the board is for the role manager, who gets no other",
              command.workspace, role);
}

int watch(WatchCommand& command) {
  if (const auto fits = choose_role(command); !fits) {
    complain(fits.error());
    return exit_bad_usage;
  }
  const auto chosen = link_options(command.hub, command.hub.role == "manager" ? Wants::board : Wants::picture);
  if (!chosen) return complain(chosen.error());
  if (command.once) return once(command, *chosen);
  const auto found = look_for_hub(command.hub);
  if (!found && found.error().code != ErrorCode::unavailable) return complain(found.error());
  return command.every_s > 0 ? watch_pictures(command, *chosen) : watch_and_write(command, *chosen);
}

}  // namespace

void add_watch(CLI::App& app, Run& run) {
  CLI::App* sub =
      app.add_subcommand("watch", "a workspace of the console as plain text, with the console's command line");
  auto command = std::make_shared<WatchCommand>();
  add_hub_options(*sub, command->hub);
  command->role = sub->get_option("--role");
  sub->add_option("--workspace", command->workspace, "operator, navigator or board (default: by role)")
      ->check(CLI::IsMember({"operator", "navigator", "board"}));
  sub->add_flag("--plain", command->plain,
                "lines only, nothing is drawn in place: for screen readers; so it is without a terminal as well");
  sub->add_flag("--once", command->once, "print it once and end");
  sub->add_option("--every", command->every_s, "print the whole picture every so many seconds; no command line")
      ->check(CLI::Range(0.2, 3600.0));
  sub->add_option("--width", command->width, "columns (default: the terminal's, else 100)")->check(CLI::Range(40, 400));
  sub->footer(
      "On a terminal: Tab completes, Up and Down bring back what was given, F1 or ? shows every word, Ctrl C ends.\n"
      "With --plain or a pipe a line is a command; what changes is said by itself. At the end of its input it ends, "
      "with\n"
      "status 1 if a line was wrong or refused; with an input that is empty from the start it only tells.");
  sub->callback([command, &run] { run = [command] { return watch(*command); }; });
}

}  // namespace carehub::ctl
