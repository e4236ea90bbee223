#include "dispatcher/runtime/past.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "dispatcher/core/projection.hpp"
#include "dispatcher/runtime/memory.hpp"
#include "protocols/wire/codec.hpp"

namespace carehub::runtime {
namespace {

constexpr int behind_everybody = 19;

template <class Question>
bool put_newest(std::deque<Question>& waiting, Question question, std::size_t most) {
  const auto same = [&](const Question& other) { return other.peer == question.peer; };
  if (const auto found = std::ranges::find_if(waiting, same); found != waiting.end()) {
    *found = std::move(question);
    return true;
  }
  if (waiting.size() >= most) return false;
  waiting.push_back(std::move(question));
  return true;
}

}  // namespace

SnapshotCursor past_picture(const core::State& state, Instant at, bool simulated) {
  PictureUpdate head;
  head.number = head.sequence = state.hub().last_sequence;
  head.site = {state.site()};
  head.status = core::hub_status(state, at);
  head.status->simulated = simulated;
  for (const auto* place : state.place_list()) head.places.push_back(*place);
  for (const auto* service : state.service_list()) head.services.push_back(*service);
  for (const auto* alert : state.alerts()) head.alerts.push_back(*alert);
  std::vector<std::shared_ptr<const Case>> cases;
  for (const auto id : state.picture_records().cases) {
    const auto* record = state.find_case(id);
    if (record != nullptr && core::in_picture(state, *record, at))
      cases.push_back(std::make_shared<const Case>(core::published(*record)));
  }
  std::vector<std::shared_ptr<const Team>> teams;
  for (const auto* team : state.team_list()) teams.push_back(std::make_shared<const Team>(*team));
  return {std::move(head), std::move(cases), std::move(teams)};
}

Past::Past(PastStates::Read read, std::function<Sequence()> end, std::function<void(PastReply)> reply,
           PastThreadOptions options)
    : read_(std::move(read)), end_(std::move(end)), reply_(std::move(reply)), options_(options), thread_([this] {
        work();
      }) {}

Past::~Past() {
  stop();
}

bool Past::ask(PictureQuestion question) {
  question.end = end_();
  const std::scoped_lock lock(mutex_);
  may_have_grown_ = true;
  asked_.notify_one();
  return put_newest(pictures_, std::move(question), options_.questions_max);
}

bool Past::ask(HistoryQuestion question) {
  const std::scoped_lock lock(mutex_);
  may_have_grown_ = true;
  asked_.notify_one();
  return put_newest(histories_, std::move(question), options_.questions_max);
}

void Past::forget(const std::string& peer) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(pictures_, [&](const auto& question) { return question.peer == peer; });
  std::erase_if(histories_, [&](const auto& question) { return question.peer == peer; });
}

void Past::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  asked_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Past::work() {
  // Decisions come first wherever both want the same core. Where it is not allowed, it works as it is.
  (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), behind_everybody);
  while (wait_for_questions()) {
    if (!states_) states_ = std::make_unique<PastStates>(read_, options_.states, options_.snapshot);
    if (states_->reached() == 0) read_on();  // when it all began is asked for first
    answer_histories();
    if (answer_picture()) read_on();
  }
}

// With nothing to answer what is left of the journal is read, where somebody wants its history, and then it waits.
// False: it is over.
bool Past::wait_for_questions() {
  const auto something = [this] { return stopping_ || !pictures_.empty() || !histories_.empty(); };
  std::unique_lock lock(mutex_);
  while (!something()) {
    if (states_ && !at_end_ && history_asked_) {
      lock.unlock();
      read_on();
      lock.lock();
      continue;
    }
    if (!states_) {
      asked_.wait(lock, something);
    } else if (!asked_.wait_for(lock, options_.idle_after, something)) {
      states_.reset();
      caught_up_ = history_asked_ = false;
      give_back_memory();
      if (options_.let_go) options_.let_go();
    }
  }
  if (std::exchange(may_have_grown_, false)) at_end_ = false;
  return !stopping_;
}

