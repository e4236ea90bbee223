#include "console/link/questions.hpp"

#include <algorithm>
#include <utility>

#include "protocols/base/assert.hpp"

namespace carehub::link {
namespace {

constexpr std::uint32_t page_cases = 200;

}  // namespace

void Questions::ask_options(CaseId id) {
  const std::scoped_lock lock(mutex_);
  if (std::ranges::find(asked_, id) == asked_.end()) asked_.push_back(id);
}

std::shared_ptr<const Explanation> Questions::options(CaseId id) const {
  const std::scoped_lock lock(mutex_);
  const auto at = known_.find(id);
  return at != known_.end() ? at->second : nullptr;
}

void Questions::ask_chances(const wire::AskChances& question) {
  const std::scoped_lock lock(mutex_);
  chances_asked_ = question;
  chances_.reset();
}

std::shared_ptr<const wire::ChancesAnswer> Questions::chances() const {
  const std::scoped_lock lock(mutex_);
  return chances_;
}

void Questions::on(wire::ChancesAnswer answer) {
  const std::scoped_lock lock(mutex_);
  chances_ = std::make_shared<const wire::ChancesAnswer>(std::move(answer));
}

void Questions::ask_reach(TeamId team, std::vector<std::int32_t> minutes) {
  const std::scoped_lock lock(mutex_);
  reach_asked_ = wire::AskReach{std::move(team), std::move(minutes)};
}

std::shared_ptr<const console::TeamReach> Questions::reach(const TeamId& team) const {
  const std::scoped_lock lock(mutex_);
  return reach_ != nullptr && reach_->team == team ? reach_ : nullptr;
}

void Questions::ask_page(CaseId after) {
  const std::scoped_lock lock(mutex_);
  page_ = Page{after, false, std::nullopt, std::nullopt};
}

Result<wire::CasePage> Questions::wait_for_page(Steady deadline, const std::function<bool()>& hopeless) {
  const auto is_hopeless = [&] { return hopeless && hopeless(); };
  std::unique_lock lock(mutex_);
  CAREHUB_ASSERT(page_.has_value(), "a page is asked for before it is waited for");
  answered_.wait_until(lock, deadline, [&] { return page_->page || page_->error || is_hopeless(); });
  auto question = std::exchange(page_, std::nullopt);
  if (question->error) return std::unexpected(std::move(*question->error));
  if (question->page) return std::move(*question->page);
  return fail(ErrorCode::unavailable, "dispatcher", "did not give all cases{}",
              is_hopeless() ? "" : " in the time allowed");
}

void Questions::wake() {
  {
    const std::scoped_lock lock(mutex_);
  }  // nobody is between looking and sleeping now
  answered_.notify_all();
}

void Questions::send_unsent(const Send& send) {
  const std::scoped_lock lock(mutex_);
  for (const auto id : asked_) send(wire::AskOptions{id});
  asked_.clear();
  if (chances_asked_) send(*std::exchange(chances_asked_, std::nullopt));
  if (reach_asked_ && send(*reach_asked_)) reach_asked_.reset();
  if (page_ && !page_->sent) page_->sent = send(wire::AskCases{page_->after, page_cases});
}

void Questions::mark_unsent() {
  const std::scoped_lock lock(mutex_);
  if (page_) page_->sent = false;
}

void Questions::on(wire::OptionsAnswer answer) {
  const std::scoped_lock lock(mutex_);
  if (answer.explanation)
    known_.insert_or_assign(answer.case_id, std::make_shared<const Explanation>(std::move(*answer.explanation)));
  else
    known_.erase(answer.case_id);
}

void Questions::on(wire::CasePage page) {
  {
    const std::scoped_lock lock(mutex_);
    if (page_ && page_->sent) page_->page = std::move(page);
  }
  answered_.notify_all();
}

void Questions::on(wire::ReachAnswer answer) {
  auto known = std::make_shared<console::TeamReach>();
  known->team = std::move(answer.team);
  known->at = answer.at;
  for (wire::Reach& one : answer.reaches)
    if (!one.outline.empty()) known->outlines.push_back({one.minutes, std::move(one.outline)});
  known->remark = std::move(answer.fault);
  const std::scoped_lock lock(mutex_);
  reach_ = std::move(known);
}

void Questions::refuse(Error error) {
  {
    const std::scoped_lock lock(mutex_);
    if (page_ && page_->sent) page_->error = std::move(error);
  }
  answered_.notify_all();
}

void Questions::forget(const PictureUpdate& update) {
  if (update.cases.empty() && update.cases_gone.empty()) return;
  const std::scoped_lock lock(mutex_);
  if (known_.empty()) return;
  for (const CaseId id : update.cases_gone) known_.erase(id);
  // An answer may overtake the update that it was computed on.
  for (const auto& record : update.cases) {
    const auto known = known_.find(record.id);
    if (known != known_.end() && known->second->known_until < update.sequence) known_.erase(known);
  }
}

}  // namespace carehub::link
