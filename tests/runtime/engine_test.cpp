// Nothing leaves before its commit: with a journal whose commits the test lets through one by one.

#include "dispatcher/runtime/engine.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "dispatcher/runtime/publisher.hpp"
#include "protocols/site/load.hpp"
#include "protocols/wire/codec.hpp"
#include "tests/support/paths.hpp"

using namespace carehub;
using namespace carehub::runtime;

namespace {

class HeldJournal final : public journal::Journal {
 public:
  journal::Position position() const override { return {}; }
  std::vector<std::string> notices() const override { return {}; }
  Result<journal::Space> space() const override { return journal::Space{}; }
  Result<Sequence> read_snapshot(const std::function<Result<void>(journal::SnapshotRow)>&) override { return 0; }
  Result<void> replay(Sequence, const std::function<Result<void>(const journal::Entry&)>&) override { return {}; }
  Result<void> drop_snapshot() override { return {}; }
  void start(std::function<void(const Error&)>) override {}
  void when_damaged(std::function<void(const Error&)>) override {}
  void append(journal::Entry entry, std::function<void()> done) override {
    queued.emplace_back(std::move(entry), std::move(done));
  }
  void append_snapshot(Sequence sequence, std::vector<journal::SnapshotRow> rows) override {
    snapshots.emplace_back(sequence, rows.size());
  }
  std::optional<journal::Outcome> find(const CommandId& id) override {
    const auto at = committed.find(id);
    return at == committed.end() ? std::nullopt : std::optional(at->second);
  }
  Result<std::vector<journal::Entry>> read_on(journal::Head&) override { return std::vector<journal::Entry>{}; }
  Result<journal::SnapshotSome> read_snapshot_on(journal::SnapshotPlace&) override {
    return fail(ErrorCode::not_found, "snapshot", "none");
  }
  std::size_t backlog() const override { return queued.size(); }
  void stop() override {
    while (!queued.empty()) commit_one();
  }

  void commit_one() {
    auto [entry, done] = std::move(queued.front());
    queued.pop_front();
    committed[entry.stamp.command] = {entry.stamp.sequence, std::nullopt, entry.case_id, entry.message,
                                      entry.fingerprint};
    done();
  }

  std::deque<std::pair<journal::Entry, std::function<void()>>> queued;
  std::map<CommandId, journal::Outcome> committed;
  std::vector<std::pair<Sequence, std::size_t>> snapshots;
};

struct Fixture {
  HubClock clock{{1, *parse_iso8601("2026-11-22T18:00:00Z"), std::nullopt}, std::nullopt};
  HeldJournal* journal = nullptr;
  std::unique_ptr<Engine> engine;
  int woken = 0;

  explicit Fixture(EngineOptions options = {}) {
    auto held = std::make_unique<HeldJournal>();
    journal = held.get();
    engine = std::make_unique<Engine>(core::State{}, std::move(held), clock, options);
    engine->start([this] { ++woken; }, [](const Error&) {});
    auto loaded = site::load_site(CAREHUB_SOURCE_DIR "/assets/sites/isle-of-wight.toml");
    REQUIRE(loaded.has_value());
    REQUIRE(loaded->usable());
    engine->submit(ApplySite{std::move(loaded->site)});
    commit_all();
  }
  void commit_all() {
    while (!journal->queued.empty()) journal->commit_one();
    engine->drain();
  }
};

CommandId id_of(std::uint8_t number) {
  CommandId id;
  id.bytes[0] = number;
  return id;
}

const Actor handler{UserName{"a.reed"}, Role::call_handler, "desk 1"};

RegisterCase a_fall() {
  RegisterCase command;
  command.referral.summary = "Fall at home";
  command.referral.location.position = Coordinates{};
  return command;
}

}  // namespace

TEST_CASE("engine: an answer waits for its commit", "[runtime]") {
  Fixture hub;
  std::vector<wire::Answer> answers;
  hub.engine->submit(a_fall(), handler, id_of(1), [&](const wire::Answer& answer) { answers.push_back(answer); });
  hub.engine->drain();
  CHECK(answers.empty());
  CHECK(hub.engine->decided() > hub.engine->durable());
  hub.commit_all();
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].accepted);
  CHECK(answers[0].id == id_of(1));
  CHECK_FALSE(answers[0].repeated);
  CHECK(answers[0].case_id.given());
  CHECK(hub.engine->decided() == hub.engine->durable());
}

