#pragma once
// Reads measured travel times between zones (docs/travel-times.md). Reports every mistake with line and field.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "protocols/domain/site.hpp"
#include "protocols/site/load.hpp"

namespace carehub::site {

inline constexpr std::uintmax_t travel_file_bytes_max = 16 * 1024 * 1024;
inline constexpr std::size_t zones_max = 300;

// Requires: the localities are complete; a zone may be named after one of them, or after one of its postcode districts.
[[nodiscard]] TravelMatrix read_travel_file(std::string_view text, const std::string& name,
                                            const std::vector<Locality>& localities, std::vector<Mistake>& mistakes);

}  // namespace carehub::site
