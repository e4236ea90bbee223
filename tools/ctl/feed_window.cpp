#include "tools/ctl/feed_window.hpp"

namespace carehub::ctl {

Result<std::unique_ptr<FeedWindow>> FeedWindow::open(const HubOptions& options, Answered answered) {
  CAREHUB_TRY(link::Options chosen, link_options(options, Wants::commands));
  CAREHUB_CHECK(look_for_hub(options));
  std::unique_ptr<FeedWindow> window(new FeedWindow(options.patience(), std::move(answered)));
  const auto wake = [window = window.get()] {
    const std::scoped_lock lock(window->mutex_);
    window->news_ = true;
    window->woken_.notify_one();
  };
  CAREHUB_TRY(window->link_, link::Link::start(std::move(chosen), wake));
  if (const auto live = window->link_->wait_until_live(options.patience()); !live)
    return std::unexpected(with_remedy(live.error(), options));
  return window;
}

void FeedWindow::send(std::size_t line, Command command) {
  lines_.emplace(link_->submit(std::move(command), ""), line);
}

std::size_t FeedWindow::take() {
  std::size_t count = 0;
  for (const wire::Answer& answer : link_->take_answers()) {
    const auto found = lines_.find(answer.id);
    if (found == lines_.end()) continue;
    answered_(found->second, answer);
    lines_.erase(found);
    ++count;
  }
  return count;
}

Result<void> FeedWindow::wait_until(std::size_t most_under_way) {
  auto deadline = std::chrono::steady_clock::now() + patience_;
  while (lines_.size() > most_under_way) {
    if (take() > 0) {
      deadline = std::chrono::steady_clock::now() + patience_;
      continue;
    }
    const auto status = link_->status();
    if (status.state == link::LinkState::refused) return fail(ErrorCode::denied, "link", "{}", status.text);
    std::unique_lock lock(mutex_);
    if (!woken_.wait_until(lock, deadline, [this] { return news_; }))
      return fail(ErrorCode::unavailable, "link", "no answer in {} s", whole_seconds(patience_));
    news_ = false;
  }
  take();
  return {};
}

}  // namespace carehub::ctl
