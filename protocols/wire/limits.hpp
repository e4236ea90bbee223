#pragma once
// Bounds of everything that crosses a link. Derived from each other by the checks below.

#include <cstddef>
#include <cstdint>

namespace carehub::wire {

inline constexpr std::uint32_t protocol_version = 1;
inline constexpr std::size_t request_bytes_max = 64 * 1024;  // from a client, ZMQ_MAXMSGSIZE of the ROUTER
inline constexpr std::size_t text_bytes_max = 16 * 1024;     // one text field of a command
inline constexpr std::size_t elements_max = 10'000;          // of one list in a request
inline constexpr std::size_t depth_max = 32;                 // nesting
inline constexpr std::size_t snapshot_part_bytes_max =
    256 * 1024;                                                   // one part of a snapshot, unless one record is larger
inline constexpr std::size_t reply_bytes_max = 16 * 1024 * 1024;  // what a client accepts

static_assert(text_bytes_max < request_bytes_max);
static_assert(snapshot_part_bytes_max < reply_bytes_max);

}  // namespace carehub::wire
