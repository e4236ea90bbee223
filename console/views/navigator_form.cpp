#include "console/views/navigator_form.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/model/text.hpp"
#include "protocols/domain/words.hpp"

namespace carehub::views {

using namespace widgets;

namespace {

enum Id : int {
  id_source = talk_id::own,
  id_caller,
  id_caller_phone,
  id_name,
  id_nhs_number,
  id_age,
  id_sex,
  id_phone,
  id_housebound,
  id_address,
  id_postcode,
  id_locality,
  id_position,
  id_priority,
  id_summary,
  id_narrative,
  id_situation,
  id_background,
  id_assessment,
  id_recommendation,
  id_decision,
  id_communication,
  id_consent,
  id_heading,
};

const std::vector<std::string>& sexes() {
  static const std::vector<std::string> all{"female", "male", "other"};
  return all;
}

void add(FieldList& list, FieldKind kind, int id, std::string label, bool half = false, int lines = 1) {
  FieldItem item = field_item(kind, id, std::move(label));
  item.half = half;
  item.lines = lines;
  list.items.push_back(std::move(item));
}

void add_choice(FieldList& list, int id, std::string label, std::vector<std::string> choices, int chosen = -1) {
  add(list, FieldKind::choice, id, std::move(label));
  list.items.back().choices = std::move(choices);
  list.items.back().chosen = chosen;
}

std::vector<std::string> source_choices() {
  std::vector<std::string> all;
  for_each_value<Source>([&](Source value) { all.emplace_back(words(value)); });
  return all;
}

int id_of(console::Field field) {
  using enum console::Field;
  switch (field) {
    case red_flags:
      return talk_id::flag;
    case source:
      return id_source;
    case caller:
      return id_caller;
    case nhs_number:
      return id_nhs_number;
    case age:
      return id_age;
    case phone:
      return id_phone;
    case postcode:
      return id_postcode;
    case locality:
      return id_locality;
    case position:
      return id_position;
    case need:
      return talk_id::need;
    case narrative:
      return id_narrative;
    case consent:
      return id_consent;
  }
  return id_narrative;
}

}  // namespace

void ReferralFormView::make_fields(std::shared_ptr<const Site> site) {
  fields_ = {};
  talk_ = {};
  talk_.begin(std::move(site));
  talk_.add_flags(fields_);
  add(fields_, FieldKind::heading, id_heading, "Who rings");
  add_choice(fields_, id_source, "From", source_choices(), static_cast<int>(Source::call_for_care));
  add(fields_, FieldKind::text, id_caller, "Name and organisation", true);
  add(fields_, FieldKind::text, id_caller_phone, "Number to ring back", true);
  add(fields_, FieldKind::heading, id_heading, "The person; all of it may be unknown");
  add(fields_, FieldKind::text, id_name, "Name", true);
  add(fields_, FieldKind::text, id_nhs_number, "NHS number", true);
  add(fields_, FieldKind::text, id_age, "Age, or day of birth 14/02/1943", true);
  add(fields_, FieldKind::text, id_phone, "Phone", true);
  add_choice(fields_, id_sex, "Sex", sexes());
  add_choice(fields_, id_housebound, "Can leave the home", {"yes", "no: housebound"});
  add(fields_, FieldKind::text, id_address, "Address");
  add(fields_, FieldKind::text, id_postcode, "Postcode", true);
  add(fields_, FieldKind::text, id_locality, "Town or village", true);
  add(fields_, FieldKind::text, id_position, "Position, if known: 50.650, -1.170", true);
  add(fields_, FieldKind::text, id_communication, "Communication needs", true);
  add(fields_, FieldKind::heading, id_heading, "What is wrong");
  add(fields_, FieldKind::text, id_summary, "In a few words");
  talk_.add_need(fields_);
  add_choice(fields_, id_priority, "Priority, if other than usual for this need", {"P1", "P2", "P3", "P4"});
  add(fields_, FieldKind::text, id_narrative, "The story", false, 3);
  talk_.add_observations(fields_);
  add(fields_, FieldKind::heading, id_heading, "SBARD");
  add(fields_, FieldKind::text, id_situation, "Situation", false, 2);
  add(fields_, FieldKind::text, id_background, "Background", false, 2);
  add(fields_, FieldKind::text, id_assessment, "Assessment", false, 2);
  add(fields_, FieldKind::text, id_recommendation, "Recommendation");
  add(fields_, FieldKind::text, id_decision, "Decision");
  add(fields_, FieldKind::text, id_consent, "Basis for sharing");
  fields_.of(id_consent).edit.set("direct care");
  fields_.focus_first();
}

bool ReferralFormView::empty() {
  return console::is_empty(form());
}

void ReferralFormView::open(const Facts& facts) {
  if (empty()) opened_ = facts.now;
  talk_.renew(fields_, facts.picture->site);
  fields_.focus_first();
  changed_ = true;
}

console::ReferralForm ReferralFormView::form() {
  const auto text = [&](int id) { return fields_.of(id).edit.text(); };
  console::ReferralForm form;
  form.talk = talk_.take(fields_);
  form.source = static_cast<Source>(std::max(0, fields_.of(id_source).chosen));
  form.caller = text(id_caller);
  form.caller_phone = text(id_caller_phone);
  form.nhs_number = text(id_nhs_number);
  form.name = text(id_name);
  form.age = text(id_age);
  const int sex = fields_.of(id_sex).chosen;
  if (sex >= 0) form.sex = sexes()[static_cast<std::size_t>(sex)];
  form.phone = text(id_phone);
  form.address = text(id_address);
  form.postcode = text(id_postcode);
  form.locality = text(id_locality);
  form.position = text(id_position);
  if (const int level = fields_.of(id_priority).chosen; level >= 0) form.priority = static_cast<Priority>(level + 1);
  form.summary = text(id_summary);
  form.narrative = text(id_narrative);
  for (std::size_t i = 0; i < form.sbard.size(); ++i) {
    const auto& item = fields_.of(id_situation + static_cast<int>(i));
    form.sbard[i] = item.edit.text();
    form.sbard_touched[i] = item.touched;
  }
  form.communication_needs = text(id_communication);
  if (const int leaves = fields_.of(id_housebound).chosen; leaves >= 0) form.housebound = leaves == 1;
  form.consent = text(id_consent);
  return form;
}

// Behind each answer, before the next key counts.
void ReferralFormView::answered(const Facts& facts) {
  const int at = fields_.focused();
  const bool own_text = fields_.writing() && at >= talk_id::own && at < talk_id::question;
  if (!own_text) talk_.show(fields_, console::talk_state(form(), *facts.picture, facts.now));
}

void ReferralFormView::update(const Facts& facts) {
  live_ = facts.link.live;
  const auto second = std::chrono::floor<seconds>(facts.now).time_since_epoch().count();
  if (!changed_ && checked_number_ == facts.picture->number && checked_second_ == second) return;
  if (changed_) duplicates_seen_ = false;
  talk_.renew(fields_, facts.picture->site);
  result_ = console::check(form(), *facts.picture, facts.now);
  talk_.show(fields_, result_.talk);
  for (std::size_t i = 0; i < result_.sbard_prefill.size(); ++i) {
    auto& item = fields_.of(id_situation + static_cast<int>(i));
    item.suggestion = result_.sbard_prefill[i];
  }
  auto& number = fields_.of(id_nhs_number);
  number.note = result_.nhs_number_text;
  number.warns = !number.note.ends_with("✓");
  mark_needed();
  changed_ = false;
  checked_number_ = facts.picture->number;
  checked_second_ = second;
}

// Each field that keeps the form from being saved says so itself, once saving was tried.
void ReferralFormView::mark_needed() {
  for (auto& item : fields_.items) {
    const bool own = item.id >= id_source && item.id < talk_id::question;
    if (!own || item.id == id_nhs_number || item.kind == FieldKind::heading) continue;
    item.note =
        item.touched || item.suggestion.empty() ? "" : "prefilled from the answers: write on, or Ctrl U clears it";
    item.warns = false;
    for (const auto& problem : result_.problems) {
      if (!tried_ || !problem.blocks || id_of(problem.field) != item.id) continue;
      item.note = item.edit.text().empty() ? "needed" : "not understood";
      item.warns = true;
    }
  }
}

// What blocks is shown and gets the keyboard; a likely duplicate asks once more.
bool ReferralFormView::save(Requests& requests) {
  tried_ = true;
  mark_needed();
  if (fields_.focus_on_full()) return false;
  const auto blocking = std::ranges::find_if(result_.problems, &console::Problem::blocks);
  if (blocking != result_.problems.end()) {
    const int open = TalkFields::first_open_flag(fields_);
    const int id = blocking->field == console::Field::red_flags && open >= 0 ? open : id_of(blocking->field);
    fields_.focus_on(id);
    return false;
  }
  if (!result_.duplicates.empty() && !duplicates_seen_) {
    duplicates_seen_ = true;
    return false;
  }
  if (!result_.command) return false;
  const auto summary = console::cut(fields_.of(id_summary).edit.text(), 40);
  requests.give(*result_.command, summary.empty() ? "new referral" : "new referral: " + summary);
  last_saved_ = fields_;
  last_talk_ = talk_;
  any_saved_ = true;
  make_fields(talk_.site());
  tried_ = duplicates_seen_ = false;
  changed_ = true;
  return true;
}

bool ReferralFormView::bring_back() {
  if (!any_saved_) return false;
  fields_ = last_saved_;
  talk_ = last_talk_;
  fields_.focus_first();
  changed_ = true;
  return true;
}

bool ReferralFormView::handle(const Facts& facts, Input& input, Requests& requests) {
  if (input.take_letter('Z', true)) bring_back();
  const bool wants_to_save = input.take(Key::enter, true);
  const bool puts_aside = input.take(Key::escape);
  const bool last = fields_.at_end() && std::ranges::any_of(input.keys, [](const KeyPress& press) {
                      return press.key == Key::enter && !press.ctrl;
                    });
  if (fields_.handle(input, [&] { answered(facts); })) changed_ = true;
  update(facts);
  if (wants_to_save || last) return save(requests);
  return puts_aside;
}

void ReferralFormView::draw(const Facts& facts, Ui& ui, const Box& area) {
  const Panel named(ui.canvas, "referral");
  update(facts);
  const KeyHint hints[] = {{"Tab", "next field"}, {"Ctrl Enter", "register"}, {"Esc", "put aside"}};
  const auto open_for = std::max<std::int64_t>(0, whole_seconds(facts.now - opened_));
  Box rest = section(ui.canvas, area, fmt::format("New referral · {} on this form", countdown_text(open_for)), hints);
  rest = rest.inset(ui.px(8), 0);
  rest.min.y += draw_messages(ui, rest.inset(ui.px(8), 0));
  if (fields_.draw(ui, rest, true)) changed_ = true;
}

}  // namespace carehub::views
