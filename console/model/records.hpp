#pragma once
// Records by id, in order of id, shared between pictures: a copy costs a pointer for each 64 records, and a change
// copies one chunk of them. Reads like std::map<Id, std::shared_ptr<const T>>. Thread: values are immutable for
// readers; one writer changes a copy that nobody else sees yet.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace carehub::console {

template <class Id, class T>
class Records {
 public:
  using key_type = Id;
  using mapped_type = std::shared_ptr<const T>;
  using value_type = std::pair<Id, mapped_type>;
  using Chunk = std::vector<value_type>;

  class const_iterator {
   public:
    using iterator_category = std::bidirectional_iterator_tag;
    using value_type = Records::value_type;
    using difference_type = std::ptrdiff_t;
    using pointer = const value_type*;
    using reference = const value_type&;

    const_iterator() = default;
    reference operator*() const { return (*(*chunks_)[chunk_])[at_]; }
    pointer operator->() const { return &**this; }
    const_iterator& operator++() {
      if (++at_ == (*chunks_)[chunk_]->size()) {
        ++chunk_;
        at_ = 0;
      }
      return *this;
    }
    const_iterator operator++(int) {
      auto before = *this;
      ++*this;
      return before;
    }
    const_iterator& operator--() {
      if (at_ == 0) at_ = (*chunks_)[--chunk_]->size();
      --at_;
      return *this;
    }
    const_iterator operator--(int) {
      auto before = *this;
      --*this;
      return before;
    }
    bool operator==(const const_iterator& other) const { return chunk_ == other.chunk_ && at_ == other.at_; }

   private:
    friend class Records;
    const_iterator(const std::vector<std::shared_ptr<Chunk>>* chunks, std::size_t chunk, std::size_t at)
        : chunks_(chunks), chunk_(chunk), at_(at) {}

    const std::vector<std::shared_ptr<Chunk>>* chunks_ = nullptr;
    std::size_t chunk_ = 0;
    std::size_t at_ = 0;
  };
  using iterator = const_iterator;
  using const_reverse_iterator = std::reverse_iterator<const_iterator>;

  [[nodiscard]] const_iterator begin() const { return {&chunks_, 0, 0}; }
  [[nodiscard]] const_iterator end() const { return {&chunks_, chunks_.size(), 0}; }
  [[nodiscard]] const_reverse_iterator rbegin() const { return const_reverse_iterator(end()); }
  [[nodiscard]] const_reverse_iterator rend() const { return const_reverse_iterator(begin()); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  // The first record whose id is not below `id`.
  [[nodiscard]] const_iterator lower_bound(const Id& id) const {
    const auto chunk =
        std::partition_point(chunks_.begin(), chunks_.end(), [&](const auto& c) { return c->back().first < id; });
    if (chunk == chunks_.end()) return end();
    const auto slot = slot_of(**chunk, id);
    return {&chunks_, static_cast<std::size_t>(chunk - chunks_.begin()), slot};
  }
  [[nodiscard]] const_iterator find(const Id& id) const {
    const auto at = lower_bound(id);
    return at != end() && at->first == id ? at : end();
  }
  [[nodiscard]] bool contains(const Id& id) const { return find(id) != end(); }
  [[nodiscard]] std::size_t count(const Id& id) const { return contains(id) ? 1 : 0; }

  // The very same records: nothing was changed between the two.
  [[nodiscard]] bool same_as(const Records& other) const { return size_ == other.size_ && chunks_ == other.chunks_; }

  // Walks these records in order of id beside `before`, those of an earlier picture: keep(first, count) for records
  // that are the same there, from the first-th on, and read(entry) for each that is new or changed. What the two share
  // is not touched, so that it costs what changed and not what there is.
  template <class Keep, class Read>
  void follow(const Records& before, Keep keep, Read read) const {
    auto old = before.begin();
    std::size_t place = 0;  // of `old` in its order
    const auto catch_up = [&](const Id& id) {
      for (; old != before.end() && old->first < id; ++old) ++place;
    };
    for (const auto& chunk : chunks_) {
      catch_up(chunk->front().first);
      if (old != before.end() && old.at_ == 0 && before.chunks_[old.chunk_] == chunk) {
        keep(place, chunk->size());
        place += chunk->size();
        old = {&before.chunks_, old.chunk_ + 1, 0};
        continue;
      }
      for (const value_type& entry : *chunk) {
        catch_up(entry.first);
        if (old != before.end() && old->first == entry.first && old->second == entry.second)
          keep(place, std::size_t{1});
        else
          read(entry);
      }
    }
  }

  // As follow(), where the same ids are there in the same order: read(place, entry) for each record that is another one
  // now. False, after some of them or none, if an id came or went: then follow() is needed.
  template <class Read>
  [[nodiscard]] bool follow_in_place(const Records& before, Read read) const {
    if (chunks_.size() != before.chunks_.size()) return false;
    std::size_t place = 0;
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
      const Chunk& now = *chunks_[i];
      const Chunk& old = *before.chunks_[i];
      if (now.size() != old.size()) return false;
      for (std::size_t at = 0; &now != &old && at < now.size(); ++at) {
        if (now[at].first != old[at].first) return false;
        if (now[at].second != old[at].second) read(place + at, now[at]);
      }
      place += now.size();
    }
    return true;
  }

