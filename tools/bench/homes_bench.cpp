// Ten thousand residents of 250 care homes, each reporting once a minute: what that takes of one core, journal and
// snapshots with it.

#include <time.h>
#include <unistd.h>

#include "dispatcher/core/digest.hpp"
#include "dispatcher/journal/journal.hpp"
#include "dispatcher/runtime/engine.hpp"
#include "dispatcher/runtime/snapshot_rows.hpp"
#include "tools/bench/benches.hpp"
#include "tools/bench/life.hpp"

namespace carehub::bench {

namespace {

constexpr std::size_t homes_count = 250;
constexpr std::size_t residents_each = 40;

// Of all threads: the journal's work is the hub's work.
double cpu_seconds() {
  timespec spent{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) + 1e-9 * static_cast<double>(spent.tv_nsec);
}

Site with_homes(Site site) {
  site.care_homes.clear();
  for (std::size_t i = 0; i < homes_count; ++i) {
    CareHome home;
    home.id = HomeId(fmt::format("home_{:03}", i));
    home.name = fmt::format("Home {:03}", i);
    home.position = site.localities.empty() ? Coordinates{} : site.localities[i % site.localities.size()].centre;
    home.heard_every_min = 60;
    site.care_homes.push_back(std::move(home));
  }
  return site;
}

std::string resident_name(std::size_t home, std::size_t resident) {
  return fmt::format("H{:03}-{:02}", home, resident);
}

// A hub with its journal, fed as the dispatcher is.
class Fed {
 public:
  explicit Fed(journal::Journal& journal) : journal_(journal) {}

  void give(const Command& command) {
    Stamp stamp{sequence_ + 1, now_, Actor{UserName("feed"), Role::system, "bench"}, {}};
    core::Decision decision = core::decide(state_, command, stamp);
    refusals_ += decision.refusal ? 1 : 0;
    for (const Event& event : decision.events) core::evolve(state_, event, stamp, ++sequence_);
    append(stamp, std::move(decision));
  }
  void digest() {
    Stamp stamp{sequence_ + 1, now_, Actor{{}, Role::system, "bench"}, {}};
    core::Decision decision;
    decision.events.emplace_back(StateDigested{core::digest(state_)});
    core::evolve(state_, decision.events.front(), stamp, ++sequence_);
    append(stamp, std::move(decision));
  }
  void wait(Duration span) { now_ += span; }
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] std::uint64_t refusals() const { return refusals_; }
  [[nodiscard]] std::size_t alerts() const { return state_.alerts().size(); }
  void drain() const {
    while (journal_.backlog() > 0) ::usleep(200);
  }

 private:
  void append(const Stamp& stamp, core::Decision decision) {
    if (decision.events.empty()) return;  // a tick with nothing due
    const runtime::EngineOptions often;
    journal_.append({stamp, std::move(decision.events), decision.case_id, std::move(decision.message)}, {});
    if (++entries_ % often.digest_every_entries == 0) digest();
    const bool due = sequence_ - last_snapshot_ >= often.snapshot_every_events || stamp.at >= snapshot_at_;
    if (!due) return;
    last_snapshot_ = sequence_;
    snapshot_at_ = stamp.at + often.snapshot_every;
    journal_.append_snapshot(sequence_, runtime::snapshot_rows(state_, state_.take_snapshot_changes()));
  }