void Past::read_on() {
  if (!states_) return;
  const auto more = states_->read_on(std::exchange(wanted_, std::nullopt));
  if (!more) return fail_all(more.error());
  at_end_ = !*more;
  // Entries and copies that were let go on the way.
  if (at_end_ && !std::exchange(caught_up_, true)) give_back_memory();
}

// What was read cannot be relied on: the next question begins anew.
void Past::fail_all(const Error& error) {
  states_.reset();
  caught_up_ = false;
  at_end_ = true;
  std::deque<PictureQuestion> pictures;
  std::deque<HistoryQuestion> histories;
  {
    const std::scoped_lock lock(mutex_);
    pictures.swap(pictures_);
    histories.swap(histories_);
  }
  for (const auto& question : pictures) reply_fault(question, error.text());
  for (const auto& question : histories)
    reply_({question.peer, false, {wire::encode(wire::Reply{wire::HistoryAnswer{{}, error.text()}})}});
}

std::int32_t Past::read_permille() const {
  const Sequence end = end_();
  const Sequence reached = states_->reached();
  if (caught_up_ || reached >= end) return 1000;
  return static_cast<std::int32_t>(std::min<Sequence>(999, reached * 1000 / end));
}

void Past::answer_histories() {
  std::deque<HistoryQuestion> histories;
  {
    const std::scoped_lock lock(mutex_);
    histories.swap(histories_);
  }
  history_asked_ = history_asked_ || !histories.empty();
  for (const auto& question : histories) {
    if (!states_) {
      reply_({question.peer, false, {wire::encode(wire::Reply{wire::HistoryAnswer{{}, "the journal is closed"}})}});
      continue;
    }
    wire::HistoryAnswer answer{states_->chronicle().answer(question.wish, question.now), ""};
    answer.history.read_permille = read_permille();
    // The newest that was read is not the newest before a moment that the reading has not come to.
    if (answer.history.read_permille < 1000 && !states_->has_passed(question.wish.around)) answer.history.marks.clear();
    reply_({question.peer, false, {wire::encode(wire::Reply{std::move(answer)})}});
  }
}

std::optional<PictureQuestion> Past::next_picture() {
  const std::scoped_lock lock(mutex_);
  return pictures_.empty() ? std::nullopt : std::optional(pictures_.front());
}

bool Past::answer_picture() {
  const auto next = next_picture();
  if (!next) return false;
  const PictureQuestion& question = *next;
  if (states_ && !states_->ready_for(question.at) && states_->reached() < question.end) {
    wanted_ = question.at;
    return true;
  }
  {
    // Its client may have asked anew meanwhile, or be gone.
    const std::scoped_lock lock(mutex_);
    const auto same = [&](const auto& other) {
      return other.peer == question.peer && other.question == question.question;
    };
    if (std::erase_if(pictures_, same) == 0) return false;
  }
  if (!states_) {
    reply_fault(question, "the journal is closed");
    return false;
  }
  const auto state = states_->at(question.at);
  if (!state)
    reply_fault(question, state.error().text());
  else
    reply_picture(question, past_picture(**state, question.at, options_.simulated));
  // What making a state takes is a multiple of what it keeps.
  if (states_->take_made_anew()) give_back_memory();
  return false;
}

void Past::reply_picture(const PictureQuestion& question, SnapshotCursor cursor) {
  PastReply reply{question.peer, true, {}};
  while (auto part = cursor.next_part()) {
    wire::PastPart past{question.question, question.at, std::move(part->part), part->index, part->last, ""};
    reply.parts.push_back(wire::encode(wire::Reply{std::move(past)}));
  }
  reply_(std::move(reply));
}

void Past::reply_fault(const PictureQuestion& question, std::string fault) {
  wire::PastPart past{question.question, question.at, {}, 0, true, std::move(fault)};
  reply_({question.peer, true, {wire::encode(wire::Reply{std::move(past)})}});
}

}  // namespace carehub::runtime
