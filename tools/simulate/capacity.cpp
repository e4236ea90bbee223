#include "tools/simulate/capacity.hpp"

#include <algorithm>

namespace carehub::tools::simulate {
namespace {

constexpr std::int64_t forgets_count_permille = 60;
constexpr std::int64_t shuts_early_permille = 60;  // of the sessions
constexpr std::int64_t falls_silent_permille = 45;
constexpr std::int64_t stops_accepting_permille = 12;

}  // namespace

PlaceStaff::PlaceStaff(const PlaceConfig& config, std::uint64_t seed)
    : config_(config), random_(seed, "place/" + config.id.value) {}

void PlaceStaff::step(const Scene& scene) {
  const auto* service = find_service(scene.site, config_.service);
  const auto found = scene.picture.places.find(config_.id);
  if (service == nullptr || found == scene.picture.places.end()) return;
  const auto open = open_interval(service->hours, scene.site.calendar, scene.now);
  if (!open) {
    opened_.reset();
    return;
  }
  if (!opened_ || (!service->hours.all_hours && *opened_ != open->from)) {
    opened_ = open->from;
    const bool opening_now = scene.now < open->from + minutes{20};
    people_ =
        opening_now ? 0 : static_cast<std::int32_t>(random_.between(config_.capacity / 4, config_.capacity * 2 / 3));
    next_count_ = opening_now ? scene.now + random_.between_s(20, 300) : scene.now;
    shuts_at_.reset();
    if (random_.chance(shuts_early_permille)) shuts_at_ = scene.now + minutes{random_.between(60, 200)};
  }
  close_for_a_while(scene, *found->second, *open);
  if (scene.now >= next_count_) count(scene, *open);
}

// The room fills over the evening and empties towards the end.
void PlaceStaff::count(const Scene& scene, const OpenInterval& open) {
  next_count_ = scene.now + random_.between_s(600, 1140);
  if (random_.chance(forgets_count_permille)) next_count_ += minutes{random_.between(50, 150)};
  const bool closing = open.until - scene.now < minutes{45};
  const auto target = closing ? config_.capacity / 4 : config_.capacity * 6 / 10;
  const auto pull = people_ < target ? random_.between(-1, 3) : random_.between(-3, 1);
  const auto scale = std::max(1, config_.capacity / 14);
  people_ = std::clamp(people_ + static_cast<std::int32_t>(pull) * scale, 0, config_.capacity);
  scene.send(Desk::capacity, ReportPlaceCount{config_.id, people_, std::nullopt});
}

void PlaceStaff::close_for_a_while(const Scene& scene, const Place& place, const OpenInterval& open) {
  if (shuts_at_ && scene.now >= *shuts_at_) {
    shuts_at_.reset();
    opens_again_ = scene.now + minutes{random_.between(30, 70)};
    if (!place.closed_by_staff && *opens_again_ < open.until)
      scene.send(Desk::capacity, SetPlaceOpen{config_.id, false, "one of two staff called away"});
  }
  if (opens_again_ && scene.now >= *opens_again_) {
    opens_again_.reset();
    if (place.closed_by_staff) scene.send(Desk::capacity, SetPlaceOpen{config_.id, true, "staffed again"});
  }
}

ServiceStaff::ServiceStaff(const ServiceConfig& config, std::uint64_t seed)
    : config_(config),
      random_(seed, "service/" + config.id.value),
      queue_(static_cast<std::int32_t>(random_.between(0, 4))) {}

void ServiceStaff::step(const Scene& scene) {
  const auto open = open_interval(config_.hours, scene.site.calendar, scene.now);
  if (!open || scene.now < next_report_) return;
  next_report_ = scene.now + random_.between_s(480, 1500);
  if (random_.chance(falls_silent_permille)) next_report_ += minutes{random_.between(60, 140)};
  queue_ = std::clamp(queue_ + static_cast<std::int32_t>(random_.between(-2, 2)), 0, 9);
  ReportServiceCapacity report;
  report.service = config_.id;
  report.queue = queue_;
  report.wait_min =
      static_cast<std::int32_t>(std::int64_t{config_.typical_wait_min} * random_.between(60, 100 + queue_ * 12) / 100);
  if (config_.capacity == CapacityKind::bookable_slots) report.free_slots = slots(scene, *open);
  if (open_again_ && scene.now >= *open_again_) open_again_.reset();
  const bool lifeline = config_.catch_all || config_.takes_red_flags;
  if (!open_again_ && !lifeline && random_.chance(stops_accepting_permille))
    open_again_ = scene.now + minutes{random_.between(30, 60)};
  report.not_accepting = open_again_.has_value();
  if (report.not_accepting) report.note = "nobody to take more for the moment";
  scene.send(Desk::capacity, std::move(report));
}

// Free times on the quarter hour.
std::vector<Instant> ServiceStaff::slots(const Scene& scene, const OpenInterval& open) {
  std::vector<Instant> free;
  auto at = std::chrono::ceil<minutes>(scene.now);
  at += minutes{15 - whole_minutes(at.time_since_epoch()) % 15};
  for (; at < open.until && free.size() < 12; at += minutes{15})
    if (at > scene.now + minutes{20} && random_.chance(420)) free.push_back(at);
  return free;
}

}  // namespace carehub::tools::simulate
