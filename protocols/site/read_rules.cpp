// Travel, clocks, needs, demand and thresholds.
#include <fmt/format.h>

#include <numeric>

#include "protocols/site/sections.hpp"
#include "protocols/site/text_file.hpp"
#include "protocols/site/travel_file.hpp"

namespace carehub::site {
namespace {

constexpr std::size_t hours_in_day = 24;
constexpr std::size_t days_in_week = 7;

void read_speeds(TableReader& reader, TravelModel& travel) {
  if (!reader.has("kmh_by_hour")) return;
  const auto speeds = reader.scaled_list("kmh_by_hour", 1);
  if (speeds.size() != hours_in_day)
    reader.error("kmh_by_hour", fmt::format("has {} numbers; write 24, one for each hour from 00", speeds.size()));
  else if (std::ranges::any_of(speeds, [](auto kmh) { return kmh < 1 || kmh > 130; }))
    reader.error("kmh_by_hour", "has a speed below 1 or above 130 km/h; write what a car averages");
  else
    travel.kmh_by_hour = speeds;
}

void read_barriers(TableReader& reader, Draft& draft, TravelModel& travel) {
  for (const auto& [table, path] : reader.tables("barrier")) {
    TableReader one(*table, path, draft.mistakes);
    Barrier barrier;
    barrier.name = one.required_text("name");
    barrier.line = one.line_of_positions("line", 2);
    barrier.extra_min = one.whole("extra_min", 0, {0, 1440});
    if (one.flag("unreachable", false)) {
      if (one.has("extra_min")) one.error("extra_min", "has no meaning beside unreachable = true; remove one of them");
      barrier.extra_min = -1;
    } else if (!one.has("extra_min")) {
      one.error("extra_min", "is missing; write the minutes that crossing costs, or unreachable = true");
    }
    draft.provenance(one, path);
    one.finish();
    travel.barriers.push_back(std::move(barrier));
  }
}

// matrix = "isle-of-wight.travel.csv", beside the site file
void read_matrix(TableReader& reader, Draft& draft, TravelModel& travel) {
  const auto name = reader.text("matrix");
  const auto reach_m = reader.whole("zone_reach_m", travel.matrix.reach_m, {200, 50'000});
  if (name.empty()) {
    if (reader.has("matrix")) reader.error("matrix", "is empty; name a file of travel times, or remove it");
    if (reader.has("zone_reach_m")) reader.error("zone_reach_m", "has no meaning without matrix; remove it");
    return;
  }
  const auto text = read_file(draft.folder / name, travel_file_bytes_max);
  if (!text) {
    reader.error("matrix", fmt::format("'{}': {}; name a file beside the site file", name, text.error().detail));
    return;
  }
  travel.matrix = read_travel_file(*text, name, draft.site.localities, draft.mistakes);
  travel.matrix.reach_m = reach_m;
  draft.beside += *text;
}

ClockRule read_clock(TableReader& reader) {
  ClockRule rule;
  if (!reader.has("kind")) reader.error("kind", "is missing; write for example kind = \"two_hour\"");
  rule.kind = reader.one_of<ClockKind>("kind", "a kind of clock", ClockKind::two_hour);
  rule.sources = reader.many_of<Source>("sources", "a source");
  rule.needs = reader.many_of<Need>("needs", "a need");
  rule.services = reader.many_of<ServiceKind>("services", "a kind of service");
  if (!reader.has("start")) reader.error("start", "is missing; write what starts the clock, as \"received\"");
  rule.start = reader.one_of<ClockMoment>("start", "a moment", ClockMoment::received);
  if (!reader.has("stop") || reader.is_empty_list("stop"))
    reader.error("stop", "is missing; write what stops the clock, as [\"on_scene\"]");
  rule.stop = reader.many_of<ClockMoment>("stop", "a moment");
  if (holds(rule.stop, rule.start))
    reader.error("stop", fmt::format("'{}' also starts it; a clock cannot stop where it starts", name_of(rule.start)));
  rule.from_message = reader.flag("from_message", false);
  rule.categories = reader.many_of<AmbulanceCategory>("categories", "an ambulance category");
  rule.from_disposition = reader.flag("from_disposition", false);
  rule.from_floor = reader.flag("from_floor", false);
  if (!rule.from_message && !rule.from_disposition && !reader.has("target_min"))
    reader.error("target_min", "is missing; write the minutes allowed, or from_message = true");
  rule.target_min = reader.whole("target_min", 120, {1, 100'000});
  rule.starts_when_open = reader.flag("starts_when_open", false);
  rule.minimum_age_years = reader.whole("minimum_age_years", 0, {0, 120});
  rule.leads = reader.flag("leads", true);
  return rule;
}

void check_weights(TableReader& reader, std::string_view key, std::vector<std::int32_t>& weights) {
  if (!reader.has(key)) {
    reader.error(key, "is missing; write 24 weights, one for each hour from 00");
  } else if (weights.size() != hours_in_day) {
    reader.error(key, fmt::format("has {} weights; write 24, one for each hour from 00", weights.size()));
  } else if (std::accumulate(weights.begin(), weights.end(), 0) == 0) {
    reader.error(key, "is all zero; give at least one hour a weight");
  }
}

void read_day_factors(TableReader& reader, DemandStream& stream) {
  if (!reader.has("day_factors")) return;
  auto factors = reader.scaled_list("day_factors", 100);
  if (factors.size() != days_in_week)
    reader.error("day_factors", fmt::format("has {} numbers; write 7, Monday first", factors.size()));
  else
    stream.day_factors_percent = std::move(factors);
}

// needs = { falls = 20, frailty = 10 }
void read_need_mix(TableReader& reader, Draft& draft, DemandStream& stream) {
  const auto* table = reader.table("needs");
  if (table == nullptr) {
    if (!reader.has("needs")) reader.error("needs", "is missing; write how often each need occurs, as { falls = 20 }");
    return;
  }
  TableReader mix(*table, reader.field("needs"), draft.mistakes);
  for (std::size_t i = 0; i < table->keys.size(); ++i) {
    const auto& key = table->keys[i];
    const auto weight = mix.whole(key, 0, {0, 100'000});
    const auto need = mix.named<Need>({key, mix.line(key), mix.field(key)}, "a need");
    if (!need) continue;
    stream.needs.push_back(*need);
    stream.need_weights.push_back(weight);
  }
  if (std::accumulate(stream.need_weights.begin(), stream.need_weights.end(), 0) == 0 && !stream.needs.empty())
    reader.error("needs", "is all zero; give at least one need a weight");
}

DemandStream read_stream(TableReader& reader, Draft& draft) {
  DemandStream stream;
  if (!reader.has("source")) reader.error("source", "is missing; write for example source = \"nhs111\"");
  stream.source = reader.one_of<Source>("source", "a source", Source::nhs111);
  stream.name = reader.required_text("name");
  if (!reader.has("per_day")) reader.error("per_day", "is missing; write the mean number of calls a day");
  stream.per_day_x100 = reader.scaled("per_day", 100, 0);
  stream.weekday_weights = reader.scaled_list("weekday", 10);
  check_weights(reader, "weekday", stream.weekday_weights);
  stream.weekend_weights = reader.has("weekend") ? reader.scaled_list("weekend", 10) : stream.weekday_weights;
  if (reader.has("weekend")) check_weights(reader, "weekend", stream.weekend_weights);
  read_day_factors(reader, stream);
  read_need_mix(reader, draft, stream);
  return stream;
}

}  // namespace

void read_travel(TableReader& root, Draft& draft) {
  const auto* table = root.table("travel");
  if (table == nullptr) return;
  TableReader reader(*table, "travel", draft.mistakes);
  auto& travel = draft.site.travel;
  travel.detour_percent = reader.whole("detour_percent", travel.detour_percent, {100, 500});
  read_speeds(reader, travel);
  travel.fixed_s = reader.whole("fixed_s", travel.fixed_s, {0, 7200});
  travel.person_kmh = reader.whole("person_kmh", travel.person_kmh, {1, 130});
  travel.person_fixed_s = reader.whole("person_fixed_s", travel.person_fixed_s, {0, 7200});
  read_barriers(reader, draft, travel);
  read_matrix(reader, draft, travel);
  travel.learn = reader.flag("learn", false);
  travel.apply_learned = reader.flag("apply_learned", true);
  if (reader.has("apply_learned") && !travel.learn)
    reader.error("apply_learned", "has no meaning without learn = true; write that, or remove it");
  draft.provenance(reader, "travel");
  reader.finish();
}

void read_clocks(TableReader& root, Draft& draft) {
  for (const auto& [table, path] : root.tables("clock")) {
    TableReader reader(*table, path, draft.mistakes);
    auto rule = read_clock(reader);
    if (!reader.has("basis"))
      reader.error("basis", "is missing; write which standard the rule follows, with its edition");
    const auto provenance = draft.provenance(reader, path, false);
    rule.source = provenance.basis;
    rule.confirmed = provenance.confirmed;
    reader.finish();
    draft.site.clock_rules.push_back(std::move(rule));
  }
  if (draft.site.clock_rules.empty())
    root.error("clock", "none is given; write a [[clock]] for each promise the hub makes");
}

namespace {

// What the hub has none of cannot be asked.
std::vector<ServiceKind> kinds_here(const Site& site, const std::vector<ServiceKind>& wanted) {
  std::vector<ServiceKind> here;
  for (const auto kind : wanted)
    if (std::ranges::any_of(site.services, [&](const auto& service) { return service.kind == kind; }))
      here.push_back(kind);
  return here;
}

// What a site does differently holds for its pathways as well.
void apply_to_pathway(const NeedRule& rule, std::optional<std::int32_t> target_min, ClinicalContent& content) {
  const auto pathway = std::ranges::find(content.pathways, rule.need, &Pathway::need);
  if (pathway == content.pathways.end()) return;
  pathway->services = rule.services;
  pathway->skills = rule.skills;
  pathway->priority = rule.priority;
  if (target_min) pathway->target_min = target_min;
  std::erase_if(pathway->never, [&](ServiceKind kind) { return holds(rule.services, kind); });
}

// The pathway of each need says what triage assumes; a [[need]] of the site takes its place.
void add_needs_of_pathways(Draft& draft) {
  for (const auto& pathway : draft.site.clinical.pathways) {
    if (draft.line_of("need", std::string(name_of(pathway.need))) != 0) continue;
    const auto services = kinds_here(draft.site, pathway.services);
    if (!services.empty()) draft.site.need_rules.push_back({pathway.need, pathway.skills, services, pathway.priority});
  }
}

}  // namespace

void read_needs(TableReader& root, Draft& draft) {
  for (const auto& [table, path] : root.tables("need")) {
    TableReader reader(*table, path, draft.mistakes);
    NeedRule rule;
    if (!reader.has("need")) reader.error("need", "is missing; write for example need = \"falls\"");
    rule.need = reader.one_of<Need>("need", "a need", Need::unknown);
    rule.skills = read_skills(reader, "skills");
    rule.services = reader.many_of<ServiceKind>("services", "a kind of service");
    if (!reader.has("services") || reader.is_empty_list("services"))
      reader.error("services", "is missing; write the kinds of service that may take it, best first");
    rule.priority = static_cast<Priority>(reader.whole("priority", 3, {1, 4}));
    std::optional<std::int32_t> target_min;
    if (reader.has("target_min")) target_min = reader.whole("target_min", 120, {1, 100'000});
    if (reader.has("need") && rule.need != Need::unknown)
      draft.define(reader, "need", "need", std::string(name_of(rule.need)));
    draft.provenance(reader, path);
    reader.finish();
    apply_to_pathway(rule, target_min, draft.site.clinical);
    draft.site.need_rules.push_back(std::move(rule));
  }
  add_needs_of_pathways(draft);
}

void read_demand(TableReader& root, Draft& draft) {
  for (const auto& [table, path] : root.tables("demand")) {
    TableReader reader(*table, path, draft.mistakes);
    auto stream = read_stream(reader, draft);
    if (!reader.has("basis")) reader.error("basis", "is missing; write where the figure comes from");
    stream.basis = draft.provenance(reader, path).basis;
    reader.finish();
    draft.site.demand.push_back(std::move(stream));
  }
}

void read_matching(TableReader& root, Draft& draft) {
  const auto* table = root.table("matching");
  if (table == nullptr) return;
  TableReader reader(*table, "matching", draft.mistakes);
  auto& matching = draft.site.matching;
  matching.policy = reader.one_of<MatchingPolicy>("policy", "a way of matching", matching.policy);
  if (reader.has("weights")) {
    matching.weights = reader.scaled_list("weights", 1);
    if (matching.weights.size() != 4 || std::ranges::any_of(matching.weights, [](int w) { return w < 1 || w > 1000; }))
      reader.error("weights", "write four whole numbers from 1 to 1000, of priorities 1 to 4");
  }
  for_each_member<MatchingRules>([&](int, std::string_view name, auto member) {
    if constexpr (std::is_same_v<decltype(member), std::int32_t MatchingRules::*>) {
      auto& value = matching.*member;
      value = reader.whole(name, value, {0, 100'000});
    }
  });
  if (matching.review_s < 1) reader.error("review_s", "is 0; write at least 1 second");
  if (matching.rounds > 1000) reader.error("rounds", "is above 1000; no decision may take that long");
  draft.provenance(reader, "matching");
  reader.finish();
}

void read_lookahead(TableReader& root, Draft& draft) {
  const auto* table = root.table("lookahead");
  if (table == nullptr) return;
  TableReader reader(*table, "lookahead", draft.mistakes);
  auto& rules = draft.site.lookahead;
  for_each_member<LookaheadRules>([&](int, std::string_view name, auto member) {
    auto& value = rules.*member;
    value = reader.whole(name, value, {0, 1'000'000'000});
  });
  if (rules.horizon_min < 30 || rules.horizon_min > 480 || rules.horizon_min % 30 != 0)
    reader.error("horizon_min", "write whole half hours from 30 to 480 minutes");
  if (rules.forecast_min > 480 || rules.forecast_min % 30 != 0)
    reader.error("forecast_min", "write whole half hours, at most 480 minutes; 0: none");
  if (rules.forecast_futures < 1 || rules.forecast_futures > 10'000)
    reader.error("forecast_futures", "write 1 to 10000");
  if (rules.futures < 1 || rules.futures > 10'000) reader.error("futures", "write 1 to 10000");
  if (rules.action_futures < 1 || rules.action_futures > rules.futures)
    reader.error("action_futures", "write 1 to as many as `futures`");
  if (rules.visit_spread_permille > 2000) reader.error("visit_spread_permille", "is above 2000, twice the mean");
  if (rules.travel_spread_permille > 2000) reader.error("travel_spread_permille", "is above 2000, twice the mean");
  draft.provenance(reader, "lookahead");
  reader.finish();
}

void read_thresholds(TableReader& root, Draft& draft) {
  const auto* table = root.table("thresholds");
  if (table == nullptr) return;
  TableReader reader(*table, "thresholds", draft.mistakes);
  for_each_member<Thresholds>([&](int, std::string_view name, auto member) {
    auto& value = draft.site.thresholds.*member;
    if constexpr (std::is_same_v<decltype(member), std::int32_t Thresholds::*>) {
      value = reader.whole(name, value, {1, 100'000});
    } else if (reader.has(name)) {
      value = reader.scaled_list(name, 1);
    }
  });
  const auto& welfare = draft.site.thresholds.welfare_call_min;
  if (reader.has("welfare_call_min") &&
      (welfare.size() != 4 || std::ranges::any_of(welfare, [](int m) { return m < 0 || m > 1440; })))
    reader.error("welfare_call_min", "write four whole numbers from 0 to 1440, of priorities 1 to 4; 0 means no calls");
  const auto& thresholds = draft.site.thresholds;
  if (thresholds.position_unknown_s <= thresholds.position_stale_s)
    reader.error("position_unknown_s", fmt::format("{} s is not above position_stale_s ({} s); write a larger one",
                                                   thresholds.position_unknown_s, thresholds.position_stale_s));
  if (thresholds.escalate_medium_min < thresholds.escalate_high_min)
    reader.error("escalate_medium_min", fmt::format("{} min is below escalate_high_min ({} min); write a larger one",
                                                    thresholds.escalate_medium_min, thresholds.escalate_high_min));
  if (thresholds.board_low_percent > 100)
    reader.error("board_low_percent", fmt::format("{} is out of range; write 1 to 100", thresholds.board_low_percent));
  draft.provenance(reader, "thresholds");
  reader.finish();
}

}  // namespace carehub::site
