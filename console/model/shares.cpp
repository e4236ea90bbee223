#include "console/model/shares.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace carehub::console {
namespace {

float designed_or_chosen(const ColumnRoom& column, const Shares& shares, float available) {
  const auto chosen = shares.find(column.name);
  return chosen == shares.end() ? column.designed : std::max(column.least, chosen->second * available);
}

float sum_of(std::span<const ColumnRoom> columns, float ColumnRoom::* part) {
  float sum = 0;
  for (const ColumnRoom& column : columns) sum += column.*part;
  return sum;
}

// Below their least no columns go; there is no end to what they can take.
void take_off(std::span<ColumnRoom> columns, float missing) {
  const float can_give = sum_of(columns, &ColumnRoom::width) - sum_of(columns, &ColumnRoom::least);
  const float part = can_give > 0 ? std::min(1.0F, missing / can_give) : 0;
  for (ColumnRoom& column : columns) column.width -= std::max(0.0F, column.width - column.least) * part;
}

void hand_out(std::span<ColumnRoom> columns, float spare) {
  const float sum = sum_of(columns, &ColumnRoom::width);
  for (ColumnRoom& column : columns) column.width += sum > 0 ? spare * column.width / sum : 0;
}

}  // namespace

Room with_design(Room room) {
  room.least = std::min(room.least, room.designed);
  room.most = std::max(room.most, room.designed);
  return room;
}

float room_of(const Shares& shares, std::string_view name, float total, const Room& room) {
  const auto chosen = shares.find(name);
  if (chosen == shares.end()) return room.designed;
  const Room bounds = with_design(room);
  return std::round(std::clamp(chosen->second * total, bounds.least, bounds.most));
}

void choose_room(Shares& shares, std::string_view name, float length, float total, const Room& room) {
  const Room bounds = with_design(room);
  const float share = std::clamp(length, bounds.least, bounds.most) / total;
  shares.insert_or_assign(std::string(name), std::clamp(share, 0.01F, 0.99F));
}

void fit_columns(std::span<ColumnRoom> columns, const Shares& shares, float available) {
  bool any_chosen = false;
  for (ColumnRoom& column : columns) {
    column.least = std::min(column.least, column.designed);
    column.width = designed_or_chosen(column, shares, available);
    any_chosen = any_chosen || shares.contains(column.name);
  }
  if (!any_chosen) return;
  const float spare = available - sum_of(columns, &ColumnRoom::width);
  if (spare < 0)
    take_off(columns, -spare);
  else
    hand_out(columns, spare);
}

float move_edge(std::span<ColumnRoom> columns, Shares& shares, std::size_t index, float by, float available) {
  std::vector<float> before;
  for (const ColumnRoom& column : columns) before.push_back(column.width);
  const float room_right = [&] {
    float room = 0;
    for (const ColumnRoom& column : columns.subspan(index + 1)) room += std::max(0.0F, column.width - column.least);
    return room;
  }();
  const float room_left = std::max(0.0F, columns[index].width - columns[index].least);
  by = std::clamp(by, -room_left, room_right);
  columns[index].width += by;
  float owed = by;
  for (ColumnRoom& column : columns.subspan(index + 1)) {
    const float gives = std::min(owed, std::max(0.0F, column.width - column.least));
    column.width -= gives;
    owed -= gives;
  }
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (std::abs(columns[i].width - before[i]) > 0.01F)
      shares.insert_or_assign(std::string(columns[i].name), std::clamp(columns[i].width / available, 0.01F, 0.99F));
  return by;
}

}  // namespace carehub::console
