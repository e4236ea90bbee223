#include "dispatcher/core/evolver.hpp"
namespace carehub::core {
void Evolver::operator()(const ResidentEnrolled&) {}
void Evolver::operator()(const ResidentRemoved&) {}
void Evolver::operator()(const ReadingsTaken&) {}
void Evolver::operator()(const TriggersChanged&) {}
}  // namespace carehub::core
