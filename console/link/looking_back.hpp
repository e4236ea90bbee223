#pragma once
// Questions about the past, and their answers: one of each kind under way, the newest.
// Thread: any; guarded inside.

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "console/model/past.hpp"
#include "protocols/wire/messages.hpp"

namespace carehub::link {

class LookingBack {
 public:
  using Send = std::function<bool(const wire::Request&)>;

  void ask_picture(Instant at);
  void ask_history(const HistoryWish& wish);
  [[nodiscard]] console::PastAnswers answers() const;

  // --- of the link's thread ---
  void send_unsent(const Send& send);
  // A new connection: what was not answered is asked again.
  void mark_unsent();
  // `live` may be null. True when there is something new to show.
  bool on(wire::PastPart part, const console::Picture* live);
  bool on(wire::HistoryAnswer answer);
  // The hub refuses such questions.
  bool refuse(const std::string& why);

 private:
  struct Moment {
    std::uint64_t question = 0;
    Instant at;
    bool sent = false;
  };

  mutable std::mutex mutex_;
  console::PastAnswers answers_;
  std::uint64_t asked_ = 0;
  std::optional<Moment> moment_;  // asked for, and not answered
  std::optional<HistoryWish> wish_;
  bool wish_sent_ = false;
  std::vector<PictureUpdate> parts_;  // so far, of this moment
};

}  // namespace carehub::link
