// Everything clinical beside the triage outcome: complaint, observations, medication, log entries, questionnaires.

#include <utility>

#include "protocols/fhir/coding.hpp"
#include "protocols/fhir/parts.hpp"

namespace carehub::fhir {
namespace {

constexpr std::string_view presenting_complaint = "33962009";  // SNOMED CT

bool has_code(const Node& concept_, std::string_view code) {
  for (const Code& one : codes_of(concept_))
    if (same_code(one.code, code)) return true;
  return false;
}

std::string notes_of(const Node& resource) {
  std::string all;
  for (const Node& note : resource.items("note"))
    all += (all.empty() ? "" : "\n") + with_line_breaks(note.text("text"));
  return all;
}

void add_conditions(Draft& draft) {
  bool complaint_seen = false;
  for (const Resource& condition : draft.bundle.of("Condition")) {
    const std::string words = words_of(condition.node["code"]);
    const bool complaint =
        has_code(condition.node["category"], presenting_complaint) || draft.bundle.of("Condition").size() == 1;
    if (complaint && !words.empty() && !std::exchange(complaint_seen, true))
      draft.referral.summary = words;
    else
      draft.keep("Condition", words);
    draft.tell(notes_of(condition.node));
  }
}

// value[x], or the parts of a panel, in words with units.
std::string value_words(const Node& observation) {
  std::string all;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) all += (all.empty() ? "" : ", ") + part;
  };
  for (const std::string_view name : observation.names()) {
    if (!name.starts_with("value")) continue;
    const Node value = observation[name];
    if (std::string amount = value["value"].text(); !amount.empty()) {
      add(amount + (value.text("unit").empty() ? "" : " " + value.text("unit")));
    } else {
      add(words_of(value).empty() ? value.text() : words_of(value));
    }
  }
  for (const Node& part : observation.items("component")) {
    const std::string name = words_of(part["code"]), value = value_words(part);
    add(value.empty() ? name : name + " " + value);
  }
  return all;
}

bool is_estimated_age(const Node& observation) {
  const std::string name = lower(words_of(observation["code"]));
  return name.find("estimated age") != std::string::npos || name.find("age estimated") != std::string::npos;
}

void take_estimated_age(const Node& observation, Draft& draft) {
  const std::optional<double> age = observation["valueQuantity"]["value"].number();
  const std::string unit = lower(observation["valueQuantity"].text("unit"));
  const bool years = unit.empty() || unit.starts_with("year") || unit == "a" || unit == "yr";
  if (age && years && *age >= 0 && *age < 130)
    draft.referral.person.age_years = static_cast<std::int32_t>(*age);
  else
    draft.warn("The estimated age sent is not a number of years; it is shown as sent.");
}

void add_observations(Draft& draft) {
  for (const Resource& resource : draft.bundle.of("Observation")) {
    const Node& node = resource.node;
    const std::vector<Code> codes = codes_of(node["code"]);
    std::string name = words_of(node["code"]);
    std::string value = value_words(node);
    if (is_estimated_age(node)) take_estimated_age(node, draft);
    const bool birth_sex = !codes.empty() && codes.front().system.find("birthsex") != std::string::npos;
    if (birth_sex && value.empty()) {
      value = std::exchange(name, "Birth sex");
    }
    if (const std::string notes = notes_of(node); !notes.empty()) value += (value.empty() ? "" : "; ") + notes;
    std::optional<Instant> at = read_time(node["effectiveDateTime"], "Observation.effectiveDateTime", draft);
    if (!at) at = read_time(node["effectivePeriod"]["start"], "Observation.effectivePeriod", draft);
    if (!name.empty() || !value.empty())
      draft.referral.observations.push_back({std::move(name), value.empty() ? "noted" : std::move(value), at});
  }
  for (const Resource& resource : draft.bundle.of("Procedure"))
    draft.keep("Procedure", words_of(resource.node["code"]) + " (" + resource.node.text("status") + ")");
}

void add_background(Draft& draft) {
  std::string& background = draft.referral.sbard.background;
  const auto add = [&](const std::string& line) { background += (background.empty() ? "" : "\n") + line; };
  for (const Resource& one : draft.bundle.of("MedicationStatement")) {
    const std::string dose = one.node["dosage"].text("text");
    add("Medication: " + words_of(one.node["medicationCodeableConcept"]) + (dose.empty() ? "" : ", " + dose));
  }
  for (const Resource& one : draft.bundle.of("MedicationRequest"))
    add("Medication requested: " + words_of(one.node["medicationCodeableConcept"]));
  for (const Resource& one : draft.bundle.of("AllergyIntolerance")) {
    std::string reaction;
    for (const Node& part : one.node.items("reaction"))
      for (const Node& sign : part.items("manifestation"))
        reaction += (reaction.empty() ? " (" : ", ") + words_of(sign);
    add("Allergy: " + words_of(one.node["code"]) + reaction + (reaction.empty() ? "" : ")"));
  }
}

