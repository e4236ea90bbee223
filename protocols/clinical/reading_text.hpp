#pragma once
// Values as devices write them.

#include <optional>
#include <string_view>

#include "protocols/domain/care_home.hpp"

namespace carehub::clinical {

[[nodiscard]] std::string_view trimmed(std::string_view text);
// "mmol/l" is "mmol/L".
[[nodiscard]] bool same_unit(std::string_view a, std::string_view b);

// "5.4" is 540, "++" is 200, "V" is 200, "air" is 0. None for what cannot be read, or not as this kind.
[[nodiscard]] std::optional<std::int32_t> read_hundredths(ReadingKind kind, std::string_view value);

// A blood glucose or ketone meter that says only that the value lies below or above its scale.
enum class ScaleEnd { low, high };
[[nodiscard]] std::optional<ScaleEnd> end_of_scale(const Reading& reading);

}  // namespace carehub::clinical
