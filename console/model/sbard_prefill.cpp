#include "console/model/sbard_prefill.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

void join(std::string& text, std::string_view more, std::string_view between = "; ") {
  if (more.empty()) return;
  if (!text.empty()) text += between;
  text += more;
}

std::string situation(const TriageTalk& talk, const Referral& referral, LocalDay today) {
  std::string text = referral.summary;
  if (text.empty() && talk.need != Need::unknown) text = capitalised(words(talk.need));
  if (text.empty()) return {};
  if (const auto age = age_years(referral.person, today)) join(text, fmt::format("aged {}", *age), ", ");
  join(text, referral.location.locality, ", ");
  if (!referral.referrer.empty()) join(text, "told by " + referral.referrer);
  return text;
}

// Each with its answer, so that a no is read as a no.
std::string background(const TriageTalk& talk, const ClinicalContent& content) {
  std::string text;
  for (const auto& [id, value] : talk.answers) {
    const auto* fact = find_fact(content, id);
    if (fact == nullptr || std::ranges::count(content.red_flags, id, &RedFlag::code) > 0) continue;
    join(text, fmt::format("{}: {}{}{}", fact->words, value.value_or("not known"),
                           value && !fact->unit.empty() ? " " : "", value ? fact->unit : ""));
  }
  return text;
}

std::string red_flags(const TriageTalk& talk, const TalkState& state, const ClinicalContent& content) {
  std::vector<std::string> yes, not_known;
  std::size_t denied = 0;
  for (const auto& flag : red_flag_questions(content)) {
    const auto told = answer_to(talk, flag.code);
    if (told == Answer::yes) yes.push_back(flag.words);
    if (told == Answer::not_known) not_known.push_back(flag.words);
    denied += told == Answer::no ? 1U : 0U;
  }
  if (!yes.empty()) return "RED FLAG: " + joined(yes, ", ");
  if (state.flags_open > 0) return {};
  if (not_known.empty()) return fmt::format("red flags: none of {}", denied);
  return fmt::format("red flags: {} denied; not known: {}", denied, joined(not_known, ", "));
}

std::string assessment(const TriageTalk& talk, const TalkState& state, const ClinicalContent& content) {
  std::string text = red_flags(talk, state, content);
  join(text, state.news2);
  if (!talk.soft_signs.empty())
    join(text, "soft signs: " + joined({talk.soft_signs.begin(), talk.soft_signs.end()}, ", "));
  return text;
}

}  // namespace

std::array<std::string, 3> sbard_prefill(const TriageTalk& talk, const TalkState& state, const Site& site,
                                         const Referral& referral, LocalDay today) {
  return {situation(talk, referral, today), background(talk, site.clinical), assessment(talk, state, site.clinical)};
}

}  // namespace carehub::console
