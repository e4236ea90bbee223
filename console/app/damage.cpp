#include "console/app/damage.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>

namespace carehub::app {
namespace {

using widgets::Box;

constexpr float tile = 32;
constexpr int skipped_most = 2;  // tiles that are the same, between two of a row that are not: each box is a pass

std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
  return hash ^ hash >> 29;
}

std::uint64_t hash_of(const ImDrawVert& v) {
  std::uint64_t pos = 0;
  std::uint64_t uv = 0;
  std::memcpy(&pos, &v.pos, sizeof pos);
  std::memcpy(&uv, &v.uv, sizeof uv);
  return mixed(mixed(pos, uv), v.col);
}

// The whole pixels that OpenGL is told to keep to.
Box clip_of(const ImDrawCmd& command, float screen_height) {
  const ImVec4& clip = command.ClipRect;
  const float left = std::trunc(clip.x);
  const float bottom = screen_height - std::trunc(screen_height - clip.w);
  return {{left, bottom - std::trunc(clip.w - clip.y)}, {left + std::trunc(clip.z - clip.x), bottom}};
}

// Names are never used twice, so that another picture at the same place is seen.
std::uint64_t texture_of(const ImDrawCmd& command) {
  return (std::uint64_t)command.GetTexID();
}

// Three vertices of a command's list, and what they can touch.
struct Triangle {
  const ImDrawVert* corner[3];
  Box touched;
};

Triangle triangle_at(const ImDrawList& list, const ImDrawCmd& command, unsigned first, const Box& clip) {
  Triangle t{};
  const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset + first;
  for (int i = 0; i < 3; ++i) t.corner[i] = list.VtxBuffer.Data + command.VtxOffset + index[i];
  const auto& [a, b, c] = t.corner;
  const Box box{{std::min({a->pos.x, b->pos.x, c->pos.x}), std::min({a->pos.y, b->pos.y, c->pos.y})},
                {std::max({a->pos.x, b->pos.x, c->pos.x}), std::max({a->pos.y, b->pos.y, c->pos.y})}};
  t.touched = box.cut(clip);
  return t;
}

std::span<ImDrawList* const> lists_of(const ImDrawData& data) {
#if IMGUI_VERSION_NUM < 18980
  return {data.CmdLists, static_cast<std::size_t>(data.CmdListsCount)};
#else
  return {data.CmdLists.Data, static_cast<std::size_t>(data.CmdLists.Size)};
#endif
}

}  // namespace

void Damage::hash_tiles(const ImDrawData& data) {
  columns_ = static_cast<int>(std::ceil(data.DisplaySize.x / tile));
  rows_ = static_cast<int>(std::ceil(data.DisplaySize.y / tile));
  screen_ = {{0, 0}, {data.DisplaySize.x, data.DisplaySize.y}};
  tiles_.assign(static_cast<std::size_t>(columns_ * rows_), 1);
  const auto place = [](float at, int most) { return std::clamp(static_cast<int>(at / tile), 0, most - 1); };
  for (const ImDrawList* list : lists_of(data)) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const Box clip = clip_of(command, screen_.height()).cut(screen_);
      if (clip.empty()) continue;
      const auto pixels = [](float at) { return static_cast<std::uint64_t>(at); };
      const std::uint64_t clip_hash =
          mixed(pixels(clip.min.x) << 48U | pixels(clip.min.y) << 32U | pixels(clip.max.x) << 16U | pixels(clip.max.y),
                texture_of(command));
      for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
        const Triangle t = triangle_at(*list, command, i, clip);
        if (t.touched.max.x < t.touched.min.x || t.touched.max.y < t.touched.min.y) continue;
        std::uint64_t hash = clip_hash;
        for (const ImDrawVert* corner : t.corner) hash = mixed(hash, hash_of(*corner));
        // A pixel more on each side: what is smoothed may reach so far.
        const int left = place(t.touched.min.x - 1, columns_);
        const int right = place(t.touched.max.x + 1, columns_);
        const int bottom = place(t.touched.max.y + 1, rows_);
        for (int y = place(t.touched.min.y - 1, rows_); y <= bottom; ++y)
          for (int x = left; x <= right; ++x) {
            auto& one = tiles_[static_cast<std::size_t>(y * columns_ + x)];
            one = mixed(one, hash);
          }
      }
    }
  }
}

