// The times of a round with breaks: for every set of breaks had so far, or still to have.

#include <algorithm>
#include <array>

#include "tools/rounds/route.hpp"
#include "tools/rounds/windows.hpp"

namespace carehub::rounds {

namespace {

using Moments = std::array<std::int64_t, std::size_t{1} << breaks_max>;

// From arrivals at a visit to departures from it, for each set of breaks.
void visit_all(const Visit& visit, std::int32_t from, std::size_t sets, const Moments& arrival, std::int64_t* ready) {
  const std::int64_t work = visit.service + (from == visit.place ? 0 : visit.setup);
  for (std::size_t m = 0; m < sets; ++m) {
    const std::int64_t start = arrival[m] >= never ? never : earliest_in(visit.windows, arrival[m]);
    ready[m] = start == never ? never : start + work;
  }
}

// From latest departures to latest arrivals.
void visit_all_back(const Visit& visit, std::int64_t work, std::size_t sets, const Moments& leave, std::int64_t* late) {
  for (std::size_t m = 0; m < sets; ++m)
    late[m] = leave[m] <= -never ? -never : latest_in(visit.windows, leave[m] - work);
}

bool carries_at_most(std::span<const std::int64_t> load, const Amount& most) {
  for (std::size_t i = 0; i < most.size(); ++i)
    if (load[i] > most[i]) return false;
  return true;
}

BreakSet allowed_with(const Kind& kind, std::span<const std::int64_t> load) {
  BreakSet allowed = 0;
  for (std::size_t b = 0; b < kind.breaks.size(); ++b) {
    const auto& most = kind.breaks[b].max_load;
    if (!most || carries_at_most(load, *most)) allowed |= BreakSet{1} << b;
  }
  return allowed;
}

}  // namespace

BreakSet Route::allowed_after(const Model& model, const Kind& kind, std::size_t stop) const {
  if (!kind.guarded_breaks) return all_breaks(kind.breaks);
  if (!model.carries) return allowed_with(kind, Amount(model.measures, 0));
  return allowed_with(kind, std::span(load_).subspan(stop * model.measures, model.measures));
}

bool Route::refresh_times_with_breaks(const Model& model, const Kind& kind) {
  const std::size_t sets = std::size_t{all_breaks(kind.breaks)} + 1;
  const std::size_t last = stops_.size() - 1;
  Moments moments;
  breaks_.ready.assign(stops_.size() * sets, never);
  breaks_.late.assign(stops_.size() * sets, -never);
  breaks_.late_here.assign(stops_.size() * sets, -never);
  breaks_.ready[0] = stops_.front().ready = kind.hours.start;
  for (std::size_t k = 1; k <= last; ++k) {
    const Stop& from = stops_[k - 1];
    std::int64_t* ready = breaks_.ready.data() + k * sets;
    drive(kind.breaks, allowed_after(model, kind, k - 1), kind.seconds->from_to(from.place, stops_[k].place),
          ready - sets, moments.data());
    if (k == last) break;
    visit_all(model.visit(stops_[k].job), from.place, sets, moments, ready);
    stops_[k].ready = *std::min_element(ready, ready + sets);
  }
  const bool in_time = moments[sets - 1] <= kind.hours.end;
  breaks_.late[last * sets] = breaks_.late_here[last * sets] = kind.hours.end;
  stops_.back().late = stops_.back().late_here = kind.hours.end;
  for (std::size_t k = last - 1; k > 0; --k) {
    const Visit& visit = model.visit(stops_[k].job);
    const Stop& next = stops_[k + 1];
    const auto& after = next.place == visit.place ? breaks_.late_here : breaks_.late;
    drive_back(kind.breaks, allowed_after(model, kind, k), kind.seconds->from_to(visit.place, next.place),
               after.data() + (k + 1) * sets, moments.data());
    visit_all_back(visit, visit.service + visit.setup, sets, moments, breaks_.late.data() + k * sets);
    visit_all_back(visit, visit.service, sets, moments, breaks_.late_here.data() + k * sets);
    // Whatever breaks are still to come: what is too late for this is too late.
    const auto of_stop = static_cast<std::ptrdiff_t>(k * sets), end = of_stop + static_cast<std::ptrdiff_t>(sets);
    stops_[k].late = *std::max_element(breaks_.late.begin() + of_stop, breaks_.late.begin() + end);
    stops_[k].late_here = *std::max_element(breaks_.late_here.begin() + of_stop, breaks_.late_here.begin() + end);
  }
  return in_time || empty();
}

bool Route::in_time_with_breaks(const Model& model, const Kind& kind, std::int32_t job, std::size_t before) const {
  const std::size_t sets = std::size_t{all_breaks(kind.breaks)} + 1;
  const Stop &from = stops_[before - 1], &to = stops_[before];
  const Visit& visit = model.visit(job);
  Moments arrival, ready;
  drive(kind.breaks, all_breaks(kind.breaks), kind.seconds->from_to(from.place, visit.place),
        breaks_.ready.data() + (before - 1) * sets, arrival.data());
  visit_all(visit, from.place, sets, arrival, ready.data());
  drive(kind.breaks, all_breaks(kind.breaks), kind.seconds->from_to(visit.place, to.place), ready.data(),
        arrival.data());
  const auto& late = visit.place == to.place ? breaks_.late_here : breaks_.late;
  for (std::size_t m = 0; m < sets; ++m)
    if (arrival[m] <= late[before * sets + (sets - 1 - m)]) return true;
  return false;
}

// A job more changes every load, so that breaks may have to move: the whole round is driven anew.
bool Route::in_time_with_guards(const Model& model, std::int32_t job, std::size_t before) const {
  Route tried = *this;
  tried.stops_.insert(tried.stops_.begin() + static_cast<std::ptrdiff_t>(before),
                      Stop{.job = job, .place = model.visit(job).place});
  tried.carry(model, job, 1);
  return tried.refresh(model, before, before);
}

}  // namespace carehub::rounds
