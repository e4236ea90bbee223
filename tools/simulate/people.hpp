#pragma once
// Invented people. Telephone numbers come from the ranges that Ofcom keeps free for fiction, NHS numbers from the test
// range 999 000; no number is given twice in a day.

#include <string>
#include <vector>

#include "protocols/domain/referral.hpp"
#include "protocols/domain/site.hpp"
#include "tools/simulate/random.hpp"

namespace carehub::tools::simulate {

// Hands out numbers in an order drawn once.
class Numbers {
 public:
  explicit Numbers(Random& random);
  [[nodiscard]] std::string nhs_number();
  [[nodiscard]] std::string mobile();    // 07700 900xxx
  [[nodiscard]] std::string landline();  // 01632 960xxx

 private:
  std::vector<std::string> nhs_numbers_, mobiles_, landlines_;
  std::size_t next_nhs_ = 0, next_mobile_ = 0, next_landline_ = 0;
};

// Every valid NHS number from 999 000 0000 on, up to 999 000 9999.
[[nodiscard]] std::vector<std::string> test_nhs_numbers();

struct Caller {
  std::string who;  // "daughter", "self", "carer", "GP", as the story tells
  bool professional = false;
};

[[nodiscard]] Person invent_person(std::int32_t age, const Caller& caller, Numbers& numbers, Random& random);
[[nodiscard]] std::string invent_name(bool female, std::int32_t age, Random& random);
[[nodiscard]] std::string invent_professional(std::string_view title, Random& random);
// "14 Station Road, Binstead, Ryde"
[[nodiscard]] std::string invent_address(const Locality& locality, Random& random);
// "PO33 2AB"; empty where the locality has no district. Shape only: it may exist.
[[nodiscard]] std::string invent_postcode(const Locality& locality, Random& random);
[[nodiscard]] std::string invent_care_home(Random& random);

}  // namespace carehub::tools::simulate
