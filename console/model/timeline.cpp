#include "console/model/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "console/model/case_list.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

const Case* find_case(const Picture& picture, CaseId id) {
  const auto found = picture.cases.find(id);
  return found == picture.cases.end() ? nullptr : found->second.get();
}

std::string visit_label(CaseId id, const Case* c) {
  if (c == nullptr) return std::to_string(id.value);
  const auto need = trimmed(c->referral.summary).empty()
                        ? capitalised(words(c->triage ? c->triage->need : Need::unknown))
                        : cut(c->referral.summary, 24);
  return fmt::format("{} {}", id.value, need);
}

void set_target(TimelineBlock& block, const Case* c, Instant arrival) {
  const auto* clock = c != nullptr ? tightest_clock(*c) : nullptr;
  if (clock == nullptr) return;
  block.target = clock->due;
  block.slack_s = whole_seconds(clock->due - arrival);
  if (block.slack_s < 0 && block.state != BlockState::proposed) block.state = BlockState::late;
}

class RowBuilder {
 public:
  RowBuilder(const Picture& picture, Instant from, Instant until) : picture_(picture), from_(from), until_(until) {}

  void add(TimelineRow& row, TimelineBlock block) const {
    if (block.until < from_ || block.from > until_) return;
    block.from = std::max(block.from, from_);
    block.until = std::min(block.until, until_);
    row.blocks.push_back(std::move(block));
  }

  void add_visits(TimelineRow& row, const Team& team) const {
    auto free_at = from_;
    for (std::size_t i = 0; i < team.queue.size(); ++i) {
      const auto& visit = team.queue[i];
      const auto* c = find_case(picture_, visit.case_id);
      const bool is_there = i == 0 && team.status == TeamStatus::on_scene;
      const auto state = i == 0 && team.status >= TeamStatus::en_route ? BlockState::under_way : BlockState::promised;
      if (!is_there && visit.expected_arrival > free_at)
        add(row, {.kind = BlockKind::travel,
                  .state = state,
                  .from = free_at,
                  .until = visit.expected_arrival,
                  .case_id = visit.case_id,
                  .label = {},
                  .target = {}});
      TimelineBlock block{.kind = BlockKind::visit,
                          .state = state,
                          .from = visit.expected_arrival,
                          .until = std::max(visit.expected_end, from_),
                          .case_id = visit.case_id,
                          .label = visit_label(visit.case_id, c),
                          .target = {}};
      if (!is_there) set_target(block, c, visit.expected_arrival);
      add(row, std::move(block));
      free_at = std::max(free_at, visit.expected_end);
    }
  }

  // A crew takes its break when its visit is over.
  static Instant after_visits(const TimelineRow& row, Instant from) {
    for (const auto& block : row.blocks)
      if (block.from < from + minutes{30} && from < block.until) from = block.until;
    return from;
  }

  void add_breaks(TimelineRow& row, const Team& team) const {
    if (team.status == TeamStatus::on_break && team.break_until)
      add(row, {.kind = BlockKind::break_,
                .state = BlockState::under_way,
                .from = team.status_since,
                .until = *team.break_until,
                .case_id = {},
                .label = "break",
                .target = {}});
    else if (team.break_planned) {
      const auto from = after_visits(row, *team.break_planned);
      add(row, {.kind = BlockKind::break_,
                .state = BlockState::promised,
                .from = from,
                .until = from + minutes{30},
                .case_id = {},
                .label = "break",
                .target = {}});
    }
    if (team.shift_end)
      add(row, {.kind = BlockKind::shift_end,
                .state = BlockState::promised,
                .from = *team.shift_end,
                .until = *team.shift_end,
                .case_id = {},
                .label = "shift ends " + clock_text(picture_.site->calendar, *team.shift_end),
                .target = {}});
  }

  void add_proposal(TimelineRow& row, const Case& c) const {
    const auto arrival = c.assignment->expected.value_or(from_);
    const auto* service = find_service(*picture_.site, c.assignment->service);
    const minutes length{service != nullptr ? service->visit_min : 45};
    add(row, {.kind = BlockKind::travel,
              .state = BlockState::proposed,
              .from = leaves_at(c, arrival),
              .until = arrival,
              .case_id = c.id,
              .label = {},
              .target = {}});
    TimelineBlock block{.kind = BlockKind::visit,
                        .state = BlockState::proposed,
                        .from = arrival,
                        .until = arrival + length,
                        .case_id = c.id,
                        .label = visit_label(c.id, &c),
                        .target = {}};
    set_target(block, &c, arrival);
    add(row, std::move(block));
  }

 private:
  [[nodiscard]] Instant leaves_at(const Case& c, Instant arrival) const {
    if (!c.explanation) return from_;
    const auto& offered = c.explanation->offered;
    const auto found = std::ranges::find(offered, c.assignment->unit, &Candidate::unit);
    return found == offered.end() ? from_ : std::min(arrival, arrival - seconds{std::max(0, found->travel_s)});
  }

  const Picture& picture_;
  Instant from_;
  Instant until_;
};

std::map<TeamId, std::vector<const Case*>> proposals_by_team(const Picture& picture) {
  std::map<TeamId, std::vector<const Case*>> proposals;
  for (const auto& [id, c] : picture.cases)
    if (c->status == CaseStatus::proposed && c->assignment && c->assignment->kind == UnitKind::team)
      proposals[TeamId{c->assignment->unit}].push_back(c.get());
  return proposals;
}

}  // namespace

Timeline make_timeline(const Picture& picture, Instant now) {
  Timeline timeline{.from = now, .until = now + timeline_span, .rows = {}};
  const RowBuilder build(picture, timeline.from, timeline.until);
  const auto proposals = proposals_by_team(picture);
  std::vector<std::pair<std::string, const Team*>> order;
  for (const auto& [id, team] : picture.teams) {
    const bool shown = team->status != TeamStatus::off_duty || !team->queue.empty() || proposals.contains(id);
    if (shown && !team->retired) order.emplace_back(team->service.value, team.get());
  }
  std::ranges::stable_sort(order, {}, [](const auto& one) { return one.first; });
  std::map<TeamId, const TeamConfig*> configs;
  for (const auto& config : picture.site->teams) configs.emplace(config.id, &config);
  for (const auto& [service, team] : order) {
    const auto config = configs.find(team->id);
    TimelineRow row{.team = team->id,
                    .name = team->id.value,
                    .detail = config != configs.end() ? config->second->name : "",
                    .status = team->status,
                    .blocks = {}};
    build.add_visits(row, *team);
    if (const auto found = proposals.find(team->id); found != proposals.end())
      for (const auto* c : found->second) build.add_proposal(row, *c);
    build.add_breaks(row, *team);
    std::ranges::stable_sort(row.blocks, {}, &TimelineBlock::from);
    timeline.rows.push_back(std::move(row));
  }
  return timeline;
}

}  // namespace carehub::console
