#include "dispatcher/runtime/service.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <memory>
#include <utility>
#include <variant>

#include "dispatcher/core/core.hpp"
#include "dispatcher/core/projection.hpp"
#include "dispatcher/runtime/build.hpp"
#include "dispatcher/runtime/reach_answer.hpp"
#include "protocols/wire/codec.hpp"
#include "protocols/wire/limits.hpp"
#include "protocols/wire/rendezvous.hpp"

namespace carehub::runtime {
namespace {

constexpr std::uint32_t cases_page_max = 200;
constexpr seconds transfer_patience{15};
constexpr seconds replay_noted_every{60};
// Enough for every console of a large hub to come back at once.
constexpr double strangers_per_second = 500;
constexpr double strangers_burst = 2'000;

// Sessions are the hub's own business, recorded under the user's name.
Actor on_behalf_of(const Actor& actor) {
  return {actor.user, Role::system, actor.console};
}
std::string console_text(const Actor& actor) {
  return fmt::format("{} as {}", actor.console, wire::role_name(actor.role));
}

}  // namespace

Service::Service(endpoints::Front& front, Engine& engine, Publisher& publisher, HubClock& clock, std::uint64_t epoch,
                 endpoints::SessionLimits limits)
    : front_(front),
      engine_(engine),
      publisher_(publisher),
      clock_(clock),
      epoch_(epoch),
      sessions_(limits),
      strangers_(strangers_per_second, strangers_burst, std::chrono::steady_clock::now()) {}

void Service::handle(const endpoints::Received& message) {
  ++counts_.requests;
  const auto now = std::chrono::steady_clock::now();
  auto* session = sessions_.find(message.peer);
  if (session == nullptr && !strangers_.take(now)) {
    ++counts_.too_fast;  // not even answered: it would only feed them
    return;
  }
  if (session != nullptr && !session->rate.take(now)) {
    ++counts_.too_fast;
    fault(message.peer, ErrorCode::limit_exceeded,
          "too many requests in a short time; wait a second and send them again");
    return;
  }
  const auto request =
      message.well_formed
          ? wire::decode<wire::Request>(message.payload)
          : Result<wire::Request>(fail(ErrorCode::invalid_input, "request", "must be one message part"));
  if (!request) {
    ++counts_.unreadable;
    fault(message.peer, request.error().code, "the request could not be read: " + request.error().text());
    return;
  }
  if (const auto* hello = std::get_if<wire::Hello>(&*request)) {
    on(message.peer, message, *hello);
    return;
  }
  if (session == nullptr || session->key_name != message.key_name) {
    ++counts_.not_allowed;
    fault(message.peer, ErrorCode::unavailable, "this connection is not signed in (any more); say hello first");
    return;
  }
  session->last_heard = now;
  std::visit(
      [&](const auto& kind) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(kind)>, wire::Hello>) on(message.peer, *session, kind);
      },
      *request);
}

void Service::on(std::string_view peer, const endpoints::Received& message, const wire::Hello& hello) {
  const auto opened = sessions_.open(peer, hello, front_.keys().find_name(message.key_name), message.address,
                                     std::chrono::steady_clock::now());
  if (!opened) {
    ++counts_.not_allowed;
    spdlog::warn("CH105 sign-in refused: key '{}', {}", message.key_name, opened.error().detail);
    fault(peer, opened.error().code, opened.error().detail);
    return;
  }
  const auto& session = **opened;
  spdlog::info("CH106 signed in: {} as {}, console {}, key '{}', {}", session.actor.user.value,
               wire::role_name(session.actor.role), session.actor.console, session.key_name,
               session.address.empty() ? "this machine" : session.address);
  const auto answered = [this, to = std::string(peer)](const wire::Answer& answer) {
    if (answer.accepted) {
      welcome(to);
      return;
    }
    sessions_.close(to);
    fault(to, ErrorCode::denied, answer.refusal ? answer.refusal->text : "signing in was refused");
  };
  engine_.submit(OpenSession{console_text(session.actor), session.address}, on_behalf_of(session.actor), CommandId{},
                 answered);
}

void Service::welcome(const std::string& peer) {
  wire::Welcome welcome;
  welcome.protocol_version = wire::protocol_version;
  welcome.hub_name = publisher_.hub_name();
  welcome.build = build_text();
  welcome.now = clock_.now();
  welcome.speed = clock_.speed();
  welcome.epoch = epoch_;
  welcome.updates = front_.endpoints().updates;
  welcome.board = front_.endpoints().board;
  reply(peer, welcome);
}

