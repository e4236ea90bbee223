#pragma once
// The resources of one message bundle, found by kind and by reference.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "protocols/fhir/node.hpp"

namespace carehub::fhir {

struct Resource {
  std::string type;
  std::string url_id;  // bare identifier of its fullUrl: how other resources refer to it
  std::string own_id;  // its own id, if it has one
  Node node;
};

class Bundle {
 public:
  explicit Bundle(const Node& root);

  [[nodiscard]] const Node& root() const { return root_; }
  [[nodiscard]] const std::vector<Resource>& all() const { return resources_; }
  [[nodiscard]] std::vector<Resource> of(std::string_view type) const;
  // The first of its kind; not given when there is none.
  [[nodiscard]] Resource first(std::string_view type) const;
  // What a Reference element points to; not given when it is not in the bundle.
  [[nodiscard]] Resource resolve(const Node& reference) const;
  // The resource in focus of the message, if it is of this kind.
  [[nodiscard]] Resource focus(std::string_view type) const;

 private:
  Node root_;
  std::vector<Resource> resources_;
  std::multimap<std::string, std::size_t> by_id_;
};

}  // namespace carehub::fhir
