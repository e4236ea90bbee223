// carehubctl watch on a terminal: a workspace that is kept up to date, and the console's command line below it.

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <deque>

#include "console/model/text_line.hpp"
#include "console/model/watch_screen.hpp"
#include "tools/ctl/ctl.hpp"
#include "tools/ctl/watch_ways.hpp"

namespace carehub::ctl {
namespace {

using console::TerminalKey;

constexpr std::chrono::milliseconds escape_settles{50};
constexpr std::size_t said_kept = 20;

class ScreenWatch {
 public:
  ScreenWatch(WatchHub& hub, Terminal& terminal) : hub_(hub), terminal_(terminal) {}

  void take_news() {
    for (auto& line : hub_.news()) say(std::move(line));
  }
  void take(const TerminalKey& key);
  void draw();
  // What lies on the terminal is not known any more.
  void forget() { drawn_.clear(); }
  [[nodiscard]] bool quits() const { return quits_; }

 private:
  using Kind = TerminalKey::Kind;
  void say(std::string line);
  void enter();
  void complete(int step);
  void escape();
  void scroll(int pages);
  void show_help();

  WatchHub& hub_;
  Terminal& terminal_;
  console::TextLine line_;
  std::deque<std::string> said_;
  // What Tab wrote last, out of what, and the how manieth of those that fit.
  std::string completed_;
  std::string completed_from_;
  int completion_ = 0;
  std::size_t scroll_ = 0;
  bool insisted_ = false;
  bool quits_ = false;
  Terminal::Size size_;
  console::ScreenLines screen_;
  std::vector<std::string> drawn_;
};

void ScreenWatch::say(std::string line) {
  said_.push_back(std::move(line));
  if (said_.size() > said_kept) said_.pop_front();
}

void ScreenWatch::enter() {
  if (line_.text().find_first_not_of(' ') == std::string::npos) return;
  if (!hub_.read(line_.text() + " ").ready()) {  // what is wrong stands above the line, which stays to be mended
    insisted_ = true;
    return;
  }
  const auto did = hub_.enter(line_.give());
  if (!did.preview.empty()) say("sending: " + did.preview);
  if (!did.said.empty()) say(did.said);
  if (did.shows) scroll_ = 0;
  quits_ = quits_ || did.quits;
}

// The first that fits; Tab again takes the next instead.
void ScreenWatch::complete(int step) {
  if (completed_.empty() || line_.text() != completed_) {
    completed_from_ = line_.text();
    completion_ = 0;
  } else {
    completion_ += step;
  }
  const auto parsed = hub_.read(completed_from_);
  const auto count = static_cast<int>(parsed.completions.size());
  if (count == 0) return;
  completion_ = (completion_ + count) % count;
  completed_ = console::complete(completed_from_, parsed, parsed.completions[static_cast<std::size_t>(completion_)]);
  line_.set(completed_);
}

void ScreenWatch::escape() {
  if (!line_.text().empty()) {
    line_.set({});
  } else {
    hub_.session().show_everything();
    scroll_ = 0;
  }
}

void ScreenWatch::scroll(int pages) {
  const auto step = screen_.body_rows;
  if (pages > 0)
    scroll_ = std::min(scroll_ + step, screen_.scroll_most);
  else
    scroll_ = scroll_ > step ? scroll_ - step : 0;
}

void ScreenWatch::show_help() {
  static_cast<void>(hub_.enter("?"));
  scroll_ = 0;
}

void ScreenWatch::take(const TerminalKey& key) {
  const std::string before = line_.text();
  if (key.kind == Kind::enter)
    enter();
  else if (key.kind == Kind::tab || key.kind == Kind::back_tab)
    complete(key.kind == Kind::tab ? 1 : -1);
  else if (key.kind == Kind::escape)
    escape();
  else if (key.kind == Kind::page_down || key.kind == Kind::page_up)
    scroll(key.kind == Kind::page_down ? 1 : -1);
  else if (key.kind == Kind::f1)
    show_help();
  else if (key.is_ctrl('L'))
    forget();
  else if (key.is_ctrl('C') || (key.is_ctrl('D') && line_.text().empty()))
    quits_ = true;
  else if (key.is_ctrl('Z'))
    terminal_.suspend(), forget();
  else
    line_.take(key);
  if (line_.text() != before) insisted_ = false;
}

// Only lines that differ are written, so that nothing flickers and a screen reader is not told the same twice.
void ScreenWatch::draw() {
  const auto size = terminal_.size();
  if (size != size_) forget();
  size_ = size;
  const auto parsed = hub_.read(line_.text());
  screen_ = console::fill_screen({hub_.header(size.columns),
                                  hub_.page(size.columns),
                                  scroll_,
                                  {said_.begin(), said_.end()},
                                  line_.text(),
                                  line_.cursor(),
                                  &parsed,
                                  insisted_},
                                 size.rows, size.columns);
  scroll_ = std::min(scroll_, screen_.scroll_most);
  std::string bytes = "\x1b[?25l";
  if (drawn_.empty()) bytes += "\x1b[2J";
  for (std::size_t row = 0; row < screen_.lines.size(); ++row)
    if (row >= drawn_.size() || drawn_[row] != screen_.lines[row])
      bytes += fmt::format("\x1b[{};1H{}\x1b[K", row + 1, screen_.lines[row]);
  bytes += fmt::format("\x1b[{};{}H\x1b[?25h", screen_.cursor_row + 1, screen_.cursor_column + 1);
  terminal_.write(bytes);
  drawn_ = screen_.lines;
}

// False when the terminal is gone.
bool read_keys(console::TerminalKeys& keys, ScreenWatch& watch) {
  std::array<char, 4096> bytes{};
  const auto count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
  if (count < 0) return errno == EINTR || errno == EAGAIN;
  if (count == 0) return false;
  for (const auto& key : keys.take({bytes.data(), static_cast<std::size_t>(count)})) watch.take(key);
  return true;
}

// Whether it was the hub that ended it.
bool run_screen(WatchHub& hub, Terminal& terminal, const WakePipe& pipe) {
  ScreenWatch watch(hub, terminal);
  console::TerminalKeys keys;
  while (!watch.quits() && !terminal.told_to_end()) {
    if (hub.refused()) return true;
    watch.take_news();
    watch.draw();
    const auto most = keys.waiting() ? escape_settles : std::chrono::milliseconds(1000);
    if (wait_for_input(pipe, true, most)) {
      if (!read_keys(keys, watch)) return false;
    } else {
      for (const auto& key : keys.settle()) watch.take(key);
    }
  }
  return false;
}

}  // namespace

int watch_on_screen(WatchHub& hub, const WakePipe& pipe) {
  bool refused = false;
  {
    const auto terminal = Terminal::open(pipe);
    if (!terminal) return complain(terminal.error());
    refused = run_screen(hub, **terminal, pipe);
  }
  for (const auto& line : hub.unanswered()) remark("not answered yet when this ended: " + line);
  return refused ? complain("the hub does not accept this link any more") : exit_ok;
}

}  // namespace carehub::ctl
