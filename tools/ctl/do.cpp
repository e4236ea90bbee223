// carehubctl do: the console's command line, for scripts.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <memory>

#include "console/model/command_line.hpp"
#include "console/model/find.hpp"
#include "console/model/person.hpp"
#include "console/model/preview_words.hpp"
#include "protocols/wire/codec.hpp"
#include "tools/ctl/hub.hpp"
#include "tools/ctl/new_case.hpp"
#include "tools/ctl/without_picture.hpp"

namespace carehub::ctl {
namespace {

struct DoOptions {
  HubOptions hub;
  std::vector<std::string> words;
  NewCase new_case;
  bool json = false;
};

// The words as one line; a word with blanks stays one word. One single word is a whole line.
std::string line_of(const std::vector<std::string>& words) {
  if (words.size() == 1) return words.front();
  std::string line;
  for (std::string word : words) {
    for (char& c : word)
      if (c == '"') c = '\'';
    if (!line.empty()) line += ' ';
    line += word.empty() || word.find_first_of(" \t\n") != std::string::npos ? '"' + word + '"' : word;
  }
  return line;
}

int say(const link::Link& hub, const wire::Answer& answer, const DoOptions& options, bool number_only) {
  if (options.json) {
    boost::json::object object{{"accepted", answer.accepted}};
    if (answer.case_id.given()) object["case"] = answer.case_id.value;
    object["sequence"] = answer.sequence;
    if (answer.refusal) object["refusal"] = {{"code", name_of(answer.refusal->code)}, {"text", answer.refusal->text}};
    object["message"] = answer.message;
    if (answer.preview) object["preview"] = boost::json::parse(wire::to_json(*answer.preview));
    if (answer.person) object["person"] = boost::json::parse(wire::to_json(*answer.person));
    fmt::print("{}\n", boost::json::serialize(object));
  } else if (answer.accepted) {
    fmt::print("{}\n", number_only ? fmt::format("{}", answer.case_id.value) : answer.message);
    if (answer.person) fmt::print("{}", console::person_text(*answer.person));
    if (const auto picture = hub.picture(); picture && answer.preview)
      fmt::print("{}", console::preview_text(console::preview_lines(*answer.preview, *picture, picture->status.now)));
  }
  if (answer.accepted) return exit_ok;
  if (answer.refusal)
    return complain(fmt::format("refused: {} ({})", answer.refusal->text, name_of(answer.refusal->code)));
  return complain("refused: " + answer.message);
}

int send(link::Link& hub, Command command, const DoOptions& options) {
  const auto* new_case = std::get_if<RegisterCase>(&command);
  if (new_case != nullptr)
    for (const std::string& doubt : doubts(*new_case)) remark("check: " + doubt);
  const bool number_only = new_case != nullptr;
  const auto answer = hub.submit_and_wait(std::move(command), options.hub.patience());
  return answer ? say(hub, *answer, options, number_only) : complain(with_remedy(answer.error(), options.hub));
}

int do_new(const DoOptions& options) {
  auto command = register_command(options.new_case);
  if (!command) {
    complain(command.error());
    return exit_bad_usage;
  }
  auto hub = open_hub(options.hub, Wants::commands);
  if (!hub) return complain(hub.error());
  return send(**hub, *std::move(command), options);
}

int do_local(const console::ParsedLine& line) {
  if (line.action == console::LocalAction::help) {
    fmt::print("{}\n", line.argument.empty() ? console::commands_markdown() : line.preview);
    return exit_ok;
  }
  return complain(fmt::format("{} is for the console; use carehubctl state or export to look for “{}”", line.verb->name,
                              line.argument));
}

int do_find(const link::Link& hub, const console::ParsedLine& line) {
  fmt::print("{}\n", console::found_text(console::find_things(*hub.picture(), hub.status().hub_now, line.argument)));
  return exit_ok;
}

int say_mistake(const console::ParsedLine& line) {
  for (const std::string& text : {line.error, line.missing}) {
    if (text.empty()) continue;
    complain(text);
    return exit_bad_usage;
  }
  complain("this is not a whole command; see: carehubctl verbs");
  return exit_bad_usage;
}

// The board that a manager gets names no alerts and no services.
bool names_are_known(Role role) {
  return link::gets_picture(role) && role != Role::manager;
}

// What needs no hub: help, and words that are no verb or none for this role. None: the hub is needed.
std::optional<int> do_alone(const std::string& text, const console::UiContext& who) {
  const auto line = console::parse(text, console::Picture{}, Instant{}, who);
  const bool looks = line.action == console::LocalAction::find && names_are_known(who.role);
  if (line.action != console::LocalAction::none && !looks) return do_local(line);
  if (line.verb == nullptr || !console::may_use(*line.verb, who.role)) return say_mistake(line);
  return std::nullopt;
}

Result<console::ParsedLine> parse_at_hub(link::Link& hub, const std::string& text, const console::UiContext& who,
                                         Duration patience) {
  if (!names_are_known(who.role)) {
    CAREHUB_CHECK(hub.wait_until_live(patience));
    return parse_without_picture(text, hub.status().hub_now, who);
  }
  CAREHUB_CHECK(hub.wait_for_picture(patience));
  return console::parse(text, *hub.picture(), hub.status().hub_now, who);
}

int do_line(const DoOptions& options) {
  // The blank says that nobody is still typing the last word.
  const std::string text = line_of(options.words) + " ";
  const auto chosen = link_options(options.hub, Wants::picture);
  if (!chosen) return complain(chosen.error());
  console::UiContext who;
  who.user = chosen->user;
  who.role = chosen->role;
  who.workplace = console::Workplace::script;
  who.picture_behind = true;  // a script is refused by the hub itself, and can tell that from a line it wrote wrongly
  if (const auto done = do_alone(text, who)) return *done;
  auto hub = open_hub(options.hub, names_are_known(who.role) ? Wants::picture : Wants::commands);
  if (!hub) return complain(hub.error());
  const auto line = parse_at_hub(**hub, text, who, options.hub.patience());
  if (!line) return complain(with_remedy(line.error(), options.hub));
  if (line->action == console::LocalAction::find) return do_find(**hub, *line);
  return line->command ? send(**hub, *line->command, options) : say_mistake(*line);
}

int run_do(const DoOptions& options) {
  const bool is_new = options.words.size() == 1 && options.words.front() == "new";
  if (options.new_case.given() && !is_new) {
    complain("--source, --narrative and what else describes a new case belong to 'do new'");
    return exit_bad_usage;
  }
  if (is_new && options.new_case.given()) return do_new(options);
  return do_line(options);
}

void add_new_options(CLI::App& sub, NewCase& options) {
  const std::string group = "do new";
  const auto add = [&](const char* name, auto& into, const char* help) {
    return sub.add_option(name, into, help)->group(group);
  };
  add("--source", options.source,
      "nhs111, ambulance999, call_for_care, care_home, self_referral, gp_home_visit, police, walk_in");
  add("--narrative", options.narrative, "what is wrong, in words");
  add("--place", options.place, "LAT,LON of the person");
  add("--nhs-number", options.nhs_number, "ten digits");
  add("--age", options.age, "in years")->check(CLI::Range(0, 130));
  add("--need", options.needs, "skills that are needed; the case is triaged at once");
  add("--kind", options.kind, "the need itself, such as falls (default with --need: other)");
  add("--priority", options.priority, "1 to 4")->check(CLI::Range(1, 4));
  add("--summary", options.summary, "the need in a few words (default: the narrative's first sentence)");
  add("--name", options.name, "of the person");
  add("--phone", options.phone, "to ring back");
  add("--address", options.address, "where the person is");
  add("--postcode", options.postcode, "where the person is");
}

}  // namespace

void add_do(CLI::App& app, Run& run) {
  CLI::App* sub = app.add_subcommand("do", "one command, as on the console's command line");
  auto options = std::make_shared<DoOptions>();
  add_hub_options(*sub, options->hub);
  add_new_options(*sub, options->new_case);
  sub->add_option("VERB", options->words, "verb and its words, for example: A 1042 CR2")->required();
  sub->add_flag("--json", options->json, "the answer as JSON");
  sub->footer(
      "All verbs: carehubctl verbs. A new case:\n"
      "  carehubctl do new --source call_for_care --narrative \"confused since Friday\" --place 50.70,-1.29 --age 83 "
      "--need crisis nurse\n"
      "prints its number once it is safely recorded. A refusal is said on stderr, with exit status 1.");
  sub->callback([options, &run] { run = [options] { return run_do(*options); }; });
}

}  // namespace carehub::ctl