void add_requests(Draft& draft) {
  std::string& asked = draft.referral.sbard.recommendation;
  const auto add = [&](const std::string& line) {
    if (!line.empty()) asked += (asked.empty() ? "" : "\n") + line;
  };
  for (const Resource& task : draft.bundle.of("Task")) {
    add("Asked for: " + words_of(task.node["code"]));
    add(with_line_breaks(task.node.text("description")));
  }
  if (draft.request.type != "ServiceRequest") return;
  const Node& request = draft.request.node;
  if (std::string code = words_of(request["code"]); !code.empty()) add("Asked for: " + code);
  for (const Node& reason : request.items("reasonCode")) {
    if (draft.referral.summary.empty()) draft.referral.summary = words_of(reason);
    draft.keep("Reason for the request", words_of(reason));
  }
  draft.tell(notes_of(request));
  if (const std::string advice = with_line_breaks(request.text("patientInstruction")); !advice.empty())
    draft.tell("Told to the person: " + advice);
}

// Log entries come first in the story: they are short and may say that the scene is dangerous.
void add_log(Draft& draft) {
  std::string log;
  for (const Resource& entry : draft.bundle.of("Communication")) {
    const auto sent = read_time(entry.node["sent"], "Communication.sent", draft);
    for (const Node& payload : entry.node.items("payload"))
      if (const std::string text = with_line_breaks(payload.text("contentString")); !text.empty())
        log += (log.empty() ? "" : "\n") + std::string("Log") + (sent ? " " + time_words(draft.calendar, *sent) : "") +
               ": " + text;
  }
  if (log.empty()) return;
  draft.referral.narrative = draft.referral.narrative.empty() ? log : log + "\n\n" + draft.referral.narrative;
}

std::string answer_words(const Node& answer) {
  for (const std::string_view name : answer.names())
    if (name.starts_with("value")) {
      const Node value = answer[name];
      std::string words = value.text("display").empty() ? words_of(value) : value.text("display");
      return words.empty() ? value.text() : words;
    }
  return {};
}

// An answer that names the gravest category itself, as "Arrest/ Peri Arrest (Cat1)", where no category was sent.
bool says_category_1(std::string_view answer) {
  return answer.find("(Cat1)") != std::string_view::npos || answer.find("(Cat 1)") != std::string_view::npos;
}

void find_life_threats(const Node& holder, std::vector<std::string>& found) {
  for (const Node& item : holder.items("item")) {
    for (const Node& answer : item.items("answer")) {
      if (std::string words = answer_words(answer); says_category_1(words)) found.push_back(std::move(words));
      find_life_threats(answer, found);
    }
    find_life_threats(item, found);
  }
}

void tell_items(const Node& holder, std::string& lines) {
  for (const Node& item : holder.items("item")) {
    const std::string label = item.text("text").empty() ? item.text("linkId") : item.text("text");
    std::string answers;
    for (const Node& answer : item.items("answer")) answers += (answers.empty() ? "" : ", ") + answer_words(answer);
    if (!answers.empty()) lines += "\n" + label + ": " + answers;
    for (const Node& answer : item.items("answer")) tell_items(answer, lines);
    tell_items(item, lines);
  }
}

void add_questionnaires(Draft& draft) {
  for (const Resource& response : draft.bundle.of("QuestionnaireResponse")) {
    std::string lines;
    tell_items(response.node, lines);
    find_life_threats(response.node, draft.referral.red_flags);
    std::string heading = words_of(extension(response.node, "questionnaireresponse-reason"));
    if (heading.empty()) heading = response.node["item"].text("text");
    if (!lines.empty()) draft.tell((heading.empty() ? "Questions and answers" : heading) + lines);
  }
}

// Some systems put the consultation into a document's sections, as marked-up text.
std::string without_markup(std::string_view text) {
  std::string plain;
  bool inside = false;
  for (const char c : text) {
    if (c == '<') plain += plain.empty() || plain.back() == ' ' ? "" : " ";
    inside = c == '<' || (inside && c != '>');
    if (!inside && c != '>') plain.push_back(c);
  }
  return trimmed(plain);
}

void tell_sections(const Node& holder, Draft& draft) {
  for (const Node& section : holder.items("section")) {
    const std::string words = without_markup(section["text"].text("div"));
    const std::string title = section.text("title");
    if (!words.empty()) draft.tell(title.empty() ? words : title + ": " + words);
    tell_sections(section, draft);
  }
}

}  // namespace

void add_clinical(Draft& draft) {
  add_conditions(draft);
  add_observations(draft);
  add_background(draft);
  add_requests(draft);
  add_questionnaires(draft);
  for (const Resource& document : draft.bundle.of("Composition")) tell_sections(document.node, draft);
  add_log(draft);
}

}  // namespace carehub::fhir
