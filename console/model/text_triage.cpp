#include "console/model/text_triage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "console/model/command_lists.hpp"
#include "console/model/text.hpp"
#include "protocols/clinical/facts.hpp"
#include "protocols/clinical/observed.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

constexpr std::array asked_observations{
    News2Parameter::resp_rate, News2Parameter::spo2,          News2Parameter::oxygen,     News2Parameter::systolic,
    News2Parameter::pulse,     News2Parameter::consciousness, News2Parameter::temperature};

constexpr std::size_t least_of_a_need = 3;  // a letter meant for another question names nothing

enum class YesNo { yes, no, not_known, none_of_these, other };

// The same letters and digits as on the screen.
YesNo yes_or_no(std::string_view line) {
  const auto word = lower(trimmed(line));
  if (word == "y" || word == "yes" || word == "1") return YesNo::yes;
  if (word == "n" || word == "no" || word == "2") return YesNo::no;
  if (word == "u" || word == "?" || word == "3" || word == "not known" || word == "unknown") return YesNo::not_known;
  return word == "none" || word == "0" ? YesNo::none_of_these : YesNo::other;
}

bool is_word(std::string_view line, std::string_view word) {
  return same_word(trimmed(line), word);
}

std::string need_list(const ClinicalContent& content) {
  std::vector<std::string> names;
  for (const auto& choice : need_choices(content)) names.emplace_back(name_of(choice.need));
  return joined(names, ", ");
}

std::string how_to_answer(const TalkQuestion& question) {
  if (question.kind == FactKind::yes_no) return "yes, no, or ? for not known";
  if (!question.values.empty()) return one_of(question.values) + ", or ? for not known";
  return question.bounds.empty() ? "or ? for not known" : question.bounds + ", or ? for not known";
}

std::string how_to_measure(News2Parameter parameter) {
  if (parameter == News2Parameter::oxygen) return "air or on oxygen";
  if (parameter == News2Parameter::consciousness) return "alert, confusion, voice, pain or unresponsive";
  const auto unit = clinical::unit(parameter);
  return unit.empty() ? std::string("a number") : fmt::format("a number, {}", unit);
}

}  // namespace

TextTriage::TextTriage(const Case& c, std::shared_ptr<const Site> site, Instant now)
    : case_id_(c.id),
      site_(std::move(site)),
      flags_(red_flag_questions(site_->clinical)),
      talk_(talk_about(c, site_->clinical)) {
  renew(c, now);
}

void TextTriage::renew(const Case& c, Instant now) {
  state_ = see(talk_, *site_, c.referral, now);
}

const RedFlagQuestion* TextTriage::open_flag() const {
  const auto found = std::ranges::find_if(
      flags_, [&](const RedFlagQuestion& one) { return answer_to(talk_, one.code) == Answer::not_asked; });
  return found == flags_.end() ? nullptr : &*found;
}

TextTriage::Step TextTriage::step() const {
  if (state_.enough_for_999) return Step::done;
  if (open_flag() != nullptr) return Step::flag;
  if (!need_asked_) return Step::need;
  if (state_.asks) return Step::question;
  if (observation_ < asked_observations.size()) return Step::observation;
  return reason_asked_ ? Step::done : Step::reason;
}

std::string TextTriage::question() const {
  switch (step()) {
    case Step::flag: {
      const auto* flag = open_flag();
      return fmt::format("Red flag {} of {}: {} yes, no, or ? for not known; NONE is no to all that are left",
                         flag - flags_.data() + 1, flags_.size(), flag->question);
    }
    case Step::need:
      return talk_.need == Need::unknown ? fmt::format("What is the need? {}", need_list(site_->clinical))
                                         : fmt::format("What is the need? It was {}; write it again, or another: {}",
                                                       name_of(talk_.need), need_list(site_->clinical));
    case Step::question:
      return fmt::format("{} {}", state_.questions.back().ask, how_to_answer(state_.questions.back()));
    case Step::observation:
      return fmt::format("{}? {}; SKIP, or NONE for no observations",
                         capitalised(clinical::entry_name(asked_observations.at(observation_))),
                         how_to_measure(asked_observations.at(observation_)));
    case Step::reason:
      return "Why, in a few words? SKIP takes what the rules say";
    case Step::done:
      break;
  }
  return state_.enough_for_999 ? "999 NOW by what was answered: SEND sends it, and only 999 is offered then"
                               : "SEND sends the triage, BACK takes the last answer back, STOP leaves it unsent";
}

