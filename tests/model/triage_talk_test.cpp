// The conversation of triage over the clinical content that ships.

#include "console/model/triage_talk.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "console/model/referral_form.hpp"
#include "evening.hpp"
#include "protocols/clinical/facts.hpp"
#include "tests/clinical/shipped.hpp"

using namespace carehub;
using namespace carehub::console;
using Catch::Matchers::Contains;

namespace {

const ClinicalContent& content() {
  return test::shipped_content();
}

const Site& island() {
  static const auto one = [] {
    auto made = small_site();
    made.clinical = content();
    return made;
  }();
  return one;
}

TriageTalk talk_of(Need need) {
  TriageTalk talk;
  none_of_these(talk, content());
  talk.need = need;
  return talk;
}

TalkState now(const TriageTalk& talk, const Referral& base = {}) {
  return see(talk, island(), base, evening());
}

std::string next_of(const TriageTalk& talk) {
  const auto state = now(talk);
  return state.asks ? state.questions.back().fact : "";
}

void say(TriageTalk& talk, std::string_view fact, std::string_view value) {
  REQUIRE(answer(talk, content(), fact, value));
}

std::string lines_of(const TalkState& state) {
  std::string all;
  for (const auto& line : state.lines) all += line.label + ": " + line.text + "\n";
  return all;
}

// One thing that a person does in a conversation.
struct Step {
  std::string fact;
  std::string value;  // empty: taken back; "?": not known
};

std::vector<Step> any_steps() {
  std::vector<std::string> facts;
  for (const auto& flag : red_flag_questions(content())) facts.push_back(flag.code);
  for (const auto* fact : {"head_injury", "on_anticoagulants", "injury_suspected", "can_get_up", "lives_alone"})
    facts.emplace_back(fact);
  const auto step =
      rc::gen::apply([](std::string fact, std::string value) { return Step{fact, value}; }, rc::gen::elementOf(facts),
                     rc::gen::elementOf(std::vector<std::string>{"yes", "no", "?", ""}));
  return *rc::gen::container<std::vector<Step>>(step);
}

void take(TriageTalk& talk, const Step& step) {
  if (step.value.empty())
    take_back(talk, step.fact);
  else if (step.value == "?")
    answer_not_known(talk, step.fact);
  else
    RC_ASSERT(answer(talk, content(), step.fact, step.value).has_value());
}

}  // namespace

TEST_CASE("talk: every red flag of the content is asked, in its words", "[model]") {
  const auto questions = red_flag_questions(content());
  CHECK(questions.size() == content().red_flags.size() - 1);  // a code that nobody knows cannot be asked for
  CHECK(questions.front().question == "Is the person not breathing, or only gasping?");
  CHECK(red_flag_questions(ClinicalContent{}).size() == 1);
}

TEST_CASE("talk: none of these answers what is left, each by itself, and nothing else", "[model]") {
  TriageTalk talk;
  say(talk, "chest_pain", "yes");
  answer_not_known(talk, "fitting");
  CHECK(none_of_these(talk, content()) == red_flag_questions(content()).size() - 2);
  CHECK(answer_to(talk, "chest_pain") == Answer::yes);
  CHECK(answer_to(talk, "fitting") == Answer::not_known);
  CHECK(answer_to(talk, "choking") == Answer::no);
  CHECK(answer_to(talk, "head_injury") == Answer::not_asked);
  CHECK(facts_of(talk).size() == red_flag_questions(content()).size() - 1);
  CHECK(none_of_these(talk, content()) == 0);
}

TEST_CASE("talk: one red flag is 999, with its reason, whatever else was said", "[model]") {
  auto talk = talk_of(Need::falls);
  say(talk, "chest_pain", "yes");
  const auto state = now(talk);
  CHECK(state.needs_999);
  CHECK(state.red_flags == std::vector<std::string>{"chest_pain"});
  CHECK(state.triage.priority == Priority::p1);
  CHECK_THAT(lines_of(state), Contains("999 now, NOT SIGNED OFF") && Contains("Chest pain"));
}

TEST_CASE("talk: a red flag that came with the case cannot be talked away", "[model]") {
  Case c;
  c.referral.red_flags = {"stroke_signs", "crushing_headache"};
  auto talk = talk_about(c, content());
  CHECK_FALSE(answer(talk, content(), "stroke_signs", "no"));
  answer_not_known(talk, "stroke_signs");
  take_back(talk, "stroke_signs");
  none_of_these(talk, content());
  CHECK(answer_to(talk, "stroke_signs") == Answer::yes);
  CHECK(now(talk).needs_999);
}

