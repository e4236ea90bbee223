#include "dispatcher/runtime/snapshot_rows.hpp"

#include <memory>
#include <utility>

#include "dispatcher/core/digest.hpp"
#include "protocols/wire/codec_impl.hpp"

namespace carehub::runtime {

std::vector<journal::SnapshotRow> snapshot_rows(const core::State& state, const core::Changes& changes) {
  std::vector<journal::SnapshotRow> rows;
  auto records = core::records(state, changes);
  rows.reserve(records.size() + 1);
  for (core::SnapshotRecord& record : records) {
    rows.push_back({std::move(record.key), std::nullopt, {}});
    if (!record.take) continue;
    rows.back().encode = [take = std::move(record.take)] { return wire::encode(take()); };
  }
  rows.push_back({std::string(digest_key), core::digest(state), {}});
  return rows;
}

Result<core::Record> record_of(const journal::SnapshotRow& row) {
  if (!row.bytes) return fail(ErrorCode::corrupt, row.key, "has no bytes");
  auto record = wire::decode<core::Record>(*row.bytes);
  if (!record) return fail(ErrorCode::corrupt, row.key, "{}", record.error().text());
  return record;
}

}  // namespace carehub::runtime
