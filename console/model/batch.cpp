#include "console/model/batch.hpp"

#include <fmt/format.h>

#include <type_traits>
#include <utility>

#include "console/model/case_list.hpp"
#include "console/model/command_words.hpp"
#include "console/model/text.hpp"

namespace carehub::console {
namespace {

constexpr std::string_view star = "*";

// Where the star stands; none: the line is for one case.
std::optional<Token> star_in(std::string_view text) {
  const auto tokens = tokens_of(text);
  if (tokens.size() < 2 || tokens[1].text != star || tokens[1].quoted) return std::nullopt;
  return tokens[1];
}

// Who goes where is chosen looking at one person.
bool chooses_a_unit(const Command& command) {
  return std::visit(
      [](const auto& c) {
        using Kind = std::decay_t<decltype(c)>;
        return std::is_same_v<Kind, AllocateTeam> || std::is_same_v<Kind, Signpost> ||
               std::is_same_v<Kind, BookService> || std::is_same_v<Kind, ReferOn>;
      },
      static_cast<const CommandKinds&>(command));
}

std::string name_of(CaseId id, const Picture& picture) {
  const auto found = picture.cases.find(id);
  return found == picture.cases.end() ? fmt::format("{}", id.value) : case_name(*found->second);
}

void refuse(Batch& batch, std::string why) {
  batch.each.clear();
  batch.line.command.reset();
  batch.line.preview.clear();
  batch.line.missing.clear();
  batch.line.error = std::move(why);
}

}  // namespace

bool is_for_marked(std::string_view text) {
  return star_in(text).has_value();
}

Batch parse_for_marked(std::string_view text, std::span<const CaseId> marked, const Picture& picture, Instant now,
                       const UiContext& context) {
  Batch batch;
  const Token at = *star_in(text);
  if (marked.empty()) {
    batch.line.error = "no case is marked; Space marks the chosen one, Ctrl A all that are shown";
    return batch;
  }
  std::vector<std::string> names;
  for (const CaseId id : marked) {
    const std::string number = fmt::format("{}", id.value);
    const std::string own = std::string(text.substr(0, at.from)) + number + std::string(text.substr(at.to));
    ParsedLine one = parse(own, picture, now, context);
    if (!one.error.empty()) {
      refuse(batch, fmt::format("not for all {}: {}: {}", marked.size(), number, one.error));
      return batch;
    }
    if (one.command && chooses_a_unit(*one.command)) {
      refuse(batch, "who goes where is chosen for one case at a time; write its number instead of *");
      return batch;
    }
    names.push_back(name_of(id, picture));
    if (one.command) batch.each.push_back({*one.command, own});
    if (names.size() > 1) continue;
    // What still lacks is the same for all; it is completed behind the star.
    const auto grown = static_cast<std::ptrdiff_t>(own.size()) - static_cast<std::ptrdiff_t>(text.size());
    batch.line = std::move(one);
    if (batch.line.replace_from >= at.to)
      batch.line.replace_from = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(batch.line.replace_from) - grown);
    else
      batch.line.completions.clear();
    batch.line.case_id = {};
    batch.line.action = LocalAction::none;
  }
  if (batch.each.size() < marked.size()) {
    batch.each.clear();
    batch.line.command.reset();
    return batch;
  }
  batch.line.preview =
      fmt::format("for {} cases: {}. Each as: {}", names.size(), joined(names, " · "), batch.line.preview);
  return batch;
}

}  // namespace carehub::console
