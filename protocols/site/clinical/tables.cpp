// Facts, red flags, rules, soft signs, dispositions and the early warning bands.
#include <fmt/format.h>

#include "protocols/site/clinical/clinical_file.hpp"

namespace carehub::site {
namespace {

template <class Read>
void each_table(TableReader& root, std::string_view key, ClinicalDraft& draft, Read read) {
  for (const auto& [table, path] : root.tables(key)) {
    TableReader one(*table, path, draft.mistakes);
    read(one);
    one.finish();
  }
}

void note(ClinicalDraft& draft, const std::string& what, const std::string& file, const TableReader& reader,
          std::string_view key) {
  draft.places.emplace(what, ClinicalDraft::Place{file, reader.line(key)});
}

FactKind read_fact_kind(TableReader& reader) {
  if (!reader.has("kind")) reader.error("kind", "is missing; write yes_no, number, choice or text");
  return reader.one_of<FactKind>("kind", "a kind of fact", FactKind::yes_no);
}

FactDefinition read_fact(TableReader& reader) {
  FactDefinition fact;
  fact.id = reader.required_text("id");
  fact.kind = read_fact_kind(reader);
  fact.words = reader.required_text("words");
  fact.ask = reader.text("ask");
  if (fact.kind == FactKind::number) {
    fact.unit = reader.text("unit");
    fact.least = reader.required_whole("least", {-1000, 10'000'000});
    fact.most = reader.required_whole("most", {-1000, 10'000'000});
  }
  if (fact.kind == FactKind::choice) fact.values = reader.texts("values");
  return fact;
}

ClinicalRule read_rule(TableReader& reader, const SignOff& of_file, std::vector<Mistake>& mistakes) {
  ClinicalRule rule;
  rule.id = reader.required_text("id");
  rule.when = read_conditions(reader, "when", mistakes);
  rule.unless = read_conditions(reader, "unless", mistakes);
  rule.result = read_result(reader, "result", ClinicalResult::open);
  rule.never = reader.many_of<ServiceKind>("never", "a kind of service");
  rule.first = reader.many_of<ServiceKind>("first", "a kind of service");
  if (reader.has("target_min")) rule.target_min = reader.whole("target_min", 120, {1, 100'000});
  if (reader.has("priority")) rule.priority = static_cast<Priority>(reader.whole("priority", 3, {1, 4}));
  rule.skills = read_skills(reader, "skills");
  rule.because = reader.required_text("because");
  rule.sign_off = read_sign_off(reader, of_file);
  return rule;
}

News2Band read_band(TableReader& reader, News2Parameter parameter) {
  News2Band band{.parameter = parameter, .at_least = {}, .at_most = {}};
  if (reader.has("from")) band.at_least = reader.whole("from", 0, {0, 1000});
  if (reader.has("to")) band.at_most = reader.whole("to", 0, {0, 1000});
  band.points = reader.required_whole("points", {0, 3});
  band.spo2_scale = reader.whole("scale", 0, {1, 2});
  if (reader.has("on_oxygen")) band.on = reader.flag("on_oxygen", false) ? OxygenUse::given : OxygenUse::air;
  return band;
}

}  // namespace

void read_facts(TableReader& root, const std::string& file, ClinicalDraft& draft) {
  each_table(root, "fact", draft, [&](TableReader& reader) {
    draft.content.facts.push_back(read_fact(reader));
    note(draft, "fact " + draft.content.facts.back().id, file, reader, "id");
  });
}

void read_red_flags(TableReader& root, const std::string& file, ClinicalDraft& draft) {
  const auto of_file = read_sign_off(root);
  each_table(root, "red_flag", draft, [&](TableReader& reader) {
    draft.content.red_flags.push_back(
        {reader.required_text("code"), reader.required_text("words"), read_sign_off(reader, of_file)});
    note(draft, "red flag " + draft.content.red_flags.back().code, file, reader, "code");
  });
}

void read_rules(TableReader& root, const std::string& file, ClinicalDraft& draft) {
  const auto of_file = read_sign_off(root);
  each_table(root, "rule", draft, [&](TableReader& reader) {
    draft.content.rules.push_back(read_rule(reader, of_file, draft.mistakes));
    note(draft, "rule " + draft.content.rules.back().id, file, reader, "id");
  });
}

void read_news2(TableReader& root, const std::string& file, ClinicalDraft& draft) {
  auto& table = draft.content.news2;
  table.sign_off = read_sign_off(root);
  table.medium_from = root.required_whole("medium_from", {1, 20});
  table.high_from = root.required_whole("high_from", {1, 20});
  table.red_points = root.required_whole("red_points", {1, 3});
  table.least_age_years = root.required_whole("least_age_years", {0, 130});
  for_each_value<News2Parameter>([&](News2Parameter parameter) {
    each_table(root, name_of(parameter), draft,
               [&](TableReader& reader) { table.bands.push_back(read_band(reader, parameter)); });
  });
  draft.places.emplace("NEWS2", ClinicalDraft::Place{file, 1});
}

void read_soft_signs(TableReader& root, const std::string& file, ClinicalDraft& draft) {
  auto& table = draft.content.soft_signs;
  table.sign_off = read_sign_off(root);
  each_table(root, "sign", draft, [&](TableReader& reader) {
    table.signs.push_back({reader.required_text("code"), reader.required_text("words")});
    note(draft, "sign " + table.signs.back().code, file, reader, "code");
  });
}

void read_dispositions(TableReader& root, const std::string& file, ClinicalDraft& draft) {
  auto& table = draft.content.dispositions;
  table.sign_off = read_sign_off(root);
  each_table(root, "disposition", draft, [&](TableReader& reader) {
    Disposition one;
    one.code = reader.required_text("code");
    one.words = reader.required_text("words");
    if (reader.has("within_min")) one.within_min = reader.whole("within_min", 0, {0, 100'000});
    one.kind = reader.required_text("class");
    one.need = reader.one_of<Need>("need", "a need", Need::unknown);
    one.services = reader.many_of<ServiceKind>("services", "a kind of service");
    one.basis = reader.required_text("basis");
    note(draft, "disposition " + one.code, file, reader, "code");
    table.codes.push_back(std::move(one));
  });
}

}  // namespace carehub::site
