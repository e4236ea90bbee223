#include "tests/journal/writing.hpp"

#include <stdlib.h>

#include <system_error>

namespace carehub::test {

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "carehub-journal-XXXXXX").string();
  path_ = ::mkdtemp(name.data());
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

CommandId command_number(std::uint64_t number) {
  CommandId id;
  for (std::size_t i = 0; i < 8; ++i) id.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
  id.bytes[15] = 0xc1;
  return id;
}

Entry invented_entry(Sequence first, std::uint64_t number) {
  Entry entry;
  entry.stamp.sequence = first;
  entry.stamp.at = Instant{Duration{1'795'000'000'000'000'000 + static_cast<std::int64_t>(number) * 1'000'000'000}};
  entry.stamp.actor = Actor{UserName{"a.reed"}, Role::operator_, "desk 1"};
  entry.stamp.command = command_number(number);
  entry.case_id = CaseId{1000 + number};
  entry.message = fmt::format("decision {}", number);
  if (number % 7 == 3) {
    entry.events.push_back(CommandRefused{
        "AllocateTeam", Refusal{RefusalCode::invalid_value, "CR2 is off duty until 08:00"}, entry.case_id});
    return entry;
  }
  entry.events.push_back(
      NoteAdded{entry.case_id, std::string(20 + number * 37 % 900, static_cast<char>('a' + number % 26))});
  if (number % 3 == 0) entry.events.push_back(PriorityChanged{entry.case_id, Priority::p3, Priority::p1, "worse"});
  if (number % 5 == 0) entry.events.push_back(StateDigested{fmt::format("{:032x}", number)});
  return entry;
}

Options small_options(const std::filesystem::path& directory, journal::Disk* disk) {
  Options options;
  options.directory = directory;
  options.ballast_bytes = 0;
  options.free_low_bytes = 0;
  options.wal_pages_max = 16;
  options.disk = disk;
  return options;
}

Client::Client(Journal& journal) : journal_(journal), next_(journal.position().last_sequence + 1) {
  journal_.start([this](const Error& error) {
    const std::scoped_lock lock(mutex_);
    error_ = error;
    changed_.notify_all();
  });
}

void Client::append(std::uint64_t number, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    Entry entry = invented_entry(next_, number + i);
    const CommandId id = entry.stamp.command;
    const Sequence sequence = next_;
    next_ += entry.events.size();
    {
      const std::scoped_lock lock(mutex_);
      ++waiting_;
    }
    journal_.append(std::move(entry), [this, id, sequence] {
      const std::scoped_lock lock(mutex_);
      if (!count_if || count_if()) acknowledged_.emplace(id, sequence);
      --waiting_;
      changed_.notify_all();
    });
  }
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return waiting_ == 0 || error_; });
}

void Client::snapshot() {
  std::vector<SnapshotRow> rows;
  for (std::uint64_t i = 0; i < 5; ++i) {
    rows.push_back(
        {fmt::format("case/{}", 1000 + (next_ + i) % 11), std::string(300, static_cast<char>('a' + next_ % 26))});
  }
  rows.push_back({fmt::format("case/{}", 1000 + next_ % 13), std::nullopt});
  journal_.append_snapshot(next_ - 1, std::move(rows));
}

bool Client::failed() const {
  const std::scoped_lock lock(mutex_);
  return error_.has_value();
}

std::string Client::error() const {
  const std::scoped_lock lock(mutex_);
  return error_ ? error_->text() : std::string{};
}

Ledger Client::acknowledged() const {
  const std::scoped_lock lock(mutex_);
  return acknowledged_;
}

Result<Contents> read_all(Journal& journal) {
  Contents contents;
  CAREHUB_CHECK(journal.replay(0, [&](const Entry& entry) -> Result<void> {
    if (!contents.found.emplace(entry.stamp.command, entry.stamp.sequence).second) ++contents.repeated;
    contents.entries.push_back(entry);
    return {};
  }));
  return contents;
}

std::string lost(const Ledger& acknowledged, const Contents& contents) {
  std::string text;
  for (const auto& [id, sequence] : acknowledged) {
    const auto found = contents.found.find(id);
    if (found == contents.found.end()) text += fmt::format("sequence {} is missing; ", sequence);
    if (found != contents.found.end() && found->second != sequence)
      text += fmt::format("{} became {}; ", sequence, found->second);
  }
  if (contents.repeated != 0) text += fmt::format("{} commands are there twice", contents.repeated);
  return text;
}

}  // namespace carehub::test
