#include "console/link/outbox.hpp"

#include <sys/random.h>

#include <algorithm>
#include <utility>

#include "console/model/kept.hpp"
#include "protocols/base/assert.hpp"
#include "protocols/wire/codec.hpp"
#include "protocols/wire/limits.hpp"

namespace carehub::link {
namespace {

// What the dispatcher would make of these bytes, told without asking it.
std::optional<Refusal> unreadable(const std::string& bytes) {
  if (bytes.size() > wire::request_bytes_max)
    return Refusal{RefusalCode::too_large, fmt::format("this is {} bytes long; at most {} can be sent at once",
                                                       bytes.size(), wire::request_bytes_max)};
  const auto read = wire::decode<wire::Request>(bytes);
  if (read) return std::nullopt;
  const auto code =
      read.error().code == ErrorCode::limit_exceeded ? RefusalCode::too_large : RefusalCode::invalid_value;
  return Refusal{code, read.error().text()};
}

}  // namespace

CommandId new_command_id() {
  CommandId id;
  while (!id.given()) {
    const auto got = ::getrandom(id.bytes.data(), id.bytes.size(), 0);
    CAREHUB_ASSERT(got == static_cast<ssize_t>(id.bytes.size()), "the system gives no random bytes");
  }
  return id;
}

CommandId Outbox::add(Command command, std::string text, bool waited) {
  const auto id = new_command_id();
  put(id, std::move(command), std::move(text), waited);
  return id;
}

void Outbox::add_again(CommandId id, Command command, std::string text) {
  {
    const std::scoped_lock lock(mutex_);
    if (orders_.contains(id)) return;
  }
  put(id, std::move(command), std::move(text), false);
}

void Outbox::put(CommandId id, Command command, std::string text, bool waited) {
  // That somebody looked at a case stays true as well.
  const bool lasts = console::is_kept(command) || std::holds_alternative<ViewCase>(command);
  auto bytes = wire::encode(wire::Request{wire::SubmitCommand{id, std::move(command)}});
  auto refusal = unreadable(bytes);
  {
    const std::scoped_lock lock(mutex_);
    const auto order = next_order_++;
    orders_.emplace(id, order);
    items_.emplace(order, Item{id, std::move(bytes), std::move(text), std::chrono::steady_clock::now(), waited, lasts,
                               std::nullopt, false});
  }
  if (refusal) {
    wire::Answer answer;
    answer.id = id;
    answer.refusal = std::move(refusal);
    on_answer(std::move(answer));
  }
}

void Outbox::give_up_decisions(Steady given_before) {
  std::vector<wire::Answer> given_up;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [order, item] : items_) {
      if (item.lasts || item.waited || item.since >= given_before) continue;
      wire::Answer answer;
      answer.id = item.id;
      answer.refusal =
          Refusal{RefusalCode::version_moved,
                  item.ever_sent ? "the link was lost before the hub answered, and it is not sent again so "
                                   "late: look whether it was carried out, and give it again if it was not"
                                 : "the link was lost before it could be sent, and it is not sent so late: "
                                   "give it again if it still holds"};
      given_up.push_back(std::move(answer));
    }
  }
  for (auto& answer : given_up) on_answer(std::move(answer));
}

void Outbox::send_unsent(const std::function<bool(const std::string&)>& send) {
  const auto now = std::chrono::steady_clock::now();
  const std::scoped_lock lock(mutex_);
  for (auto at = items_.lower_bound(unsent_from_); at != items_.end(); ++at) {
    if (!at->second.sent) {
      if (!send(at->second.bytes)) return;
      at->second.sent = now;
      at->second.ever_sent = true;
    }
    unsent_from_ = at->first + 1;
  }
}

void Outbox::mark_unsent() {
  const std::scoped_lock lock(mutex_);
  for (auto& [order, item] : items_) item.sent.reset();
  unsent_from_ = 1;
}

void Outbox::mark_overdue(Steady sent_before) {
  const std::scoped_lock lock(mutex_);
  for (auto& [order, item] : items_) {
    if (!item.sent || *item.sent > sent_before) continue;
    item.sent.reset();
    unsent_from_ = std::min(unsent_from_, order);
  }
}

bool Outbox::on_answer(wire::Answer answer) {
  {
    const std::scoped_lock lock(mutex_);
    const auto order = orders_.find(answer.id);
    if (order == orders_.end()) return false;
    const bool waited = items_.at(order->second).waited;
    items_.erase(order->second);
    orders_.erase(order);
    if (waited)
      waited_answers_.insert_or_assign(answer.id, std::move(answer));
    else
      answers_.push_back(std::move(answer));
  }
  answered_.notify_all();
  return true;
}

std::vector<PendingCommand> Outbox::pending() const {
  const auto now = std::chrono::steady_clock::now();
  const std::scoped_lock lock(mutex_);
  std::vector<PendingCommand> list;
  list.reserve(items_.size());
  for (const auto& [order, item] : items_) list.push_back({item.id, item.text, now - item.since});
  return list;
}

std::vector<wire::Answer> Outbox::take_answers() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(answers_, {});
}

Result<wire::Answer> Outbox::wait(CommandId id, Duration timeout, const std::function<bool()>& hopeless) {
  const auto is_hopeless = [&] { return hopeless && hopeless(); };
  std::unique_lock lock(mutex_);
  answered_.wait_for(lock, timeout, [&] { return waited_answers_.contains(id) || is_hopeless(); });
  if (auto answer = waited_answers_.extract(id)) return std::move(answer.mapped());
  const bool maybe_done = forget(id);
  const auto why =
      is_hopeless() ? std::string("no answer") : fmt::format("no answer within {} s", whole_seconds(timeout));
  return fail(ErrorCode::unavailable, "dispatcher", "{}; {}", why,
              maybe_done ? "look whether it was carried out before giving it again" : "nothing was sent");
}

void Outbox::wake() {
  {
    const std::scoped_lock lock(mutex_);
  }  // nobody is between looking and sleeping now
  answered_.notify_all();
}

bool Outbox::forget(CommandId id) {
  const auto order = orders_.find(id);
  if (order == orders_.end()) return true;
  const bool ever_sent = items_.at(order->second).ever_sent;
  items_.erase(order->second);
  orders_.erase(order);
  return ever_sent;
}

}  // namespace carehub::link
