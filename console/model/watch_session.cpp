#include "console/model/watch_session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "console/model/case_list.hpp"
#include "console/model/find.hpp"
#include "console/model/text.hpp"
#include "console/model/watch_text.hpp"
#include "console/model/worklist.hpp"

namespace carehub::console {
namespace {

std::vector<CaseId> cases_in_order(const Picture& picture, Instant now, const Actor& who, Workplace workplace,
                                   std::string_view find) {
  std::vector<CaseId> ids;
  if (workplace == Workplace::navigator) {
    for (const auto& item : make_worklist(picture, now, who.user).items) ids.push_back(item.id);
    return ids;
  }
  CaseList list;
  list.update(picture, now, find, {});
  for (std::size_t i = 0; i < list.size(); ++i) ids.push_back(list.at(i));
  return ids;
}

// "send CR2 to 1042 ... . Enter to send." without what to press.
std::string without_enter(std::string_view preview) {
  return std::string(preview.substr(0, preview.rfind(". Enter to ")));
}

// "; CASES is a command: write /CASES, or STOP to leave the triage": for a verb among the answers.
std::string words_of_a_verb(std::string_view text) {
  const auto word = trimmed(text).substr(0, trimmed(text).find(' '));
  const auto* meant = word.size() < 2 ? nullptr : find_verb(word);
  if (meant == nullptr) return {};
  return fmt::format("; {0} is a command: write /{0}, or STOP to leave the triage", meant->name);
}

}  // namespace

WatchSession::WatchSession(Actor who, Workplace workplace, Read read)
    : who_(std::move(who)), workplace_(workplace), read_(std::move(read)) {}

ParsedLine WatchSession::read(std::string_view text, const Picture& picture, Instant now,
                              const Explanation* options) const {
  if (talk_ && !text.starts_with('/')) return read_answer();
  if (text.starts_with('/')) text.remove_prefix(1);
  UiContext context;
  context.selected = selected_;
  context.user = who_.user;
  context.role = who_.role;
  context.options = options;
  context.workplace = Workplace::text;
  return read_(text, picture, now, context);
}

bool WatchSession::wants_options() const {
  return selected_.given() && (shown_ == LocalAction::show || shown_ == LocalAction::options);
}

void WatchSession::show_everything() {
  if (!talk_) shown_ = LocalAction::overview;
}

WatchFacts WatchSession::facts(const Picture& picture, Instant now, const LinkFacts& link,
                               const Explanation* options) const {
  return {picture, now, link, who_, workplace_, selected_, options, find_, 0};
}

WatchDid WatchSession::enter(std::string_view text, const Picture& picture, Instant now, const Explanation* options) {
  if (talk_ && !text.starts_with('/')) return answer(text, picture, now);
  WatchDid did;
  // The blank says that nobody is still typing the last word.
  const auto line = read(std::string(text) + " ", picture, now, options);
  if (!line.ready()) {
    did.said = line.error.empty() ? line.missing : line.error;
    did.wrong = true;
    return did;
  }
  if (line.command) {
    did.commands.push_back({*line.command, std::string(text.substr(text.starts_with('/') ? 1 : 0))});
    did.preview = without_enter(line.preview);
    if (picture.cases.contains(line.case_id)) selected_ = line.case_id;
    return did;
  }
  show(line, picture, now, did);
  return did;
}

ParsedLine WatchSession::read_answer() const {
  ParsedLine line;
  line.action = LocalAction::ask;
  line.preview = talk_->question();
  return line;
}

WatchDid WatchSession::answer(std::string_view text, const Picture& picture, Instant now) {
  WatchDid did;
  const auto found = picture.cases.find(talk_->case_id());
  if (found == picture.cases.end() || !is_open(found->second->status)) {
    did.said = fmt::format("case {} is closed; its triage ends here, and nothing was sent", talk_->case_id().value);
    did.wrong = true;
    talk_.reset();
    shown_ = LocalAction::cases;
    return did;
  }
  auto done = talk_->take(text, *found->second, now);
  did.said = done.said;
  did.wrong = done.outcome == TextTriage::Outcome::not_understood;
  if (done.outcome == TextTriage::Outcome::sends) {
    did.preview = done.given.text;
    if (done.given.observations)
      did.commands.push_back(
          {std::move(*done.given.observations), fmt::format("observations on {}", talk_->case_id().value)});
    did.commands.push_back({std::move(done.given.triage), done.given.text});
  }
  if (done.outcome == TextTriage::Outcome::left) did.said = "the triage was left; nothing was sent";
  if (done.outcome == TextTriage::Outcome::sends || done.outcome == TextTriage::Outcome::left) {
    talk_.reset();
    shown_ = LocalAction::show;
  } else {
    did.asks = (done.noted.empty() ? "" : capitalised(done.noted) + ". ") + talk_->question();
  }
  if (did.wrong) did.said += words_of_a_verb(text);
  return did;
}

void WatchSession::begin_triage(const Picture& picture, Instant now, WatchDid& did) {
  const auto& triage = verb(VerbId::triage);
  const auto found = picture.cases.find(selected_);
  if (!may_use(triage, who_.role))
    did.said = fmt::format("ASK is for {}", roles_text(triage));
  else if (found == picture.cases.end())
    did.said = "write the case number, for example ASK 1042";
  else if (!is_open(found->second->status))
    did.said = fmt::format("case {} is closed", selected_.value);
  did.wrong = !did.said.empty();
  if (did.wrong) return;
  talk_.emplace(*found->second, picture.site, now);
  shown_ = LocalAction::ask;
  did.asks = fmt::format("Triage of {}: BACK takes the last answer back, STOP leaves it unsent, / begins a command. {}",
                         selected_.value, talk_->question());
}

void WatchSession::show(const ParsedLine& line, const Picture& picture, Instant now, WatchDid& did) {
  if (line.action == LocalAction::quit) {
    did.quits = true;
    return;
  }
  if (line.action == LocalAction::try_line || (line.action == LocalAction::help && !line.argument.empty())) {
    did.said = line.preview;
    return;
  }
  if (line.local.case_id.given()) selected_ = line.local.case_id;
  if (line.action == LocalAction::ask) return begin_triage(picture, now, did);
  if (line.action == LocalAction::find) {
    const auto things = find_things(picture, now, line.argument);
    find_ = things.open_count > 0 ? line.argument : std::string();
    if (things.open_count == 1) selected_ = things.open_cases.front().case_id;
  }
  did.shows = true;
  shown_ = line.action;
  argument_ = line.argument;
  if (line.action != LocalAction::show || line.local.choice.empty()) return;
  if (line.local.choice == "all") find_.clear();
  selected_ = moved(line.local.choice, picture, now);
  if (!selected_.given()) shown_ = LocalAction::cases;
}

CaseId WatchSession::moved(std::string_view where, const Picture& picture, Instant now) const {
  if (where == "all") return selected_;
  const auto ids = cases_in_order(picture, now, who_, workplace_, find_);
  if (where == "none" || ids.empty()) return {};
  const auto at = std::ranges::find(ids, selected_);
  if (where == "first" || (at == ids.end() && where == "next")) return ids.front();
  if (where == "last" || at == ids.end()) return ids.back();
  if (where == "next") return at + 1 == ids.end() ? *at : *(at + 1);
  return at == ids.begin() ? *at : *(at - 1);
}

std::string WatchSession::header(const Picture& picture, Instant now, const LinkFacts& link, std::size_t width) const {
  TextPage page(width);
  write_header(page, facts(picture, now, link, nullptr));
  return page.take();
}

std::string WatchSession::page(const Picture& picture, Instant now, const LinkFacts& link, std::size_t width,
                               const Explanation* options) const {
  if (talk_ && shown_ == LocalAction::ask) {
    TextPage page(width);
    talk_->write(page);
    return page.take().substr(1);
  }
  return section_text(shown_, facts(picture, now, link, options), width, argument_, who_.role);
}

}  // namespace carehub::console
