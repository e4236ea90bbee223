#include "console/model/referral_form.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/case_list.hpp"
#include "console/model/command_reader.hpp"
#include "console/model/person_notes.hpp"
#include "console/model/sbard_prefill.hpp"
#include "console/model/text.hpp"
#include "protocols/domain/nhs_number.hpp"
#include "protocols/domain/postcode.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::console {
namespace {

constexpr std::int32_t oldest_years = 125;

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

// "+44 7700 900123" and "07700 900123" are one phone: the last nine digits say it.
bool same_phone(std::string_view a, std::string_view b) {
  constexpr std::size_t telling = 9;
  const auto one = digits_of(a);
  const auto other = digits_of(b);
  if (one.size() < telling || other.size() < telling) return false;
  return one.substr(one.size() - telling) == other.substr(other.size() - telling);
}

constexpr std::size_t together_max = 48'000;  // bytes: well within one message to the hub

class Checker {
 public:
  Checker(const ReferralForm& form, const Picture& picture, Instant now) : form_(form), picture_(picture), now_(now) {}

  FormResult run() {
    result_.talk = talk();
    check_red_flags();
    check_need();
    fill_sbard();
    find_duplicates();
    check_length();
    std::ranges::stable_sort(result_.problems, {}, &Problem::field);  // as the form goes
    if (std::ranges::none_of(result_.problems, &Problem::blocks)) result_.command = command();
    return std::move(result_);
  }

  TalkState talk() {
    check_source();
    check_person();
    check_location();
    told_ = form_.talk;
    if (form_.housebound) told_.told.push_back({"housebound", *form_.housebound ? "yes" : "no"});
    return see(told_, *picture_.site, referral_, now_);
  }

 private:
  void block(Field field, std::string text) { result_.problems.push_back({field, std::move(text), true}); }
  void warn(Field field, std::string text) { result_.problems.push_back({field, std::move(text), false}); }

  void check_red_flags() {
    const auto& talk = result_.talk;
    referral_.red_flags = talk.red_flags;
    if (talk.flags_open > 0 && !talk.enough_for_999)
      block(Field::red_flags, fmt::format("{} red-flag {} not asked yet: answer yes, no or not known", talk.flags_open,
                                          talk.flags_open == 1 ? "question is" : "questions are"));
    if (!talk.not_known.empty())
      referral_.warnings.push_back("asked, and answered “not known”: " + joined(talk.not_known, ", "));
    for (const auto& unclear : talk.unclear) referral_.warnings.push_back(unclear + "; kept as told");
    if (talk.needs_999) warn(Field::red_flags, "only 999 is offered; ring 999 now if nobody has");
    keep_observations();
  }

  // What cannot be is kept as told; nothing is scored by it.
  void keep_observations() {
    referral_.observations = observations_of(told_, now_);
    for (auto& warning : observation_warnings(result_.talk)) referral_.warnings.push_back(std::move(warning));
    if (form_.talk.need != Need::unknown) return;
    if (auto said = answers_in_words(told_, picture_.site->clinical); !said.empty())
      referral_.observations.push_back({"asked", std::move(said), now_});  // there is no triage to hold it
  }

  void check_source() {
    referral_.source = form_.source;
    referral_.referrer = std::string(trimmed(form_.caller));
    const bool professional = form_.source == Source::call_for_care || form_.source == Source::care_home ||
                              form_.source == Source::gp_home_visit;
    if (professional && referral_.referrer.empty())
      warn(Field::caller, "who rings is not written: name and organisation");
    if (!trimmed(form_.caller_phone).empty())
      referral_.person.contacts.push_back({.name = referral_.referrer,
                                           .relation = "caller",
                                           .phone = std::string(trimmed(form_.caller_phone)),
                                           .call_back = true,
                                           .non_public = professional});
    referral_.consent = std::string(trimmed(form_.consent));
    if (referral_.consent.empty()) warn(Field::consent, "no basis for sharing is written; direct care is usual");
  }

  void check_person() {
    auto& person = referral_.person;
    person.name = std::string(trimmed(form_.name));
    person.sex = std::string(trimmed(form_.sex));
    person.communication_needs = std::string(trimmed(form_.communication_needs));
    person.housebound = form_.housebound.value_or(answer_to(form_.talk, "housebound") == Answer::yes);
    check_nhs_number();
    check_age();
    const auto phone = trimmed(form_.phone);
    if (phone.empty()) return;
    if (digits_of(phone).size() < 5) warn(Field::phone, "that phone number is too short; it is kept as written");
    const bool first = person.contacts.empty();
    person.contacts.push_back({.name = person.name,
                               .relation = "self",
                               .phone = std::string(phone),
                               .call_back = first,
                               .non_public = false});
  }