void Service::on(std::string_view peer, endpoints::Session& session, const wire::SubmitCommand& request) {
  if (!request.id.given()) {
    fault(peer, ErrorCode::invalid_input, "a command needs an id of its own");
    return;
  }
  const auto answered = [this, to = std::string(peer), who = session.actor](const wire::Answer& answer) {
    if (answer.refusal && answer.refusal->code == RefusalCode::command_id_reused)
      spdlog::warn("CH108 command number used twice: {} on {}", who.user.value, who.console);
    reply(to, answer);
  };
  engine_.submit(request.command, session.actor, request.id, answered);
}

void Service::on(std::string_view peer, endpoints::Session& session, const wire::AskSnapshot& request) {
  const bool clinical = !request.board && session.sees_patients();
  if (!clinical && !session.sees_board()) {
    ++counts_.not_allowed;
    fault(peer, ErrorCode::denied, fmt::format("{} gets no picture of the hub", wire::role_name(session.actor.role)));
    return;
  }
  ++counts_.snapshots;
  auto cursor = std::make_shared<SnapshotCursor>(clinical ? publisher_.snapshot() : publisher_.board_snapshot());
  carry(peer, Carries::snapshot, [cursor] { return cursor->next(); });
}

void Service::carry(std::string_view peer, Carries what, std::function<std::optional<std::string>()> next) {
  std::erase_if(transfers_, [&](const Transfer& transfer) { return transfer.peer == peer && transfer.what == what; });
  transfers_.push_back({std::string(peer), what, std::move(next), "", std::chrono::steady_clock::now()});
}

void Service::on(std::string_view peer, endpoints::Session&, const wire::Heartbeat&) {
  reply(peer, wire::Pulse{clock_.now(), publisher_.number(), publisher_.board_number(), epoch_});
}

void Service::on(std::string_view peer, endpoints::Session& session, const wire::AskOptions& request) {
  if (!session.sees_patients()) {
    ++counts_.not_allowed;
    fault(peer, ErrorCode::denied,
          fmt::format("{} may not see the options of a case", wire::role_name(session.actor.role)));
    return;
  }
  wire::OptionsAnswer answer{request.case_id, std::nullopt, ""};
  const auto* record = engine_.state().find_case(request.case_id);
  if (record == nullptr)
    answer.fault = fmt::format("there is no case {}", request.case_id.value);
  else if (!is_open(record->status))
    answer.fault = fmt::format("case {} is closed", request.case_id.value);
  else
    answer.explanation = core::options(engine_.state(), request.case_id, clock_.now());
  reply_when_durable(peer, std::move(answer));
}

void Service::on(std::string_view peer, endpoints::Session& session, const wire::AskCases& request) {
  if (!session.sees_patients()) {
    ++counts_.not_allowed;
    fault(peer, ErrorCode::denied, fmt::format("{} may not read cases", wire::role_name(session.actor.role)));
    return;
  }
  const auto wanted = std::clamp(request.count, 1U, cases_page_max);
  const auto cases = engine_.state().cases_after(request.after, wanted);
  wire::CasePage page;
  std::size_t bytes = 0;
  for (const auto* record : cases) {
    if (bytes >= wire::snapshot_part_bytes_max) break;
    page.cases.push_back(core::published(*record));
    bytes += 1'000 + 100 * record->history.size() + record->referral.narrative.size();
  }
  page.last = page.cases.size() == cases.size() && cases.size() < wanted;
  reply_when_durable(peer, std::move(page));
}

void Service::on(std::string_view peer, endpoints::Session& session, const wire::AskReach& request) {
  if (!session.sees_patients()) {
    ++counts_.not_allowed;
    fault(peer, ErrorCode::denied, fmt::format("{} may not see where teams are", wire::role_name(session.actor.role)));
    return;
  }
  reply_when_durable(peer, reach_answer(engine_.state(), request, clock_.now()));
}

bool Service::may_look_back(std::string_view peer, const endpoints::Session& session) {
  if (session.sees_patients() && past_ != nullptr) return true;
  const bool denied = !session.sees_patients();
  if (denied) ++counts_.not_allowed;
  fault(peer, denied ? ErrorCode::denied : ErrorCode::conflict,
        denied ? fmt::format("{} may not replay what was", wire::role_name(session.actor.role))
               : "the hub is starting; ask again in a moment");
  return false;
}

void Service::on(std::string_view peer, endpoints::Session& session, const wire::AskHistory& request) {
  if (!may_look_back(peer, session)) return;
  if (past_->ask(HistoryQuestion{std::string(peer), request.wish, clock_.now()})) return;
  reply(peer, wire::HistoryAnswer{{}, "too many are looking back; ask again in a moment"});
}

