#include "console/views/talk_fields.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::views {

using console::Answer;
using console::TalkQuestion;
using console::TalkState;

namespace {

constexpr std::string_view not_known = "Not known";

struct ObservationField {
  News2Parameter parameter;
  std::string_view label;
  std::vector<std::string> choices;  // empty: a number
  std::vector<std::string> values;   // of the choices, as they are told
};

const std::vector<ObservationField>& observation_fields() {
  using enum News2Parameter;
  static const std::vector<ObservationField> all{
      {resp_rate, "Breaths a minute", {}, {}},
      {spo2, "Oxygen saturation, %", {}, {}},
      {oxygen, "Breathes", {"Air", "Oxygen"}, {"air", "on oxygen"}},
      {systolic, "Systolic, mmHg", {}, {}},
      {pulse, "Pulse a minute", {}, {}},
      {consciousness,
       "Consciousness",
       {"Alert", "Confusion, new", "Voice", "Pain", "Unresponsive"},
       {"alert", "new confusion", "voice", "pain", "unresponsive"}},
      {temperature, "Temperature, C", {}, {}},
  };
  return all;
}

int id_of(News2Parameter parameter) {
  return talk_id::observation + static_cast<int>(parameter);
}

std::string_view words(CrisisKind crisis) {
  constexpr std::array<std::string_view, enum_count<CrisisKind>> all{"Physical", "Mental", "Social"};
  return all[static_cast<std::size_t>(crisis)];
}

int chosen_for(Answer answer) {
  return answer == Answer::not_asked ? -1 : static_cast<int>(answer) - static_cast<int>(Answer::yes);
}

bool says_not_known(std::string_view text) {
  return text == "?" || console::same_word(text, "u") || console::same_word(text, not_known);
}

}  // namespace

void TalkFields::begin(std::shared_ptr<const Site> site, console::TriageTalk told) {
  site_ = std::move(site);
  talk_ = std::move(told);
}

std::vector<FieldItem> TalkFields::flag_items() const {
  std::vector<FieldItem> items;
  for (const auto& flag : console::red_flag_questions(site_->clinical)) {
    auto item = field_item(FieldKind::question, talk_id::flag + static_cast<int>(items.size()), flag.question);
    item.mark = std::to_string(items.size() + 1);
    item.choices = {"Yes", "No", std::string(not_known)};
    item.one_of_many = true;
    item.fixed = talk_.told_flags.contains(flag.code);
    item.chosen = chosen_for(answer_to(talk_, flag.code));
    items.push_back(std::move(item));
  }
  auto none = field_item(FieldKind::note, talk_id::none, "None of these");
  none.mark = "0";
  items.push_back(std::move(none));
  return items;
}

FieldItem TalkFields::need_item() const {
  auto item = field_item(FieldKind::choice, talk_id::need, "Need");
  std::optional<CrisisKind> crisis;
  for (const auto& choice : console::need_choices(site_->clinical)) {
    if (crisis != choice.crisis && !site_->clinical.pathways.empty())
      item.groups.emplace_back(item.choices.size(), std::string(words(choice.crisis)));
    crisis = choice.crisis;
    if (choice.need == talk_.need) item.chosen = static_cast<int>(item.choices.size());
    item.choices.emplace_back(carehub::words(choice.need));
  }
  return item;
}

FieldItem TalkFields::signs_item() const {
  auto item = field_item(FieldKind::ticks, talk_id::signs, "Soft signs: tick what was noticed");
  for (const auto& sign : site_->clinical.soft_signs.signs) {
    item.choices.push_back(sign.words);
    item.ticked.push_back(talk_.soft_signs.contains(sign.words) ? Tick::yes : Tick::none);
  }
  return item;
}

void TalkFields::add_flags(FieldList& fields) const {
  auto head = field_item(FieldKind::heading, talk_id::flags_head, "Red flags first");
  fields.items.push_back(std::move(head));
  for (auto& item : flag_items()) fields.items.push_back(std::move(item));
}

