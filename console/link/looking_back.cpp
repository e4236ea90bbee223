#include "console/link/looking_back.hpp"

#include <utility>

namespace carehub::link {

void LookingBack::ask_picture(Instant at) {
  const std::scoped_lock lock(mutex_);
  moment_ = Moment{++asked_, at, false};
  parts_.clear();
  answers_.picture_due = true;
}

void LookingBack::ask_history(const HistoryWish& wish) {
  const std::scoped_lock lock(mutex_);
  wish_ = wish;
  wish_sent_ = false;
  answers_.history_due = true;
}

console::PastAnswers LookingBack::answers() const {
  const std::scoped_lock lock(mutex_);
  return answers_;
}

void LookingBack::send_unsent(const Send& send) {
  const std::scoped_lock lock(mutex_);
  if (moment_ && !moment_->sent) moment_->sent = send(wire::AskPast{moment_->question, moment_->at});
  if (wish_ && !wish_sent_) wish_sent_ = send(wire::AskHistory{*wish_});
}

void LookingBack::mark_unsent() {
  const std::scoped_lock lock(mutex_);
  if (moment_) moment_->sent = false;
  wish_sent_ = false;
  parts_.clear();
}

bool LookingBack::on(wire::PastPart part, const console::Picture* live) {
  const std::scoped_lock lock(mutex_);
  if (!moment_ || part.question != moment_->question) return false;  // of a question that was overtaken
  if (!part.fault.empty()) {
    answers_.fault = std::move(part.fault);
  } else {
    if (part.index != parts_.size()) return false;
    parts_.push_back(std::move(part.part));
    if (!part.last) return false;
    static const console::Picture nothing;
    const auto& before = answers_.picture != nullptr ? *answers_.picture : nothing;
    answers_.picture = std::make_shared<const console::Picture>(
        console::picture_of_moment(before, live, std::exchange(parts_, {}), part.question));
    answers_.at = part.at;
    answers_.fault.clear();
  }
  moment_.reset();
  answers_.picture_due = false;
  return true;
}

bool LookingBack::on(wire::HistoryAnswer answer) {
  const std::scoped_lock lock(mutex_);
  if (!wish_) return false;
  wish_.reset();
  answers_.history_due = false;
  answers_.fault = std::move(answer.fault);
  if (answers_.fault.empty()) answers_.history = std::make_shared<const History>(std::move(answer.history));
  return true;
}

bool LookingBack::refuse(const std::string& why) {
  const std::scoped_lock lock(mutex_);
  if (!moment_ && !wish_) return false;
  moment_.reset();
  wish_.reset();
  parts_.clear();
  answers_.picture_due = answers_.history_due = false;
  answers_.fault = why;
  return true;
}

}  // namespace carehub::link
