// What is told of a person stays with the person; each look stands in the history of the case it was for.

#include <algorithm>

#include "dispatcher/core/evolver.hpp"
#include "dispatcher/core/phrases.hpp"
#include "dispatcher/core/sharing.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::core {

namespace {

std::string field_words(const std::vector<PersonField>& fields) {
  std::vector<std::string> names;
  for (const PersonField field : fields) names.emplace_back(words(field));
  return names.empty() ? "nothing" : listed(names);
}

}  // namespace

void Evolver::operator()(const PersonTold& e) {
  PersonRecord* record = records_.edit_person(e.person);
  if (record == nullptr) return;
  ++record->version;
  std::erase_if(record->entries, [&](const PersonEntry& one) {
    return one.field == e.entry.field && one.organisation == e.entry.organisation;
  });
  if (!e.entry.text.empty()) record->entries.push_back(e.entry);
  if (Case* c = e.case_id.given() ? change(e.case_id) : nullptr)
    note(*c, std::nullopt, "{} {}", words(e.entry.field), e.entry.text.empty() ? "taken off the record" : "recorded");
}

void Evolver::operator()(const PersonRecognised& e) {
  Case* c = change(e.case_id);
  if (c == nullptr) return;
  c->known_fields = e.known;
  c->safety = e.safety;
  note(*c, std::nullopt, "on record of the person: {}", field_words(e.known));
}

void Evolver::operator()(const PersonViewed& e) {
  Case* c = e.case_id.given() ? records_.edit_case(e.case_id) : nullptr;  // nobody's decision depends on it
  if (c == nullptr) return;
  note(*c, std::nullopt, "looked at the record: {}{}{}{}", field_words(e.shown),
       e.not_shared.empty() ? "" : fmt::format("; not shared: {}", field_words(e.not_shared)),
       e.glass_broken ? "; by broken glass" : "", e.reason.empty() ? "" : ": " + e.reason);
}

void Evolver::operator()(const GlassBroken& e) {
  PersonRecord* record = records_.edit_person(e.person);
  if (record == nullptr) return;
  ++record->version;
  std::erase_if(record->broken,
                [&](const BrokenGlass& one) { return one.user == e.glass.user || one.until <= stamp_.at; });
  record->broken.push_back(e.glass);
  if (Case* c = e.case_id.given() ? change(e.case_id) : nullptr)
    note(*c, std::nullopt, "broke the glass until {}: {}", clock(e.glass.until), e.glass.reason);
}

}  // namespace carehub::core