void TalkFields::add_need(FieldList& fields) const {
  fields.items.push_back(need_item());
  for (auto& item : also_items(fields)) fields.items.push_back(std::move(item));
}

std::vector<FieldItem> TalkFields::also_items(const FieldList& fields) const {
  auto also = field_item(FieldKind::ticks, talk_id::also, "Also known: its letter says yes, again no, again not asked");
  also.says_no = true;
  fill_also(also, fields);
  return also.choices.empty() ? std::vector<FieldItem>{} : std::vector{std::move(also)};
}

// Those that are no question of the form now.
std::vector<const FactDefinition*> TalkFields::also_facts(const FieldList& fields) const {
  const auto& facts = site_->clinical.facts;
  auto also = console::rule_facts(site_->clinical);
  std::erase_if(also, [&](const FactDefinition* fact) {
    return fields.has(talk_id::question + static_cast<int>(fact - facts.data()));
  });
  return also;
}

void TalkFields::fill_also(FieldItem& item, const FieldList& fields) const {
  item.choices.clear();
  item.ticked.clear();
  for (const auto* fact : also_facts(fields)) {
    const auto said = answer_to(talk_, fact->id);
    item.choices.push_back(fact->words);
    item.ticked.push_back(said == Answer::yes ? Tick::yes : said == Answer::no ? Tick::no : Tick::none);
  }
}

void TalkFields::take_also(const FieldList& fields) {
  if (!fields.has(talk_id::also)) return;
  const auto& item = fields.of(talk_id::also);
  const auto facts = also_facts(fields);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const auto was = answer_to(talk_, facts[i]->id);
    if (item.ticked[i] == Tick::none && was != Answer::not_known) take_back(talk_, facts[i]->id);
    if (item.ticked[i] != Tick::none)
      (void)answer(talk_, site_->clinical, facts[i]->id, item.ticked[i] == Tick::yes ? "yes" : "no");
  }
}

void TalkFields::add_observations(FieldList& fields) const {
  auto head = field_item(FieldKind::heading, talk_id::observed_head, "Observations, as far as they were taken");
  fields.items.push_back(std::move(head));
  for (const auto& one : observation_fields()) {
    const auto kind = one.choices.empty() ? FieldKind::text : FieldKind::choice;
    auto item = field_item(kind, id_of(one.parameter), std::string(one.label));
    item.choices = one.choices;
    item.narrow = true;
    fields.items.push_back(std::move(item));
    if (one.parameter != News2Parameter::spo2) continue;
    auto scale = field_item(FieldKind::choice, talk_id::scale, "Saturation scale");
    scale.choices = {"Usual", "88–92 % prescribed"};
    scale.chosen = talk_.observed.spo2_scale - 1;
    scale.narrow = true;
    fields.items.push_back(std::move(scale));
  }
  fields.items.push_back(field_item(FieldKind::note, talk_id::score, ""));
  fields.items.push_back(field_item(FieldKind::note, talk_id::faults, ""));
  if (!site_->clinical.soft_signs.signs.empty()) fields.items.push_back(signs_item());
}

// A yes stays, also where the new content does not ask for it.
void TalkFields::keep_flags(const ClinicalContent& next) {
  const auto asked = console::red_flag_questions(next);
  for (const auto& code : red_flags_of(talk_, site_->clinical))
    if (std::ranges::find(asked, code, &console::RedFlagQuestion::code) == asked.end()) talk_.told_flags.insert(code);
}

