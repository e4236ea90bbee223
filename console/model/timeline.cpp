#include "console/model/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "console/model/case_list.hpp"
#include "console/model/options.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/tally.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

const Case* find_case(const OpenCases& cases, CaseId id) {
  const auto slot = cases.slot_of(id);
  return slot ? cases.all()[*slot].record : nullptr;
}

std::string visit_label(CaseId id, const Case* c) {
  if (c == nullptr) return std::to_string(id.value);
  const auto need = trimmed(c->referral.summary).empty()
                        ? capitalised(words(c->triage ? c->triage->need : Need::unknown))
                        : cut(c->referral.summary, 24);
  return fmt::format("{} {}", id.value, need);
}

// Nobody was sent yet.
bool is_only_proposed(const TimelineBlock& block) {
  return block.state == BlockState::proposed || block.state == BlockState::planned;
}

void set_target(TimelineBlock& block, const Case* c, Instant arrival) {
  const auto* clock = c != nullptr ? tightest_clock(*c) : nullptr;
  if (clock == nullptr) return;
  block.target = clock->due;
  block.slack_s = whole_seconds(clock->due - arrival);
  if (block.slack_s < 0 && !is_only_proposed(block)) block.state = BlockState::late;
}

class RowBuilder {
 public:
  RowBuilder(const HubIndex& index, Instant from) : index_(index), from_(from), until_(from + timeline_span) {}

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
      const auto* c = find_case(index_.cases(), visit.case_id);
      const bool is_there = i == 0 && team.status == TeamStatus::on_scene;
      // Who should be there and is not can be there now at the earliest, and who is late at one visit is late at the
      // next; the plan may not say so yet.
      const auto arrival = is_there ? visit.expected_arrival : std::max(visit.expected_arrival, free_at);
      const auto end = visit.expected_end + (arrival - visit.expected_arrival);
      const auto state = i == 0 && team.status >= TeamStatus::en_route ? BlockState::under_way : BlockState::promised;
      if (!is_there && arrival > free_at)
        add(row, {.kind = BlockKind::travel,
                  .state = state,
                  .from = free_at,
                  .until = arrival,
                  .case_id = visit.case_id,
                  .label = {},
                  .target = {}});
      TimelineBlock block{.kind = BlockKind::visit,
                          .state = state,
                          .from = arrival,
                          .until = std::max({end, arrival, from_}),
                          .case_id = visit.case_id,
                          .label = visit_label(visit.case_id, c),
                          .target = {}};
      if (!is_there) set_target(block, c, arrival);
      add(row, std::move(block));
      free_at = std::max(free_at, end);
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
                .label = "shift ends " + clock_text(index_.site().calendar, *team.shift_end),
                .target = {}});
  }

  // `free_at`: when the one before it in the plan is over; none: it comes first. Returns when this one is.
  Instant add_proposal(TimelineRow& row, const Case& c, std::optional<Instant> free_at) const {
    const auto journey = seconds{journey_s(c)};
    const auto arrival = free_at ? std::max(arrival_of(c), *free_at + journey) : arrival_of(c);
    const auto* service = find_service(index_.site(), c.assignment->service);
    const auto end = arrival + expected_visit(c, service != nullptr ? *service : ServiceConfig{});
    const auto state = c.assignment->after.given() ? BlockState::planned : BlockState::proposed;
    add(row, {.kind = BlockKind::travel,
              .state = state,
              .from = candidate_of(c) == nullptr ? free_at.value_or(from_) : std::min(arrival, arrival - journey),
              .until = arrival,
              .case_id = c.id,
              .label = {},
              .target = {}});
    TimelineBlock block{.kind = BlockKind::visit,
                        .state = state,
                        .from = arrival,
                        .until = end,
                        .case_id = c.id,
                        .label = visit_label(c.id, &c),
                        .target = {}};
    set_target(block, &c, arrival);
    add(row, std::move(block));
    return end;
  }

 private:
  [[nodiscard]] static const Candidate* candidate_of(const Case& c) {
    if (!c.explanation) return nullptr;
    const auto& offered = c.explanation->offered;
    const auto found = std::ranges::find(offered, c.assignment->unit, &Candidate::unit);
    return found == offered.end() ? nullptr : &*found;
  }
  // Nobody has set off: they are there after the whole journey, however long the proposal has waited.
  [[nodiscard]] Instant arrival_of(const Case& c) const {
    const auto expected = std::max(c.assignment->expected.value_or(from_), from_);
    const auto* candidate = candidate_of(c);
    return candidate == nullptr ? expected
                                : std::max(expected, arrival_if_sent_now(*candidate, c.explanation->at, from_));
  }
  [[nodiscard]] static std::int32_t journey_s(const Case& c) {
    const auto* candidate = candidate_of(c);
    return candidate == nullptr ? 0 : std::max(0, candidate->travel_s);
  }

  const HubIndex& index_;
  Instant from_;
  Instant until_;
};

bool overlaps(const TimelineBlock& a, const TimelineBlock& b) {
  return a.from < b.until && b.from < a.until;
}

// Several blocks as one, that says how many and which.
TimelineBlock merged(std::span<const TimelineBlock> blocks) {
  TimelineBlock all = blocks.front();
  std::string numbers;
  for (const auto& block : blocks) {
    all.from = std::min(all.from, block.from);
    all.until = std::max(all.until, block.until);
    if (block.target) all.target = std::min(all.target.value_or(*block.target), *block.target);
    all.slack_s = std::min(all.slack_s, block.slack_s);
    numbers += fmt::format("{}{}", numbers.empty() ? "" : ", ", block.case_id.value);
  }
  all.count = blocks.size();
  if (blocks.size() > 1)
    all.label = fmt::format("{} more {}: {}", blocks.size(), all.state == BlockState::planned ? "planned" : "proposed",
                            numbers);
  return all;
}

