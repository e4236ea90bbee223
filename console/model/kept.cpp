#include "console/model/kept.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "console/model/case_list.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

// What each kept kind is called, one and several.
struct KindWords {
  std::string_view one;
  std::string_view several;
};
constexpr KindWords referral_words{"referral", "referrals"}, note_words{"note", "notes"},
    status_words{"report of a crew", "reports of crews"}, count_words{"count of a place", "counts of places"},
    contact_words{"call made", "calls made"}, arrival_words{"arrival", "arrivals"},
    capacity_words{"report of a service", "reports of services"}, alert_words{"alert taken", "alerts taken"};
constexpr std::array kinds_in_order{referral_words, status_words, note_words,     contact_words,
                                    arrival_words,  count_words,  capacity_words, alert_words};

template <class Kind>
constexpr bool crew_reports =
    std::is_same_v<Kind, AcceptVisit> || std::is_same_v<Kind, ReportEnRoute> || std::is_same_v<Kind, ReportOnScene> ||
    std::is_same_v<Kind, ReportClear> || std::is_same_v<Kind, ReportSafe> || std::is_same_v<Kind, ReportPosition> ||
    std::is_same_v<Kind, SignOnTeam> || std::is_same_v<Kind, SignOffTeam> || std::is_same_v<Kind, StartBreak> ||
    std::is_same_v<Kind, EndBreak>;

template <class Kind>
constexpr bool keeps = crew_reports<Kind> || std::is_same_v<Kind, RegisterCase> || std::is_same_v<Kind, AddNote> ||
                       std::is_same_v<Kind, RecordContact> || std::is_same_v<Kind, RecordArrival> ||
                       std::is_same_v<Kind, ReportPlaceCount> || std::is_same_v<Kind, ReportServiceCapacity> ||
                       std::is_same_v<Kind, AcknowledgeAlert>;

// Whether the hub can be told when it was. A duty, a break and a service's figures count from when they arrive.
template <class Kind>
constexpr bool holds_its_time =
    requires(Kind c) { c.at = std::optional<Instant>(); } || std::is_same_v<Kind, RegisterCase>;

template <class Kind>
constexpr KindWords words_of_kind() {
  if constexpr (std::is_same_v<Kind, RegisterCase>) return referral_words;
  if constexpr (std::is_same_v<Kind, AddNote>) return note_words;
  if constexpr (std::is_same_v<Kind, RecordContact>) return contact_words;
  if constexpr (std::is_same_v<Kind, RecordArrival>) return arrival_words;
  if constexpr (std::is_same_v<Kind, ReportPlaceCount>) return count_words;
  if constexpr (std::is_same_v<Kind, ReportServiceCapacity>) return capacity_words;
  if constexpr (std::is_same_v<Kind, AcknowledgeAlert>) return alert_words;
  return status_words;
}

const CommandKinds& kinds(const Command& command) {
  return command;
}

const Case* case_in(const Picture& picture, CaseId id) {
  const auto found = picture.cases.find(id);
  return found == picture.cases.end() ? nullptr : found->second.get();
}

const Team* team_in(const Picture& picture, const TeamId& id) {
  const auto found = picture.teams.find(id);
  return found == picture.teams.end() ? nullptr : found->second.get();
}

std::string person_text(const Person& person) {
  std::string text = person.name.empty() ? std::string("name not known") : person.name;
  if (person.age_years) text += fmt::format(", {} years", *person.age_years);
  if (person.born) {
    const std::chrono::year_month_day born{std::chrono::sys_days{std::chrono::days{person.born->days}}};
    text += fmt::format(", born {:02}/{:02}/{}", static_cast<unsigned>(born.day()), static_cast<unsigned>(born.month()),
                        static_cast<int>(born.year()));
  }
  return text;
}

std::string place_text(const Location& location) {
  std::string text = with(location.address, location.postcode);
  text = with(std::move(text), location.locality);
  return text.empty() ? "not known" : text;
}

std::string or_dash(std::string text) {
  return text.empty() ? std::string("–") : std::move(text);
}

std::string red_flag_words(const std::vector<std::string>& codes, const Site& site) {
  std::string text;
  for (const auto& code : codes) {
    const auto flag = std::ranges::find(site.clinical.red_flags, code, &RedFlag::code);
    text = with(std::move(text), flag == site.clinical.red_flags.end() ? code : flag->words);
  }
  return text;
}