void TalkFields::renew(FieldList& fields, const std::shared_ptr<const Site>& site) {
  if (site == site_) return;
  const bool same = site->clinical == site_->clinical;
  take(fields);
  if (!same) keep_flags(site->clinical);
  site_ = site;
  if (same) return;
  fields.replace(talk_id::flag, talk_id::none + 1, talk_id::flags_head, flag_items());
  fields.of(talk_id::need) = need_item();
  fields.replace(talk_id::question, talk_id::question_end, talk_id::need, {});
  fields.replace(talk_id::also, talk_id::also + 1, talk_id::need, also_items(fields));
  fields.replace(talk_id::signs, talk_id::signs + 1, talk_id::faults,
                 site->clinical.soft_signs.signs.empty() ? std::vector<FieldItem>{} : std::vector{signs_item()});
}

void TalkFields::take_flags(const FieldList& fields) {
  int id = talk_id::flag;
  for (const auto& flag : console::red_flag_questions(site_->clinical)) {
    const auto& item = fields.of(id++);
    if (item.chosen < 0) take_back(talk_, flag.code);
    if (item.chosen == 2) answer_not_known(talk_, flag.code);
    if (item.chosen == 0 || item.chosen == 1)
      (void)answer(talk_, site_->clinical, flag.code, item.chosen == 0 ? "yes" : "no");
  }
}

void TalkFields::take_questions(const FieldList& fields) {
  const auto& facts = site_->clinical.facts;
  for (const auto& item : fields.items) {
    if (item.id < talk_id::question || item.id >= talk_id::question_end) continue;
    const auto& fact = facts[static_cast<std::size_t>(item.id - talk_id::question)];
    std::string said = item.kind == FieldKind::text ? std::string(console::trimmed(item.edit.text())) : "";
    if (item.kind != FieldKind::text && item.chosen >= 0) said = item.choices[static_cast<std::size_t>(item.chosen)];
    if (fact.kind == FactKind::yes_no && !says_not_known(said)) said = console::lower(said);
    talk_.unclear.erase(fact.id);
    if (said.empty())
      take_back(talk_, fact.id);
    else if (says_not_known(said))
      answer_not_known(talk_, fact.id);
    else if (!answer(talk_, site_->clinical, fact.id, said)) {
      take_back(talk_, fact.id);
      talk_.unclear.insert_or_assign(fact.id, said);
    }
  }
}

void TalkFields::take_observations(const FieldList& fields) {
  talk_.observed = {};
  for (const auto& one : observation_fields()) {
    const auto& item = fields.of(id_of(one.parameter));
    std::string value = item.edit.text();
    if (item.kind == FieldKind::choice)
      value = item.chosen < 0 ? std::string{} : one.values[static_cast<std::size_t>(item.chosen)];
    if (!console::trimmed(value).empty()) talk_.observed.values[one.parameter] = std::move(value);
  }
  talk_.observed.spo2_scale = fields.of(talk_id::scale).chosen == 1 ? 2 : 1;
}

void TalkFields::take_signs(const FieldList& fields) {
  if (!fields.has(talk_id::signs)) return;
  const auto& item = fields.of(talk_id::signs);
  talk_.soft_signs.clear();
  for (std::size_t i = 0; i < item.choices.size(); ++i)
    if (item.ticked[i] == Tick::yes) talk_.soft_signs.insert(item.choices[i]);
}

const console::TriageTalk& TalkFields::take(const FieldList& fields) {
  take_flags(fields);
  const int need = fields.of(talk_id::need).chosen;
  talk_.need = need < 0 ? Need::unknown : console::need_choices(site_->clinical)[static_cast<std::size_t>(need)].need;
  take_questions(fields);
  take_also(fields);
  take_observations(fields);
  take_signs(fields);
  return talk_;
}

