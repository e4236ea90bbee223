#pragma once
// The conversation of triage as fields of a form: red flags, need, the questions of its pathway as they come,
// observations with their score beside them, soft signs.

#include "console/model/triage_talk.hpp"
#include "console/views/navigator_fields.hpp"

namespace carehub::views {

// Ids of the fields; those of a form's own begin at `own`.
namespace talk_id {
inline constexpr int flag = 0;
inline constexpr int none = 99;
inline constexpr int flags_head = 100;
inline constexpr int need = 101;
inline constexpr int observed_head = 102;
inline constexpr int score = 103;
inline constexpr int scale = 104;
inline constexpr int signs = 105;
inline constexpr int faults = 106;
inline constexpr int also = 107;
inline constexpr int observation = 110;  // by News2Parameter
inline constexpr int own = 200;
inline constexpr int question = 1000;  // by the fact's place in the content
inline constexpr int question_end = 100'000;
}  // namespace talk_id

class TalkFields {
 public:
  // `told`: what is answered before anybody asks.
  void begin(std::shared_ptr<const Site> site, console::TriageTalk told = {});
  void add_flags(FieldList& fields) const;
  void add_need(FieldList& fields) const;
  void add_observations(FieldList& fields) const;
  // Another content came: flags, needs and signs are made anew, with the answers that were given.
  void renew(FieldList& fields, const std::shared_ptr<const Site>& site);

  [[nodiscard]] const std::shared_ptr<const Site>& site() const { return site_; }

  // The answers, out of the fields.
  const console::TriageTalk& take(const FieldList& fields);
  // What became of them, into the fields: the questions of the way, the score, what cannot be.
  void show(FieldList& fields, const console::TalkState& state) const;
  // The first red flag that nobody was asked; -1: none.
  [[nodiscard]] static int first_open_flag(const FieldList& fields);

 private:
  [[nodiscard]] std::vector<FieldItem> flag_items() const;
  [[nodiscard]] FieldItem need_item() const;
  [[nodiscard]] FieldItem signs_item() const;
  [[nodiscard]] std::vector<const FactDefinition*> also_facts(const FieldList& fields) const;
  [[nodiscard]] std::vector<FieldItem> also_items(const FieldList& fields) const;
  void fill_also(FieldItem& item, const FieldList& fields) const;
  void take_also(const FieldList& fields);
  [[nodiscard]] FieldItem question_item(const console::TalkQuestion& question) const;
  void keep_flags(const ClinicalContent& next);
  void take_flags(const FieldList& fields);
  void take_questions(const FieldList& fields);
  void take_observations(const FieldList& fields);
  void take_signs(const FieldList& fields);
  void show_observations(FieldList& fields, const console::TalkState& state) const;
  void show_questions(FieldList& fields, const console::TalkState& state) const;

  std::shared_ptr<const Site> site_ = std::make_shared<Site>();
  console::TriageTalk talk_;
};

}  // namespace carehub::views
