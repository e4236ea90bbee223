#include "console/model/picture_parts.hpp"

#include <utility>

namespace carehub::console {
namespace {

constexpr std::size_t teams_a_part = 512;
constexpr std::size_t cases_a_part = 128;

template <class Records, class T>
void add_all(const Records& records, std::vector<T>& to) {
  to.reserve(records.size());
  for (const auto& [id, record] : records) to.push_back(*record);
}

}  // namespace

Picture board_only(const Picture& picture) {
  Picture board;
  board.number = picture.number;
  board.epoch = picture.epoch;
  board.sequence = picture.sequence;
  board.board = picture.board;
  if (picture.board) board.status = picture.board->status;
  return board;
}

PictureParts::PictureParts(std::shared_ptr<const Picture> picture)
    : picture_(std::move(picture)), team_(picture_->teams.begin()), case_(picture_->cases.begin()) {}

bool PictureParts::done() const {
  return begun_ && team_ == picture_->teams.end() && case_ == picture_->cases.end();
}

void PictureParts::add_head(PictureUpdate& part) const {
  part.site = {*picture_->site};
  part.status = picture_->status;
  part.board = picture_->board;
  if (picture_->outlook) part.outlook = *picture_->outlook;
  add_all(picture_->places, part.places);
  add_all(picture_->services, part.services);
  add_all(picture_->alerts, part.alerts);
}

std::optional<PictureUpdate> PictureParts::next() {
  if (done()) return std::nullopt;
  PictureUpdate part;
  part.number = picture_->number;
  part.epoch = picture_->epoch;
  part.sequence = picture_->sequence;
  if (!std::exchange(begun_, true)) {
    add_head(part);
    return part;
  }
  for (; team_ != picture_->teams.end() && part.teams.size() < teams_a_part; ++team_)
    part.teams.push_back(*team_->second);
  if (!part.teams.empty()) return part;
  for (; case_ != picture_->cases.end() && part.cases.size() < cases_a_part; ++case_)
    part.cases.push_back(*case_->second);
  return part;
}

}  // namespace carehub::console