  // Each text alone is bounded by its field; a message as a whole is bounded as well.
  void check_length() {
    std::size_t bytes = form_.summary.size() + form_.narrative.size() + form_.address.size() + form_.name.size() +
                        form_.caller.size() + form_.communication_needs.size() + form_.consent.size();
    for (const auto& text : form_.sbard) bytes += text.size();
    if (bytes > together_max)
      block(Field::narrative, fmt::format("story, SBARD and the other texts have {} characters together and may have "
                                          "{}: shorten them, or put the rest into a note later",
                                          bytes, together_max));
  }

  void check_nhs_number() {
    auto& person = referral_.person;
    const auto read = read_nhs_number(form_.nhs_number);
    person.nhs_number = read.digits;
    person.nhs_number_status = read.status;
    if (read.status == NhsNumberStatus::well_formed) result_.nhs_number_text = spaced_nhs_number(read.digits) + " ✓";
    if (read.status == NhsNumberStatus::check_digit_wrong)
      result_.nhs_number_text = "check digit wrong: read it back; kept as written";
    if (read.status == NhsNumberStatus::malformed) result_.nhs_number_text = "ten digits are needed; kept as written";
    if (read.status != NhsNumberStatus::check_digit_wrong && read.status != NhsNumberStatus::malformed) return;
    warn(Field::nhs_number, "NHS number: " + result_.nhs_number_text);
    referral_.warnings.push_back("the NHS number fails its check and is kept as written");
  }

  void check_age() {
    const auto text = trimmed(form_.age);
    if (text.empty()) return;
    const auto today = local_time(picture_.site->calendar, now_).day;
    if (const auto years = read_number(text); years && *years <= oldest_years) {
      referral_.person.age_years = static_cast<std::int32_t>(*years);
      return;
    }
    const auto born = read_day(text);
    if (!born || *born > today || today.days - born->days > (oldest_years + 1) * 366)
      return block(Field::age, "write the age in years, or the day of birth as 14/02/1943");
    referral_.person.born = born;
  }

