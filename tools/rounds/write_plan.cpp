#include <boost/json/serialize.hpp>
#include <numeric>

#include "tools/rounds/reasons.hpp"
#include "tools/rounds/timetable.hpp"
#include "tools/rounds/vroom.hpp"

namespace carehub::rounds {

namespace {

std::string quoted(const std::string& text) {
  return boost::json::serialize(boost::json::string_view(text));
}

std::string listed(const Amount& amount) {
  return fmt::format("[{}]", fmt::join(amount, ","));
}

std::string described(const std::string& description) {
  return description.empty() ? "" : fmt::format(",\"description\":{}", quoted(description));
}

std::string placed(const Location& location) {
  std::string text;
  if (location.position) text += fmt::format(",\"location\":[{},{}]", location.position->lon, location.position->lat);
  if (location.index) text += fmt::format(",\"location_index\":{}", *location.index);
  return text;
}

class PlanWriter {
 public:
  PlanWriter(const Model& model, const Plan& plan) : model_(model), problem_(*model.problem), plan_(plan) {
    for (const Round& round : plan.rounds) tables_.push_back(timetable_of(model, round));
    for (const Journeys& journeys : problem_.journeys) measured_ = measured_ && !journeys.distances_m.empty();
  }

  [[nodiscard]] std::string text() const {
    return fmt::format("{{\"code\":0,\n\"summary\":{},\n\"unassigned\":[{}],\n\"routes\":[{}]}}\n", summary(),
                       unassigned(), routes());
  }

 private:
  template <class Part>
  [[nodiscard]] std::int64_t sum(Part part) const {
    std::int64_t all = 0;
    for (const Timetable& table : tables_) all += table.*part;
    return all;
  }

  [[nodiscard]] std::string amounts(const Amount& delivery, const Amount& pickup) const {
    if (model_.measures == 0) return "";
    return fmt::format(",\"delivery\":{},\"pickup\":{}", listed(delivery), listed(pickup));
  }

  [[nodiscard]] std::string distance(std::int64_t metres) const {
    return measured_ ? fmt::format(",\"distance\":{}", metres) : "";
  }

  [[nodiscard]] std::string summary() const {
    Amount delivery(model_.measures, 0), pickup(model_.measures, 0);
    for (const Timetable& table : tables_) {
      for (std::size_t i = 0; i < model_.measures; ++i) {
        delivery[i] += table.delivery[i];
        pickup[i] += table.pickup[i];
      }
    }
    return fmt::format(
        "{{\"cost\":{},\"routes\":{},\"unassigned\":{}{},\"setup\":{},\"service\":{},\"duration\":{},\"waiting_time\":{"
        "},"
        "\"priority\":{}{},\"violations\":[]}}",
        sum(&Timetable::cost), tables_.size(), plan_.unassigned.size(), amounts(delivery, pickup),
        sum(&Timetable::setup_s), sum(&Timetable::service_s), sum(&Timetable::travel_s), sum(&Timetable::waiting_s),
        sum(&Timetable::priority), distance(sum(&Timetable::metres)));
  }

  [[nodiscard]] std::string unassigned() const {
    const std::vector<std::string> why = reasons(model_, plan_);
    std::string text;
    for (std::size_t i = 0; i < why.size(); ++i) {
      const Job& job = problem_.jobs[static_cast<std::size_t>(plan_.unassigned[i])];
      text += fmt::format("{}\n{{\"id\":{},\"type\":\"job\"{}{},\"reason\":{}}}", i == 0 ? "" : ",", job.id,
                          placed(job.location), described(job.description), quoted(why[i]));
    }
    return text;
  }

  [[nodiscard]] std::string routes() const {
    std::string text;
    for (const Timetable& table : tables_) {
      const Vehicle& vehicle = problem_.vehicles[table.vehicle];
      text += fmt::format(
          "{}\n{{\"vehicle\":{}{},\"cost\":{}{},\"setup\":{},\"service\":{},\"duration\":{},\"waiting_time\":{},"
          "\"priority\":{}{},\"steps\":[{}],\"violations\":[]}}",
          text.empty() ? "" : ",", vehicle.id, described(vehicle.description), table.cost,
          amounts(table.delivery, table.pickup), table.setup_s, table.service_s, table.travel_s, table.waiting_s,
          table.priority, distance(table.metres), steps(vehicle, table));
    }
    return text;
  }

  [[nodiscard]] std::string steps(const Vehicle& vehicle, const Timetable& table) const {
    std::string text;
    for (const Step& step : table.steps) {
      text += fmt::format("{}\n {{{},\"setup\":{},\"service\":{},\"waiting_time\":{}", text.empty() ? "" : ",",
                          head(vehicle, step), step.setup_s, step.service_s, step.waiting_s);
      if (model_.measures > 0) text += fmt::format(",\"load\":{}", listed(step.load));
      text += fmt::format(",\"arrival\":{},\"duration\":{}{},\"violations\":[]}}", step.arrival, step.travelled_s,
                          distance(step.metres));
    }
    return text;
  }

  [[nodiscard]] std::string head(const Vehicle& vehicle, const Step& step) const {
    switch (step.type) {
      case StepType::start:
        return fmt::format("\"type\":\"start\"{}", vehicle.start ? placed(*vehicle.start) : "");
      case StepType::end:
        return fmt::format("\"type\":\"end\"{}", vehicle.end ? placed(*vehicle.end) : "");
      case StepType::pause: {
        const Break& one = vehicle.breaks[step.which];
        return fmt::format("\"type\":\"break\",\"id\":{}{}", one.id, described(one.description));
      }
      case StepType::job:
        break;
    }
    const Job& job = problem_.jobs[step.which];
    return fmt::format("\"type\":\"job\",\"id\":{},\"job\":{}{}{}", job.id, job.id, placed(job.location),
                       described(job.description));
  }

  const Model& model_;
  const Problem& problem_;
  const Plan& plan_;
  std::vector<Timetable> tables_;
  bool measured_ = true;
};

}  // namespace

std::string written(const Model& model, const Plan& plan) {
  return PlanWriter(model, plan).text();
}

std::string written(const Error& error) {
  return fmt::format("{{\"code\":{},\"error\":{}}}\n", error.code == ErrorCode::input_output ? 1 : 2,
                     quoted(error.text()));
}

}  // namespace carehub::rounds
