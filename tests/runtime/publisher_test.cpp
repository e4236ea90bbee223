#include "dispatcher/runtime/publisher.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "console/model/picture.hpp"

using namespace carehub;
using namespace carehub::runtime;

namespace {

Case make_case(std::uint64_t id, std::uint64_t version) {
  Case c;
  c.id = CaseId{id};
  c.version = version;
  return c;
}
Alert make_alert(std::uint64_t id, std::uint64_t version) {
  Alert a;
  a.id = AlertId{id};
  a.version = version;
  return a;
}

// A picture as a set of versions, to compare two of them.
std::map<std::uint64_t, std::uint64_t> versions(const console::Picture& picture) {
  std::map<std::uint64_t, std::uint64_t> found;
  for (const auto& [id, record] : picture.cases) found[id.value] = record->version;
  for (const auto& [id, record] : picture.alerts) found[1'000'000 + id.value] = record->version;
  return found;
}

}  // namespace

TEST_CASE("publisher: merged updates show what they show one after the other", "[runtime]") {
  CHECK(rc::check([](const std::vector<std::vector<std::pair<std::uint8_t, bool>>>& rounds) {
    console::Picture one_by_one;
    console::Picture at_once;
    std::optional<PictureUpdate> merged;
    std::uint64_t version = 0;
    for (const auto& round : rounds) {
      PictureUpdate update;
      std::set<std::uint64_t> touched;
      for (const auto& [id, gone] : round) {
        const std::uint64_t key = id % 20U + 1U;
        if (!touched.insert(key).second) continue;
        ++version;
        if (gone) {
          update.cases_gone.push_back(CaseId{key});
          update.alerts_gone.push_back(AlertId{key});
        } else {
          update.cases.push_back(make_case(key, version));
          update.alerts.push_back(make_alert(key, version));
        }
      }
      console::apply_part(one_by_one, update);
      if (merged)
        merge(*merged, std::move(update));
      else
        merged = std::move(update);
    }
    if (merged) console::apply_part(at_once, std::move(*merged));
    RC_ASSERT(versions(at_once) == versions(one_by_one));
  }));
}