  static std::optional<LocalDay> read_day(std::string_view text) {
    const auto first = text.find('/');
    const auto second = first == std::string_view::npos ? first : text.find('/', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const auto day = read_number(text.substr(0, first));
    const auto month = read_number(text.substr(first + 1, second - first - 1));
    const auto year = read_number(text.substr(second + 1));
    if (!day || !month || !year || *day > 31 || *month > 12 || *year < 1880 || *year > 2200) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return LocalDay{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
  }

  void check_location() {
    auto& location = referral_.location;
    location.address = std::string(trimmed(form_.address));
    location.postcode = std::string(trimmed(form_.postcode));
    std::ranges::transform(location.postcode, location.postcode.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    if (const auto text = trimmed(form_.position); !text.empty()) {
      location.position = read_position(text);
      if (!location.position)
        block(Field::position, "write the position in degrees, for example 50.650, -1.170, or leave it empty");
    }
    if (!location.postcode.empty() && !tidy_postcode(location.postcode) && !is_postcode_district(location.postcode))
      warn(Field::postcode, fmt::format("“{}” is no postcode; it is kept as written", location.postcode));
    check_locality();
    if (location.address.empty() && location.postcode.empty() && location.locality.empty() && !location.position)
      block(Field::locality, "say where the person is: an address, a postcode, a place name or a position");
  }

  // A village or a postcode district says the locality; the hub reckons from there until a position is known.
  void check_locality() {
    auto& location = referral_.location;
    const auto* locality = locality_of(trimmed(form_.locality));
    if (locality == nullptr && !trimmed(form_.locality).empty()) {
      location.locality = std::string(trimmed(form_.locality));
      warn(Field::locality, fmt::format("“{}” is no place known here; it is kept as written", location.locality));
    }
    if (locality == nullptr && !location.postcode.empty()) locality = locality_of_postcode(location.postcode);
    if (locality == nullptr) return;
    location.locality = locality->name;
  }

  [[nodiscard]] const Locality* locality_of(std::string_view name) const {
    for (const auto& one : picture_.site->localities) {
      const bool is_place =
          std::ranges::any_of(one.places, [&](const std::string& place) { return same_word(place, name); });
      if (same_word(one.name, name) || is_place) return &one;
    }
    return nullptr;
  }

  [[nodiscard]] const Locality* locality_of_postcode(std::string_view postcode) const {
    const auto trimmed_code = postcode.size() > 4 && !postcode.contains(' ') ? postcode.substr(0, postcode.size() - 3)
                                                                             : postcode.substr(0, postcode.find(' '));
    for (const auto& one : picture_.site->localities)
      if (std::ranges::any_of(one.postcode_districts,
                              [&](const std::string& district) { return same_word(district, trimmed_code); }))
        return &one;
    return nullptr;
  }

  void check_need() {
    referral_.summary = std::string(trimmed(form_.summary));
    referral_.narrative = std::string(trimmed(form_.narrative));
    const bool said = !referral_.summary.empty() || !referral_.narrative.empty() || !trimmed(form_.sbard[0]).empty();
    if (!said && form_.talk.need == Need::unknown && !result_.talk.enough_for_999)
      block(Field::narrative, "say what is wrong in a few words, or choose a need");
    if (form_.talk.need == Need::unknown) warn(Field::need, "no need chosen: the case waits for triage");
  }

  void fill_sbard() {
    auto& sbard = referral_.sbard;
    const std::array<std::string*, 5> fields{&sbard.situation, &sbard.background, &sbard.assessment,
                                             &sbard.recommendation, &sbard.decision};
    for (std::size_t i = 0; i < fields.size(); ++i) *fields[i] = std::string(trimmed(form_.sbard[i]));
    const auto today = local_time(picture_.site->calendar, now_).day;
    result_.sbard_prefill = sbard_prefill(told_, result_.talk, *picture_.site, referral_, today);
    for (std::size_t i = 0; i < result_.sbard_prefill.size(); ++i)
      if (fields[i]->empty() && !form_.sbard_touched[i]) *fields[i] = result_.sbard_prefill[i];
    result_.person_notes = person_notes(referral_, &result_.talk.triage, today);
  }

  void find_duplicates() {
    for (const auto& [id, record] : picture_.cases)
      if (auto why = why_same(*record); !why.empty()) result_.duplicates.push_back({id, duplicate_text(*record, why)});
    std::ranges::reverse(result_.duplicates);  // newest first
  }

  [[nodiscard]] std::string why_same(const Case& c) const {
    const auto& thresholds = picture_.site->thresholds;
    const auto& person = c.referral.person;
    if (c.status == CaseStatus::duplicate) return {};
    if (referral_.person.nhs_number_status == NhsNumberStatus::well_formed &&
        person.nhs_number == referral_.person.nhs_number)
      return "same NHS number";
    if (now_ - c.received > minutes{thresholds.duplicate_window_min}) return {};
    for (const auto& contact : person.contacts)
      if (same_phone(contact.phone, form_.phone)) return "same phone";
    return is_near(c) ? "near, and of like age" : "";
  }

  [[nodiscard]] bool is_near(const Case& c) const {
    const auto& mine = referral_.location;
    const auto& other = c.referral.location;
    if (!mine.position || !other.position || mine.doubtful || other.doubtful) return false;
    if (metres_between(*mine.position, *other.position) > picture_.site->thresholds.duplicate_metres) return false;
    const auto today = local_time(picture_.site->calendar, now_).day;
    const auto age = age_years(referral_.person, today);
    const auto other_age = age_years(c.referral.person, today);
    return !age || !other_age || std::abs(*age - *other_age) <= 5;
  }

  [[nodiscard]] std::string duplicate_text(const Case& c, std::string_view why) const {
    return fmt::format("{}: {}, received {}, {}", case_name(c), why,
                       time_text(picture_.site->calendar, c.received, now_), words(c.status));
  }

  [[nodiscard]] RegisterCase command() const {
    RegisterCase command{.referral = referral_, .triage = {}, .received = {}};
    // A red flag stands in the referral itself; whatever else means 999 only triage can tell the hub.
    const bool only_by_rules = result_.talk.enough_for_999 && result_.talk.red_flags.empty();
    if (form_.talk.need == Need::unknown && !only_by_rules) return command;
    command.triage = result_.talk.triage;
    if (form_.talk.need == Need::unknown) command.triage->need = Need::other;
    if (form_.priority) command.triage->priority = *form_.priority;
    return command;
  }

  const ReferralForm& form_;
  const Picture& picture_;
  Instant now_;
  Referral referral_;
  TriageTalk told_;  // with what the rest of the form says
  FormResult result_;
};

}  // namespace

FormResult check(const ReferralForm& form, const Picture& picture, Instant now) {
  return Checker(form, picture, now).run();
}

TalkState talk_state(const ReferralForm& form, const Picture& picture, Instant now) {
  return Checker(form, picture, now).talk();
}

bool is_empty(const ReferralForm& form) {
  const auto blank = [](const std::string& text) { return trimmed(text).empty(); };
  const std::array<const std::string*, 13> texts{
      &form.caller,  &form.caller_phone, &form.nhs_number, &form.name,     &form.age,     &form.sex,      &form.phone,
      &form.address, &form.postcode,     &form.locality,   &form.position, &form.summary, &form.narrative};
  return std::ranges::all_of(texts, [&](const std::string* text) { return blank(*text); }) &&
         std::ranges::all_of(form.sbard, blank) && form.talk == TriageTalk{};
}

}  // namespace carehub::console
