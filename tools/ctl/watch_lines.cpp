// carehubctl watch in lines: for a screen reader, a pipe, a script.

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <deque>

#include "tools/ctl/ctl.hpp"
#include "tools/ctl/watch_ways.hpp"

namespace carehub::ctl {
namespace {

using Monotonic = std::chrono::steady_clock;

constexpr std::chrono::milliseconds options_come_within{1500};
constexpr std::size_t longest_input = 1 << 20;  // bytes without a line end

void say_line(std::string_view text) {
  fmt::print("{}\n", text);
  std::fflush(stdout);
}

class LineWatch {
 public:
  LineWatch(WatchHub& hub, std::size_t width, Duration patience) : hub_(hub), width_(width), patience_(patience) {}

  void begin() {
    static_cast<void>(hub_.news());
    fmt::print("{}", hub_.header(width_));
    say_line("write OVERVIEW, CASES, ALERTS or SHOW and a number; ? shows every word; what changes is said by itself");
  }
  void say_news() {
    for (const auto& line : hub_.news()) say_line(line);
    if (page_due_ && (!hub_.waits_for_options() || Monotonic::now() >= *page_due_)) {
      fmt::print("{}", hub_.page(width_));
      std::fflush(stdout);
      page_due_.reset();
    }
  }
  // Waits for nothing: the next line may be read.
  [[nodiscard]] bool free() {
    if (page_due_) return false;
    if (!answer_due_) return true;
    if (!hub_.settled() && Monotonic::now() < *answer_due_) return false;
    for (const auto& line : hub_.unanswered()) {
      say_line(fmt::format("no answer yet: {}; it is sent again by itself while this program runs", line));
      unanswered_ = true;
    }
    answer_due_.reset();
    return true;
  }
  void take(const std::string& line) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) return;
    const auto did = hub_.enter(line.substr(0, line.find_last_not_of(" \t\r") + 1));
    if (did.wrong) say_line("error: " + did.said);
    if (!did.wrong && !did.said.empty()) say_line(did.said);
    if (!did.preview.empty()) {
      say_line("sending: " + did.preview);
      answer_due_ = Monotonic::now() + std::chrono::duration_cast<Monotonic::duration>(patience_);
    }
    if (!did.asks.empty()) say_line(did.asks);
    if (did.shows) page_due_ = Monotonic::now() + options_come_within;
    quits_ = quits_ || did.quits;
    say_news();
  }
  [[nodiscard]] bool quits() const { return quits_; }
  [[nodiscard]] int status() const { return hub_.any_refused() || unanswered_ ? exit_failure : exit_ok; }

 private:
  WatchHub& hub_;
  std::size_t width_;
  Duration patience_;
  std::optional<Monotonic::time_point> page_due_;
  std::optional<Monotonic::time_point> answer_due_;
  bool unanswered_ = false;
  bool quits_ = false;
};

// Lines of standard input as they come.
class InputLines {
 public:
  void read_more() {
    std::array<char, 4096> bytes{};
    const auto count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (count > 0) held_.append(bytes.data(), static_cast<std::size_t>(count));
    for (auto end = held_.find('\n'); end != std::string::npos; end = held_.find('\n')) {
      lines_.push_back(held_.substr(0, end));
      held_.erase(0, end + 1);
    }
    if (held_.size() > longest_input) held_.resize(longest_input);
    if (count > 0) return;
    ended_ = true;
    if (!held_.empty()) lines_.push_back(std::exchange(held_, {}));
  }
  [[nodiscard]] bool open() const { return !ended_; }
  [[nodiscard]] std::optional<std::string> next() {
    if (lines_.empty()) return std::nullopt;
    auto line = std::move(lines_.front());
    lines_.pop_front();
    any_ = true;
    return line;
  }
  [[nodiscard]] bool done() const { return ended_ && lines_.empty() && any_; }

 private:
  std::string held_;
  std::deque<std::string> lines_;
  bool ended_ = false;
  bool any_ = false;
};

}  // namespace

int watch_in_lines(WatchHub& hub, const WakePipe& pipe, std::size_t width, Duration patience) {
  LineWatch watch(hub, width, patience);
  InputLines input;
  watch.begin();
  while (!hub.refused()) {
    // Deadlines of an answer are looked at five times a second; what is new rings the pipe.
    if (wait_for_input(pipe, input.open(), std::chrono::milliseconds(200))) input.read_more();
    watch.say_news();
    while (watch.free()) {
      const auto line = input.next();
      if (!line) break;
      watch.take(*line);
      if (watch.quits()) return watch.status();
    }
    if (input.done() && watch.free()) return watch.status();
  }
  return complain("the hub does not accept this link any more");
}

}  // namespace carehub::ctl