// The rules may say 999 without a flag.
std::string red_flag_text(const RegisterCase& given, const Site& site) {
  auto text = red_flag_words(given.referral.red_flags, site);
  return text.empty() && given.triage ? "none; 999 by the rules: " + given.triage->reason : text;
}

void add_referral_rows(KeptLine& line, const RegisterCase& given, const Case* hub, const Picture& picture,
                       Instant now) {
  const auto& calendar = picture.site->calendar;
  const Referral& here = given.referral;
  const auto row = [&](std::string_view label, std::string mine, auto theirs) {
    line.rows.push_back({std::string(label), or_dash(std::move(mine)), hub == nullptr ? "–" : or_dash(theirs(*hub))});
  };
  if (says_999(given))
    row("Red flags", red_flag_text(given, *picture.site),
        [&](const Case& c) { return red_flag_words(c.referral.red_flags, *picture.site); });
  row("Person", person_text(here.person), [](const Case& c) { return person_text(c.referral.person); });
  row("NHS number", here.person.nhs_number, [](const Case& c) { return c.referral.person.nhs_number; });
  row("Where", place_text(here.location), [](const Case& c) { return place_text(c.referral.location); });
  row("Need", here.summary, [&](const Case& c) { return need_text(c, now); });
  row("Received", given.received ? time_text(calendar, *given.received, now) : std::string(),
      [&](const Case& c) { return time_text(calendar, c.received, now); });
  row("State", {}, [&](const Case& c) { return state_text(c); });
}

// How the case stands at the hub, and what happened to it since.
void add_case_rows(KeptLine& line, const Case& c, Instant given, const Picture& picture, Instant now) {
  const auto& calendar = picture.site->calendar;
  line.rows.push_back({"Case", "", fmt::format("{}: {}", case_name(c), state_text(c))});
  if (c.assignment && !c.assignment->unit.empty())
    line.rows.push_back({"With", "",
                         fmt::format("{} since {}", unit_name(picture, c.assignment->kind, c.assignment->unit),
                                     time_text(calendar, c.assignment->since, now))});
  constexpr std::size_t most = 4;
  std::vector<const HistoryEntry*> since;
  for (const HistoryEntry& entry : c.history)
    if (entry.at >= given) since.push_back(&entry);
  const std::size_t from = since.size() > most ? since.size() - most : 0;
  if (from > 0) line.rows.push_back({"Since then", "", fmt::format("{} earlier entries, in its history", from)});
  for (std::size_t i = from; i < since.size(); ++i)
    line.rows.push_back(
        {time_text(calendar, since[i]->at, now), "", fmt::format("{}, {}", since[i]->what, since[i]->by)});
}

void add_team_row(KeptLine& line, const TeamId& id, const Picture& picture, Instant now) {
  if (const Team* team = team_in(picture, id))
    line.rows.push_back(
        {id.value, "",
         fmt::format("{} since {}", words(team->status), time_text(picture.site->calendar, team->status_since, now))});
  else
    line.rows.push_back({id.value, "", "not known to the hub"});
}

std::string says_of(const KeptLine& line, const KeptCommand& one) {
  switch (line.state) {
    case KeptState::waiting:
      if (line.emergency) return "The hub has NOT heard this: ring 999 yourself. It goes to the hub when that is back";
      return std::visit([](const auto& c) { return holds_its_time<std::decay_t<decltype(c)>>; }, kinds(one.command))
                 ? "waits for the hub; it will count from the time it was given"
                 : "waits for the hub; it will count from when it arrives there";
    case KeptState::refused:
      return "the hub refused it: " + one.refusal;
    case KeptState::duplicate:
      return fmt::format("the hub took it as {}, and has {} that may be the same person", one.taken_as.value,
                         line.other.value);
    case KeptState::settled:
      break;
  }
  return "the hub has it";
}

}  // namespace

bool is_kept(const Command& command) {
  return std::visit([](const auto& c) { return keeps<std::decay_t<decltype(c)>>; }, kinds(command));
}

Command given_at(Command command, Instant given) {
  std::visit(
      [&](auto& c) {
        using Kind = std::decay_t<decltype(c)>;
        if constexpr (std::is_same_v<Kind, RegisterCase>) {
          if (!c.received) c.received = given;
        } else if constexpr (keeps<Kind> && holds_its_time<Kind>) {
          if (!c.at) c.at = given;
        }
      },
      static_cast<CommandKinds&>(command));
  return command;
}

