#include "protocols/clinical/check_telemetry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "protocols/clinical/reading_text.hpp"
#include "protocols/clinical/telemetry.hpp"

namespace carehub::clinical {
namespace {

constexpr auto least_number = std::numeric_limits<std::int32_t>::min();
constexpr auto most_number = std::numeric_limits<std::int32_t>::max();

const ReadingRange* own_range(const TelemetryTable& table, ReadingKind kind) {
  const auto found = std::ranges::find(table.ranges, kind, &ReadingRange::kind);
  return found == table.ranges.end() ? nullptr : &*found;
}

void check_ranges(const TelemetryTable& table, std::vector<Finding>& findings) {
  for_each_value<ReadingKind>([&](ReadingKind kind) {
    if (kind != ReadingKind::soft_signs && own_range(table, kind) == nullptr)
      findings.push_back({"telemetry", std::string(name_of(kind)),
                          "has no range, so that no reading of it is believed; write a [[range]]"});
  });
  for (auto range = table.ranges.begin(); range != table.ranges.end(); ++range) {
    const auto where = fmt::format("range {}", name_of(range->kind));
    if (range->kind == ReadingKind::soft_signs)
      findings.push_back({where, "", "soft signs have no number, and no range; remove it"});
    if (range->unit.empty()) findings.push_back({where, "unit", "is missing; write the unit, as \"mmol/L\""});
    if (range->least > range->most)
      findings.push_back({where, range->unit, "has a least value above its most; exchange them"});
    const bool twice = std::any_of(table.ranges.begin(), range, [&](const auto& other) {
      return other.kind == range->kind && same_unit(other.unit, range->unit);
    });
    if (twice) findings.push_back({where, range->unit, "is given twice; keep one"});
    if (range->per_mille != 1000 && &*range == own_range(table, range->kind))
      findings.push_back({where, range->unit, "is the kind's own unit, the first; leave out its factor"});
  }
}

bool says_nothing(const ReadingTrigger& trigger) {
  return !trigger.kind && !trigger.with_kind && !trigger.news2_at_least && !trigger.news2_red &&
         trigger.soft_signs_at_least <= 0;
}

bool has_bounds(const ReadingTrigger& trigger) {
  return trigger.at_least || trigger.at_most || trigger.below_usual || trigger.above_usual;
}

std::int32_t least_of(const ReadingTrigger& trigger) {
  return trigger.at_least.value_or(least_number);
}
std::int32_t most_of(const ReadingTrigger& trigger) {
  return trigger.at_most.value_or(most_number);
}

// A reading within both is believed.
bool can_be(const TelemetryTable& table, ReadingKind kind, std::int32_t least, std::int32_t most) {
  const auto* range = own_range(table, kind);
  return range == nullptr || (least <= range->most && most >= range->least);
}

void check_reachable(const TelemetryTable& table, const ReadingTrigger& trigger, std::vector<Finding>& findings) {
  const auto where = "trigger " + trigger.id;
  if (least_of(trigger) > most_of(trigger))
    findings.push_back({where, "at_least", "is above at_most, so that it can never hold; exchange them"});
  else if (trigger.kind && !can_be(table, *trigger.kind, least_of(trigger), most_of(trigger)))
    findings.push_back({where, "", "can never hold: its values lie outside what is believed of a device"});
  if (trigger.with_kind && trigger.with_at_least &&
      !can_be(table, *trigger.with_kind, *trigger.with_at_least, most_number))
    findings.push_back({where, "with_at_least", "can never hold: it lies outside what is believed of a device"});
  if (trigger.below_usual && trigger.above_usual)
    findings.push_back({where, "below_usual", "and above_usual exclude each other; write two triggers"});
}

void check_trigger(const ClinicalContent& content, const ReadingTrigger& trigger, std::vector<Finding>& findings) {
  const auto where = "trigger " + trigger.id;
  if (says_nothing(trigger)) findings.push_back({where, "", "names nothing that must hold; say what"});
  if (!trigger.kind && (has_bounds(trigger) || trigger.times > 1))
    findings.push_back({where, "kind", "is missing; say of which reading the values are"});
  if (trigger.kind && !has_bounds(trigger))
    findings.push_back({where, "kind", "has no values, so that every reading holds; write at_least or at_most"});
  if (trigger.kind == ReadingKind::soft_signs || trigger.with_kind == ReadingKind::soft_signs)
    findings.push_back({where, "kind", "soft signs have no number; write soft_signs_at_least"});
  if (trigger.with_at_least.has_value() != trigger.with_kind.has_value())
    findings.push_back({where, "with_kind", "and with_at_least belong together; write both, or neither"});
  const auto signs = static_cast<std::int32_t>(content.soft_signs.signs.size());
  if (trigger.soft_signs_at_least > signs)
    findings.push_back({where, "soft_signs_at_least", fmt::format("can never hold: there are {} soft signs", signs)});
  if (is_urine_alone(trigger))
    findings.push_back(
        {where, "kind", "urine alone is never raised from 65 on; add soft signs or another reading", true});
  check_reachable(content.telemetry, trigger, findings);
}

// Nothing but the values of one kind.
bool is_plain(const ReadingTrigger& trigger) {
  return trigger.kind && !trigger.with_kind && !trigger.below_usual && !trigger.above_usual &&
         !trigger.news2_at_least && !trigger.news2_red && trigger.soft_signs_at_least <= 0;
}

void check_overlaps(const TelemetryTable& table, std::vector<Finding>& findings) {
  for (auto a = table.triggers.begin(); a != table.triggers.end(); ++a)
    for (auto b = a + 1; b != table.triggers.end(); ++b) {
      if (!is_plain(*a) || !is_plain(*b) || a->kind != b->kind || a->times != b->times) continue;
      const auto from = std::max(least_of(*a), least_of(*b));
      const auto to = std::min(most_of(*a), most_of(*b));
      if (from > to) continue;
      const auto shared = from != least_number ? from : to;
      findings.push_back({"trigger " + b->id, "",
                          fmt::format("overlaps with {}: {} is in both; let each begin where the other ends", a->id,
                                      value_words(table, *a->kind, shared == most_number ? 0 : shared))});
    }
}

}  // namespace

void check_telemetry(const ClinicalContent& content, std::vector<Finding>& findings) {
  const auto& table = content.telemetry;
  check_ranges(table, findings);
  std::set<std::string> ids;
  for (const auto& trigger : table.triggers) {
    if (!ids.insert(trigger.id).second)
      findings.push_back({"trigger " + trigger.id, "", "is defined twice; rename or remove one"});
    check_trigger(content, trigger, findings);
  }
  check_overlaps(table, findings);
  const bool by_signs_alone = std::ranges::any_of(table.triggers, [](const ReadingTrigger& trigger) {
    return trigger.soft_signs_at_least == 1 && !trigger.kind && !trigger.with_kind && !trigger.news2_at_least &&
           !trigger.news2_red;
  });
  if (!by_signs_alone)
    findings.push_back(
        {"telemetry", "soft signs", "no trigger holds by one soft sign alone; a score never overrules concern"});
}

}  // namespace carehub::clinical
