#include <catch2/catch.hpp>

#include <set>

#include "protocols/domain/words.hpp"

using namespace carehub;

namespace {

template <class E>
void check_words() {
  std::set<std::string_view> seen;
  for_each_value<E>([&](E value) {
    INFO(name_of(value));
    CHECK_FALSE(words(value).empty());
    CHECK(words(value).find('_') == std::string_view::npos);
    CHECK(seen.insert(words(value)).second);
  });
}

}  // namespace

TEST_CASE("words: every value of the vocabulary has words of its own", "[domain]") {
  check_words<Source>();
  check_words<ServiceKind>();
  check_words<Need>();
  check_words<Skill>();
  check_words<CaseStatus>();
  check_words<TeamStatus>();
  check_words<Role>();
  check_words<AmbulanceCategory>();
  check_words<ClockKind>();
  check_words<Outcome>();
  check_words<AlertKind>();
  check_words<FlagKind>();
}

TEST_CASE("words: every reason for not offering is a sentence without an underscore", "[domain]") {
  std::set<std::string> seen;
  for_each_value<NotOfferedReason>([&](NotOfferedReason reason) {
    const auto text = words(NotOffered{UnitKind::team, "CR1", {}, reason, 12});
    INFO(text);
    CHECK(text.size() > 3);
    CHECK(text.find('_') == std::string::npos);
    CHECK(seen.insert(text).second);
  });
  CHECK(words(NotOffered{UnitKind::team, "CR1", {}, NotOfferedReason::shift_ends, 8}) ==
        "shift ends 8 min before the visit would");
  CHECK(words(NotOffered{UnitKind::team, "CR1", {}, NotOfferedReason::off_duty, -1}) == "off duty");
  CHECK(words(NotOffered{UnitKind::team, "CR1", {}, NotOfferedReason::skill_missing, 4}) == "no prescriber skill");
}

TEST_CASE("words: times as on the screens", "[domain]") {
  CHECK(countdown_text(520) == "8:40");
  CHECK(countdown_text(3900) == "1:05:00");
  CHECK(countdown_text(-61) == "-1:01");
  CHECK(countdown_text(0) == "0:00");
  CHECK_FALSE(countdown_text(std::numeric_limits<std::int64_t>::min()).empty());
  CHECK(age_text(6) == "6 s");
  CHECK(age_text(720) == "12 min");
  CHECK(age_text(7800) == "2 h 10");
}
