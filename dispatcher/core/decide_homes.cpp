#include "dispatcher/core/decider.hpp"
namespace carehub::core {
Decider::Outcome_ Decider::decide(const EnrolResident&) { return refuse(RefusalCode::unknown_home, "not yet"); }
Decider::Outcome_ Decider::decide(const RemoveResident&) { return refuse(RefusalCode::unknown_home, "not yet"); }
Decider::Outcome_ Decider::decide(const ReportReadings&) { return refuse(RefusalCode::unknown_home, "not yet"); }
Decider::Outcome_ Decider::decide(const OpenCaseFromAlert&) { return refuse(RefusalCode::unknown_alert, "not yet"); }
void Decider::tick_home(const HomeState&) {}
}  // namespace carehub::core