std::string TextTriage::answer_flag(std::string_view line) {
  const auto& code = open_flag()->code;
  const auto word = yes_or_no(line);
  if (word == YesNo::other) return "write yes, no, or ? for not known; NONE is no to all that are left";
  answered_.emplace_back(Step::flag, code);
  if (word == YesNo::none_of_these) {
    for (const auto& flag : flags_)
      if (flag.code != code && answer_to(talk_, flag.code) == Answer::not_asked)
        answered_.emplace_back(Step::flag, flag.code);
    none_of_these(talk_, site_->clinical);
    return {};
  }
  if (word == YesNo::not_known) {
    answer_not_known(talk_, code);
    return {};
  }
  const auto done =
      console::answer(talk_, site_->clinical, code, word == YesNo::yes ? clinical::answer_yes : clinical::answer_no);
  return done ? std::string() : done.error().text();
}

std::string TextTriage::answer_need(std::string_view line) {
  if (trimmed(line).size() < least_of_a_need)
    return "write the need, or at least its first three letters: " + need_list(site_->clinical);
  const auto found = find_named(need_names(), trimmed(line));
  if (!found.index)
    return "“" + cut(trimmed(line), 30) + "” is not one need; write one of " + need_list(site_->clinical);
  const auto need = enum_from_name<Need>(need_names()[*found.index].id);
  if (!need || *need == Need::unknown) return "write what the person needs";
  answered_.emplace_back(Step::need, std::string());
  talk_.need = *need;
  need_asked_ = true;
  return {};
}

std::string TextTriage::answer_question(std::string_view line) {
  const auto& asked = state_.questions.back();
  const auto word = yes_or_no(line);
  const auto text = std::string(trimmed(line));
  if (text == "?" || (word == YesNo::not_known && asked.kind == FactKind::yes_no) || is_word(line, "not known")) {
    answer_not_known(talk_, asked.fact);
  } else {
    const bool told_by_letter = asked.kind == FactKind::yes_no && (word == YesNo::yes || word == YesNo::no);
    const auto value =
        !told_by_letter ? text : std::string(word == YesNo::yes ? clinical::answer_yes : clinical::answer_no);
    if (const auto done = console::answer(talk_, site_->clinical, asked.fact, value); !done)
      return fmt::format("{}; write {}", done.error().detail, how_to_answer(asked));
  }
  answered_.emplace_back(Step::question, asked.fact);
  return {};
}

std::string TextTriage::answer_observation(std::string_view line, Instant) {
  const auto parameter = asked_observations.at(observation_);
  if (is_word(line, "none")) {
    answered_.emplace_back(Step::observation, std::to_string(observation_));
    observation_ = asked_observations.size();
    return {};
  }
  if (!is_word(line, "skip") && trimmed(line) != "?") {
    talk_.observed.values[parameter] = std::string(trimmed(line));
    const auto tried = see(talk_, *site_, {}, {});
    const auto fault = std::ranges::find(tried.faults, parameter, &ObservationFault::parameter);
    if (fault != tried.faults.end()) {
      talk_.observed.values.erase(parameter);
      return fault->text;
    }
  }
  answered_.emplace_back(Step::observation, std::to_string(observation_));
  ++observation_;
  return {};
}

