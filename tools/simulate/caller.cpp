#include "tools/simulate/caller.hpp"

#include <fmt/format.h>

#include <array>

#include "tools/simulate/ground.hpp"
#include "tools/simulate/stories.hpp"

namespace carehub::tools::simulate {
namespace {

constexpr std::array<std::string_view, 9> relatives{"daughter", "son",    "wife",      "husband", "neighbour",
                                                    "carer",    "friend", "home help", "niece"};

const Locality& where(const Site& site, Random& random) {
  std::vector<std::int32_t> weights;
  for (const auto& locality : site.localities) weights.push_back(std::max(locality.population, 1));
  return site.localities[random.weighted(weights)];
}

Caller who_calls(Source source, std::int32_t age, Random& random) {
  switch (source) {
    case Source::call_for_care:
    case Source::gp_home_visit:
      return {"GP practice", true};
    case Source::care_home:
      return {"care home", true};
    case Source::police:
      return {"police", true};
    default:
      break;
  }
  if (age < 16) return {"parent", false};
  if (source == Source::walk_in || random.chance(age < 65 ? 800 : 450)) return {"self", false};
  return {std::string(random.pick(relatives)), false};
}

std::string referrer_words(Source source, const Locality& locality, Random& random) {
  switch (source) {
    case Source::nhs111:
      return "NHS 111";
    case Source::ambulance999:
      return "Ambulance control";
    case Source::call_for_care: {
      static constexpr std::array<std::string_view, 4> titles{"Dr", "Dr", "Nurse", "OT"};
      const auto title = random.pick(titles);
      return fmt::format("{}, {} practice", invent_professional(title, random), locality.name);
    }
    case Source::care_home:
      return invent_care_home(random) + ", " + locality.name;
    case Source::gp_home_visit:
      return fmt::format("{}, {} practice", invent_professional("Dr", random), locality.name);
    case Source::police:
      return fmt::format("Police control, PC {}", random.between(1000, 4999));
    case Source::self_referral:
      return random.chance(400) ? "Pendant alarm centre" : "Self or family";
    case Source::walk_in:
      return "At the door";
  }
  return "";
}

// The category of a call that the ambulance service sends for validation, and how long it can wait for the answer.
// Categories 1 and 2A are never sent (domain facts 02). Minutes until the breach time are a local choice.
AmbulanceDetails validation(const Site& site, Instant at, Random& random) {
  struct Kind {
    AmbulanceCategory category;
    std::string_view text;
    std::int32_t weight, least_min, most_min;
  };
  static constexpr std::array kinds{
      Kind{AmbulanceCategory::c2b, "C2B", 6, 18, 25}, Kind{AmbulanceCategory::c3, "C3", 60, 40, 70},
      Kind{AmbulanceCategory::c4, "C4", 26, 60, 100}, Kind{AmbulanceCategory::c5, "C5", 8, 90, 150}};
  std::vector<std::int32_t> weights;
  for (const auto& kind : kinds) weights.push_back(kind.weight);
  const auto& kind = kinds[random.weighted(weights)];
  AmbulanceDetails details;
  details.category = kind.category;
  details.category_text = std::string(kind.text);
  details.validation = true;
  details.clock_start = at - random.between_s(90, 400);
  details.breach_at = at + minutes{random.between(kind.least_min, kind.most_min)};
  for (const auto& service : site.services)
    if (service.kind == ServiceKind::ambulance) details.requester = service.organisation;
  return details;
}

void add_flags(Referral& referral, Need need, std::int32_t age, Random& random) {
  const auto add = [&](FlagKind kind, std::string_view text) {
    referral.flags.push_back({kind, "", std::string(text)});
  };
  if (random.chance(need == Need::social_crisis ? 250 : 35)) add(FlagKind::safeguarding, "concern noted by the caller");
  if (random.chance(need == Need::mental_health_crisis ? 60 : 12))
    add(FlagKind::scene_safety, "dog in the house, ring first");
  if (need == Need::palliative || (age > 80 && random.chance(140)))
    add(FlagKind::respect, "ReSPECT form at home, prefers to stay");
  if (need == Need::mental_health_crisis && random.chance(120)) add(FlagKind::wristband, "wears the wristband");
  if (age > 75 && random.chance(80)) add(FlagKind::reasonable_adjustment, "needs time to answer the door");
  if (random.chance(25)) add(FlagKind::infection_risk, "vomiting in the house");
}

void add_place(Referral& referral, const Site& site, const Locality& locality, Random& random) {
  auto& location = referral.location;
  location.position = home_near(site, locality, random);
  location.address = invent_address(locality, random);
  location.postcode = invent_postcode(locality, random);
  location.locality = locality.name;
  if (random.chance(120)) location.access = "key safe by the door, code with the hub";
  if (random.chance(15)) {
    location.doubtful = true;
    location.doubt = "caller is away and not sure of the house number";
  }
}

void add_observations(Referral& referral, Instant at, Random& random) {
  const auto score = random.between(0, 5);
  referral.observations.push_back({"NEWS2", fmt::format("{}", score), at});
  referral.observations.push_back({"pulse", fmt::format("{} /min", random.between(64, 104)), at});
  const auto tenths = random.between(0, 9);
  referral.observations.push_back({"temperature", fmt::format("{}.{} C", random.between(36, 38), tenths), at});
}

void add_sbard(Referral& referral, const Story& story) {
  referral.sbard.situation = std::string(story.summary);
  referral.sbard.background = "Known to the practice, lives at home.";
  referral.sbard.assessment = std::string(story.narrative);
  referral.sbard.recommendation = "Assess at home today.";
}

// Dispositions of index cases to primary care (Bradford 2021, domain facts 09), for calls that 111 has assessed.
std::string disposition(Random& random) {
  static constexpr std::array<std::string_view, 7> codes{"Dx05", "Dx06", "Dx11", "Dx08", "Dx07", "Dx12", "Dx75"};
  static constexpr std::array<std::int32_t, 7> weights{296, 204, 165, 125, 69, 53, 34};
  return std::string(codes[random.weighted(weights)]);
}

bool needs_given_at_once(Source source, Random& random) {
  if (source == Source::call_for_care || source == Source::gp_home_visit)
    return random.chance(source == Source::gp_home_visit ? 900 : 600);
  return source == Source::care_home && random.chance(500);
}

const Story& story_for(Need need, Source source, Random& random) {
  const auto all = stories_of(need);
  for (int attempt = 0; attempt < 20; ++attempt) {
    const auto& story = random.pick(all);
    const bool at_home =
        source == Source::care_home || source == Source::gp_home_visit || source == Source::call_for_care;
    if (at_home && story.oldest < 60) continue;
    if (source == Source::care_home && story.youngest < 50) continue;
    if (source == Source::walk_in && story.housebound_permille > 500) continue;
    return story;
  }
  return all.front();
}

std::int32_t age_for(const Story& story, Source source, Random& random) {
  const bool old = source == Source::care_home || source == Source::gp_home_visit;
  const auto youngest = old ? std::clamp(70, story.youngest, story.oldest) : story.youngest;
  return static_cast<std::int32_t>(random.between(youngest, story.oldest));
}

void write_referral(Referral& referral, const Story& story, std::int32_t age, Instant at, Random& random) {
  referral.summary = std::string(story.summary);
  referral.narrative = std::string(story.narrative);
  referral.consent = "direct care";
  referral.person.housebound = referral.source == Source::gp_home_visit || referral.source == Source::care_home ||
                               random.chance(story.housebound_permille);
  if (referral.source == Source::walk_in) referral.person.housebound = false;
  add_flags(referral, story.need, age, random);
  if (story.need == Need::falls && story.summary.find("now indoors") == std::string_view::npos)
    referral.on_floor_since = at - minutes{random.between(5, 75)};
  const bool professional = referral.source == Source::call_for_care || referral.source == Source::care_home ||
                            referral.source == Source::gp_home_visit;
  if (professional && random.chance(650)) add_observations(referral, at - random.between_s(300, 2400), random);
  if (referral.source == Source::call_for_care) add_sbard(referral, story);
}

// Few calls are more serious than they sound.
void add_red_flag(Call& call, Random& random) {
  const auto source = call.command.referral.source;
  const bool likely = source == Source::nhs111 || source == Source::ambulance999;
  if (!likely || !random.chance(22)) return;
  const auto& turn = random.pick(red_flag_stories());
  call.red_flags = {std::string(turn.code)};
  call.command.referral.narrative += fmt::format(" {}", turn.narrative);
}

void add_habits(Call& call, Random& random) {
  const auto source = call.command.referral.source;
  const bool public_call =
      source == Source::nhs111 || source == Source::ambulance999 || source == Source::self_referral;
  const bool mild = call.need == Need::minor_illness || call.need == Need::other || call.need == Need::medication;
  call.no_visit_wanted = mild && call.red_flags.empty() && source != Source::gp_home_visit &&
                         random.chance(call.need == Need::other ? 550 : 180);
  if (public_call && random.chance(mild ? 25 : 90)) call.rings_again = minutes{random.between(18, 75)};
  if (public_call && random.chance(15)) call.cancels = minutes{random.between(6, 40)};
}

}  // namespace

Call invent_call(const Site& site, const DemandStream& stream, Instant at, const std::string& key, std::uint64_t seed,
                 Numbers& numbers) {
  Random random(seed, key);
  Call call;
  call.key = key;
  call.at = at;
  call.need = stream.needs.empty() ? Need::other : stream.needs[random.weighted(stream.need_weights)];
  auto& referral = call.command.referral;
  referral.source = stream.source;
  const auto& story = story_for(call.need, stream.source, random);
  const auto age = age_for(story, stream.source, random);
  const auto& locality = where(site, random);
  referral.person = invent_person(age, who_calls(stream.source, age, random), numbers, random);
  referral.referrer = referrer_words(stream.source, locality, random);
  add_place(referral, site, locality, random);
  write_referral(referral, story, age, at, random);
  if (stream.source == Source::ambulance999) referral.ambulance = validation(site, at, random);
  const bool assessed = stream.source == Source::nhs111 && call.need != Need::mental_health_crisis;
  if (assessed && random.chance(870)) referral.disposition = disposition(random);  // 87 % of calls are triaged
  referral.external_ids = {{std::string(key_system), key}};
  if (needs_given_at_once(stream.source, random)) {
    auto& triage = call.command.triage.emplace();
    triage.need = call.need;
    triage.reason = "named by the referrer";
  }
  add_red_flag(call, random);
  if (!call.red_flags.empty()) call.command.triage.reset();
  add_habits(call, random);
  return call;
}

}  // namespace carehub::tools::simulate
