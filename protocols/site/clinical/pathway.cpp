// One pathway: its head, its questions in order, its outcomes.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "protocols/site/clinical/clinical_file.hpp"

namespace carehub::site {
namespace {

struct Keyed {
  std::string key;
  std::string to;
  std::int32_t points = 0;
};

// answers = { yes = "emergency", no = "next" } and points = { yes = 2 }, by the same keys.
std::vector<Keyed> read_keyed(TableReader& reader, std::vector<Mistake>& mistakes) {
  std::vector<Keyed> all;
  const auto entry = [&](const std::string& key) -> Keyed& {
    const auto found = std::ranges::find(all, key, &Keyed::key);
    return found != all.end() ? *found : all.emplace_back(Keyed{key, "next"});
  };
  if (const auto* table = reader.table("answers")) {
    TableReader answers(*table, reader.field("answers"), mistakes);
    for (const auto& key : table->keys) entry(key).to = answers.required_text(key);
  }
  if (const auto* table = reader.table("points")) {
    TableReader points(*table, reader.field("points"), mistakes);
    for (const auto& key : table->keys) entry(key).points = points.whole(key, 0, {-100, 100});
  }
  return all;
}

Condition test_of(const std::string& fact, const std::string& key) {
  Condition test{.fact = fact, .values = {}, .at_least = {}, .at_most = {}};
  read_word(key, test);
  return test;
}

// What the file leaves out goes on to the next question, so that the usual answer needs no words.
void add_left_out(const FactDefinition* fact, PathwayQuestion& question) {
  const auto has = [&](auto holds) { return std::ranges::any_of(question.answers, holds); };
  std::vector<std::string> values;
  if (fact != nullptr && fact->kind == FactKind::yes_no) values = {"yes", "no"};
  if (fact != nullptr && fact->kind == FactKind::choice) values = fact->values;
  for (const auto& value : values)
    if (!has([&](const PathwayAnswer& one) { return std::ranges::count(one.test.values, value) != 0; }))
      question.answers.push_back({test_of(question.fact, value), "next"});
  if (!has([](const PathwayAnswer& one) { return one.test.unknown; }))
    question.answers.push_back({test_of(question.fact, "unknown"), "next"});
}

PathwayQuestion read_question(TableReader& reader, const ClinicalContent& content, std::vector<Mistake>& mistakes) {
  PathwayQuestion question;
  question.fact = reader.required_text("fact");
  question.id = reader.has("id") ? reader.required_text("id") : question.fact;
  question.ask = reader.text("ask");
  for (auto& one : read_keyed(reader, mistakes))
    question.answers.push_back({test_of(question.fact, one.key), one.to, one.points});
  add_left_out(find_fact(content, question.fact), question);
  return question;
}

// "next" is the question that follows in the file.
void settle_next(Pathway& pathway, TableReader& root) {
  for (std::size_t i = 0; i < pathway.questions.size(); ++i)
    for (auto& answer : pathway.questions[i].answers) {
      if (answer.to != "next") continue;
      if (i + 1 < pathway.questions.size())
        answer.to = pathway.questions[i + 1].id;
      else
        root.error("question",
                   fmt::format("'{}' is the last and has an answer that leads to the next; lead every answer "
                               "to an outcome",
                               pathway.questions[i].id));
    }
}

PathwayOutcome read_outcome(TableReader& reader) {
  PathwayOutcome outcome;
  outcome.id = reader.required_text("id");
  outcome.result = read_result(reader, "result", ClinicalResult::open);
  outcome.services = reader.many_of<ServiceKind>("services", "a kind of service");
  outcome.never = reader.many_of<ServiceKind>("never", "a kind of service");
  if (reader.has("target_min")) outcome.target_min = reader.whole("target_min", 120, {1, 100'000});
  if (reader.has("priority")) outcome.priority = static_cast<Priority>(reader.whole("priority", 3, {1, 4}));
  outcome.skills = read_skills(reader, "skills");
  outcome.because = reader.required_text("because");
  return outcome;
}

void read_head(TableReader& root, Pathway& pathway) {
  pathway.id = root.required_text("id");
  pathway.title = root.required_text("title");
  if (!root.has("need")) root.error("need", "is missing; write which need it is about");
  pathway.need = root.one_of<Need>("need", "a need", Need::other);
  pathway.crisis = root.one_of<CrisisKind>("crisis", "a kind of crisis", CrisisKind::physical);
  pathway.version = root.required_whole("version", {1, 100'000});
  pathway.sign_off = read_sign_off(root);
  pathway.include = root.texts("include");
  pathway.exclude = root.texts("exclude");
  pathway.skills = read_skills(root, "skills");
  pathway.kit = root.texts("kit");
  if (root.has("visit_min")) pathway.visit_min = root.whole("visit_min", 45, {5, 1440});
  pathway.priority = static_cast<Priority>(root.required_whole("priority", {1, 4}));
  if (root.has("target_min")) pathway.target_min = root.whole("target_min", 120, {1, 100'000});
  pathway.services = root.many_of<ServiceKind>("services", "a kind of service");
  pathway.never = root.many_of<ServiceKind>("never", "a kind of service");
}

}  // namespace

void read_pathway(TableReader& root, const std::string& file, ClinicalDraft& draft) {
  Pathway pathway;
  read_head(root, pathway);
  const auto note = [&](const std::string& part, const TableReader& reader, std::string_view key) {
    draft.places.emplace(fmt::format("pathway {}{}{}", pathway.id, part.empty() ? "" : "/", part),
                         ClinicalDraft::Place{file, reader.line(key)});
  };
  note("", root, "id");
  for (const auto& [table, path] : root.tables("question")) {
    TableReader one(*table, path, draft.mistakes);
    pathway.questions.push_back(read_question(one, draft.content, draft.mistakes));
    note(pathway.questions.back().id, one, "fact");
    one.finish();
  }
  settle_next(pathway, root);
  for (const auto& [table, path] : root.tables("band")) {
    TableReader one(*table, path, draft.mistakes);
    pathway.bands.push_back({one.required_whole("from", {-1000, 1000}), one.required_whole("to", {-1000, 1000}),
                             one.required_text("then")});
    one.finish();
  }
  for (const auto& [table, path] : root.tables("outcome")) {
    TableReader one(*table, path, draft.mistakes);
    pathway.outcomes.push_back(read_outcome(one));
    note(pathway.outcomes.back().id, one, "id");
    one.finish();
  }
  draft.content.pathways.push_back(std::move(pathway));
}

}  // namespace carehub::site