// Everything of the last lane that lies at the time of these becomes one block with them.
TimelineBlock last_lane(std::vector<TimelineBlock>& placed, std::vector<TimelineBlock> left_over) {
  auto together = merged(left_over);
  const auto joins = [&](const TimelineBlock& block) {
    return block.kind == BlockKind::visit && block.lane == timeline_lanes - 1 && overlaps(block, together);
  };
  for (auto at = placed.begin(); (at = std::ranges::find_if(placed, joins)) != placed.end(); placed.erase(at)) {
    left_over.insert(left_over.begin(), *at);
    together = merged(left_over);
  }
  together.lane = timeline_lanes - 1;
  return together;
}

// What a crew was told keeps the first lane; proposals go where there is room, and the last lane holds all others.
void set_lanes(TimelineRow& row) {
  std::vector<TimelineBlock> placed;
  std::vector<TimelineBlock> proposed;
  std::vector<TimelineBlock> ways;
  for (auto& block : row.blocks) {
    const bool promised = !is_only_proposed(block);
    (promised ? placed : block.kind == BlockKind::visit ? proposed : ways).push_back(std::move(block));
  }
  std::vector<TimelineBlock> left_over;
  for (auto& block : proposed) {
    const auto taken = [&](std::size_t lane) {
      return std::ranges::any_of(placed, [&](const auto& other) {
        return other.kind == BlockKind::visit && other.lane == lane && overlaps(other, block);
      });
    };
    block.lane = 0;
    while (block.lane < timeline_lanes && taken(block.lane)) ++block.lane;
    if (block.lane < timeline_lanes)
      placed.push_back(std::move(block));
    else
      left_over.push_back(std::move(block));
  }
  if (!left_over.empty()) placed.push_back(last_lane(placed, std::move(left_over)));
  for (const auto& block : placed) row.lanes = std::max(row.lanes, block.lane + 1);
  // The way to a proposed visit lies in its lane; of those in one block only the first is drawn.
  for (auto& way : ways) {
    const auto visit = std::ranges::find_if(placed, [&](const auto& block) {
      return block.kind == BlockKind::visit && is_only_proposed(block) && block.case_id == way.case_id;
    });
    if (visit == placed.end() || way.from >= visit->from) continue;
    way.lane = visit->lane;
    way.until = std::min(way.until, visit->from);
    placed.push_back(std::move(way));
  }
  row.blocks = std::move(placed);
}

// Who comes first, then whoever is planned behind; in order of id where nothing else is known.
std::vector<const Case*> in_order_of_plan(const HubIndex& index, const TeamFacts& team) {
  std::vector<const Case*> left, order;
  for (const auto slot : index.proposals_to(team)) left.push_back(index.cases().all()[slot].record);
  while (!left.empty()) {
    const auto waits = [&](const Case* c) {
      return std::ranges::any_of(left, [c](const Case* other) { return other->id == c->assignment->after; });
    };
    const auto next = std::ranges::find_if_not(left, waits);
    const auto taken = next == left.end() ? left.begin() : next;
    order.push_back(*taken);
    left.erase(taken);
  }
  return order;
}

}  // namespace

HeldLine make_held_line(const HubIndex& index) {
  HeldLine held;
  std::vector<std::pair<std::int64_t, CaseId>> by_time;
  for (const auto slot : index.held()) {
    const Standing& standing = index.cases().standing(slot);
    by_time.emplace_back(standing.left_s, index.cases().all()[slot].id);
    held.breached += standing.urgency == Urgency::breached ? 1U : 0U;
  }
  std::ranges::sort(by_time);
  for (const auto& [left_s, id] : by_time) held.cases.push_back(id);
  return held;
}

std::string held_words(const HeldLine& held) {
  auto words = fmt::format("{} held for later", held.cases.size());
  if (held.breached > 0) words += fmt::format(", {} of them breached", held.breached);
  return words;
}

TimelineRow make_timeline_row(const HubIndex& index, const TeamFacts& team, Instant now) {
  const RowBuilder build(index, now);
  TimelineRow row;
  row.team = team.record->id;
  row.name = team.record->id.value;
  row.detail = team.config != nullptr ? team.config->name : "";
  row.status = team.record->status;
  build.add_visits(row, *team.record);
  // Those planned behind others come after them, each when the one before it is over.
  std::map<CaseId, Instant> over;
  for (const Case* c : in_order_of_plan(index, team)) {
    const auto before = over.find(c->assignment->after);
    const bool planned = c->assignment->after.given();
    over[c->id] = build.add_proposal(row, *c, before == over.end() ? std::nullopt : std::optional(before->second));
    ++(planned ? row.planned : row.proposed);
  }
  set_lanes(row);
  build.add_breaks(row, *team.record);
  std::ranges::stable_sort(row.blocks, {}, &TimelineBlock::from);
  return row;
}

Timeline make_timeline(const Picture& picture, Instant now) {
  HubIndex index;
  index.follow(picture, now);
  Timeline timeline{.from = now, .until = now + timeline_span, .rows = {}, .held = make_held_line(index)};
  for (const auto slot : index.rows()) timeline.rows.push_back(make_timeline_row(index, index.teams()[slot], now));
  return timeline;
}

}  // namespace carehub::console
