// The verbs of what is owed, of who is responsible, and of what is known of a person.

#include <fmt/format.h>

#include <algorithm>

#include "console/model/command_build.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

std::string text_of(const Values& values, std::string_view name) {
  const auto* text = values.pair(name);
  return text == nullptr ? std::string() : *text;
}

DutyKind kind_of(const Values& values) {
  if (values.has("callback")) return DutyKind::call_back;
  return values.has("followup") ? DutyKind::follow_up : DutyKind::welfare_call;
}

ContactResult result_of(const Values& values) {
  if (values.has("worse")) return ContactResult::worse;
  return values.has("noanswer") ? ContactResult::no_answer : ContactResult::reached;
}

void build_called(const Values& values, ParsedLine& line) {
  const auto kind = kind_of(values);
  const auto result = result_of(values);
  if (result == ContactResult::worse && values.words.empty()) {
    line.missing = "write what has become worse after it";
    return;
  }
  propose(line, RecordContact{values.case_id, kind, 0, result, values.words, std::nullopt},
          fmt::format("{} for {}: {}{}{}", words(kind), named_case(values), words(result),
                      result == ContactResult::worse ? ", a clinician is asked to look" : "", with_reason(values)));
}

std::vector<std::string> parted(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    if (comma > 0) parts.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

void build_community(const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto entries = parted(text_of(values, "to"));
  std::vector<std::string> names;
  for (const std::string& id : entries) {
    const auto* entry = find_community(around.site(), id);
    if (entry == nullptr) {
      line.error = fmt::format("“{}” is not in the community directory; {} are", cut(id, 30),
                               joined(community_ids(around.site(), 6), ", "));
      return;
    }
    names.push_back(entry->name);
  }
  if (names.empty()) {
    line.missing = "write whom the person is told of, for example to=carers_hub";
    return;
  }
  std::optional<Instant> follow_up;
  if (const auto* hours_text = values.pair("follow")) {
    const auto number = read_number(*hours_text);
    if (!number || *number < 1 || *number > 720) {
      line.error = "write follow= with 1 to 720 hours, for example follow=48";
      return;
    }
    follow_up = around.now + hours{*number};
  }
  propose(line, SignpostToCommunity{values.case_id, entries, values.words, follow_up},
          fmt::format("signpost {} to {}; {}{}", named_case(values), joined(names, ", "),
                      follow_up ? "followed up at " + around.clock(*follow_up) : std::string("it closes"),
                      with_reason(values)));
}

std::optional<PersonField> field_of(const Values& values) {
  return values.keywords.empty() ? std::nullopt : enum_from_name<PersonField>(values.keywords.front());
}

void build_view(const Values& values, ParsedLine& line) {
  std::vector<PersonField> fields;
  for (const auto word : values.keywords)
    if (const auto field = enum_from_name<PersonField>(word)) fields.push_back(*field);
  const bool access = std::ranges::find(fields, PersonField::access) != fields.end();
  if (access && values.words.empty()) {
    line.missing = "write why the way in has to be known after it; the look is recorded";
    return;
  }
  propose(line, ViewPerson{values.case_id, {}, fields, values.words},
          fmt::format("show what is on record of the person of {}; the look is recorded{}", named_case(values),
                      with_reason(values)));
}

void build_tell(const Values& values, ParsedLine& line) {
  const auto field = field_of(values);
  if (!field) return;
  propose(line, TellOfPerson{values.case_id, {}, *field, values.words, {}, std::nullopt},
          values.words.empty()
              ? fmt::format("take the {} off the record of the person of {}", words(*field), named_case(values))
              : fmt::format("put on record as {} of the person of {}{}", words(*field), named_case(values),
                            with_reason(values)));
}

void build_person(const Verb& verb, const Values& values, ParsedLine& line) {
  if (verb.id == VerbId::view) return build_view(values, line);
  if (verb.id == VerbId::tell) return build_tell(values, line);
  if (verb.id != VerbId::break_glass) return;
  propose(line, BreakGlass{values.case_id, {}, values.words},
          fmt::format("BREAK THE GLASS for the person of {}: you see everything, and the hub is told{}",
                      named_case(values), with_reason(values)));
}

// By its call sign or id, in any case.
template <class List>
std::optional<std::string> unit_in(const List& list, const std::string& word) {
  for (const auto& one : list)
    if (same_word(one.id.value, word)) return one.id.value;
  return std::nullopt;
}

void build_what_if(const Values& values, const Surroundings& around, ParsedLine& line) {
  const Site& site = around.site();
  PreviewChoice choice{values.case_id, UnitKind::team, {}};
  if (auto team = unit_in(site.teams, values.words)) {
    choice.unit = *std::move(team);
  } else if (auto place = unit_in(site.places, values.words)) {
    choice.kind = UnitKind::place;
    choice.unit = *std::move(place);
  } else if (auto service = unit_in(site.services, values.words)) {
    const ServiceConfig& config = *find_service(site, ServiceId(*service));
    choice.kind = config.capacity == CapacityKind::bookable_slots ? UnitKind::slot : UnitKind::queue;
    choice.unit = *std::move(service);
  } else {
    line.error =
        fmt::format("\"{}\" is no team, place or service here; Tab after A or G names them", cut(values.words, 40));
    return;
  }
  const std::string text =
      fmt::format("what {} for {} would do to everybody else; nothing changes", choice.unit, named_case(values));
  propose(line, std::move(choice), text);
}

void build_shift(const Verb& verb, const Values& values, ParsedLine& line) {
  const auto to = text_of(values, "to");
  if (verb.id == VerbId::hand_over)
    propose(line, HandOverShift{UserName(to), values.words},
            fmt::format("hand over the shift{} with everything that is unresolved{}", to.empty() ? "" : " to " + to,
                        with_reason(values)));
  if (verb.id == VerbId::take_over)
    propose(line, TakeOverShift{values.words}, fmt::format("take over the shift{}", with_reason(values)));
}

}  // namespace

