// Which part of a workspace a word shows.

#include <fmt/format.h>

#include <array>

#include "console/model/ahead.hpp"
#include "console/model/find.hpp"
#include "console/model/handover_list.hpp"
#include "console/model/text.hpp"
#include "console/model/watch_sections.hpp"
#include "console/model/watch_text.hpp"
#include "console/model/why.hpp"

namespace carehub::console {
namespace {

// Lines that were made for any terminal, in this one's width.
void write_lines(TextPage& page, std::string_view text) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    page.wrapped(line);
  }
}

const Case* selected_in(const WatchFacts& facts) {
  const auto found = facts.picture.cases.find(facts.selected);
  return found == facts.picture.cases.end() ? nullptr : found->second.get();
}

void write_no_case(TextPage& page) {
  page.wrapped("no case is chosen; write SHOW and its number, or SHOW next");
}

void show_case(TextPage& page, const WatchFacts& facts) {
  const auto* c = selected_in(facts);
  c != nullptr ? write_case(page, facts, *c) : write_no_case(page);
}

void show_options(TextPage& page, const WatchFacts& facts) {
  const auto* c = selected_in(facts);
  if (c == nullptr) return write_no_case(page);
  if (!is_open(c->status)) page.line(fmt::format("case {} is closed; nobody is offered", c->id.value));
  write_options(page, facts, *c);
}

void show_why(TextPage& page, const WatchFacts& facts) {
  const auto* c = selected_in(facts);
  if (c == nullptr) return write_no_case(page);
  write_lines(page, why_text(why_of(*c, facts.picture, facts.now)));
}

void show_list(TextPage& page, const WatchFacts& facts) {
  facts.workplace == Workplace::navigator ? write_worklist(page, facts) : write_cases(page, facts);
}

void show_shift(TextPage& page, const WatchFacts& facts) {
  const auto list = handover_list(facts.picture, facts.now);
  write_lines(page, list ? handover_text(*list) : std::string("no shift was handed over yet; HO hands yours over"));
}

void show_ahead(TextPage& page, const WatchFacts& facts) {
  write_lines(page, ahead_text(facts.picture, facts.now));
}

struct Part {
  LocalAction action;
  void (*write)(TextPage&, const WatchFacts&);
};

constexpr std::array parts_of_text{
    Part{LocalAction::show, show_case},      Part{LocalAction::options, show_options},
    Part{LocalAction::why, show_why},        Part{LocalAction::cases, show_list},
    Part{LocalAction::alerts, write_alerts}, Part{LocalAction::teams, write_teams},
    Part{LocalAction::places, write_places}, Part{LocalAction::timeline, write_timeline},
    Part{LocalAction::shift, show_shift},    Part{LocalAction::ahead, show_ahead},
};

void write_verbs(TextPage& page, Role role) {
  page.section("WORDS");
  for (const auto& one : verbs())
    if (may_use(one, role) && is_at(one, Workplace::text)) page.row({{shape(one), 34}, {std::string(one.help), 0}});
  page.section("KEYS on a terminal");
  page.row({{"Tab", 34}, {"complete the word", 0}});
  page.row({{"Up Down", 34}, {"what was given before", 0}});
  page.row({{"Enter", 34}, {"do what the line says", 0}});
  page.row({{"PgUp PgDn", 34}, {"move in what is shown", 0}});
  page.row({{"Esc", 34}, {"clear the line; then back to the whole workspace", 0}});
  page.row({{"F1", 34}, {"this help", 0}});
  page.row({{"Ctrl L", 34}, {"draw the screen anew", 0}});
  page.row({{"Ctrl C, Ctrl D", 34}, {"end", 0}});
}

}  // namespace

std::string section_text(LocalAction action, const WatchFacts& facts, std::size_t width, const std::string& argument,
                         Role role) {
  TextPage page(width);
  const auto* part = std::ranges::find(parts_of_text, action, &Part::action);
  const bool board = facts.workplace == Workplace::board;
  if (action == LocalAction::help)
    write_verbs(page, role);
  else if (action == LocalAction::find)
    write_lines(page, found_text(find_things(facts.picture, facts.now, argument)));
  else if (board && action != LocalAction::overview)
    page.wrapped("the board shows no cases, teams or alerts one by one; OVERVIEW shows it");
  else if (part != parts_of_text.end())
    part->write(page, facts);
  else
    write_workspace(page, facts);
  auto text = page.take();
  text.erase(0, text.find_first_not_of('\n'));  // the blank line above a first section
  return text;
}

}  // namespace carehub::console
