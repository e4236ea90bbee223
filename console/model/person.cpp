#include "console/model/person.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/text.hpp"
#include "protocols/base/time.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

bool warns_of(PersonField field) {
  return field == PersonField::scene_safety || field == PersonField::safeguarding || field == PersonField::access;
}

std::string names_of(const std::vector<PersonField>& fields) {
  std::vector<std::string> names;
  for (const PersonField field : fields) names.emplace_back(words(field));
  return joined(names, ", ");
}

std::string told_by(const PersonEntry& entry) {
  return fmt::format("{} (told by {}{}{})", entry.text, entry.by, entry.organisation.empty() ? "" : ", ",
                     entry.organisation);
}

}  // namespace

std::vector<PersonLine> person_lines(const PersonView& view) {
  std::vector<PersonLine> lines;
  for (const PersonEntry& entry : view.entries)
    lines.push_back({std::string(words(entry.field)), told_by(entry), warns_of(entry.field)});
  std::ranges::stable_partition(lines, &PersonLine::warns);
  if (!view.access.empty()) lines.push_back({"access", view.access, true});
  for (const EarlierCase& earlier : view.earlier)
    lines.push_back({fmt::format("case {}", earlier.id.value),
                     fmt::format("{}, {}: {}", iso8601(earlier.received), earlier.summary, earlier.ended), false});
  if (!view.on_asking.empty()) lines.push_back({"on asking", names_of(view.on_asking), false});
  if (!view.not_shared.empty()) lines.push_back({"not shared with you", names_of(view.not_shared), true});
  if (lines.empty()) lines.push_back({"on record", "nothing is on record of this person", false});
  return lines;
}

std::string person_text(const PersonView& view) {
  std::string text;
  for (const PersonLine& line : person_lines(view)) text += fmt::format("{}: {}\n", line.label, line.text);
  return text;
}

std::string on_record_text(const std::vector<PersonField>& fields) {
  return fields.empty() ? std::string() : "on record: " + names_of(fields);
}

}  // namespace carehub::console