std::vector<std::string> community_ids(const Site& site, std::size_t most) {
  std::vector<std::string> ids;
  for (const auto& entry : site.community)
    if (ids.size() < most) ids.push_back(entry.id);
  return ids;
}

void build_duty(const Verb& verb, const Values& values, const Surroundings& around, ParsedLine& line) {
  const auto id = values.case_id;
  switch (verb.id) {
    case VerbId::called:
      return build_called(values, line);
    case VerbId::call_back:
      return propose(line, PromiseCallBack{id, values.time.value_or(around.now), {}, values.words},
                     fmt::format("promise to ring back about {} at {}{}", named_case(values),
                                 around.clock(values.time.value_or(around.now)), with_reason(values)));
    case VerbId::community:
      return build_community(values, around, line);
    case VerbId::take_referral:
      return propose(
          line, AcceptReferral{id, values.words},
          fmt::format("accept {}: this hub is responsible for it{}", named_case(values), with_reason(values)));
    case VerbId::consult:
      return propose(line, StartConsultation{id},
                     fmt::format("the consultation about {} starts now", named_case(values)));
    case VerbId::partner_refused: {
      const auto partner = text_of(values, "partner");
      if (partner.empty()) {
        line.missing = "write who will not come, for example partner=police";
        return;
      }
      return propose(line, RecordPartnerRefusal{id, partner, values.words, text_of(values, "ref")},
                     fmt::format("{} will not come to {}; the case stays here{}", partner, named_case(values),
                                 with_reason(values)));
    }
    case VerbId::safe:
      return propose(line, ReportSafe{values.team->id, std::nullopt},
                     fmt::format("{} says that all is well", values.team->id.value));
    case VerbId::what_if:
      return build_what_if(values, around, line);
    default:
      build_shift(verb, values, line);
      return build_person(verb, values, line);
  }
}

}  // namespace carehub::console
