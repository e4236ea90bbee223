#include "tools/simulate/people.hpp"

#include <fmt/format.h>

#include <array>

#include "protocols/domain/nhs_number.hpp"

namespace carehub::tools::simulate {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 28> older_women{
    "Margaret", "Jean",  "Dorothy",  "Joan",  "Sheila", "Barbara", "Brenda",   "Pauline", "Maureen", "Patricia",
    "Audrey",   "Doris", "Eileen",   "Hilda", "Iris",   "Joyce",   "Marjorie", "Mavis",   "Muriel",  "Phyllis",
    "Rita",     "Vera",  "Winifred", "Beryl", "Betty",  "Edna",    "Gladys",   "Olive"};
constexpr std::array<std::string_view, 28> older_men{
    "Ronald",  "Kenneth", "Derek",  "Raymond", "Dennis",   "Leonard", "Stanley", "Gordon",   "Norman", "Harold",
    "Albert",  "Arthur",  "Cyril",  "Douglas", "Edwin",    "Eric",    "Ernest",  "Geoffrey", "George", "Gerald",
    "Herbert", "Ivor",    "Leslie", "Maurice", "Reginald", "Sidney",  "Walter",  "William"};
constexpr std::array<std::string_view, 24> women{
    "Susan",  "Julie", "Karen", "Nicola", "Tracey", "Deborah", "Amanda", "Joanne", "Sarah", "Claire", "Emma",  "Laura",
    "Rachel", "Aisha", "Priya", "Zofia",  "Chloe",  "Megan",   "Hannah", "Sophie", "Amy",   "Gemma",  "Kerry", "Lisa"};
constexpr std::array<std::string_view, 24> men{
    "Paul",  "Mark", "Andrew", "Stephen", "David", "Ian",   "Gary",   "Kevin", "Neil", "Simon", "Darren", "Lee",
    "Craig", "Adam", "Daniel", "Omar",    "Rajan", "Piotr", "Callum", "Ryan",  "Liam", "Jack",  "Owen",   "Ben"};
constexpr std::array<std::string_view, 16> girls{"Ava",   "Isla", "Freya", "Poppy",  "Ella",  "Grace",
                                                 "Ruby",  "Evie", "Lily",  "Maisie", "Amara", "Zara",
                                                 "Daisy", "Erin", "Holly", "Niamh"};
constexpr std::array<std::string_view, 16> boys{"Noah",   "Alfie", "Leo",   "Archie", "Oscar", "Theo",
                                                "Finley", "Jude",  "Toby",  "Kai",    "Rowan", "Zayn",
                                                "Elliot", "Mason", "Dylan", "Reece"};
constexpr std::array<std::string_view, 60> surnames{
    "Attrill", "Bannister", "Barton",   "Bexley",    "Bowcombe", "Brading", "Buckler",   "Calder",   "Chessell",
    "Chivers", "Coombes",   "Corrigan", "Dabell",    "Dashwood", "Downer",  "Dyer",      "Eldridge", "Fallick",
    "Farrow",  "Fenwick",   "Garland",  "Godsell",   "Guy",      "Harbour", "Hayles",    "Heal",     "Holbrook",
    "Ingram",  "Jolliffe",  "Kemp",     "Kingswell", "Lacey",    "Ledger",  "Linington", "Loving",   "Marsh",
    "Mew",     "Morris",    "Mussell",  "Nash",      "Newnham",  "Orchard", "Pattle",    "Phillips", "Quarrell",
    "Rayner",  "Reynard",   "Rowe",     "Salter",    "Saunders", "Sheath",  "Stallard",  "Thorne",   "Urry",
    "Vale",    "Wadham",    "Warder",   "Wheeler",   "Whitlock", "Yelf"};
constexpr std::array<std::string_view, 24> streets{
    "Station Road",  "High Street", "Church Lane",   "Victoria Road", "Green Lane",    "Mill Lane",
    "Queens Road",   "The Avenue",  "Park Road",     "Hill Street",   "Albert Street", "West Street",
    "Orchard Close", "Meadow View", "Chapel Street", "Love Lane",     "Castle Road",   "Wellington Road",
    "Priory Close",  "Elm Grove",   "Down Lane",     "Forest Road",   "School Lane",   "Manor Road"};
constexpr std::array<std::string_view, 14> care_homes{
    "The Laurels",     "Seaview Lodge", "Oak House",  "Highfield Court", "Rosemount", "The Priory Rest Home",
    "Fernleigh",       "Brookside",     "Westbourne", "Ivy Bank",        "Elmhurst",  "Ashgrove",
    "Downsview House", "Willow Court"};
constexpr std::array<std::string_view, 8> communication_needs{"hearing aid: face them, short sentences",
                                                              "deaf, uses text relay",
                                                              "does not see well",
                                                              "Polish, needs an interpreter",
                                                              "learning disability, has a health passport",
                                                              "aphasia since a stroke: yes and no questions",
                                                              "dementia: speak to the carer first",
                                                              "autistic: say what happens next"};

template <std::size_t N>
Names names(const std::array<std::string_view, N>& all) {
  return all;
}

Names first_names(bool female, std::int32_t age) {
  if (age < 18) return female ? names(girls) : names(boys);
  if (age < 60) return female ? names(women) : names(men);
  return female ? names(older_women) : names(older_men);
}

void shuffle(std::vector<std::string>& all, Random& random) {
  for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random.below(i)]);
}

