#include "console/app/bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "console/app/sample.hpp"
#include "console/app/stage.hpp"
#include "console/app/worker.hpp"
#include "console/views/shell.hpp"

namespace carehub::app {
namespace {

using widgets::Key;

// One case changes in every new picture, as it does when a hub is busy.
std::shared_ptr<const console::Picture> next_picture(const console::Picture& before, int step) {
  auto picture = std::make_shared<console::Picture>(before);
  ++picture->number;
  const CaseId id{1037 + static_cast<std::uint64_t>(step) % std::max<std::size_t>(1, before.cases.size())};
  const auto found = picture->cases.find(id);
  if (found == picture->cases.end()) return picture;
  auto changed = std::make_shared<Case>(*found->second);
  ++changed->version;
  picture->cases[id] = std::move(changed);
  return picture;
}

widgets::Input input_of(int frame) {
  widgets::Input input;
  input.mouse = {960, 540};
  if (frame % 7 == 0) input.keys.push_back({Key::down});
  if (frame % 50 == 0) input.keys.push_back({Key::end});
  if (frame % 50 == 25) input.keys.push_back({Key::home});
  if (frame % 40 == 10) input.typed = "/";
  if (frame % 40 == 12) input.typed = "A 1042 T0";
  if (frame % 40 == 15) input.keys.push_back({Key::escape});
  if (frame % 90 == 60) input.keys.push_back({Key::left, 0, true});
  return input;
}

}  // namespace

Result<std::string> bench_frames(const BenchWish& wish) {
  const Instant start = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours(19) + minutes(42);
  CAREHUB_TRY(const auto stage, Stage::create(1920, 1080, 1));
  views::Shell shell(views::make_operator());
  views::Facts facts;
  facts.picture = std::make_shared<const console::Picture>(huge_picture(start, wish.cases, wish.teams));
  facts.loading = false;
  facts.link.live = true;
  facts.who = {UserName("a.reed"), Role::operator_, "bench"};
  Worker worker({});
  facts.background = [&](std::function<void()> job) { worker.run(std::move(job)); };
  std::vector<double> ms;
  for (int frame = 0; frame < wish.frames; ++frame) {
    facts.now = start + std::chrono::milliseconds(100) * frame;
    if (frame % 5 == 4) facts.picture = next_picture(*facts.picture, frame);
    widgets::Input input = input_of(frame);
    const auto before = std::chrono::steady_clock::now();
    (void)stage->build(input, [&](widgets::Ui& ui, const widgets::Box& screen) {
      views::Requests requests;
      shell.draw(facts, ui, screen, requests);
    });
    // The first frames fill caches that live as long as the console.
    if (frame >= 20)
      ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count());
  }
  std::ranges::sort(ms);
  const auto at = [&](double part) {
    return ms.empty() ? 0.0
                      : ms[std::min(ms.size() - 1, static_cast<std::size_t>(part * static_cast<double>(ms.size())))];
  };
  return fmt::format(
      R"({{"frame_build_ms_p50":{:.3f},"frame_build_ms_p99":{:.3f},"frame_build_ms_max":{:.3f},"cases":{},"teams":{},"frames":{}}})",
      at(0.5), at(0.99), ms.empty() ? 0.0 : ms.back(), wish.cases, wish.teams, ms.size());
}

}  // namespace carehub::app
