#include "protocols/clinical/check.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <set>

#include "protocols/clinical/check_pathway.hpp"
#include "protocols/clinical/check_telemetry.hpp"

namespace carehub::clinical {
namespace {

template <class All, class Name>
void check_twice(const All& all, Name name, std::string_view what, std::vector<Finding>& findings) {
  std::set<std::string> seen;
  for (const auto& one : all)
    if (!seen.insert(name(one)).second)
      findings.push_back({fmt::format("{} {}", what, name(one)), "", "is defined twice; rename or remove one"});
}

void check_facts(const ClinicalContent& content, std::vector<Finding>& findings) {
  check_twice(content.facts, [](const auto& one) { return one.id; }, "fact", findings);
  for (const auto& fact : content.facts) {
    if (fact.kind == FactKind::number && fact.least > fact.most)
      findings.push_back({"fact " + fact.id, "", "has a least value above its most; exchange them"});
    if (fact.kind == FactKind::choice && fact.values.size() < 2)
      findings.push_back({"fact " + fact.id, "values", "is a choice with nothing to choose; name two values or more"});
  }
}

void check_red_flags(const ClinicalContent& content, std::vector<Finding>& findings) {
  check_twice(content.red_flags, [](const auto& one) { return one.code; }, "red flag", findings);
  if (content.red_flags.empty()) findings.push_back({"red flags", "", "there are none; no hub may work without them"});
  for (const auto& flag : content.red_flags) {
    const auto* fact = find_fact(content, flag.code);
    if (fact == nullptr || fact->kind != FactKind::yes_no)
      findings.push_back({"red flag " + flag.code, "", "is not a yes-or-no fact; define it in facts.toml"});
  }
}

// Two conditions of one rule that no value can meet together.
bool contradicts(const Condition& a, const Condition& b) {
  if (a.fact != b.fact || a.unknown || b.unknown) return false;
  if (!a.values.empty() && !b.values.empty())
    return std::ranges::none_of(a.values, [&](const auto& one) { return std::ranges::count(b.values, one) != 0; });
  return (a.at_least && b.at_most && *a.at_least > *b.at_most) || (b.at_least && a.at_most && *b.at_least > *a.at_most);
}

void check_contradiction(const ClinicalRule& rule, std::vector<Finding>& findings) {
  for (auto a = rule.when.begin(); a != rule.when.end(); ++a)
    for (auto b = a + 1; b != rule.when.end(); ++b)
      if (contradicts(*a, *b))
        findings.push_back({"rule " + rule.id, a->fact, "can never apply: two of its conditions exclude each other"});
}

bool changes_nothing(const ClinicalRule& rule) {
  return rule.result == ClinicalResult::open && rule.never.empty() && rule.first.empty() && !rule.target_min &&
         !rule.priority && rule.skills.empty();
}

void check_rules(const ClinicalContent& content, std::vector<Finding>& findings) {
  check_twice(content.rules, [](const auto& one) { return one.id; }, "rule", findings);
  for (const auto& rule : content.rules) {
    const auto where = "rule " + rule.id;
    if (rule.when.empty()) findings.push_back({where, "when", "has no condition; say when it applies"});
    if (changes_nothing(rule) && rule.because.empty())
      findings.push_back({where, "", "says and changes nothing; give it a result, or remove it"});
    for (const auto* conditions : {&rule.when, &rule.unless})
      for (const auto& condition : *conditions) check_condition(content, condition, where, findings);
    check_contradiction(rule, findings);
  }
}

struct Band {
  std::int32_t from = 0;
  std::int32_t to = 0;
  std::int32_t points = 0;
};

constexpr auto lowest = std::numeric_limits<std::int32_t>::min();
constexpr auto highest = std::numeric_limits<std::int32_t>::max();

std::vector<Band> bands_of(const News2Table& table, News2Parameter parameter, std::int32_t scale, OxygenUse on) {
  std::vector<Band> bands;
  for (const auto& band : table.bands)
    if (band.parameter == parameter && (band.spo2_scale == 0 || band.spo2_scale == scale) &&
        (band.on == OxygenUse::either || on == OxygenUse::either || band.on == on))
      bands.push_back({band.at_least.value_or(lowest), band.at_most.value_or(highest), band.points});
  std::ranges::sort(bands, {}, &Band::from);
  return bands;
}

void check_bands(const std::vector<Band>& bands, const std::string& part, std::vector<Finding>& findings) {
  const std::string where = "NEWS2";
  if (bands.empty() || bands.front().from != lowest || bands.back().to != highest)
    findings.push_back({where, part, "has values without points at an end; leave out the last bound there"});
  for (std::size_t i = 1; i < bands.size(); ++i) {
    if (bands[i].from <= bands[i - 1].to)
      findings.push_back(
          {where, part, fmt::format("two bands hold {}; let each begin after the other", bands[i].from)});
    else if (bands[i].from != bands[i - 1].to + 1)
      findings.push_back({where, part, fmt::format("{} has no points; close the gap", bands[i - 1].to + 1)});
  }
}

void check_news2(const ClinicalContent& content, std::vector<Finding>& findings) {
  const auto& table = content.news2;
  for (const auto parameter :
       {News2Parameter::resp_rate, News2Parameter::systolic, News2Parameter::pulse, News2Parameter::temperature})
    check_bands(bands_of(table, parameter, 0, OxygenUse::either), std::string(name_of(parameter)), findings);
  for (const std::int32_t scale : {1, 2})
    for (const auto on : {OxygenUse::air, OxygenUse::given})
      check_bands(bands_of(table, News2Parameter::spo2, scale, on),
                  fmt::format("spo2, scale {}, {}", scale, on == OxygenUse::air ? "on air" : "on oxygen"), findings);
}

void check_dispositions(const ClinicalContent& content, std::vector<Finding>& findings) {
  check_twice(content.dispositions.codes, [](const auto& one) { return one.code; }, "disposition", findings);
  const auto* classes = find_fact(content, "dx_class");
  for (const auto& one : content.dispositions.codes)
    if (classes == nullptr || std::ranges::find(classes->values, one.kind) == classes->values.end())
      findings.push_back({"disposition " + one.code, "class",
                          fmt::format("'{}' is not a value of the fact dx_class; add it there", one.kind)});
}

void check_every_need(const ClinicalContent& content, std::vector<Finding>& findings) {
  for_each_value<Need>([&](Need need) {
    const auto count = std::ranges::count(content.pathways, need, &Pathway::need);
    if (need != Need::unknown && count == 0)
      findings.push_back({"pathways", std::string(name_of(need)), "no pathway is about this need; write one"});
    if (count > 1)
      findings.push_back({"pathways", std::string(name_of(need)), "two pathways are about this need; keep one"});
  });
}

// A fact that can only be asked, and that nobody asks, cannot protect anybody.
void check_unused(const ClinicalContent& content, std::vector<Finding>& findings) {
  std::set<std::string> used;
  for (const auto& flag : content.red_flags) used.insert(flag.code);
  for (const auto& rule : content.rules)
    for (const auto* conditions : {&rule.when, &rule.unless})
      for (const auto& condition : *conditions) used.insert(condition.fact);
  for (const auto& pathway : content.pathways)
    for (const auto& question : pathway.questions) used.insert(question.fact);
  for (const auto& fact : content.facts)
    if (!used.contains(fact.id) && !fact.ask.empty())
      findings.push_back({"fact " + fact.id, "", "is asked for, but no rule and no pathway looks at it", true});
}

}  // namespace

std::vector<Finding> check(const ClinicalContent& content) {
  std::vector<Finding> findings;
  check_facts(content, findings);
  check_red_flags(content, findings);
  check_rules(content, findings);
  check_twice(content.pathways, [](const auto& one) { return one.id; }, "pathway", findings);
  for (const auto& pathway : content.pathways) check_pathway(content, pathway, findings);
  check_every_need(content, findings);
  check_news2(content, findings);
  check_dispositions(content, findings);
  check_telemetry(content, findings);
  check_unused(content, findings);
  return findings;
}

std::vector<Coverage> coverage_of(const ClinicalContent& content) {
  std::vector<Coverage> all;
  std::set<std::string> of_rules;
  for (const auto& rule : content.rules)
    for (const auto& condition : rule.when)
      if (const auto* fact = find_fact(content, condition.fact); fact != nullptr && !fact->ask.empty())
        of_rules.insert(condition.fact);
  for (const auto& pathway : content.pathways) {
    Coverage one{.pathway = pathway.id,
                 .questions = pathway.questions.size(),
                 .outcomes = pathway.outcomes.size(),
                 .ways = count_ways(pathway),
                 .never_asked = {}};
    for (const auto& fact : of_rules)
      if (std::ranges::find(pathway.questions, fact, &PathwayQuestion::fact) == pathway.questions.end())
        one.never_asked.push_back(fact);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace carehub::clinical
