#include "console/app/bench_keys.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "console/app/console.hpp"
#include "console/app/damage.hpp"

namespace carehub::app {
namespace {

using widgets::Key;

constexpr int notes = 40;
constexpr auto between_keys = std::chrono::milliseconds(5);  // nobody types faster
constexpr Duration picture_within = std::chrono::seconds(20);
constexpr auto answers_within = std::chrono::seconds(30);

// Goes on again, whichever way the measurement ends.
class Stopped {
 public:
  explicit Stopped(pid_t process) : process_(process), stops_(::kill(process, SIGSTOP) == 0) {}
  ~Stopped() {
    if (stops_) ::kill(process_, SIGCONT);
  }
  Stopped(const Stopped&) = delete;
  Stopped& operator=(const Stopped&) = delete;
  [[nodiscard]] bool stops() const { return stops_; }

 private:
  pid_t process_;
  bool stops_;
};

struct Typed {
  std::vector<double> ms;
  std::size_t without_frame = 0;
  std::size_t while_stale = 0;
};

// Hands one thing done to the console as the window would, and sees whether a frame changes.
class Typist {
 public:
  Typist(link::Link& link, Console& console, Stage& stage) : link_(link), console_(console), stage_(stage) {}

  void look() {
    widgets::Input none;
    (void)damage_.look_at(console_.build(stage_, none));
  }
  void press(widgets::Input done) {
    look();  // what only time has changed is no answer to the key
    const auto start = std::chrono::steady_clock::now();
    bool changed = false;
    double after_ms = 0;
    for (widgets::Input& input : inputs_of_frames({std::move(done)}, {})) {
      const auto& data = console_.build(stage_, input);
      if (!changed)
        after_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
      changed = !damage_.look_at(data).empty() || changed;
    }
    typed_.ms.push_back(after_ms);
    if (!changed) ++typed_.without_frame;
    if (link_.status().state == link::LinkState::stale) ++typed_.while_stale;
    std::this_thread::sleep_for(between_keys);
  }
  void write_line(const std::string& line) {
    widgets::Input input;
    for (const char c : "/" + line) {
      input.typed = std::string(1, c);
      press(input);
    }
    input.typed.clear();
    input.keys.push_back({Key::enter});
    press(input);
  }
  Typed take() { return std::move(typed_); }

 private:
  link::Link& link_;
  Console& console_;
  Stage& stage_;
  Damage damage_;
  Typed typed_;
};

std::optional<CaseId> open_case(const link::Link& link) {
  for (const auto& [id, one] : link.picture()->cases)
    if (!one->closed) return id;
  return std::nullopt;
}

double at_share(const std::vector<double>& sorted, double share) {
  return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

}  // namespace

Result<std::string> bench_keys(link::Link& link, const Actor& who, pid_t dispatcher) {
  CAREHUB_TRY(const auto stage, Stage::create(1920, 1080, 1));
  CAREHUB_CHECK(link.wait_for_picture(picture_within));
  const auto id = open_case(link);
  if (!id) return fail(ErrorCode::not_found, "--bench-keys", "this hub has no open case to write to");
  Console console(link, who, views::make_operator());
  Typist typist(link, console, *stage);
  typist.look();
  std::size_t kept = 0;
  {
    const Stopped stopped(dispatcher);
    if (!stopped.stops())
      return fail(ErrorCode::not_found, "--bench-keys", "process {} cannot be stopped; is it this hub's dispatcher?",
                  dispatcher);
    for (int i = 0; i < notes; ++i) typist.write_line(fmt::format("N {} typed in the silence, note {}", id->value, i));
    kept = static_cast<std::size_t>(std::ranges::count_if(
        link.pending(), [](const link::PendingCommand& pending) { return !pending.text.empty(); }));
  }
  const auto until = std::chrono::steady_clock::now() + answers_within;
  const auto written = [&] {
    const auto picture = link.picture();
    const auto found = picture->cases.find(*id);
    if (found == picture->cases.end()) return std::ptrdiff_t{0};
    return std::ranges::count_if(found->second->history, [](const HistoryEntry& entry) {
      return entry.what.find("typed in the silence, note ") != std::string::npos;
    });
  };
  while (written() < notes && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(between_keys);
  Typed typed = typist.take();
  std::ranges::sort(typed.ms);
  return fmt::format(
      R"({{"key_ms_p50":{:.3f},"key_ms_p99":{:.3f},"key_ms_max":{:.3f},"keys":{},"keys_without_frame":{},)"
      R"("keys_while_stale":{},"commands":{},"pending":{},"accepted":{}}})",
      at_share(typed.ms, 0.5), at_share(typed.ms, 0.99), typed.ms.back(), typed.ms.size(), typed.without_frame,
      typed.while_stale, notes, kept, written());
}

}  // namespace carehub::app
