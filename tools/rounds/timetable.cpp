#include "tools/rounds/timetable.hpp"

#include <algorithm>

#include "protocols/base/assert.hpp"
#include "tools/rounds/windows.hpp"

namespace carehub::rounds {

namespace {

// The earliest ways through a round, for every set of breaks had by each stop.
class Passage {
 public:
  Passage(const Model& model, const Round& round)
      : model_(model),
        kind_(model.kinds[static_cast<std::size_t>(model.kind_of[round.vehicle])]),
        jobs_(round.jobs),
        sets_(std::size_t{all_breaks(kind_.breaks)} + 1) {
    load_.assign(model.measures, 0);
    for (const std::int32_t job : jobs_) add(load_, model.delivery(job), 1);
    loads_.push_back(load_);
    for (const std::int32_t job : jobs_) {
      add(load_, model.pickup(job), 1);
      add(load_, model.delivery(job), -1);
      loads_.push_back(load_);
    }
  }

  [[nodiscard]] const Kind& kind() const { return kind_; }
  [[nodiscard]] std::size_t ways() const { return jobs_.size() + 1; }
  [[nodiscard]] std::int32_t place(std::size_t stop) const {
    if (stop == 0) return kind_.start;
    return stop > jobs_.size() ? kind_.end : model_.visit(jobs_[stop - 1]).place;
  }
  [[nodiscard]] std::int64_t travel_s(std::size_t way) const {
    return kind_.seconds->from_to(place(way), place(way + 1));
  }
  [[nodiscard]] std::int64_t setup_s(std::size_t stop) const {
    return place(stop - 1) == place(stop) ? 0 : model_.visit(jobs_[stop - 1]).setup;
  }
  [[nodiscard]] const Amount& load(std::size_t stop) const { return loads_[stop]; }
  [[nodiscard]] BreakSet allowed(std::size_t way) const {
    BreakSet set = 0;
    for (std::size_t b = 0; b < kind_.breaks.size(); ++b) {
      const auto& most = kind_.breaks[b].max_load;
      if (!most || std::ranges::equal(loads_[way], *most, std::less_equal{})) set |= BreakSet{1} << b;
    }
    return set;
  }

  // The end with all breaks had; `never` where it cannot be.
  std::int64_t drive_from(std::int64_t start) {
    ready_.assign(ways() * sets_, never);
    ready_[0] = start;
    std::vector<std::int64_t> arrival(sets_);
    for (std::size_t way = 0; way < ways(); ++way) {
      drive(kind_.breaks, allowed(way), travel_s(way), ready_.data() + way * sets_, arrival.data());
      if (way + 1 == ways()) break;
      const Visit& visit = model_.visit(jobs_[way]);
      for (std::size_t m = 0; m < sets_; ++m) {
        const std::int64_t begin = arrival[m] >= never ? never : earliest_in(visit.windows, arrival[m]);
        ready_[(way + 1) * sets_ + m] = begin == never ? never : begin + setup_s(way + 1) + visit.service;
      }
    }
    return arrival[sets_ - 1];
  }

  // After drive_from(): which breaks were had on each way.
  [[nodiscard]] std::vector<BreakSet> breaks_by_way() const {
    std::vector<BreakSet> taken(ways(), 0);
    auto had = static_cast<BreakSet>(sets_ - 1);
    for (std::size_t way = ways(); way-- > 0;) {
      taken[way] = best_on(way, had);
      had &= ~taken[way];
    }
    return taken;
  }

 private:
  static void add(Amount& to, std::span<const std::int64_t> what, std::int64_t sign) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += sign * what[i];
  }
  // Of `had` after this way, those taken on it so that the arrival is earliest.
  [[nodiscard]] BreakSet best_on(std::size_t way, BreakSet had) const {
    BreakSet best = 0;
    std::int64_t first = never;
    for (BreakSet taken = 0; taken <= had; ++taken) {
      const std::int64_t ready = ready_[way * sets_ + (had & ~taken)];
      if ((taken & ~had) != 0 || ready >= never) continue;
      std::int64_t arrival = never;
      static_cast<void>(breaks_on_way(kind_.breaks, allowed(way), taken, travel_s(way), ready, arrival));
      if (arrival < first) first = arrival, best = taken;
    }
    return best;
  }

