#include "console/model/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/command_build.hpp"
#include "console/model/command_words.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

constexpr std::size_t longest_line = 16'000;  // bytes: no more than the hub takes of one text

std::vector<Nameable> verb_names() {
  std::vector<Nameable> names;
  for (const auto& one : verbs()) names.push_back({std::string(one.name), std::string(one.other_name)});
  return names;
}

Workplace workplace_of(const UiContext& context) {
  return context.workplace == Workplace::of_role ? console::workplace_of(context.role) : context.workplace;
}

// Verbs that begin like the word, then those whose help speaks of it: a search by what one wants to do.
void offer_verbs(std::string_view word, const UiContext& context, ParsedLine& line) {
  const auto offer = [&](const Verb& one) {
    const bool offered =
        std::ranges::any_of(line.completions, [&](const Completion& done) { return done.text == one.name; });
    if (offered || !may_use(one, context.role) || !is_at(one, workplace_of(context)) ||
        line.completions.size() >= completions_most)
      return;
    line.completions.push_back({std::string(one.name), fmt::format("{}: {}", shape(one), one.help)});
  };
  for (const auto& one : verbs())
    if (starts_with_word(one.name, word) || starts_with_word(one.other_name, word)) offer(one);
  if (word.size() < 3) return;
  for (const auto& one : verbs())
    if (lower(one.help).contains(lower(word))) offer(one);
}

void explain_unknown_verb(std::string_view word, bool finished, ParsedLine& line) {
  if (!finished && !line.completions.empty()) {
    line.missing = "go on typing, or choose one";
    return;
  }
  const auto names = verb_names();
  const auto near = nearest_named(names, word);
  if (!near) {
    line.error = fmt::format("“{}” is no verb; ? shows them all", cut(word, 30));
    return;
  }
  const auto& meant = verbs()[*near];
  line.error = fmt::format(
      "“{}” is no verb; did you mean {}: {}? Type ? for all of them", cut(word, 30), shape(meant),
      lower(meant.help.substr(0, 1)) + std::string(meant.help.substr(1, meant.help.find_first_of(".;") - 1)));
}

void read_verb(const Verb& verb, std::string_view text, const std::vector<Token>& tokens, const Surroundings& around,
               ParsedLine& line) {
  line.verb = &verb;
  if (!is_at(verb, workplace_of(around.context))) {
    line.error = fmt::format("{} is for {}; ? shows what can be asked for here", verb.name, workplaces_text(verb));
    return;
  }
  if (!may_use(verb, around.context.role)) {
    line.error =
        fmt::format("{} is for {}; you are signed in as {}", verb.name, roles_text(verb), words(around.context.role));
    return;
  }
  const std::vector<Token> rest(tokens.begin() + 1, tokens.end());
  auto values = read_slots(verb, text, rest, around, line);
  if (!line.error.empty() || !line.missing.empty()) return;
  if (verb.command < 0) return build_local(verb, std::move(values), around, line);
  build(verb, values, around, line);
}

// "?a" is read like "? a".
std::vector<Token> split_help(std::vector<Token> tokens) {
  if (tokens.empty() || tokens[0].text.size() < 2 || tokens[0].text[0] != '?') return tokens;
  Token topic = tokens[0];
  topic.text.erase(0, 1);
  topic.from += 1;
  tokens[0].text = "?";
  tokens[0].to = topic.from;
  tokens.insert(tokens.begin() + 1, topic);
  return tokens;
}

}  // namespace

ParsedLine parse(std::string_view text, const Picture& picture, Instant now, const UiContext& context) {
  ParsedLine line;
  if (text.size() > longest_line) {
    line.error =
        fmt::format("this line has {} characters and may have {}: shorten it, and put the rest into a second note",
                    text.size(), longest_line);
    return line;
  }
  const auto tokens = split_help(tokens_of(text));
  if (tokens.empty()) {
    line.replace_from = text.size();
    line.missing = "write a verb; ? shows them all";
    offer_verbs({}, context, line);
    return line;
  }
  const auto& word = tokens.front().text;
  const bool finished = tokens.size() > 1 || tokens.front().to < text.size();
  const auto* verb = find_verb(word);
  if (verb == nullptr || !finished) {
    line.replace_from = tokens.front().from;
    offer_verbs(word, context, line);
  }
  if (verb == nullptr) {
    explain_unknown_verb(word, finished, line);
    return line;
  }
  auto verb_completions = std::move(line.completions);
  line.completions.clear();
  const auto replace_from = line.replace_from;
  read_verb(*verb, text, tokens, {picture, now, context}, line);
  if (!finished) {  // still typing the verb: A may become AD
    line.completions = std::move(verb_completions);
    line.replace_from = replace_from;
  }
  return line;
}

std::string complete(std::string_view text, const ParsedLine& line, const Completion& completion) {
  const auto kept = text.substr(0, std::min(line.replace_from, text.size()));
  const bool quoted = completion.text.contains(' ');
  const auto* end = completion.text.ends_with('=') ? "" : " ";
  return fmt::format("{}{}{}{}{}", kept, quoted ? "\"" : "", completion.text, quoted ? "\"" : "", end);
}

}  // namespace carehub::console