TEST_CASE("talk: the questions of the pathway come one after the other, and end", "[model]") {
  auto talk = talk_of(Need::falls);
  std::vector<std::string> asked;
  for (auto fact = next_of(talk); !fact.empty(); fact = next_of(talk)) {
    asked.push_back(fact);
    say(talk, fact, fact == "time_on_floor_min" ? "75" : "no");
  }
  CHECK(asked == std::vector<std::string>{"head_injury", "on_anticoagulants", "injury_suspected", "can_get_up",
                                          "time_on_floor_min"});
  const auto state = now(talk);
  CHECK(state.questions.size() == asked.size());
  CHECK(state.triage.priority == Priority::p1);
  CHECK_THAT(lines_of(state), Contains("On the floor for an hour or more") && Contains("within 120 min") &&
                                  Contains("lifting cushion") && Contains("Never: "));
}

TEST_CASE("talk: an earlier answer changed leads another way, and back again", "[model]") {
  auto talk = talk_of(Need::falls);
  for (const auto* fact : {"head_injury", "on_anticoagulants", "injury_suspected"}) say(talk, fact, "no");
  say(talk, "can_get_up", "no");
  CHECK(next_of(talk) == "time_on_floor_min");
  say(talk, "time_on_floor_min", "300");
  say(talk, "can_get_up", "yes");
  auto state = now(talk);
  CHECK_FALSE(state.asks);
  CHECK(state.questions.back().fact == "can_get_up");
  say(talk, "can_get_up", "no");
  state = now(talk);
  CHECK(state.questions.back().fact == "time_on_floor_min");
  CHECK_THAT(lines_of(state), Contains("four hours or more"));
}

TEST_CASE("talk: not known is asked once, stays unknown, and is named", "[model]") {
  auto talk = talk_of(Need::falls);
  answer_not_known(talk, "head_injury");
  CHECK(next_of(talk) == "on_anticoagulants");
  say(talk, "on_anticoagulants", "yes");
  const auto state = now(talk);
  CHECK(state.not_known == std::vector<std::string>{"head injury"});
  CHECK(std::ranges::count(facts_of(talk), std::string("head_injury"), &KnownFact::fact) == 0);
  CHECK_THAT(lines_of(state), Contains("nobody has said whether the head was hit"));
}

TEST_CASE("talk: what the referral tells is not asked again", "[model]") {
  auto talk = talk_of(Need::mental_health_crisis);
  CHECK(next_of(talk) == "housebound");  // danger was asked among the red flags
  Referral referral;
  referral.person.housebound = true;
  const auto state = now(talk, referral);
  CHECK_FALSE(state.asks);
  CHECK_THAT(lines_of(state), Contains("unable to leave home"));
}

TEST_CASE("talk: a value that cannot be is refused with what can", "[model]") {
  auto talk = talk_of(Need::falls);
  const auto wrong = answer(talk, content(), "time_on_floor_min", "-5");
  REQUIRE_FALSE(wrong);
  CHECK_THAT(wrong.error().detail, Contains("0 to 100000 min"));
  CHECK(answer_to(talk, "time_on_floor_min") == Answer::not_asked);
  talk.unclear["time_on_floor_min"] = "a while";
  CHECK(now(talk).unclear == std::vector<std::string>{"time on the floor: “a while” cannot be"});
}

TEST_CASE("talk: observations are scored as they come, and never as a bare figure", "[model]") {
  using enum News2Parameter;
  auto talk = talk_of(Need::frailty);
  CHECK(now(talk).news2.empty());
  talk.observed.values[resp_rate] = "26";
  CHECK(now(talk).news2 == "NEWS2 incomplete, at least 3, risk low to medium or more; red: breaths");
  CHECK(now(talk).news2_head == "incomplete: NEWS2 at least 3, not a score");
  talk.observed.values = {{resp_rate, "26"},    {spo2, "90"},   {oxygen, "air"},
                          {systolic, "120"},    {pulse, "115"}, {consciousness, "alert"},
                          {temperature, "37.0"}};
  auto state = now(talk);
  CHECK(state.news2 == "NEWS2 8, high; red: breaths, oxygen saturation");
  CHECK(state.news2_head == "NEWS2 8");
  CHECK(state.points.size() == enum_count<News2Parameter>);
  CHECK(state.points.at(News2Parameter::resp_rate) == 3);
  CHECK(state.needs_999);
  CHECK(state.red_flags.empty());
  talk.observed.spo2_scale = 2;
  CHECK(now(talk).news2 == "NEWS2 5, medium; red: breaths");
  Referral child;
  child.person.age_years = 15;
  CHECK(now(talk, child).news2 == "not scored: NEWS2 is not for under 16s");
  say(talk, "pregnant", "yes");
  CHECK(now(talk).news2 == "not scored: NEWS2 is not for pregnancy");
}

