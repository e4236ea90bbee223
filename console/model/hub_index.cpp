#include "console/model/hub_index.hpp"

#include <algorithm>
#include <numeric>

#include "console/model/command_lists.hpp"

namespace carehub::console {

void HubIndex::follow(const Picture& picture, Instant now) {
  const bool new_site = site_ != picture.site;
  if (new_site) {
    site_ = picture.site;
    configs_.clear();
    for (const TeamConfig& config : site_->teams) configs_.emplace(config.id, &config);
    teams_.clear();
    seen_teams_.clear();
  }
  cases_.follow(picture, now, [this](const std::string& team) { return number_of(team); });
  const bool new_teams = new_site || !seen_teams_.same_as(picture.teams);
  if (new_teams) follow_teams(picture);
  if (!new_teams && cases_seen_ == cases_.records_revision()) return;
  cases_seen_ = cases_.records_revision();
  sort_proposals();
  sort_rows();
  ++revision_;
}

std::uint32_t HubIndex::number_of(const std::string& team) {
  return numbers_.try_emplace(team, static_cast<std::uint32_t>(numbers_.size())).first->second;
}

TeamFacts HubIndex::facts_of(const Team& team) {
  TeamFacts facts;
  facts.record = &team;
  const auto config = configs_.find(team.id);
  facts.config = config == configs_.end() ? nullptr : config->second;
  facts.number = number_of(team.id.value);
  const auto [service, is_new] =
      services_.try_emplace(team.service.value, static_cast<std::uint32_t>(services_.size()));
  if (is_new) service_names_.push_back(team.service.value);
  facts.service = service->second;
  facts.busy = team.status != TeamStatus::off_duty || !team.queue.empty();
  facts.on_map = team.status != TeamStatus::off_duty && !team.retired && team.position.has_value();
  facts.at = team.position.value_or(Coordinates{});
  facts.retired = team.retired;
  return facts;
}

void HubIndex::follow_teams(const Picture& picture) {
  const auto present = [](const TeamFacts& team) { return !team.retired; };
  const auto present_before = std::ranges::count_if(teams_, present);
  bool other_names = teams_.size() != picture.teams.size();
  const bool in_place = picture.teams.follow_in_place(
      seen_teams_, [&](std::size_t slot, const auto& entry) { teams_[slot] = facts_of(*entry.second); });
  if (!in_place) {
    next_teams_.clear();
    next_teams_.reserve(picture.teams.size());
    picture.teams.follow(
        seen_teams_,
        [&](std::size_t first, std::size_t count) {
          const auto from = teams_.begin() + static_cast<std::ptrdiff_t>(first);
          next_teams_.insert(next_teams_.end(), from, from + static_cast<std::ptrdiff_t>(count));
        },
        [&](const auto& entry) { next_teams_.push_back(facts_of(*entry.second)); });
    teams_.swap(next_teams_);
  }
  other_names = other_names || std::ranges::count_if(teams_, present) != present_before;
  if (other_names) team_names_ = console::team_names(picture);
  seen_teams_ = picture.teams;
}

void HubIndex::sort_proposals() {
  const auto all = cases_.all();
  proposals_from_.assign(numbers_.size() + 1, 0);
  for (const CaseFacts& facts : all)
    if (facts.proposed_to < numbers_.size()) ++proposals_from_[facts.proposed_to + 1];
  std::partial_sum(proposals_from_.begin(), proposals_from_.end(), proposals_from_.begin());
  held_.clear();
  for (std::size_t slot = 0; slot < all.size(); ++slot)
    if (all[slot].held) held_.push_back(static_cast<std::uint32_t>(slot));
  proposals_.resize(proposals_from_.back());
  auto next = proposals_from_;
  for (std::size_t slot = 0; slot < all.size(); ++slot)
    if (all[slot].proposed_to < numbers_.size())
      proposals_[next[all[slot].proposed_to]++] = static_cast<std::uint32_t>(slot);
}

std::span<const std::uint32_t> HubIndex::proposals_to(const TeamFacts& team) const {
  if (team.number + 1 >= proposals_from_.size()) return {};
  const auto from = proposals_from_[team.number];
  return std::span(proposals_).subspan(from, proposals_from_[team.number + 1] - from);
}

void HubIndex::sort_rows() {
  std::vector<std::uint32_t> order(service_names_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t service) { return service_names_[service]; });
  std::vector<std::vector<std::uint32_t>> of_service(order.size());
  for (std::size_t slot = 0; slot < teams_.size(); ++slot) {
    const TeamFacts& team = teams_[slot];
    if (!team.retired && (team.busy || !proposals_to(team).empty()))
      of_service[team.service].push_back(static_cast<std::uint32_t>(slot));
  }
  rows_.clear();
  for (const std::uint32_t service : order)
    rows_.insert(rows_.end(), of_service[service].begin(), of_service[service].end());
}

}  // namespace carehub::console
