#include "tools/ctl/without_picture.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/command_reader.hpp"
#include "console/model/command_words.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"
#include "protocols/site/load.hpp"

namespace carehub::ctl {
namespace {

using console::SlotKind;
using console::Token;

bool has_slot(const console::Verb& verb, SlotKind kind) {
  return std::ranges::any_of(verb.slots, [&](const console::Slot& slot) { return slot.kind == kind; });
}

std::optional<CaseId> case_number(const Token& token) {
  std::string_view digits = token.text;
  if (digits.starts_with('#')) digits.remove_prefix(1);
  const auto number = console::read_number(digits);
  if (!number || token.quoted) return std::nullopt;
  return CaseId{static_cast<std::uint64_t>(*number)};
}

// A hub in which everything that the words may name is there, and that has the time of day.
console::Picture picture_of(const std::vector<Token>& tokens, const console::Verb& verb) {
  console::Picture picture;
  Site site;
  site.calendar = Calendar{site::london_transitions(), {}};
  for (const Token& token : tokens) {
    const auto id = case_number(token);
    if (!id) continue;
    Case named;
    named.id = *id;
    picture.cases[*id] = std::make_shared<const Case>(std::move(named));
  }
  const bool names_team = !verb.slots.empty() && verb.slots.front().kind == SlotKind::team;
  if (names_team && tokens.size() > 1 && !tokens[1].text.empty()) {
    Team team;
    team.id = TeamId{tokens[1].text};
    TeamConfig config;
    config.id = team.id;
    site.teams.push_back(std::move(config));
    picture.teams[team.id] = std::make_shared<const Team>(team);
  }
  picture.site = std::make_shared<const Site>(std::move(site));
  return picture;
}

bool has_pair(const std::vector<Token>& tokens, std::string_view name) {
  return std::ranges::any_of(tokens, [&](const Token& token) { return console::lower(token.text).starts_with(name); });
}

// What only the picture could say; empty: nothing.
std::string needs_picture(const console::Verb& verb, const std::vector<Token>& tokens, Role role) {
  const auto without = fmt::format("{} gets no picture of the hub", words(role));
  if (has_slot(verb, SlotKind::visit_case) && tokens.size() > 1 && (tokens.size() < 3 || !case_number(tokens[2])))
    return fmt::format("{} in which its visit could be looked up: write the number of the case, for example {}",
                       without, verb.example);
  if (verb.id == console::VerbId::register_case && has_pair(tokens, "need=") && !has_pair(tokens, "priority="))
    return fmt::format(
        "{}, and so not its rule for a need: write priority=1 to priority=4 with need=, or leave need= out for a "
        "navigator to triage",
        without);
  return {};
}

}  // namespace

console::ParsedLine parse_without_picture(std::string_view text, Instant hub_now, const console::UiContext& who) {
  const auto tokens = console::tokens_of(text);
  const console::Verb* verb = tokens.empty() ? nullptr : console::find_verb(tokens.front().text);
  if (verb == nullptr) return console::parse(text, console::Picture{}, hub_now, who);
  auto line = console::parse(text, picture_of(tokens, *verb), hub_now, who);
  if (auto error = needs_picture(*verb, tokens, who.role); !error.empty()) {
    line.command.reset();
    line.error = std::move(error);
  }
  return line;
}

}  // namespace carehub::ctl
