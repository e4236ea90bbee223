#pragma once
// The console's replica: immutable once made, swapped whole by the link; views read it without a lock.

#include <memory>
#include <optional>

#include "console/model/records.hpp"
#include "protocols/domain/picture.hpp"

namespace carehub::console {

struct Picture {
  std::uint64_t number = 0;
  std::uint64_t epoch = 0;
  Sequence sequence = 0;
  std::shared_ptr<const Site> site = std::make_shared<Site>();
  Records<CaseId, Case> cases;  // open ones, and closed ones for a while
  Records<TeamId, Team> teams;
  Records<PlaceId, Place> places;
  Records<ServiceId, ServiceState> services;
  Records<AlertId, Alert> alerts;
  HubStatus status;
  std::optional<Board> board;
  std::shared_ptr<const Outlook> outlook;  // null: nobody has looked ahead yet
};

enum class Applied { yes, gap };  // gap: ask for a new snapshot

// Applies an update in place to a picture that is not published yet.
// Requires: update.number is picture.number + 1 and the epoch is the same, else gap, and nothing is changed.
[[nodiscard]] Applied apply(Picture& picture, const PictureUpdate& update);
[[nodiscard]] Applied apply(Picture& picture, PictureUpdate&& update);
// Adds one part of a snapshot to a fresh picture.
void apply_part(Picture& picture, const PictureUpdate& part);
void apply_part(Picture& picture, PictureUpdate&& part);

}  // namespace carehub::console
