// Flags about the person or the place. Codes are kept as sent, also those that this hub does not know.

#include "protocols/fhir/coding.hpp"
#include "protocols/fhir/parts.hpp"

namespace carehub::fhir {
namespace {

struct CategoryKind {
  std::string_view code;
  FlagKind kind;
};

// Source: code system flag-categories-bars.
constexpr CategoryKind kinds[] = {
    {"sg", FlagKind::safeguarding},
    {"ss", FlagKind::scene_safety},
    {"rs", FlagKind::rejected_services},
    {"ra", FlagKind::reasonable_adjustment},
    {"ir", FlagKind::infection_risk},
    {"rc", FlagKind::repeat_caller},
    {"rt", FlagKind::respect},
    {"ac", FlagKind::agency_contacted},
    {"api", FlagKind::additional_information},
};

FlagKind kind_of(const std::vector<Code>& categories) {
  for (const Code& category : categories) {
    for (const CategoryKind& known : kinds)
      if (same_code(known.code, category.code)) return known.kind;
    // An older form names the kind of adjustment instead.
    if (category.system.find("adjustmentcategor") != std::string::npos) return FlagKind::reasonable_adjustment;
  }
  return FlagKind::other;
}

// The code decides: a danger is said first, whatever text came with it.
std::string scene_words(const std::string& code, const std::string& text) {
  const std::string more = text.empty() ? "" : ": " + text;
  if (same_code(code, "S")) return text.empty() ? "The scene is safe" : text;
  if (same_code(code, "U")) return "The scene is NOT safe" + more;
  if (same_code(code, "UNK")) return "Scene safety is not known: it was not asked";
  return text;
}

void add_flag(const Node& node, Draft& draft) {
  const std::vector<Code> categories = codes_of(node["category"]);
  Flag flag{kind_of(categories), "", words_of(node["code"])};
  for (const Code& code : codes_of(node["code"])) flag.code += (flag.code.empty() ? "" : ", ") + code.code;
  if (flag.kind == FlagKind::scene_safety) flag.text = scene_words(flag.code, flag.text);
  if (flag.kind == FlagKind::other) {
    const std::string category = categories.empty() ? words_of(node["category"]) : code_and_words(categories.front());
    flag.text = (category.empty() ? "" : category + ": ") + flag.text;
    draft.warn("A flag of a kind that is not known here was sent; it is shown as sent.");
  }
  const std::string status = lower(node.text("status"));
  if (status == "entered-in-error")
    return draft.warn("A flag was sent as entered in error and is not shown as a flag: " + flag.text);
  if (status == "inactive") flag.text += " (no longer active)";
  if (flag.code.empty() && flag.text.empty())
    return draft.warn("An empty flag was sent: ask the sender what it means.");
  draft.referral.flags.push_back(std::move(flag));
}

}  // namespace

void add_flags(Draft& draft) {
  bool scene_told = false;
  for (const Resource& flag : draft.bundle.of("Flag")) add_flag(flag.node, draft);
  for (const Flag& flag : draft.referral.flags) scene_told = scene_told || flag.kind == FlagKind::scene_safety;
  if (draft.reading.meaning == Meaning::new_validation && !scene_told)
    draft.warn("Scene safety was not sent: treat it as not known.");
}

}  // namespace carehub::fhir