  const Model& model_;
  const Kind& kind_;
  const std::vector<std::int32_t>& jobs_;
  std::size_t sets_;
  Amount load_;
  std::vector<Amount> loads_;        // on leaving each stop
  std::vector<std::int64_t> ready_;  // ways x sets: the earliest to leave its beginning
};

// The latest that ends no later than the earliest does: nobody waits who could have left later.
std::int64_t latest_start(Passage& passage) {
  std::int64_t from = passage.kind().hours.start;
  const std::int64_t end = passage.drive_from(from);
  CAREHUB_ASSERT(end <= passage.kind().hours.end, "a round ends at {}, after {}", end, passage.kind().hours.end);
  std::int64_t until = end;
  while (from < until) {
    const std::int64_t middle = from + (until - from + 1) / 2;
    if (passage.drive_from(middle) == end)
      from = middle;
    else
      until = middle - 1;
  }
  return from;
}

class Writer {
 public:
  Writer(const Model& model, const Round& round, Passage& passage, Timetable& table)
      : model_(model), round_(round), passage_(passage), table_(table) {
    const Vehicle& vehicle = model.problem->vehicles[round.vehicle];
    const Journeys& journeys = model.problem->journeys[vehicle.profile];
    if (!journeys.distances_m.empty()) journeys_ = &journeys;
  }

  void write() {
    std::int64_t now = latest_start(passage_);
    passage_.drive_from(now);
    const auto breaks = passage_.breaks_by_way();
    table_.steps.push_back({.type = StepType::start, .arrival = now, .load = passage_.load(0)});
    for (std::size_t way = 0; way < breaks.size(); ++way) {
      now = go(way, breaks[way], now);
      if (way + 1 < breaks.size()) now = visit(way + 1, now);
    }
    table_.steps.push_back({.type = StepType::end,
                            .arrival = now,
                            .travelled_s = table_.travel_s,
                            .metres = table_.metres,
                            .load = passage_.load(breaks.size() - 1)});
  }

 private:
  std::int64_t go(std::size_t way, BreakSet taken, std::int64_t now) {
    const std::int64_t travel = passage_.travel_s(way), along = metres(way);
    std::int64_t arrival = 0;
    for (const BreakTaken& one :
         breaks_on_way(passage_.kind().breaks, passage_.allowed(way), taken, travel, now, arrival)) {
      const std::int64_t service = passage_.kind().breaks[one.which].service_s;
      table_.steps.push_back({.type = StepType::pause,
                              .which = one.which,
                              .arrival = one.arrival,
                              .waiting_s = one.start - one.arrival,
                              .service_s = service,
                              .travelled_s = table_.travel_s + one.driven_s,
                              .metres = table_.metres + (travel == 0 ? 0 : along * one.driven_s / travel),
                              .load = passage_.load(way)});
      table_.waiting_s += one.start - one.arrival;
      table_.service_s += service;
    }
    table_.travel_s += travel;
    table_.metres += along;
    return arrival;
  }

  std::int64_t visit(std::size_t stop, std::int64_t now) {
    const std::int32_t job = round_.jobs[stop - 1];
    const Visit& visit = model_.visit(job);
    const std::int64_t begin = earliest_in(visit.windows, now), setup = passage_.setup_s(stop);
    table_.steps.push_back({StepType::job, static_cast<std::size_t>(job), now, begin - now, setup, visit.service,
                            table_.travel_s, table_.metres, passage_.load(stop)});
    table_.waiting_s += begin - now;
    table_.setup_s += setup;
    table_.service_s += visit.service;
    table_.priority += model_.problem->jobs[static_cast<std::size_t>(job)].priority;
    return begin + setup + visit.service;
  }

  [[nodiscard]] std::int64_t metres(std::size_t way) const {
    if (journeys_ == nullptr) return 0;
    const auto from = static_cast<std::size_t>(passage_.place(way));
    const auto to = static_cast<std::size_t>(passage_.place(way + 1));
    const bool somewhere = from < journeys_->places && to < journeys_->places;
    return somewhere ? journeys_->distances_m[from * journeys_->places + to] : 0;
  }

  const Model& model_;
  const Round& round_;
  Passage& passage_;
  Timetable& table_;
  const Journeys* journeys_ = nullptr;
};

}  // namespace

Timetable timetable_of(const Model& model, const Round& round) {
  Passage passage(model, round);
  Timetable table;
  table.vehicle = round.vehicle;
  Writer(model, round, passage, table).write();
  const Kind& kind = passage.kind();
  table.exact_cost = kind.fixed;
  for (std::size_t way = 0; way < passage.ways(); ++way)
    table.exact_cost += kind.price(passage.place(way), passage.place(way + 1));
  table.cost = rounded_cost(model, table.exact_cost);
  table.delivery.assign(model.measures, 0);
  table.pickup.assign(model.measures, 0);
  for (const std::int32_t job : round.jobs) {
    for (std::size_t i = 0; i < model.measures; ++i) {
      table.delivery[i] += model.delivery(job)[i];
      table.pickup[i] += model.pickup(job)[i];
    }
  }
  return table;
}

}  // namespace carehub::rounds
