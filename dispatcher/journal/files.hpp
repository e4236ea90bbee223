#pragma once
// The names in a journal's directory.

#include <filesystem>

namespace carehub::journal {

struct Files {
  explicit Files(const std::filesystem::path& directory)
      : folder(directory),
        database(directory / "journal.db"),
        wal(directory / "journal.db-wal"),
        fresh(directory / "journal.db.new"),
        before(directory / "journal.db.before"),
        before_wal(directory / "journal.db.before-wal"),
        key(directory / "journal.key"),
        anchor(directory / "journal.anchor"),
        head(directory / "journal.head"),
        ballast(directory / "ballast") {}

  std::filesystem::path folder;
  std::filesystem::path database;
  std::filesystem::path wal;
  std::filesystem::path fresh;   // being built; never read
  std::filesystem::path before;  // kept until the rebuilt file has its name
  std::filesystem::path before_wal;
  std::filesystem::path key;
  std::filesystem::path anchor;
  std::filesystem::path head;
  std::filesystem::path ballast;
};

}  // namespace carehub::journal