FieldItem TalkFields::question_item(const TalkQuestion& question) const {
  const auto& facts = site_->clinical.facts;
  const auto place = std::ranges::find(facts, question.fact, &FactDefinition::id) - facts.begin();
  const auto told = talk_.answers.find(question.fact);
  const bool asked = told != talk_.answers.end();
  auto item = field_item(FieldKind::question, talk_id::question + static_cast<int>(place), question.ask);
  item.mark = "›";
  if (question.kind == FactKind::yes_no) {
    item.choices = {"Yes", "No", std::string(not_known)};
    item.chosen = chosen_for(answer_to(talk_, question.fact));
    return item;
  }
  if (question.kind == FactKind::choice) {
    item.kind = FieldKind::choice;
    item.choices = question.values;
    item.choices.emplace_back(not_known);
    const auto value = asked ? told->second.value_or(std::string(not_known)) : std::string{};
    if (asked) item.chosen = static_cast<int>(std::ranges::find(item.choices, value) - item.choices.begin());
    return item;
  }
  item.kind = FieldKind::text;
  const auto unclear = talk_.unclear.find(question.fact);
  if (asked) item.edit.set(told->second.value_or("?"));
  if (unclear != talk_.unclear.end()) item.edit.set(unclear->second);
  return item;
}

void TalkFields::show_questions(FieldList& fields, const TalkState& state) const {
  std::vector<FieldItem> items;
  for (const auto& question : state.questions) {
    auto item = question_item(question);
    // What somebody is writing stays as it is, cursor and all.
    if (fields.has(item.id)) item = fields.of(item.id);
    if (item.kind == FieldKind::text) {
      const bool unclear = talk_.unclear.contains(question.fact);
      const auto told = talk_.answers.find(question.fact);
      item.note = unclear ? "not possible: kept as told; " : "";
      item.note += told != talk_.answers.end() && !told->second ? "not known" : question.bounds + "; ? not known";
      item.warns = unclear;
    }
    items.push_back(std::move(item));
  }
  const auto is_question = [](const FieldItem& item) {
    return item.id >= talk_id::question && item.id < talk_id::question_end;
  };
  std::vector<int> before, after;
  for (const auto& item : fields.items)
    if (is_question(item)) before.push_back(item.id);
  for (const auto& item : items) after.push_back(item.id);
  if (before != after) return fields.replace(talk_id::question, talk_id::question_end, talk_id::need, std::move(items));
  for (const auto& item : items) {
    auto& shown = fields.of(item.id);
    shown.note = item.note;
    shown.warns = item.warns;
  }
}

void TalkFields::show_observations(FieldList& fields, const TalkState& state) const {
  for (const auto& one : observation_fields()) {
    auto& item = fields.of(id_of(one.parameter));
    item.note.clear();
    item.warns = false;
    item.points.reset();
    if (const auto found = state.points.find(one.parameter); found != state.points.end()) item.points = found->second;
    for (const auto& fault : state.faults)
      if (fault.parameter == one.parameter) {
        item.note = "not possible";
        item.warns = true;
      }
  }
  auto& faults = fields.of(talk_id::faults);
  faults.label.clear();
  faults.warns = true;
  for (const auto& warning : observation_warnings(state)) faults.label += (faults.label.empty() ? "" : "\n") + warning;
  auto& head = fields.of(talk_id::observed_head);
  head.note = state.news2_head;
  head.warns = state.news2_warns || state.news2_head.starts_with("incomplete");
  auto& score = fields.of(talk_id::score);
  score.label = state.news2.empty() ? "No early warning score yet" : state.news2;
  score.warns = state.news2_warns;
}

void TalkFields::show(FieldList& fields, const TalkState& state) const {
  auto& none = fields.of(talk_id::none);
  none.label = state.flags_open == 0
                   ? std::string("all red flags asked")
                   : fmt::format("none of these: no to the {} not asked yet, each recorded", state.flags_open);
  fields.of(talk_id::flags_head).note =
      site_->clinical.red_flags.empty() ? "this hub has no clinical tables: one question" : "any yes: 999 at once";
  show_observations(fields, state);
  show_questions(fields, state);
  if (fields.has(talk_id::also)) fill_also(fields.of(talk_id::also), fields);
}

int TalkFields::first_open_flag(const FieldList& fields) {
  for (const auto& item : fields.items)
    if (item.one_of_many && item.chosen < 0) return item.id;
  return -1;
}

}  // namespace carehub::views
