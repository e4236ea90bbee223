#include "console/model/command_red_flag.hpp"

#include <fmt/format.h>

#include "console/model/command_lists.hpp"
#include "console/model/options.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/needs_999.hpp"

namespace carehub::console {
namespace {

bool goes_to_999(const Site& site, const ServiceId& id) {
  const auto* service = find_service(site, id);
  return service != nullptr && service->takes_red_flags;
}

// Whom the line would send; none where it sends nobody.
std::optional<ServiceId> service_sent(const Verb& verb, const Values& values, const Surroundings& around) {
  const auto& site = around.site();
  switch (verb.id) {
    case VerbId::allocate:
      return values.team->service;
    case VerbId::signpost: {
      const auto* place = find_place(site, values.place);
      return place == nullptr ? ServiceId{} : place->service;
    }
    case VerbId::book:
      return values.service;
    case VerbId::accept: {
      const auto& c = *values.the_case;
      if (c.status == CaseStatus::proposed && c.assignment) return c.assignment->service;
      const auto* options = options_of(c, around.context);
      return options == nullptr || options->offered.empty() ? std::nullopt
                                                            : std::optional(options->offered.front().service);
    }
    default:
      return std::nullopt;
  }
}

// Whether the line would close the case without 999: the same as the hub refuses (dispatcher's red_flags).
bool ends_without_999(const Verb& verb, const Values& values, const Site& site) {
  const auto& c = *values.the_case;
  if (is_with_999(c, site)) return false;
  switch (verb.id) {
    case VerbId::advise:
    case VerbId::community:
      return true;
    case VerbId::refer_on:
      return !goes_to_999(site, values.service);
    case VerbId::reject:
      return !c.referral.ambulance.validation;
    case VerbId::cancel:
      return !values.has("error");
    case VerbId::close:
      return values.outcome != Outcome::conveyed && values.outcome != Outcome::died;
    default:
      return false;
  }
}

std::string fault_words(const Case& c, const std::string& why, Role role, std::string_view otherwise) {
  const auto id = c.id.value;
  const auto take = c.status == CaseStatus::proposed ? fmt::format("Y {} takes it", id) : std::string("take it");
  auto text = fmt::format("{}: only 999, red flag ({}). {}, T corrects a wrong answer", id, cut(why, 90), take);
  return text + (role == Role::navigator ? fmt::format("; {}", otherwise) : "; only a navigator may decide otherwise");
}

}  // namespace

RedFlagCheck check_red_flag(const Verb& verb, const Values& values, const Surroundings& around) {
  const auto* c = values.the_case;
  if (c == nullptr || !is_open(c->status) || !red_flagged(*c)) return {};
  const auto& site = around.site();
  const auto sent = service_sent(verb, values, around);
  const bool others = sent && !goes_to_999(site, *sent);
  if (!others && !ends_without_999(verb, values, site)) return {};
  const auto why = why_999(*c, site.clinical);
  const auto role = around.context.role;
  const bool reason = others ? !trimmed(values.words).empty() : !reason_against_999(values.words).empty();
  if (role == Role::navigator && reason) return {{}, fmt::format("DESPITE A RED FLAG ({}): ", cut(why, 90))};
  return {fault_words(*c, why, role,
                      others ? std::string("your reason after it overrides")
                             : fmt::format("to close it all the same write “{}” and why", against_999)),
          {}};
}

}  // namespace carehub::console
