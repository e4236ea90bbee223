#pragma once
// What consoles may see, as far as it is durable: collects the changed records of each round of decisions, holds them
// until the round is committed, then publishes them and keeps them in a mirror, from which snapshots are made. The
// mirror is what every console that missed nothing holds, so a snapshot is right at any moment. Thread: one.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dispatcher/core/state.hpp"
#include "dispatcher/runtime/clock.hpp"
#include "protocols/domain/picture.hpp"
#include "protocols/wire/messages.hpp"

namespace carehub::runtime {

struct PublisherOptions {
  std::uint64_t epoch = 0;
  std::chrono::milliseconds status_at_most{250};
  std::chrono::milliseconds status_at_least{1'000};
  std::chrono::milliseconds board_at_most{500};
};

// One client's snapshot on its way: the records as they were when it was asked for, part by part.
class SnapshotCursor {
 public:
  // `head`: number, epoch, sequence and the small records.
  SnapshotCursor(PictureUpdate head, std::vector<std::shared_ptr<const Case>> cases,
                 std::vector<std::shared_ptr<const Team>> teams)
      : head_(std::move(head)), cases_(std::move(cases)), teams_(std::move(teams)) {}

  // The next part; none when all are given.
  [[nodiscard]] std::optional<wire::SnapshotPart> next_part();
  // The same as reply bytes.
  [[nodiscard]] std::optional<std::string> next();

 private:
  friend class Publisher;
  SnapshotCursor() = default;
  void fill(PictureUpdate& part);

  PictureUpdate head_;
  std::vector<std::shared_ptr<const Case>> cases_;
  std::vector<std::shared_ptr<const Team>> teams_;
  std::size_t next_case_ = 0;
  std::size_t next_team_ = 0;
  std::uint32_t index_ = 0;
  bool done_ = false;
};

// What time it is in the hub, and how it runs.
struct HubTime {
  Instant now;
  std::int32_t speed = 1;
  bool simulated = false;
};

class Publisher {
 public:
  using Send = std::function<void(const PictureUpdate&)>;

  Publisher(PublisherOptions options, Send clinical, Send board)
      : options_(options), clinical_(std::move(clinical)), board_(std::move(board)) {}

  // Collects what changed since the last call; `last` is the journal position that this shows.
  // Requires: called after each round of decisions, before the next round.
  void collect(const core::State& state, const core::Changes& changes, Sequence last, const HubTime& time, Steady at);
  // What the next hours are likely to bring: part of the next round.
  void show(Outlook outlook);
  // Further ahead, for the board alone.
  void show_forecast(Outlook outlook);
  // Publishes every round up to the durable position, as one update.
  void release(Sequence durable);

  [[nodiscard]] SnapshotCursor snapshot() const;
  [[nodiscard]] SnapshotCursor board_snapshot() const;

  [[nodiscard]] std::uint64_t number() const { return number_; }
  [[nodiscard]] std::uint64_t board_number() const { return board_number_; }
  [[nodiscard]] const std::string& hub_name() const { return hub_name_; }

 private:
  struct Round {
    PictureUpdate clinical;
    PictureUpdate board;
    bool has_clinical = false;
    bool has_board = false;
  };

  void collect_records(const core::State& state, const core::Changes& changes, Instant now, PictureUpdate& update);
  void collect_aged(const core::State& state, Instant now, PictureUpdate& update);
  void collect_status(const core::State& state, const core::Changes& changes, const HubTime& time, Steady at,
                      Round& round);
  void keep(PictureUpdate&& update);

  PublisherOptions options_;
  Send clinical_;
  Send board_;
  std::string hub_name_;
  std::deque<Round> rounds_;
  std::uint64_t number_ = 0;
  std::uint64_t board_number_ = 0;
  Sequence sequence_ = 0;

  std::optional<Steady> status_at_;
  std::optional<Steady> board_at_;
  std::optional<Steady> board_status_at_;
  bool status_due_ = false;  // something changed since the last one
  bool board_due_ = false;
  std::optional<Instant> aged_at_;
  std::optional<Outlook> new_outlook_;  // not collected yet
  std::vector<ServiceOutlook> ahead_;   // of the last one, for the board
  std::optional<Instant> ahead_made_;
  std::vector<ServiceOutlook> forecast_;
  std::optional<Instant> forecast_made_;

  // --- the mirror: published, durable ---
  std::shared_ptr<const Site> site_ = std::make_shared<const Site>();
  std::map<CaseId, std::shared_ptr<const Case>> cases_;
  std::set<CaseId> closed_;  // of cases_: those that will age out
  std::map<TeamId, std::shared_ptr<const Team>> teams_;
  std::map<PlaceId, Place> places_;
  std::map<ServiceId, ServiceState> services_;
  std::map<AlertId, Alert> alerts_;
  HubStatus status_;
  std::optional<Outlook> outlook_;
  Board board_now_;
};

// Adds a later update to an earlier one that was not sent yet, as if they were one.
void merge(PictureUpdate& earlier, PictureUpdate&& later);

}  // namespace carehub::runtime