TEST_CASE("talk: an impossible observation is said and kept as told, and scores nothing", "[model]") {
  auto talk = talk_of(Need::frailty);
  talk.observed.values[News2Parameter::pulse] = "999";
  const auto state = now(talk);
  REQUIRE(state.faults.size() == 1);
  CHECK_THAT(state.faults[0].text, Contains("999 is not possible"));
  CHECK(state.news2.empty());
  CHECK(observations_of(talk, evening()).at(0).value == "999 /min");
  CHECK_THAT(observation_warnings(state).at(0), Contains("pulse") && Contains("kept as told, not scored"));
}

TEST_CASE("talk: soft signs travel as observations, and the rules see them", "[model]") {
  auto talk = talk_of(Need::frailty);
  talk.soft_signs = {"Withdrawn, quieter than usual"};
  CHECK(observations_of(talk, evening()) ==
        std::vector<Observation>{{"soft sign", "Withdrawn, quieter than usual", evening()}});
  CHECK_THAT(lines_of(now(talk)), Contains("a score does not overrule concern"));
}

TEST_CASE("talk: the scale of somebody's oxygen saturation is kept from set to set", "[model]") {
  Case c;
  c.referral.observations = {{"oxygen saturation", "90 %", {}}, {"SpO2 scale", "2", {}}};
  auto talk = talk_about(c, content());
  CHECK(talk.observed.spo2_scale == 2);
  talk.observed.values[News2Parameter::spo2] = "91";
  CHECK(observations_of(talk, evening()).back().value == "2");
}

TEST_CASE("talk: what the call brought alone is no reason to leave the questions out", "[model]") {
  Referral referral;
  referral.ambulance.category = AmbulanceCategory::c1;
  TriageTalk talk;
  auto state = now(talk, referral);
  CHECK(state.needs_999);
  CHECK_FALSE(state.enough_for_999);
  say(talk, "chest_pain", "yes");
  CHECK(now(talk, referral).enough_for_999);
}

TEST_CASE("talk: whatever a rule turns on can be said, whether or not the pathway asks", "[model]") {
  const auto facts = rule_facts(content());
  const auto has = [&](std::string_view id) { return std::ranges::count(facts, id, &FactDefinition::id) == 1; };
  for (const auto* id : {"pregnant", "intoxicated", "wristband", "escorted", "police_refused", "dementia"}) {
    INFO(id);
    CHECK(has(id));
  }
  CHECK_FALSE(has("chest_pain"));
  CHECK_FALSE(has("lives_alone"));
  CHECK(rule_facts(ClinicalContent{}).empty());
}

TEST_CASE("talk: needs are offered by kind of crisis, none missing", "[model]") {
  const auto choices = need_choices(content());
  CHECK(choices.size() == enum_count<Need> - 1);
  CHECK(choices.front().need == Need::falls);
  CHECK(std::ranges::is_sorted(choices, {}, &NeedChoice::crisis));
  CHECK(choices.back().crisis == CrisisKind::social);
  CHECK(need_choices(ClinicalContent{}).size() == choices.size());
}

TEST_CASE("talk: triage again keeps what the pathway asked, and asks the red flags anew", "[model]") {
  Case c;
  c.triage.emplace();
  c.triage->need = Need::falls;
  c.triage->facts = {{"chest_pain", "no"}, {"head_injury", "no"}, {"news2_points", "3"}, {"age_years", "83"}};
  const auto talk = talk_about(c, content());
  CHECK(talk.need == Need::falls);
  CHECK(answer_to(talk, "chest_pain") == Answer::not_asked);
  CHECK(answer_to(talk, "head_injury") == Answer::no);
  CHECK(talk.answers.size() == 1);
}

TEST_CASE("talk: in whatever order and however often, only the last answers count", "[model]") {
  CHECK(rc::check("any order", [] {
    const auto steps = any_steps();
    auto talk = talk_of(Need::falls);
    std::map<std::string, std::string> last;
    for (const auto& step : steps) {
      take(talk, step);
      last[step.fact] = step.value;
      (void)now(talk);  // looking changes nothing
    }
    auto again = talk_of(Need::falls);
    auto shuffled = std::vector<std::pair<std::string, std::string>>(last.rbegin(), last.rend());
    for (const auto& [fact, value] : shuffled) take(again, {fact, value});
    RC_ASSERT(talk == again);
    RC_ASSERT(facts_of(talk) == facts_of(again));
    RC_ASSERT(lines_of(now(talk)) == lines_of(now(again)));
  }));
}

