#include "protocols/fhir/bundle.hpp"

#include "protocols/fhir/coding.hpp"

namespace carehub::fhir {

Bundle::Bundle(const Node& root) : root_(root) {
  for (const Node& entry : root.items("entry")) {
    const Node node = entry["resource"];
    if (!node.given()) continue;
    resources_.push_back({node.text("resourceType"), bare_id(entry.text("fullUrl")), node.text("id"), node});
    const Resource& added = resources_.back();
    if (!added.url_id.empty()) by_id_.emplace(added.url_id, resources_.size() - 1);
    if (const std::string own = lower(added.own_id); !own.empty() && own != added.url_id)
      by_id_.emplace(own, resources_.size() - 1);
  }
}

std::vector<Resource> Bundle::of(std::string_view type) const {
  std::vector<Resource> found;
  for (const Resource& resource : resources_)
    if (resource.type == type) found.push_back(resource);
  return found;
}

Resource Bundle::first(std::string_view type) const {
  for (const Resource& resource : resources_)
    if (resource.type == type) return resource;
  return {};
}

Resource Bundle::resolve(const Node& reference) const {
  const std::string id = bare_id(reference.text("reference"));
  if (id.empty()) return {};
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? Resource{} : resources_[found->second];
}

Resource Bundle::focus(std::string_view type) const {
  for (const Node& reference : first("MessageHeader").node.items("focus")) {
    Resource found = resolve(reference);
    if (found.type == type) return found;
  }
  return {};
}

}  // namespace carehub::fhir
