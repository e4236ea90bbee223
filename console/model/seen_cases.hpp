#pragma once
// Which case is to be told to the hub as seen: who had it before them stands in the journal. Passing over rows with the
// arrow keys is no look. Pure; no clock.

#include <map>
#include <optional>

#include "protocols/base/ids.hpp"
#include "protocols/base/time.hpp"

namespace carehub::console {

class SeenCases {
 public:
  static constexpr seconds a_look{2};
  static constexpr minutes one_sitting{30};  // looked at again and again within this time: one look

  // Called every frame with what stands on the screen. A case, once it has stood there long enough and was not told
  // within this sitting.
  [[nodiscard]] std::optional<CaseId> look(CaseId shown, Instant now);

 private:
  CaseId shown_;
  Instant since_;
  std::map<CaseId, Instant> told_;
};

}  // namespace carehub::console
