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

std::optional<std::uint64_t> number_in(const Token& token) {
  std::string_view digits = token.text;
  if (digits.starts_with('#')) digits.remove_prefix(1);
  const auto number = console::read_number(digits);
  if (!number || token.quoted) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

void add_team(const std::string& id, console::Picture& picture, Site& site) {
  Team team;
  team.id = TeamId{id};
  TeamConfig config;
  config.id = team.id;
  site.teams.push_back(std::move(config));
  picture.teams[team.id] = std::make_shared<const Team>(team);
}

void add_service(const std::string& id, Site& site) {
  ServiceConfig config;
  config.id = ServiceId{id};
  site.services.push_back(std::move(config));
}

void add_case_and_alert(std::uint64_t number, console::Picture& picture) {
  Case named;
  named.id = CaseId{number};
  picture.cases[named.id] = std::make_shared<const Case>(named);
  Alert alert;
  alert.id = AlertId{number};
  picture.alerts[alert.id] = std::make_shared<const Alert>(alert);
}

// A hub in which everything that the words may name is there, and that has the time of day.
console::Picture picture_of(const std::vector<Token>& tokens, const console::Verb& verb) {
  console::Picture picture;
  Site site;
  site.calendar = Calendar{site::london_transitions(), {}};
  for (const Token& token : tokens)
    if (const auto number = number_in(token)) add_case_and_alert(*number, picture);
  const auto first = verb.slots.empty() ? SlotKind::words : verb.slots.front().kind;
  const bool given = tokens.size() > 1 && !tokens[1].text.empty();
  if (given && first == SlotKind::team) add_team(tokens[1].text, picture, site);
  if (given && first == SlotKind::service) add_service(tokens[1].text, site);
  picture.site = std::make_shared<const Site>(std::move(site));
  return picture;
}

bool has_pair(const std::vector<Token>& tokens, std::string_view name) {
  return std::ranges::any_of(tokens, [&](const Token& token) { return console::lower(token.text).starts_with(name); });
}

// What only the picture could say; empty: nothing.
std::string needs_picture(const console::Verb& verb, const std::vector<Token>& tokens, Role role) {
  const auto without = fmt::format("{} gets no picture of the hub", words(role));
  if (has_slot(verb, SlotKind::visit_case) && tokens.size() > 1 && (tokens.size() < 3 || !number_in(tokens[2])))
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

console::ParsedLine parse_without_picture(std::string_view text, Instant hub_now, const console::UiContext& given) {
  console::UiContext who = given;
  who.picture_behind = true;  // what is made up here is in no state
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