  core::State state_;
  journal::Journal& journal_;
  Instant now_ = parse_iso8601("2026-11-23T09:00:00Z").value();
  Sequence sequence_ = 0;
  Sequence last_snapshot_ = 0;
  Instant snapshot_at_ = now_;
  std::uint64_t entries_ = 0;
  std::uint64_t refusals_ = 0;
};

void enrol_all(Fed& hub) {
  for (std::size_t home = 0; home < homes_count; ++home)
    for (std::size_t i = 0; i < residents_each; ++i) {
      EnrolResident enrol;
      enrol.home = HomeId(fmt::format("home_{:03}", home));
      enrol.resident = ResidentId(resident_name(home, i));
      enrol.name = fmt::format("Resident {}", i);
      enrol.born = LocalDay{-10'000};
      enrol.usual = {{ReadingKind::systolic, 13'500}};
      hub.give(enrol);
    }
}

// Glucose, blood pressure or saturation by turns. One in a thousand residents is unwell for some minutes.
Reading reading_of(std::size_t home, std::size_t i, std::uint64_t minute, Instant now) {
  const bool unwell = (home * residents_each + i + minute / 5) % 1000 == 0;
  const std::uint64_t jitter = (home * 31 + i * 17 + minute * 7) % 10;
  Reading reading;
  reading.resident = ResidentId(resident_name(home, i));
  reading.device = fmt::format("d{}", i % 4);
  reading.taken = now - seconds(static_cast<std::int64_t>(jitter));
  switch ((i + minute) % 3) {
    case 0:
      reading.kind = ReadingKind::glucose;
      reading.value = unwell ? "3.4" : fmt::format("6.{}", jitter);
      reading.unit = "mmol/L";
      break;
    case 1:
      reading.kind = ReadingKind::systolic;
      reading.value = unwell ? "88" : fmt::format("13{}", jitter);
      reading.unit = "mmHg";
      break;
    default:
      reading.kind = ReadingKind::spo2;
      reading.value = unwell ? "89" : "97";
      reading.unit = "%";
  }
  return reading;
}

// One report for each resident, or one of the home for all of them.
enum class Reports { each, by_home };

void report_minute(Fed& hub, std::uint64_t minute, Reports reports) {
  for (std::size_t home = 0; home < homes_count; ++home) {
    ReportReadings report;
    report.home = HomeId(fmt::format("home_{:03}", home));
    report.device_now = hub.now() + seconds(2);
    for (std::size_t i = 0; i < residents_each; ++i) {
      if (reports == Reports::each) report.readings.clear();
      report.readings.push_back(reading_of(home, i, minute, hub.now()));
      if (reports == Reports::each || i + 1 == residents_each) hub.give(report);
    }
  }
  hub.wait(seconds(60));
  hub.give(Tick{});
}

struct Measured {
  double cpu_percent = 0;
  double reading_us = 0;
  double bytes = 0;  // of the journal, a reading
  std::size_t alerts = 0;
};

[[nodiscard]] Result<Measured> measure(const Setting& setting, const Site& site, Reports reports) {
  const auto folder = setting.workspace / (reports == Reports::each ? "homes-each" : "homes");
  std::filesystem::create_directories(folder);
  CAREHUB_TRY(const auto journal, journal::Journal::open({.directory = folder}));
  std::string failure;
  journal->start([&](const Error& error) { failure = error.text(); });
  Fed hub(*journal);
  hub.give(ApplySite{with_homes(site)});
  enrol_all(hub);
  report_minute(hub, 0, reports);
  hub.drain();
  const std::uint64_t reported = setting.quick ? 3 : 15;
  const auto bytes_before = std::filesystem::file_size(folder / "journal.db");
  const double before = cpu_seconds();
  for (std::uint64_t minute = 1; minute <= reported; ++minute) report_minute(hub, minute, reports);
  hub.drain();
  const double spent = cpu_seconds() - before;
  journal->stop();
  if (!failure.empty()) return fail(ErrorCode::input_output, folder.string(), "{}", failure);
  if (hub.refusals() > 0) return fail(ErrorCode::conflict, "homes", "{} commands were refused", hub.refusals());
  const auto readings = static_cast<double>(reported * homes_count * residents_each);
  const auto bytes = static_cast<double>(std::filesystem::file_size(folder / "journal.db") - bytes_before);
  return Measured{100 * spent / (60.0 * static_cast<double>(reported)), 1e6 * spent / readings, bytes / readings,
                  hub.alerts()};
}

}  // namespace

void measure_homes(const Setting& setting, const Site& site, Figures& figures) {
  const auto each = measure(setting, site, Reports::each);
  if (!each) return figures.missing("homes.cpu_percent", each.error().text());
  figures.add({"homes.cpu_percent",
               each->cpu_percent,
               "% of a core",
               false,
               {5.0, fmt::format("{} residents in {} homes, a report each, each minute; {:.1f} us a reading, {} alerts",
                                 homes_count * residents_each, homes_count, each->reading_us, each->alerts)}});
  const auto by_home = measure(setting, site, Reports::by_home);
  if (!by_home) return figures.missing("homes.by_home_cpu_percent", by_home.error().text());
  figures.add({"homes.by_home_cpu_percent",
               by_home->cpu_percent,
               "% of a core",
               false,
               {5.0, fmt::format("one report for all of a home; {:.1f} us a reading", by_home->reading_us)}});
  figures.add({"homes.journal_bytes_per_reading",
               each->bytes,
               "bytes",
               false,
               {std::nullopt, fmt::format("{:.0f} where a home reports together", by_home->bytes)}});
}

}  // namespace carehub::bench