  void insert_or_assign(const Id& id, mapped_type record) { (*this)[id] = std::move(record); }
  void emplace(const Id& id, mapped_type record) {
    if (!contains(id)) insert_or_assign(id, std::move(record));
  }
  // A place for the record of `id`, empty if there was none; valid until the next change.
  mapped_type& operator[](const Id& id) {
    const auto chunk = chunk_for(id);
    auto& entries = own(chunk);
    const auto slot = slot_of(entries, id);
    if (slot < entries.size() && entries[slot].first == id) return entries[slot].second;
    ++size_;
    return insert(chunk, slot, id);
  }
  std::size_t erase(const Id& id) {
    const auto at = find(id);
    if (at == end()) return 0;
    auto& entries = own(at.chunk_);
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(at.at_));
    if (entries.empty()) chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(at.chunk_));
    --size_;
    return 1;
  }
  void clear() {
    chunks_.clear();
    size_ = 0;
  }

 private:
  static constexpr std::size_t chunk_max = 64;

  static std::size_t slot_of(const Chunk& entries, const Id& id) {
    const auto at = std::partition_point(entries.begin(), entries.end(), [&](const auto& e) { return e.first < id; });
    return static_cast<std::size_t>(at - entries.begin());
  }

  // The chunk that holds, or would hold, `id`; appends go to the last one until it is full.
  std::size_t chunk_for(const Id& id) {
    const auto found =
        std::partition_point(chunks_.begin(), chunks_.end(), [&](const auto& c) { return c->back().first < id; });
    if (found != chunks_.end()) return static_cast<std::size_t>(found - chunks_.begin());
    if (chunks_.empty() || chunks_.back()->size() >= chunk_max) chunks_.push_back(std::make_shared<Chunk>());
    return chunks_.size() - 1;
  }
  // Other pictures may share the chunk, so a change is made in a copy of it.
  Chunk& own(std::size_t chunk) {
    auto copy = std::make_shared<Chunk>();
    copy->reserve(chunk_max + 1);
    copy->assign(chunks_[chunk]->begin(), chunks_[chunk]->end());
    chunks_[chunk] = std::move(copy);
    return *chunks_[chunk];
  }
  // Requires: the chunk is owned.
  mapped_type& insert(std::size_t chunk, std::size_t slot, const Id& id) {
    auto* entries = chunks_[chunk].get();
    if (entries->size() >= chunk_max) {
      const auto half = entries->begin() + chunk_max / 2;
      auto upper = std::make_shared<Chunk>(std::make_move_iterator(half), std::make_move_iterator(entries->end()));
      entries->erase(half, entries->end());
      if (slot > chunk_max / 2) {
        slot -= chunk_max / 2;
        entries = upper.get();
      }
      chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(chunk) + 1, std::move(upper));
    }
    return entries->insert(entries->begin() + static_cast<std::ptrdiff_t>(slot), value_type{id, nullptr})->second;
  }

  std::vector<std::shared_ptr<Chunk>> chunks_;  // none is empty between calls
  std::size_t size_ = 0;
};

}  // namespace carehub::console