std::vector<std::string> numbered(std::string_view start) {
  std::vector<std::string> all;
  for (int i = 0; i < 1000; ++i) all.push_back(fmt::format("{}{:03}", start, i));
  return all;
}

}  // namespace

std::vector<std::string> test_nhs_numbers() {
  std::vector<std::string> valid;
  for (int i = 0; i < 10'000; ++i) {
    auto number = fmt::format("999000{:04}", i);
    if (read_nhs_number(number).status == NhsNumberStatus::well_formed) valid.push_back(std::move(number));
  }
  return valid;
}

Numbers::Numbers(Random& random)
    : nhs_numbers_(test_nhs_numbers()), mobiles_(numbered("07700 900")), landlines_(numbered("01632 960")) {
  shuffle(nhs_numbers_, random);
  shuffle(mobiles_, random);
  shuffle(landlines_, random);
}

std::string Numbers::nhs_number() {
  return nhs_numbers_[next_nhs_++ % nhs_numbers_.size()];
}
std::string Numbers::mobile() {
  return mobiles_[next_mobile_++ % mobiles_.size()];
}
std::string Numbers::landline() {
  return landlines_[next_landline_++ % landlines_.size()];
}

std::string invent_name(bool female, std::int32_t age, Random& random) {
  const auto first = random.pick(first_names(female, age));
  return fmt::format("{} {}", first, random.pick(surnames));
}

std::string invent_professional(std::string_view title, Random& random) {
  const auto initial = static_cast<char>('A' + random.below(26));
  return fmt::format("{} {}. {}", title, initial, random.pick(surnames));
}

std::string invent_care_home(Random& random) {
  return std::string(random.pick(care_homes));
}

std::string invent_address(const Locality& locality, Random& random) {
  const std::string_view street = random.pick(streets);
  auto address = fmt::format("{} {}", random.between(1, 120), street);
  if (!locality.places.empty() && random.chance(500)) address += fmt::format(", {}", random.pick(locality.places));
  return address + ", " + locality.name;
}

std::string invent_postcode(const Locality& locality, Random& random) {
  static constexpr std::string_view letters = "ABDEFGHJLNPQRSTUWXYZ";
  if (locality.postcode_districts.empty()) return {};
  const auto& district = random.pick(locality.postcode_districts);
  const auto digit = random.between(1, 9);
  const char first = random.pick(letters);
  const char second = random.pick(letters);
  return fmt::format("{} {}{}{}", district, digit, first, second);
}

Person invent_person(std::int32_t age, const Caller& caller, Numbers& numbers, Random& random) {
  Person person;
  const bool female = random.chance(age >= 75 ? 600 : 510);
  person.name = invent_name(female, age, random);
  person.sex = female ? "female" : "male";
  person.age_years = age;
  if (random.chance(caller.professional ? 950 : 600)) {
    person.nhs_number = numbers.nhs_number();
    person.nhs_number_status = NhsNumberStatus::well_formed;
  }
  Contact contact;
  contact.relation = caller.who;
  contact.call_back = true;
  contact.non_public = caller.professional;
  contact.phone = caller.professional || random.chance(350) ? numbers.landline() : numbers.mobile();
  const bool relative_female = random.chance(650);
  const auto relative_age = static_cast<std::int32_t>(random.between(25, 70));
  contact.name = caller.who == "self" ? person.name : invent_name(relative_female, relative_age, random);
  person.contacts.push_back(contact);
  if (random.chance(age >= 70 ? 160 : 60)) person.communication_needs = std::string(random.pick(communication_needs));
  return person;
}

}  // namespace carehub::tools::simulate