TEST_CASE("engine: a command repeated while it is queued is decided once and answered twice", "[runtime]") {
  Fixture hub;
  std::vector<wire::Answer> answers;
  const auto take = [&](const wire::Answer& answer) { answers.push_back(answer); };
  hub.engine->submit(a_fall(), handler, id_of(1), take);
  const auto decided = hub.engine->decided();
  hub.engine->submit(a_fall(), handler, id_of(1), take);
  CHECK(hub.engine->decided() == decided);
  hub.commit_all();
  REQUIRE(answers.size() == 2);
  CHECK_FALSE(answers[0].repeated);
  CHECK(answers[1].repeated);
  CHECK(answers[0].case_id == answers[1].case_id);
}

TEST_CASE("engine: a command repeated after its commit gets its first answer", "[runtime]") {
  Fixture hub;
  std::vector<wire::Answer> answers;
  const auto take = [&](const wire::Answer& answer) { answers.push_back(answer); };
  hub.engine->submit(a_fall(), handler, id_of(1), take);
  hub.commit_all();
  const auto decided = hub.engine->decided();
  hub.engine->submit(a_fall(), handler, id_of(1), take);
  REQUIRE(answers.size() == 2);
  CHECK(answers[1].repeated);
  CHECK(answers[1].sequence == answers[0].sequence);
  CHECK(answers[1].message == answers[0].message);
  CHECK(hub.engine->decided() == decided);
}

TEST_CASE("engine: another command under a used id is refused and raised, in flight and committed", "[runtime]") {
  Fixture hub;
  std::vector<wire::Answer> answers;
  const auto take = [&](const wire::Answer& answer) { answers.push_back(answer); };
  auto other = a_fall();
  other.referral.summary = "Chest pain";
  hub.engine->submit(a_fall(), handler, id_of(1), take);
  hub.engine->submit(other, handler, id_of(1), take);
  hub.commit_all();
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].accepted);
  CHECK_FALSE(answers[1].accepted);
  REQUIRE(answers[1].refusal);
  CHECK(answers[1].refusal->code == RefusalCode::command_id_reused);
  const auto* alert = hub.engine->state().find_alert({{}, "hub", AlertKind::command_id_reused});
  REQUIRE(alert != nullptr);
  CHECK(alert->text.find("a.reed on desk 1") != std::string::npos);
  CHECK(hub.engine->state().open_cases().size() == 1);

  hub.engine->submit(other, handler, id_of(1), take);
  hub.engine->submit(a_fall(), handler, id_of(1), take);
  hub.commit_all();
  REQUIRE(answers.size() == 4);
  for (const auto& answer : {answers[2], answers[3]}) CHECK(answer.accepted == answer.repeated);
  CHECK(hub.engine->state().open_cases().size() == 1);

  // Of an id from before fingerprints were kept the journal knows the case alone.
  hub.journal->committed[id_of(9)] = {3, std::nullopt, answers[0].case_id, "note added", 0};
  hub.engine->submit(AddNote{CaseId{77}, "rang back"}, handler, id_of(9), take);
  hub.engine->submit(AddNote{answers[0].case_id, "rang back"}, handler, id_of(9), take);
  hub.commit_all();
  REQUIRE(answers.size() == 6);
  CHECK(std::ranges::count_if(answers, [](const auto& answer) { return answer.repeated && answer.accepted; }) == 2);
  CHECK(std::ranges::count_if(answers, [](const auto& answer) { return answer.refusal.has_value(); }) == 3);
}

TEST_CASE("engine: what was asked about the state waits for what the state shows", "[runtime]") {
  Fixture hub;
  int ran = 0;
  hub.engine->when_durable([&] { ++ran; });
  CHECK(ran == 1);
  hub.engine->submit(a_fall(), handler, id_of(1), {});
  hub.engine->when_durable([&] { ++ran; });
  hub.engine->drain();
  CHECK(ran == 1);
  hub.commit_all();
  CHECK(ran == 2);
}

TEST_CASE("engine: one wake-up for many commits", "[runtime]") {
  Fixture hub;
  hub.woken = 0;
  for (std::uint8_t i = 1; i <= 50; ++i) hub.engine->submit(a_fall(), handler, id_of(i), {});
  while (!hub.journal->queued.empty()) hub.journal->commit_one();
  CHECK(hub.woken == 1);
  hub.engine->drain();
  CHECK(hub.engine->backlog() == 0);
}

