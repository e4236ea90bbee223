// The verbs of what is owed, of who is responsible, and of what is known of a person.

#include "console/model/verb_parts.hpp"

namespace carehub::console::verb_parts {

namespace {

const std::vector<std::string_view> person_fields{"history",         "care_plan",    "key_worker",   "end_of_life",
                                                  "adjustments",     "safeguarding", "scene_safety", "red_bag",
                                                  "frequent_caller", "access"};

}  // namespace

// What is owed to people who wait, and who is responsible.
std::vector<Verb> duty_verbs() {
  using V = VerbId;
  return {
      {V::called,
       "CA",
       "CALLED",
       {the_case, one_word({"welfare", "callback", "followup", "reached", "noanswer", "worse"}), maybe_written("note")},
       "A call was made: which (WELFARE where nothing is said) and how it ended (REACHED where nothing is said). WORSE "
       "asks a clinician to look at once",
       "CA 1042 welfare reached no worse, daughter is there",
       intake,
       position_of<RecordContact>()},
      {V::call_back,
       "CB",
       "CALLBACK",
       {the_case, of(SlotKind::time, "HH:MM"), maybe_written("about")},
       "Promise to ring back by a time; it is asked for until somebody has rung",
       "CB 1042 20:30 result of the blood test",
       intake,
       position_of<PromiseCallBack>()},
      {V::community,
       "CS",
       "COMMUNITY",
       {the_case, named({"to", "follow"}), maybe_written("advice")},
       "Signpost to help in the community, by the ids of the directory; follow= so many hours keeps the case until "
       "somebody has heard how it went",
       "CS 1042 to=carers_hub follow=48 told of the drop-in",
       clinical,
       position_of<SignpostToCommunity>()},
      {V::take_referral,
       "TR",
       "ACCEPTREFERRAL",
       {the_case, maybe_written("note")},
       "Accept the referral: this hub is responsible, and the ambulance service has its answer",
       "TR 1042",
       clinical,
       position_of<AcceptReferral>()},
      {V::consult,
       "CN",
       "CONSULT",
       {the_case},
       "The consultation starts now: in progress, which an attempt or a welfare call is not",
       "CN 1042",
       clinical,
       position_of<StartConsultation>()},
      {V::partner_refused,
       "PR",
       "PARTNERREFUSED",
       {the_case, named({"partner", "ref"}), a_reason},
       "A partner will not come, as the police under Right Care Right Person; the case stays here",
       "PR 1042 partner=police ref=RCRP-77 no immediate risk to life",
       desk,
       position_of<RecordPartnerRefusal>()},
      {V::safe, "SF", "SAFE", {the_team}, "The crew says that all is well", "SF CR2", crews, position_of<ReportSafe>()},
      {V::hand_over,
       "HO",
       "HANDOVER",
       {named({"to"}, false), maybe_written("note")},
       "Hand over the shift with everything that is unresolved; it is yours until somebody takes it",
       "HO to=m.cole quiet, 1042 waits for a key",
       intake,
       position_of<HandOverShift>(),
       "H in F9"},
      {V::take_over,
       "TO",
       "TAKEOVER",
       {maybe_written("note")},
       "Take over the shift that was handed over",
       "TO",
       intake,
       position_of<TakeOverShift>(),
       "T in F9"},
  };
}

// What is known of the person beyond this call.
std::vector<Verb> person_verbs() {
  using V = VerbId;
  return {
      {V::tell,
       "TP",
       "TELLPERSON",
       {the_case, one_word(person_fields, true), maybe_written("text")},
       "Put something on the person's record, for every call to come; no text takes it off again",
       "TP 1042 key_worker Ann Bly, integrated care team North, 01632 960123",
       intake_and_referrers,
       position_of<TellOfPerson>()},
      {V::view,
       "VP",
       "VIEWPERSON",
       {the_case, one_word(person_fields), maybe_reason},
       "See what is on record of the person and shared with you. Each look is recorded; access only when named, with "
       "a reason",
       "VP 1042 access crew at the door",
       intake | bit(Role::crew),
       position_of<ViewPerson>()},
      {V::what_if,
       "WI",
       "WHATIF",
       {the_case, written("unit")},
       "See what a choice would do to everybody else, before it is made: a team, a place or a service. Nothing changes",
       "WI 1042 CR2",
       desk,
       position_of<PreviewChoice>()},
      {V::break_glass,
       "BG",
       "BREAKGLASS",
       {the_case, a_reason},
       "See all that is on record for half an hour, with a reason; the hub is told at once",
       "BG 1042 unconscious, nobody else to ask",
       desk | bit(Role::crew),
       position_of<BreakGlass>()},
  };
}

}  // namespace carehub::console::verb_parts
