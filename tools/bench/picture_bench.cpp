#include <condition_variable>
#include <mutex>

#include "console/link/link.hpp"
#include "tools/bench/benches.hpp"
#include "tools/bench/client.hpp"
#include "tools/bench/dispatcher.hpp"
#include "tools/bench/life.hpp"

namespace carehub::bench {

namespace {

// Notes when the picture of a console first holds a decision.
class Watcher {
 public:
  [[nodiscard]] Result<void> start(const std::filesystem::path& data) {
    link::Options options;
    options.directory = data;
    options.user = UserName{"bench"};
    options.role = Role::operator_;
    options.console = "bench watcher";
    CAREHUB_TRY(auto started, link::Link::start(options, [this] { look(); }));
    {
      const std::scoped_lock lock(mutex_);
      link_ = std::move(started);
    }
    return link_->wait_for_picture(seconds{10});
  }
  ~Watcher() {
    std::unique_ptr<link::Link> ended;
    {
      const std::scoped_lock lock(mutex_);
      ended = std::move(link_);
    }
  }

  // When the picture held that event; none if not within two seconds.
  [[nodiscard]] std::optional<Clock::time_point> seen(Sequence sequence) {
    std::unique_lock lock(mutex_);
    const bool came = changed_.wait_for(lock, seconds{2}, [&] { return reached_ >= sequence; });
    return came ? std::optional(reached_at_) : std::nullopt;
  }

 private:
  // On the link's thread.
  void look() {
    const std::scoped_lock lock(mutex_);
    if (!link_) return;
    const Sequence now = link_->picture()->sequence;
    if (now <= reached_) return;
    reached_ = now;
    reached_at_ = Clock::now();
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::unique_ptr<link::Link> link_;
  Sequence reached_ = 0;
  Clock::time_point reached_at_;
};

[[nodiscard]] Result<void> measure(const Setting& setting, const Site& site, Figures& figures) {
  CAREHUB_TRY(const Dispatcher dispatcher, Dispatcher::start(setting, setting.workspace / "picture"));
  Watcher watcher;
  CAREHUB_CHECK(watcher.start(dispatcher.data()));
  CAREHUB_TRY(const auto client, Client::sign_in(dispatcher.data(), Role::navigator, "bench"));
  Life life(site);
  std::vector<double> after_answer_ms, after_sending_ms;
  const std::size_t count = setting.quick ? 300 : 2'000;
  CaseId own;
  for (std::size_t i = 0; i < count; ++i) {
    const bool call = i % 5 == 0;
    const auto sent = Clock::now();
    client->send(wire::SubmitCommand{fresh_id(), call ? Command(life.call()) : Command(AddNote{own, "no change"})});
    CAREHUB_TRY(const wire::Answer answer, client->answer());
    const auto answered = Clock::now();
    if (call) own = answer.case_id;
    const std::optional<Clock::time_point> seen = watcher.seen(answer.sequence);
    if (!seen)
      return fail(ErrorCode::unavailable, "picture", "event {} did not come within two seconds", answer.sequence);
    const auto ms = [](Clock::duration span) { return std::chrono::duration<double, std::milli>(span).count(); };
    after_answer_ms.push_back(std::max(0.0, ms(*seen - answered)));  // it may overtake the answer
    after_sending_ms.push_back(ms(*seen - sent));
  }
  figures.add({"commit_to_picture_p50_ms", percentile(after_answer_ms, 0.5), "ms", false, {}});
  figures.add({"commit_to_picture_p99_ms",
               percentile(after_answer_ms, 0.99),
               "ms",
               false,
               {5.0, fmt::format("from sending the command: p99 {:.2f} ms", percentile(after_sending_ms, 0.99))}});
  return {};
}

}  // namespace

void measure_picture(const Setting& setting, const Site& site, Figures& figures) {
  if (auto done = measure(setting, site, figures); !done)
    figures.missing("commit_to_picture_p99_ms", done.error().text());
}

}  // namespace carehub::bench