// Nothing that is not yet: later than now is now.
void Service::on(std::string_view peer, endpoints::Session& session, const wire::AskPast& request) {
  if (!may_look_back(peer, session)) return;
  ++counts_.past_pictures;
  const Instant at = std::min(request.at, clock_.now());
  note_replay(session, at);
  if (past_->ask(PictureQuestion{std::string(peer), request.question, at, 0})) return;
  reply(peer, wire::PastPart{request.question, at, {}, 0, true, "too many are looking back; ask again in a moment"});
}

// Who replays what is on record, once a minute while it goes on; cases opened there are events of the journal, as on
// any other screen.
void Service::note_replay(const endpoints::Session& session, Instant at) {
  const auto now = std::chrono::steady_clock::now();
  const auto noted = replays_.find(session.number);
  if (noted != replays_.end() && now - noted->second < replay_noted_every) return;
  replays_[session.number] = now;
  spdlog::info("CH113 replay: {} as {}, console {}, looks at {}", session.actor.user.value,
               wire::role_name(session.actor.role), session.actor.console, iso8601(at));
}

void Service::send(PastReply reply) {
  if (sessions_.find(reply.peer) == nullptr) return;
  auto parts = std::make_shared<std::deque<std::string>>(std::make_move_iterator(reply.parts.begin()),
                                                         std::make_move_iterator(reply.parts.end()));
  carry(reply.peer, reply.picture ? Carries::past_picture : Carries::history, [parts]() -> std::optional<std::string> {
    if (parts->empty()) return std::nullopt;
    auto next = std::move(parts->front());
    parts->pop_front();
    return next;
  });
}

void Service::on(std::string_view peer, endpoints::Session& session, const wire::AskChances& request) {
  if (!session.sees_patients()) {
    ++counts_.not_allowed;
    fault(peer, ErrorCode::denied,
          fmt::format("{} may not see what a choice would change", wire::role_name(session.actor.role)));
    return;
  }
  std::erase_if(asked_chances_, [&](const AskedChances& one) { return one.peer == peer; });
  asked_chances_.push_back({std::string(peer), session.actor, request});
}

void Service::on(std::string_view peer, endpoints::Session&, const wire::Goodbye& request) {
  end_session(peer, request.reason.empty() ? "goodbye" : request.reason.substr(0, 100));
}

bool Service::send_snapshots() {
  const auto now = std::chrono::steady_clock::now();
  bool more = false;
  for (std::size_t i = 0; i < transfers_.size();) {
    const auto progress = send_part(transfers_[i], now);
    if (progress == Progress::over) {
      transfers_.erase(transfers_.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    more = more || progress == Progress::sent;
    ++i;
  }
  return more;
}

Service::Progress Service::send_part(Transfer& transfer, Steady now) {
  if (transfer.waiting.empty()) {
    auto part = transfer.next();
    if (!part) return Progress::over;
    transfer.waiting = std::move(*part);
  }
  const auto sent = front_.send(transfer.peer, transfer.waiting);
  if (sent == endpoints::Sent::yes) {
    transfer.waiting.clear();
    transfer.last_progress = now;
    return Progress::sent;
  }
  const bool given_up = sent == endpoints::Sent::gone || now - transfer.last_progress > transfer_patience;
  if (given_up) ++counts_.undeliverable;
  return given_up ? Progress::over : Progress::waiting;
}

void Service::end_silent_sessions(Steady now) {
  for (const auto& peer : sessions_.silent(now)) end_session(peer, "no sign of life");
}

void Service::end_all_sessions(const std::string& reason) {
  std::vector<std::string> peers;
  sessions_.for_each([&](const std::string& peer, const endpoints::Session&) { peers.push_back(peer); });
  for (const auto& peer : peers) end_session(peer, reason);
}

void Service::end_session(std::string_view peer, const std::string& reason) {
  const auto* session = sessions_.find(peer);
  if (session == nullptr) return;
  spdlog::info("CH107 session ended: {} on {}, {}", session->actor.user.value, session->actor.console, reason);
  engine_.submit(CloseSession{console_text(session->actor), reason}, on_behalf_of(session->actor), CommandId{}, {});
  std::erase_if(transfers_, [&](const Transfer& transfer) { return transfer.peer == peer; });
  if (past_ != nullptr) past_->forget(std::string(peer));
  replays_.erase(session->number);
  sessions_.close(peer);
}

void Service::fault(std::string_view peer, ErrorCode code, std::string text, CommandId id) {
  reply(peer, wire::Fault{code, std::move(text), id});
}

void Service::reply(std::string_view peer, const wire::Reply& reply) {
  if (front_.send(peer, wire::encode(reply)) != endpoints::Sent::yes) ++counts_.undeliverable;
}

void Service::reply_when_durable(std::string_view peer, wire::Reply answer) {
  engine_.when_durable([this, to = std::string(peer), held = std::move(answer)] { reply(to, held); });
}

}  // namespace carehub::runtime
