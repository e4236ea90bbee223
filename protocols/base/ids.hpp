#pragma once
// One strong type per id. Numbers are 64 bits wide so that no counter can wrap; names come from the site file.

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "protocols/base/error.hpp"

namespace carehub {

template <class Tag>
struct NumberId {
  std::uint64_t value = 0;  // 0 means none

  [[nodiscard]] constexpr bool given() const { return value != 0; }
  constexpr auto operator<=>(const NumberId&) const = default;
};

template <class Tag>
struct NameId {
  std::string value;  // empty means none

  NameId() = default;
  explicit NameId(std::string name) : value(std::move(name)) {}
  explicit NameId(std::string_view name) : value(name) {}
  explicit NameId(const char* name) : value(name) {}

  [[nodiscard]] bool given() const { return !value.empty(); }
  auto operator<=>(const NameId&) const = default;
};

using CaseId = NumberId<struct CaseTag>;  // shown as it is: 1042
using AlertId = NumberId<struct AlertTag>;
using ActionId = NumberId<struct ActionTag>;    // of what was assigned to somebody: 3
using TeamId = NameId<struct TeamTag>;          // call sign: CR2
using PlaceId = NameId<struct PlaceTag>;        // newport_safe_haven
using ServiceId = NameId<struct ServiceTag>;    // crisis_response
using UserName = NameId<struct UserTag>;        // a.reed
using PersonId = NameId<struct PersonTag>;      // the ten digits of an NHS number
using HomeId = NameId<struct HomeTag>;          // a care home: solent_view
using ResidentId = NameId<struct ResidentTag>;  // as the home's own system says it: SV-014

// Position of an event in the journal; the first event is 1.
using Sequence = std::uint64_t;

// Chosen by the sender of a command, so that a repeat of it is recognised. 16 random bytes.
struct CommandId {
  std::array<std::uint8_t, 16> bytes{};

  [[nodiscard]] bool given() const { return *this != CommandId{}; }
  auto operator<=>(const CommandId&) const = default;
};

[[nodiscard]] std::string to_hex(const CommandId& id);
[[nodiscard]] Result<CommandId> command_id_from_hex(std::string_view text);

}  // namespace carehub

template <class Tag>
struct std::hash<carehub::NumberId<Tag>> {
  std::size_t operator()(const carehub::NumberId<Tag>& id) const noexcept {
    return std::hash<std::uint64_t>{}(id.value);
  }
};
template <class Tag>
struct std::hash<carehub::NameId<Tag>> {
  std::size_t operator()(const carehub::NameId<Tag>& id) const noexcept { return std::hash<std::string>{}(id.value); }
};
