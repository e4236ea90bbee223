#include "protocols/domain/event.hpp"

namespace carehub {

static_assert(std::is_nothrow_move_constructible_v<EventKinds> && std::is_nothrow_move_assignable_v<EventKinds>);
Event::Event() = default;
Event::Event(const Event&) = default;
Event::Event(Event&&) noexcept = default;
Event& Event::operator=(const Event&) = default;
Event& Event::operator=(Event&&) noexcept = default;
Event::~Event() = default;

}  // namespace carehub