TEST_CASE("engine: a commit that falls into a drain is not slept through", "[runtime]") {
  // Commits on another thread, so close to the drain that it may read the position before them and clear the wake-up
  // after. With that mistake some of these rounds would wait until the next command comes.
  HubClock clock{{1, *parse_iso8601("2026-11-22T18:00:00Z"), std::nullopt}, std::nullopt};
  auto held = std::make_unique<HeldJournal>();
  auto* journal = held.get();
  Engine engine(core::State{}, std::move(held), clock, {});
  std::mutex mutex;
  std::condition_variable woken;
  bool wake = false;
  engine.start(
      [&] {
        const std::scoped_lock lock(mutex);
        wake = true;
        woken.notify_one();
      },
      [](const Error&) {});
  std::atomic<bool> committing{false};
  std::atomic<bool> over{false};
  std::thread commits([&] {
    for (unsigned round = 0; !over;) {
      if (!committing) continue;
      while (!journal->queued.empty()) {
        journal->commit_one();
        for (std::atomic<unsigned> spin = ++round % 256; spin > 0;) --spin;  // the next falls elsewhere into the drain
      }
      committing = false;
    }
  });
  unsigned slept_through = 0;
  for (unsigned round = 0; round < 5'000 && slept_through == 0; ++round) {
    for (int i = 0; i < 4; ++i) engine.submit(OpenSession{"desk", ""}, system_actor(), CommandId{}, {});
    committing = true;
    while (engine.backlog() > 0 && slept_through == 0) {
      std::unique_lock lock(mutex);
      if (!woken.wait_for(lock, std::chrono::seconds(5), [&] { return wake; })) ++slept_through;
      wake = false;
      lock.unlock();
      engine.drain();
    }
    while (committing) {
    }
  }
  over = true;
  commits.join();
  CHECK(slept_through == 0);
}

TEST_CASE("engine: digests and snapshots are written as often as told, and at the end", "[runtime]") {
  Fixture hub({.digest_every_entries = 10, .snapshot_every_events = 40, .snapshot_every = std::chrono::seconds(1'000)});
  const auto before = hub.journal->snapshots.size();
  for (std::uint8_t i = 1; i <= 100; ++i) hub.engine->submit(a_fall(), handler, id_of(i), {});
  const auto digests = std::count_if(hub.journal->queued.begin(), hub.journal->queued.end(), [](const auto& work) {
    return std::holds_alternative<StateDigested>(work.first.events.front());
  });
  CHECK(digests >= 9);
  CHECK(hub.journal->snapshots.size() > before);
  hub.engine->stop();
  CHECK(hub.journal->snapshots.back().first == hub.engine->decided());
  CHECK(hub.engine->durable() == hub.engine->decided());
}

TEST_CASE("publisher: nothing uncommitted is published or put into a snapshot", "[runtime]") {
  Fixture hub;
  std::vector<PictureUpdate> published;
  Publisher publisher(
      {.epoch = 7}, [&](const PictureUpdate& update) { published.push_back(update); }, [](const PictureUpdate&) {});
  const auto collect = [&] {
    publisher.collect(hub.engine->state(), hub.engine->take_changes(), hub.engine->decided(), HubTime{hub.clock.now()},
                      std::chrono::steady_clock::now());
    publisher.release(hub.engine->durable());
  };
  collect();
  REQUIRE_FALSE(published.empty());
  const auto number = publisher.number();
  published.clear();

  hub.engine->submit(a_fall(), handler, id_of(1), {});
  collect();
  CHECK(published.empty());
  auto cursor = publisher.snapshot();
  while (const auto part = cursor.next()) {
    const auto reply = wire::decode<wire::Reply>(*part);
    REQUIRE(reply.has_value());
    CHECK(std::get<wire::SnapshotPart>(*reply).part.cases.empty());
    CHECK(std::get<wire::SnapshotPart>(*reply).part.number == number);
  }
  hub.commit_all();
  publisher.release(hub.engine->durable());
  REQUIRE(published.size() == 1);
  CHECK(published[0].number == number + 1);
  CHECK(published[0].cases.size() == 1);
}
