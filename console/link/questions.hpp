#pragma once
// Questions that change nothing: the live options of a case, where a team could be, and every case ever, page by page.
// Thread: any; guarded inside.

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "console/link/outbox.hpp"
#include "console/model/reach.hpp"
#include "protocols/base/error.hpp"
#include "protocols/wire/messages.hpp"

namespace carehub::link {

class Questions {
 public:
  using Send = std::function<bool(const wire::Request&)>;

  void ask_options(CaseId id);
  [[nodiscard]] std::shared_ptr<const Explanation> options(CaseId id) const;

  // What a choice would change in the next hours; the newest answer stands until another choice is asked about.
  void ask_chances(const wire::AskChances& question);
  [[nodiscard]] std::shared_ptr<const wire::ChancesAnswer> chances() const;
  // Where a team could be; of the newest question only, the newest answer is kept.
  void ask_reach(TeamId team, std::vector<std::int32_t> minutes);
  [[nodiscard]] std::shared_ptr<const console::TeamReach> reach(const TeamId& team) const;

  // One reader at a time. Errors: unavailable when no page came by the deadline, or hopeless() is true when it begins
  // or after wake(); denied as the dispatcher says.
  void ask_page(CaseId after);
  [[nodiscard]] Result<wire::CasePage> wait_for_page(Steady deadline, const std::function<bool()>& hopeless = {});
  // Whoever waits looks again whether it is hopeless.
  void wake();

  // --- of the link's thread ---
  void send_unsent(const Send& send);
  void mark_unsent();
  void on(wire::OptionsAnswer answer);
  void on(wire::CasePage page);
  void on(wire::ChancesAnswer answer);
  void on(wire::ReachAnswer answer);
  void refuse(Error error);
  // Drops the options of cases that changed since they were computed.
  void forget(const PictureUpdate& update);

 private:
  struct Page {
    CaseId after;
    bool sent = false;
    std::optional<wire::CasePage> page;
    std::optional<Error> error;
  };

  mutable std::mutex mutex_;
  std::condition_variable answered_;
  std::vector<CaseId> asked_;
  std::map<CaseId, std::shared_ptr<const Explanation>> known_;
  std::optional<wire::AskChances> chances_asked_;  // and not sent yet
  std::shared_ptr<const wire::ChancesAnswer> chances_;
  std::optional<Page> page_;
  std::optional<wire::AskReach> reach_asked_;  // and not sent yet
  std::shared_ptr<const console::TeamReach> reach_;
};

}  // namespace carehub::link