CaseId case_of(const Command& command, const Picture& picture) {
  return std::visit(
      [&](const auto& c) {
        using Kind = std::decay_t<decltype(c)>;
        if constexpr (keeps<Kind>) {
          if constexpr (requires { c.case_id; }) {
            return c.case_id;
          } else if constexpr (requires { c.team; }) {
            const Team* team = team_in(picture, c.team);
            return team == nullptr || team->queue.empty() ? CaseId{} : team->queue.front().case_id;
          }
        }
        return CaseId{};
      },
      kinds(command));
}

bool says_999(const Command& command) {
  const auto* given = std::get_if<RegisterCase>(&kinds(command));
  return given != nullptr &&
         (!given->referral.red_flags.empty() || (given->triage && given->triage->result == ClinicalResult::emergency));
}

KeptState kept_state(const KeptCommand& one, const Picture& picture) {
  if (!one.refusal.empty()) return KeptState::refused;
  if (!one.taken_as.given()) return KeptState::waiting;
  const Case* taken = case_in(picture, one.taken_as);
  if (taken == nullptr || taken->possible_duplicates.empty() || taken->duplicate_of.given()) return KeptState::settled;
  return KeptState::duplicate;
}

KeptLine kept_line(const KeptCommand& one, const Picture& picture, Instant now) {
  KeptLine line;
  line.id = one.id;
  line.state = kept_state(one, picture);
  line.given = time_text(picture.site->calendar, one.given, now);
  line.text = one.text;
  line.case_id = one.taken_as.given() ? one.taken_as : one.about;
  if (line.state == KeptState::duplicate) line.other = case_in(picture, one.taken_as)->possible_duplicates.front();
  line.emergency = says_999(one.command) && (line.state == KeptState::waiting || line.state == KeptState::refused);
  line.says = says_of(line, one);
  if (const auto* referral = std::get_if<RegisterCase>(&kinds(one.command))) {
    add_referral_rows(line, *referral, case_in(picture, line.other), picture, now);
    return line;
  }
  line.rows.push_back({"Given", fmt::format("{} at {}", one.text, line.given), or_dash(one.refusal)});
  std::visit(
      [&](const auto& c) {
        if constexpr (requires { TeamId{c.team}; }) add_team_row(line, c.team, picture, now);
      },
      kinds(one.command));
  if (const Case* c = case_in(picture, line.case_id)) add_case_rows(line, *c, one.given, picture, now);
  return line;
}

std::string kept_counts(const std::vector<KeptCommand>& all) {
  std::string text;
  for (const KindWords& kind : kinds_in_order) {
    const auto count = std::ranges::count_if(all, [&](const KeptCommand& one) {
      return std::visit([&](const auto& c) { return words_of_kind<std::decay_t<decltype(c)>>().one == kind.one; },
                        kinds(one.command));
    });
    if (count > 0) text = with(std::move(text), fmt::format("{} {}", count, count == 1 ? kind.one : kind.several));
  }
  return text;
}

std::string unheard_emergency_words(const std::vector<KeptCommand>& all, const Picture& picture, Instant now) {
  constexpr seconds soon{3};
  std::size_t count = 0;
  bool refused = false;
  std::optional<Instant> first;
  for (const KeptCommand& one : all) {
    const auto state = kept_state(one, picture);
    if (!says_999(one.command) || (state != KeptState::waiting && state != KeptState::refused)) continue;
    if (state == KeptState::waiting && !one.offline && now - one.given <= soon) continue;
    ++count;
    refused = refused || state == KeptState::refused;
    first = std::min(first.value_or(one.given), one.given);
  }
  if (count == 0) return {};
  const auto at = time_text(picture.site->calendar, *first, now);
  const auto which = count == 1 ? fmt::format("the emergency given at {}", at)
                                : fmt::format("{} emergencies, the first given at {}", count, at);
  return fmt::format("The hub has NOT {} {}: ring 999 yourself", refused ? "taken" : "heard of", which);
}

std::string not_kept_words(std::string_view since) {
  return fmt::format(
      "not sent: the hub is not heard since {}, and a decision must be made on what is known when it is carried out. "
      "Give it again when the link is back, or ring whoever must know. Notes, what crews and services report, alerts "
      "taken, calls made and new referrals are kept here for it",
      since);
}

}  // namespace carehub::console
