// What a line does that is not sent to the hub.

#include <fmt/format.h>

#include <algorithm>

#include "console/model/case_list.hpp"
#include "console/model/command_build.hpp"
#include "console/model/text.hpp"
#include "console/model/way.hpp"

namespace carehub::console {
namespace {

void build_help(std::string argument, const UiContext& context, ParsedLine& line) {
  line.argument = std::move(argument);
  const auto* about = find_verb(line.argument);
  if (about == nullptr) {
    line.preview = "show every key and verb. Enter to show.";
    return;
  }
  const auto only = may_use(*about, context.role) ? std::string() : ". Only for " + roles_text(*about);
  const auto where = about->action == LocalAction::none ? std::string() : ". At " + workplaces_text(*about);
  line.preview = fmt::format("{}: {}. For example {}{}{}", shape(*about), about->help, about->example, only, where);
}

// The words of another line, read as they would be; nothing is sent.
void build_try(const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto meant = parse(values.words + " ", around.picture, around.now, around.context);
  line.argument = values.words;
  if (!meant.ready()) {
    line.error = meant.error.empty() ? meant.missing : meant.error;
    return;
  }
  line.case_id = meant.case_id;
  const auto ends = meant.preview.rfind(". Enter to ");
  line.preview = "would " + meant.preview.substr(0, ends) + ". Nothing is sent.";
}

// The distance stands in the preview already. False where it cannot be told: line.error says why.
bool build_way(const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto* c = around.find_case(values.case_id);
  const auto team = around.picture.teams.find(values.team->id);
  const bool team_known = team != around.picture.teams.end() && team->second->position;
  if (c != nullptr && c->referral.location.position && team_known) {
    line.argument =
        way_words(*around.picture.site, *team->second->position, *c->referral.location.position, around.now);
    return true;
  }
  line.action = LocalAction::none;
  line.local = {};
  if (c == nullptr)
    line.missing = fmt::format("write the case number, for example MEASURE 1042 {}", values.team->id.value);
  else
    line.error = !team_known ? fmt::format("nobody knows where {} is", values.team->id.value)
                             : fmt::format("{} has no position", c->id.value);
  return false;
}

bool needs_case(LocalAction action) {
  return action == LocalAction::options || action == LocalAction::why || action == LocalAction::show;
}

// "show a case: 1042 New confusion, Lake"
std::string words_of_local(const Verb& verb, const ParsedLine& line, const Surroundings& around) {
  const LocalDo& local = line.local;
  std::string of;
  if (const auto* c = around.find_case(local.case_id); c != nullptr && local.choice.empty()) of = case_name(*c);
  if (local.team.given()) of = with(of, local.team.value);
  if (!local.choice.empty()) of = with(of, local.choice);
  if (local.relative)
    of = with(of, fmt::format("{:+} %", local.number));
  else if (local.number > 0)
    of = with(of, fmt::format("{} %", local.number));
  if (local.designed) of = with(of, "as designed");
  const auto first = verb.help.substr(0, verb.help.find_first_of(";."));
  if (local.action == LocalAction::measure && local.team.given())
    return fmt::format("measure {}'s way to {}: {}", local.team.value, local.case_id.value, line.argument);
  return lower(first.substr(0, 1)) + std::string(first.substr(1)) + (of.empty() ? "" : ": " + of);
}

bool shares_out(LocalAction action) {
  return action == LocalAction::room || action == LocalAction::column;
}

}  // namespace

void build_local(const Verb& verb, Values values, const Surroundings& around, ParsedLine& line) {
  line.action = verb.action;
  if (verb.action == LocalAction::find) {
    line.argument = std::move(values.words);
    line.preview = fmt::format("look for “{}” in cases, teams and places. Enter to look.", cut(line.argument, 60));
  } else if (verb.action == LocalAction::help) {
    build_help(std::move(values.words), around.context, line);
  } else if (verb.action == LocalAction::try_line) {
    build_try(values, around, line);
    if (!line.error.empty()) line.action = LocalAction::none;
  } else {
    const auto choice = values.keywords.empty() ? std::string_view() : values.keywords.front();
    line.local = {verb.action,
                  choice,
                  values.number,
                  values.case_id,
                  values.team == nullptr ? TeamId{} : values.team->id,
                  values.relative,
                  values.designed};
    if (shares_out(verb.action) && (values.keywords.size() > 1 || (choice == "all" && !values.designed))) {
      line.action = LocalAction::none;
      line.local = {};
      line.error = fmt::format("write one name and how much, for example {}; for all of them, {} all designed",
                               verb.example, verb.name);
      return;
    }
    if (needs_case(verb.action) && choice.empty() && !values.case_id.given()) {
      line.action = LocalAction::none;
      line.local = {};
      line.missing = fmt::format("write the case number, for example {}", verb.example);
      return;
    }
    if (verb.action == LocalAction::measure) {
      if (values.team == nullptr) line.local.case_id = {};
      if (values.team != nullptr && !build_way(values, around, line)) return;
    }
    line.preview = words_of_local(verb, line, around) + ". Enter to do it.";
  }
}

}  // namespace carehub::console
