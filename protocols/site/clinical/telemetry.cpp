// What care homes' devices may send, and what asks for somebody: telemetry.toml.
#include <fmt/format.h>

#include <algorithm>

#include "protocols/site/clinical/clinical_file.hpp"

namespace carehub::site {
namespace {

constexpr std::int32_t hundred = 100;
constexpr std::int32_t week_min = 7 * 24 * 60;

ReadingKind read_kind(TableReader& reader, std::string_view key) {
  if (!reader.has(key)) reader.error(key, "is missing; write a kind of reading, as \"glucose\"");
  return reader.one_of<ReadingKind>(key, "a kind of reading", ReadingKind::glucose);
}

std::optional<std::int32_t> read_hundredths(TableReader& reader, std::string_view key) {
  if (!reader.has(key)) return std::nullopt;
  return reader.scaled(key, hundred, 0);
}

// Another unit of a kind has the bounds of the kind's own, which stands first.
ReadingRange read_range(TableReader& reader, const std::vector<ReadingRange>& before) {
  ReadingRange range;
  range.kind = read_kind(reader, "kind");
  range.unit = reader.text("unit");
  range.per_mille = reader.scaled("factor", 1000, 1000);
  if (range.per_mille < 1 || range.per_mille > 20'000)
    reader.error("factor", "is out of range; write how much one of it is in the kind's own unit, 0.001 to 20");
  const auto own = std::ranges::find(before, range.kind, &ReadingRange::kind);
  const bool first = own == before.end();
  for (const char* key : {"least", "most"})
    if (first && !reader.has(key)) reader.error(key, "is missing; write the bounds of what a person can have");
  range.least = reader.scaled("least", hundred, first ? 0 : own->least);
  range.most = reader.scaled("most", hundred, first ? 0 : own->most);
  return range;
}

ReadingTrigger read_trigger(TableReader& reader, const SignOff& of_file) {
  ReadingTrigger trigger;
  trigger.id = reader.required_text("id");
  if (reader.has("kind")) trigger.kind = read_kind(reader, "kind");
  trigger.at_least = read_hundredths(reader, "at_least");
  trigger.at_most = read_hundredths(reader, "at_most");
  trigger.times = reader.whole("times", 1, {1, 2});
  trigger.below_usual = read_hundredths(reader, "below_usual");
  trigger.above_usual = read_hundredths(reader, "above_usual");
  if (reader.has("with_kind")) trigger.with_kind = read_kind(reader, "with_kind");
  trigger.with_at_least = read_hundredths(reader, "with_at_least");
  if (reader.has("news2_at_least")) trigger.news2_at_least = reader.whole("news2_at_least", 5, {1, 20});
  trigger.news2_red = reader.flag("news2_red", false);
  trigger.soft_signs_at_least = reader.whole("soft_signs_at_least", 0, {1, 100});
  trigger.within_min = reader.whole("within_min", trigger.within_min, {1, week_min});
  trigger.severity = reader.one_of<Severity>("severity", "a severity", Severity::medium);
  trigger.emergency = reader.flag("emergency", false);
  trigger.because = reader.required_text("because");
  trigger.advice = reader.required_text("advice");
  trigger.sign_off = read_sign_off(reader, of_file);
  return trigger;
}

}  // namespace

void read_telemetry(TableReader& root, const std::string& file, ClinicalDraft& draft) {
  auto& table = draft.content.telemetry;
  table.sign_off = read_sign_off(root);
  table.future_max_s = root.required_whole("future_max_s", {0, 86'400});
  table.old_max_min = root.required_whole("old_max_min", {1, week_min});
  for (const auto& [one, path] : root.tables("range")) {
    TableReader reader(*one, path, draft.mistakes);
    table.ranges.push_back(read_range(reader, table.ranges));
    const auto& range = table.ranges.back();
    draft.places.emplace(fmt::format("range {}/{}", name_of(range.kind), range.unit),
                         ClinicalDraft::Place{file, reader.line("kind")});
    draft.places.emplace(fmt::format("range {}", name_of(range.kind)), ClinicalDraft::Place{file, reader.line("kind")});
    reader.finish();
  }
  for (const auto& [one, path] : root.tables("trigger")) {
    TableReader reader(*one, path, draft.mistakes);
    table.triggers.push_back(read_trigger(reader, table.sign_off));
    draft.places.emplace("trigger " + table.triggers.back().id, ClinicalDraft::Place{file, reader.line("id")});
    reader.finish();
  }
  draft.places.emplace("telemetry", ClinicalDraft::Place{file, 1});
}

}  // namespace carehub::site
