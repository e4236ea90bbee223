#pragma once
// What the table of verbs is written with, for the files that hold its parts.

#include <string_view>
#include <utility>
#include <vector>

#include "console/model/verbs.hpp"
#include "protocols/domain/command.hpp"

namespace carehub::console::verb_parts {

[[nodiscard]] constexpr std::uint32_t bit(Role role) {
  return std::uint32_t{1} << static_cast<unsigned>(role);
}

[[nodiscard]] constexpr std::uint32_t workplace_bit(Workplace workplace) {
  return std::uint32_t{1} << static_cast<unsigned>(workplace);
}

// As the hub's own table says (docs/permissions.md); a test holds both equal.
inline constexpr std::uint32_t desk = bit(Role::operator_) | bit(Role::navigator);
inline constexpr std::uint32_t clinical = bit(Role::navigator);
inline constexpr std::uint32_t dispatch = bit(Role::operator_);
inline constexpr std::uint32_t intake = desk | bit(Role::call_handler);
inline constexpr std::uint32_t intake_and_referrers = intake | bit(Role::referrer);
inline constexpr std::uint32_t crews = bit(Role::operator_) | bit(Role::crew);
inline constexpr std::uint32_t pressure = bit(Role::manager) | bit(Role::operator_);
inline constexpr std::uint32_t everybody = (std::uint32_t{1} << enum_count<Role>)-1;

template <class C>
[[nodiscard]] constexpr int position_of() {
  return static_cast<int>(boost::mp11::mp_find<CommandKinds, C>::value);
}

inline const Slot the_case{SlotKind::case_number, true, "case", {}};
inline const Slot the_team{SlotKind::team, true, "TEAM", {}};
inline const Slot its_visit{SlotKind::visit_case, true, "case", {}};
inline const Slot the_place{SlotKind::place, true, "PLACE", {}};
inline const Slot the_service{SlotKind::service, true, "SERVICE", {}};
inline const Slot the_alert{SlotKind::alert, true, "ALERT", {}};
inline const Slot a_reason{SlotKind::words, true, "reason", {}};
inline const Slot maybe_reason{SlotKind::words, false, "reason", {}};
inline const Slot maybe_time{SlotKind::time, false, "HH:MM", {}};

[[nodiscard]] inline Slot written(std::string_view name) {
  return {SlotKind::words, true, name, {}};
}

[[nodiscard]] inline Slot maybe_written(std::string_view name) {
  return {SlotKind::words, false, name, {}};
}

[[nodiscard]] inline Slot of(SlotKind kind, std::string_view name, bool required = true) {
  return {kind, required, name, {}};
}

[[nodiscard]] inline Slot one_word(std::vector<std::string_view> choices, bool required = false) {
  return {SlotKind::keyword, required, "word", std::move(choices)};
}

[[nodiscard]] inline Slot named(std::vector<std::string_view> names, bool required = true) {
  return {SlotKind::pairs, required, "name=value", std::move(names)};
}

// The parts that stand in files of their own.
[[nodiscard]] std::vector<Verb> duty_verbs();
[[nodiscard]] std::vector<Verb> person_verbs();
[[nodiscard]] std::vector<Verb> screen_verbs();
[[nodiscard]] std::vector<Verb> action_verbs();

}  // namespace carehub::console::verb_parts
