#include "protocols/domain/command.hpp"

#include "protocols/base/assert.hpp"
#include "protocols/domain/event.hpp"

namespace carehub {
namespace {

// The names of a variant's alternatives, by index.
template <class... Alternatives>
constexpr std::array<std::string_view, sizeof...(Alternatives)> names_of(const std::variant<Alternatives...>*) {
  return {type_name<Alternatives>()...};
}

constexpr auto command_names = names_of(static_cast<const CommandKinds*>(nullptr));
constexpr auto event_names = names_of(static_cast<const EventKinds*>(nullptr));

static_assert(command_names.front() == "RegisterCase" && command_names.back() == "WithdrawAction");
static_assert(event_names.front() == "SiteApplied");

}  // namespace

std::string_view command_name(std::size_t index) {
  CAREHUB_ASSERT(index < command_names.size(), "index {}", index);
  return command_names[index];
}

std::string_view event_name(std::size_t index) {
  CAREHUB_ASSERT(index < event_names.size(), "index {}", index);
  return event_names[index];
}

static_assert(std::is_nothrow_move_constructible_v<CommandKinds> && std::is_nothrow_move_assignable_v<CommandKinds>);
Command::Command() = default;
Command::Command(const Command&) = default;
Command::Command(Command&&) noexcept = default;
Command& Command::operator=(const Command&) = default;
Command& Command::operator=(Command&&) noexcept = default;
Command::~Command() = default;

}  // namespace carehub