std::string TextTriage::answer_now(std::string_view line) {
  switch (step()) {
    case Step::flag:
      return answer_flag(line);
    case Step::need:
      return answer_need(line);
    case Step::question:
      return answer_question(line);
    case Step::observation:
      return answer_observation(line, {});
    case Step::reason:
      reason_ = is_word(line, "skip") ? std::string() : std::string(trimmed(line));
      reason_asked_ = true;
      answered_.emplace_back(Step::reason, std::string());
      return {};
    case Step::done:
      break;
  }
  return "write SEND, BACK or STOP";
}

void TextTriage::go_back() {
  if (answered_.empty()) return;
  const auto [step_before, fact] = answered_.back();
  answered_.pop_back();
  if (step_before == Step::flag || step_before == Step::question) take_back(talk_, fact);
  if (step_before == Step::need) need_asked_ = false;
  if (step_before == Step::reason) reason_asked_ = false;
  if (step_before != Step::observation) return;
  const auto number = *read_number(fact);
  observation_ = static_cast<std::size_t>(number);
  talk_.observed.values.erase(asked_observations.at(observation_));
}

std::string TextTriage::why_not_sent() const {
  if (state_.enough_for_999) return {};
  if (open_flag() != nullptr) return "every red flag is asked first";
  return need_asked_ ? std::string() : "the need is asked first";
}

// What was understood, in the words of the content: whoever hears it finds a slip at once.
std::string TextTriage::noted(Step asked, std::size_t before, std::string_view line) const {
  if (asked == Step::need) return "need: " + std::string(words(talk_.need));
  if (asked == Step::observation || asked == Step::reason) return std::string(trimmed(line));
  const auto more = answered_.size() - before;
  if (more > 1) return fmt::format("no to {} red flags", more);
  const auto& fact = answered_.back().second;
  const auto flag = std::ranges::find(flags_, fact, &RedFlagQuestion::code);
  const auto* known = find_fact(site_->clinical, fact);
  const std::string what = flag != flags_.end() ? flag->words : known == nullptr ? fact : known->words;
  const auto told = talk_.answers.find(fact);
  return what + ": " + (told == talk_.answers.end() ? std::string("yes") : told->second.value_or("not known"));
}

TextTriage::Did TextTriage::take(std::string_view line, const Case& c, Instant now) {
  Did did;
  if (is_word(line, "stop")) {
    did.outcome = Outcome::left;
    return did;
  }
  if (is_word(line, "send")) {
    did.said = why_not_sent();
    did.outcome = did.said.empty() ? Outcome::sends : Outcome::not_understood;
    renew(c, now);
    if (did.said.empty()) did.given = triage_given(c, talk_, state_, std::nullopt, reason_, now);
    return did;
  }
  const auto asked = step();
  const auto before = answered_.size();
  if (is_word(line, "back")) {
    go_back();
    did.noted = "taken back";
  } else {
    did.said = answer_now(line);
    if (answered_.size() > before) did.noted = noted(asked, before, line);
  }
  renew(c, now);
  if (!did.said.empty()) did.outcome = Outcome::not_understood;
  return did;
}

void TextTriage::write(TextPage& page) const {
  page.section(fmt::format("TRIAGE of {}", case_id_.value));
  if (state_.needs_999)
    page.wrapped(state_.red_flags.empty() ? fmt::format("! 999 now: {}", state_.triage.reason)
                                          : std::string("! Red flag: ring 999 now"));
  if (const auto said = answers_in_words(talk_, site_->clinical); !said.empty()) page.labelled("Answered", said);
  for (const auto& line : state_.lines) page.labelled(line.label, (line.warns ? "! " : "") + line.text);
  if (!state_.news2.empty()) page.labelled("NEWS2", (state_.news2_warns ? "! " : "") + state_.news2);
  if (!state_.not_known.empty()) page.labelled("Not known", joined(state_.not_known, ", "));
  for (const auto& unclear : state_.unclear) page.labelled("Unclear", unclear);
  page.section("ASKED NOW");
  page.wrapped(question());
  page.wrapped("BACK takes the last answer back, STOP leaves it unsent; a line that begins with / is a command");
}

}  // namespace carehub::console