// Runs of tiles that differ, and runs below each other with the same ends as one box.
void Damage::find_boxes(const std::vector<std::uint64_t>& before) {
  boxes_.clear();
  if (before.size() != tiles_.size()) {
    boxes_.push_back(screen_);
    return;
  }
  const auto differs = [&](int x, int y) {
    const auto at = static_cast<std::size_t>(y * columns_ + x);
    return tiles_[at] != before[at];
  };
  const auto add = [&](int left, int right, int y) {
    const Box run = Box{{static_cast<float>(left) * tile, static_cast<float>(y) * tile},
                        {static_cast<float>(right) * tile, static_cast<float>(y + 1) * tile}}
                        .cut(screen_);
    const auto above = std::ranges::find_if(boxes_, [&](const Box& box) {
      return box.max.y == run.min.y && box.min.x == run.min.x && box.max.x == run.max.x;
    });
    if (above != boxes_.end())
      above->max.y = run.max.y;
    else
      boxes_.push_back(run);
  };
  for (int y = 0; y < rows_; ++y)
    for (int x = 0; x < columns_; ++x) {
      if (!differs(x, y)) continue;
      int end = x + 1;
      // A short way to the next one is drawn along.
      for (int ahead = end; ahead < columns_ && ahead <= end + skipped_most; ++ahead)
        if (differs(ahead, y)) end = ahead + 1;
      add(x, end, y);
      x = end;
    }
}

const std::vector<Box>& Damage::look_at(const ImDrawData& data) {
  const auto before = std::exchange(tiles_, {});
  hash_tiles(data);
  find_boxes(before);
  return boxes_;
}

struct PartOfFrame::Impl {
  ImDrawList list{nullptr};
  ImDrawData data;
  ImDrawList* lists[1] = {&list};

  // The command's triangles that touch the box, as a command of their own.
  void add(const ImDrawList& from, const ImDrawCmd& command, const Box& box) {
    const Box clip = clip_of(command, data.DisplaySize.y).cut(box);
    if (clip.empty()) return;
    ImDrawCmd part = command;
    part.ClipRect = {clip.min.x, clip.min.y, clip.max.x, clip.max.y};
    part.VtxOffset = static_cast<unsigned>(list.VtxBuffer.Size);
    part.IdxOffset = static_cast<unsigned>(list.IdxBuffer.Size);
    part.ElemCount = 0;
    for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
      const Triangle t = triangle_at(from, command, i, clip);
      if (t.touched.max.x + 1 < t.touched.min.x || t.touched.max.y + 1 < t.touched.min.y) continue;
      for (const ImDrawVert* corner : t.corner) {
        // A command's indices are small: the next begins at its own offset.
        if (part.ElemCount == 65'535) {
          list.CmdBuffer.push_back(part);
          part.VtxOffset = static_cast<unsigned>(list.VtxBuffer.Size);
          part.IdxOffset = static_cast<unsigned>(list.IdxBuffer.Size);
          part.ElemCount = 0;
        }
        list.IdxBuffer.push_back(static_cast<ImDrawIdx>(part.ElemCount++));
        list.VtxBuffer.push_back(*corner);
      }
    }
    if (part.ElemCount > 0) list.CmdBuffer.push_back(part);
  }
};

PartOfFrame::PartOfFrame() : impl_(std::make_unique<Impl>()) {}
PartOfFrame::~PartOfFrame() = default;

const ImDrawData& PartOfFrame::cut(const ImDrawData& data, const std::vector<Box>& boxes) {
  auto& [list, part, lists] = *impl_;
  list.CmdBuffer.resize(0);
  list.IdxBuffer.resize(0);
  list.VtxBuffer.resize(0);
  part = data;
  for (const Box& box : boxes)
    for (const ImDrawList* from : lists_of(data))
      for (const ImDrawCmd& command : from->CmdBuffer) impl_->add(*from, command, box);
#if IMGUI_VERSION_NUM < 18980
  part.CmdLists = lists;
#else
  part.CmdLists.resize(0);
  part.CmdLists.push_back(lists[0]);
#endif
  part.CmdListsCount = 1;
  part.TotalIdxCount = list.IdxBuffer.Size;
  part.TotalVtxCount = list.VtxBuffer.Size;
  return part;
}

}  // namespace carehub::app