TEST_CASE("talk: over any answers a red flag is 999, and unknown is never no", "[model]") {
  CHECK(rc::check("any answers", [] {
    TriageTalk talk;
    talk.need = *rc::gen::elementOf(std::vector<Need>{Need::unknown, Need::falls, Need::confusion, Need::palliative,
                                                      Need::mental_health_crisis, Need::social_crisis});
    for (const auto& step : any_steps()) take(talk, step);
    const auto state = now(talk);
    bool any_flag = false;
    for (const auto& flag : red_flag_questions(content()))
      any_flag = any_flag || answer_to(talk, flag.code) == Answer::yes;
    RC_ASSERT(!any_flag || state.needs_999);
    RC_ASSERT(any_flag == !state.red_flags.empty());
    for (const auto& one : state.triage.facts) {
      const auto told = talk.answers.find(one.fact);
      RC_ASSERT(told != talk.answers.end());
      RC_ASSERT(told->second == one.value);
    }
    if (state.asks) RC_ASSERT(!talk.answers.contains(state.questions.back().fact));
  }));
}

TEST_CASE("talk: whatever is answered, the questions end", "[model]") {
  CHECK(rc::check("ends", [] {
    TriageTalk talk;
    const auto choices = need_choices(content());
    talk.need = (*rc::gen::elementOf(choices)).need;
    none_of_these(talk, content());
    std::size_t asked = 0;
    for (auto state = now(talk); state.asks; state = now(talk)) {
      const auto& question = state.questions.back();
      const auto kind = *rc::gen::inRange(0, 3);
      if (kind == 0 || question.kind == FactKind::text)
        answer_not_known(talk, question.fact);
      else if (question.kind == FactKind::number)
        RC_ASSERT(answer(talk, content(), question.fact, kind == 1 ? "0" : "100").has_value());
      else if (question.kind == FactKind::choice)
        RC_ASSERT(answer(talk, content(), question.fact, question.values.front()).has_value());
      else
        RC_ASSERT(answer(talk, content(), question.fact, kind == 1 ? "yes" : "no").has_value());
      RC_ASSERT(++asked <= 30);
    }
  }));
}

TEST_CASE("form: what was answered begins SBARD, until somebody writes there", "[model]") {
  Evening evening;
  auto with_content = std::make_shared<Site>(island());
  evening.picture.site = with_content;
  ReferralForm form;
  form.talk = talk_of(Need::falls);
  say(form.talk, "on_anticoagulants", "yes");
  form.age = "83";
  form.locality = "Lake";
  form.summary = "Fall in the kitchen";
  form.caller = "Nurse at The Cedars";
  form.sbard[0] = "She is on the floor.";
  auto result = check(form, evening.picture, evening.now);
  REQUIRE(result.command);
  const auto& sbard = result.command->referral.sbard;
  CHECK(sbard.situation == "She is on the floor.");
  CHECK(result.sbard_prefill[0] == "Fall in the kitchen, aged 83, Lake; told by Nurse at The Cedars");
  CHECK(sbard.background == "on blood thinners: yes");
  CHECK_THAT(sbard.assessment, Contains("red flags: none of 15"));
  form.sbard_touched[1] = true;
  CHECK(check(form, evening.picture, evening.now).command->referral.sbard.background.empty());
}

TEST_CASE("form: observations, soft signs and answers travel with the referral", "[model]") {
  Evening evening;
  evening.picture.site = std::make_shared<Site>(island());
  ReferralForm form;
  form.talk = talk_of(Need::frailty);
  form.talk.observed.values[News2Parameter::pulse] = "135";
  form.talk.observed.values[News2Parameter::spo2] = "200";
  form.talk.soft_signs = {"Unsteady"};
  form.locality = "Lake";
  auto result = check(form, evening.picture, evening.now);
  REQUIRE(result.command);
  CHECK(result.command->referral.observations.size() == 4);
  CHECK_THAT(result.command->referral.warnings.at(0), Contains("200 is not possible"));
  CHECK(std::ranges::count(result.command->triage->facts, KnownFact{"chest_pain", "no"}) == 1);
  form.talk.need = Need::unknown;
  form.summary = "Not well";
  result = check(form, evening.picture, evening.now);
  REQUIRE(result.command);
  CHECK_FALSE(result.command->triage);
  CHECK_THAT(result.command->referral.observations.back().value, Contains("no: ") && Contains("chest pain"));
}

TEST_CASE("form: what to know before the first word stands large", "[model]") {
  Evening evening;
  ReferralForm form;
  none_of_these(form.talk, ClinicalContent{});
  form.communication_needs = "deaf, signs";
  form.age = "10/12/2008";
  auto notes = check(form, evening.picture, evening.now).person_notes;
  REQUIRE(notes.size() == 2);
  CHECK_THAT(notes[0], Contains("deaf, signs"));
  CHECK(notes[1] == "Is 17, turns 18 in 18 days: other services from that day");
  for (const auto* age : {"22/11/2008", "23/12/2008", "17"}) {
    form.age = age;
    CHECK(check(form, evening.picture, evening.now).person_notes.size() == 1);
  }
  form.age = "22/12/2008";
  CHECK(check(form, evening.picture, evening.now).person_notes.size() == 2);
}
