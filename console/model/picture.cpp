#include "console/model/picture.hpp"

#include <utility>

namespace carehub::console {
namespace {

template <class Map, class T>
void take(Map& records, std::vector<T>&& changed) {
  for (auto& record : changed) {
    const auto id = record.id;
    records.insert_or_assign(id, std::make_shared<const T>(std::move(record)));
  }
}

// The board comes without a site; its times are those of the hub all the same.
void take_calendar(Picture& picture) {
  if (!picture.site->id.empty() || picture.site->calendar == picture.board->calendar) return;
  auto site = std::make_shared<Site>(*picture.site);
  site->calendar = picture.board->calendar;
  picture.site = std::move(site);
}

void take_records(Picture& picture, PictureUpdate&& update) {
  if (!update.site.empty()) picture.site = std::make_shared<const Site>(std::move(update.site.back()));
  take(picture.cases, std::move(update.cases));
  for (const auto id : update.cases_gone) picture.cases.erase(id);
  take(picture.teams, std::move(update.teams));
  take(picture.places, std::move(update.places));
  take(picture.services, std::move(update.services));
  take(picture.alerts, std::move(update.alerts));
  for (const auto id : update.alerts_gone) picture.alerts.erase(id);
  if (update.status) picture.status = std::move(*update.status);
  if (update.outlook) picture.outlook = std::make_shared<const Outlook>(std::move(*update.outlook));
  if (update.board) {
    picture.board = std::move(*update.board);
    take_calendar(picture);
    if (!update.status) picture.status = picture.board->status;
  }
}

}  // namespace

Applied apply(Picture& picture, PictureUpdate&& update) {
  if (update.number != picture.number + 1 || update.epoch != picture.epoch) return Applied::gap;
  picture.number = update.number;
  picture.sequence = update.sequence;
  take_records(picture, std::move(update));
  return Applied::yes;
}

Applied apply(Picture& picture, const PictureUpdate& update) {
  return apply(picture, PictureUpdate(update));
}

void apply_part(Picture& picture, PictureUpdate&& part) {
  picture.number = part.number;
  picture.epoch = part.epoch;
  picture.sequence = part.sequence;
  take_records(picture, std::move(part));
}

void apply_part(Picture& picture, const PictureUpdate& part) {
  apply_part(picture, PictureUpdate(part));
}

}  // namespace carehub::console
