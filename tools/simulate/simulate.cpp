#include "tools/simulate/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <thread>

#include "console/link/link.hpp"
#include "protocols/site/load.hpp"
#include "tools/simulate/shift.hpp"

namespace carehub::tools::simulate {
namespace {

using namespace std::chrono_literals;

constexpr minutes clock_begun_again{10};   // a clock that went back this far is another hub's, or a new one
constexpr std::size_t pending_max = 2000;  // the dispatcher does not keep up: wait
constexpr auto beat = 50ms;
constexpr auto report_every = 15s;

class Session {
 public:
  explicit Session(const SimulateOptions& options) : options_(options) {}

  int run() {
    if (!load_site_file() || !connect() || !wait_until_live()) return stopped() ? 0 : 1;
    while (!stopped() && !over()) {
      std::this_thread::sleep_for(beat);
      if (!read_answers()) return 1;
      play();
      report_now_and_then();
    }
    finish();
    return 0;
  }

 private:
  [[nodiscard]] bool stopped() const { return options_.stop != nullptr && options_.stop->load(); }
  [[nodiscard]] bool over() const { return options_.duration && first_ && last_ - *first_ >= *options_.duration; }
  [[nodiscard]] link::Link& main_link() const { return *links_[static_cast<std::size_t>(Desk::operator_)]; }

  template <class... Args>
  void say(fmt::format_string<Args...> format, Args&&... args) const {
    if (options_.report) options_.report(fmt::format(format, std::forward<Args>(args)...));
  }

  bool load_site_file() {
    if (options_.site_file.empty()) return true;
    auto loaded = site::load_site(options_.site_file);
    if (!loaded) {
      say("{}", loaded.error().text());
      return false;
    }
    if (!loaded->usable()) {
      say("{}", site::text(options_.site_file, loaded->mistakes));
      return false;
    }
    own_site_ = std::make_shared<const Site>(std::move(loaded->site));
    return true;
  }

  bool connect() {
    for (std::size_t i = 0; i < desk_count; ++i) {
      const auto desk = static_cast<Desk>(i);
      link::Options options;
      options.directory = options_.directory;
      options.endpoint = options_.endpoint;
      options.user = user_of(desk);
      options.role = role_of(desk);
      options.console = "simulator";
      options.updates = desk == Desk::operator_;
      auto started = link::Link::start(std::move(options), [] {});
      if (!started) {
        say("{}", started.error().text());
        return false;
      }
      links_[i] = *std::move(started);
    }
    return true;
  }

  bool wait_until_live() {
    bool told = false;
    while (!stopped()) {
      if (main_link().wait_for_picture(500ms)) return may_play();
      const auto status = main_link().status();
      if (status.state == link::LinkState::refused) {
        say("the dispatcher refuses the simulator: {}", status.text);
        return false;
      }
      if (!told) say("waiting for the dispatcher ({}); begins as soon as one runs, Ctrl-C ends", status.text);
      told = true;
    }
    return false;
  }

  // Invented people must not get in among real ones, nor the crews of another hub.
  bool may_play() {
    const auto picture = main_link().picture();
    if (!picture->status.simulated && !options_.into_live_hub) {
      say("{} is not a simulation, so nothing was sent; start its dispatcher with --speed or --start, or give "
          "--into-live-hub if nobody real is in it",
          picture->site->name);
      return false;
    }
    if (own_site_ != nullptr && own_site_->id != picture->site->id) {
      say("the hub is {}, and the site file is {}'s, so nothing was sent; give --site the file that the dispatcher "
          "has, "
          "or leave it out",
          picture->site->name, own_site_->name);
      return false;
    }
    return true;
  }

  // A new site, or a clock that went back, begins a new shift.
  void keep_shift(const std::shared_ptr<const Site>& site, Instant now) {
    if (shift_ && site->source_digest == digest_ && now + clock_begun_again > last_) return;
    digest_ = site->source_digest;
    shift_ =
        std::make_unique<Shift>(site, ShiftOptions{options_.seed, options_.staff, options_.calls_factor, minutes{75}});
    first_ = first_.value_or(now);
    last_ = now;
    say("playing {} from {} with seed {}", site->name, clock_text(site->calendar, now), options_.seed);
  }

  void play() {
    const auto status = main_link().status();
    const auto picture = main_link().picture();
    if (status.state != link::LinkState::live || picture == nullptr) return;
    const auto site = own_site_ != nullptr ? own_site_ : picture->site;
    if (site->localities.empty()) return;
    keep_shift(site, status.hub_now);
    for (const auto& one : links_)
      if (one->pending().size() > pending_max) return;
    last_ = std::max(last_, status.hub_now);  // carried forward between two pulses, it may step back a little
    for (auto& outgoing : shift_->step(last_, *picture)) {
      if (std::holds_alternative<RegisterCase>(outgoing.command)) ++calls_;
      ++sent_;
      const auto text = std::string(command_name(outgoing.command));
      (void)links_[static_cast<std::size_t>(outgoing.desk)]->submit(std::move(outgoing.command), text);
    }
  }

  bool read_answers() {
    for (std::size_t i = 0; i < desk_count; ++i) {
      const auto status = links_[i]->status();
      if (status.state == link::LinkState::refused) {
        say("the dispatcher refuses the {}: {}", user_of(static_cast<Desk>(i)).value, status.text);
        return false;
      }
      for (const auto& answer : links_[i]->take_answers()) {
        if (answer.accepted || !answer.refusal) continue;
        ++refused_;
        if (refused_ <= 200) say("refused: {}", answer.refusal->text);
      }
    }
    return true;
  }

  void report_now_and_then() {
    const auto real = std::chrono::steady_clock::now();
    if (real < next_report_ || !first_) return;
    next_report_ = real + report_every;
    const auto picture = main_link().picture();
    say("{}  {} calls told, {} open, {} breached, {} reports sent, {} refused",
        clock_text(picture->site->calendar, last_), calls_, picture->status.open, picture->status.breached, sent_,
        refused_);
  }

  // What was given is still delivered, if the dispatcher is there.
  void finish() {
    for (int i = 0; i < 40; ++i) {
      std::size_t waiting = 0;
      for (const auto& one : links_) waiting += one->pending().size();
      if (waiting == 0 || main_link().status().state != link::LinkState::live) break;
      std::this_thread::sleep_for(beat);
    }
    (void)read_answers();
    say("{} calls told, {} reports sent, {} refused", calls_, sent_, refused_);
  }

  const SimulateOptions& options_;
  std::shared_ptr<const Site> own_site_;
  std::array<std::unique_ptr<link::Link>, desk_count> links_;
  std::unique_ptr<Shift> shift_;
  std::string digest_;
  std::optional<Instant> first_;
  Instant last_;
  std::uint64_t calls_ = 0, sent_ = 0, refused_ = 0;
  std::chrono::steady_clock::time_point next_report_ = std::chrono::steady_clock::now();
};

}  // namespace

std::optional<Staff> staff_from_name(std::string_view name) {
  if (name == "full") return Staff::full;
  if (name == "partial") return Staff::partial;
  if (name == "none") return Staff::none;
  return std::nullopt;
}

int run_simulation(const SimulateOptions& options) {
  return Session(options).run();
}

}  // namespace carehub::tools::simulate
