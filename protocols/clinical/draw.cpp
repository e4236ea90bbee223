#include "protocols/clinical/draw.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <vector>

#include "protocols/clinical/assess.hpp"

namespace carehub::clinical {
namespace {

constexpr int box_width = 250;
constexpr int box_height = 112;
constexpr int gap_x = 70;
constexpr int gap_y = 96;
constexpr int margin = 40;
constexpr int head = 110;
constexpr int line_height = 18;
constexpr std::size_t line_letters = 36;
constexpr std::size_t lines_most = 4;

struct Box {
  std::string id;
  std::string title;
  std::string text;
  std::string fill;
  int row = 0;
  int column = 0;
  [[nodiscard]] int x() const { return margin + column * (box_width + gap_x); }
  [[nodiscard]] int y() const { return head + margin + row * (box_height + gap_y); }
};

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else
      result += c;
  }
  return result;
}

// At most four lines; what does not fit ends in an ellipsis and stands whole in the box's title.
std::vector<std::string> wrapped(std::string_view text) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > line_letters) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += word;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (lines.size() > lines_most) {
    lines.resize(lines_most);
    lines.back() += "…";
  }
  return lines;
}

using Rows = std::map<std::string, int, std::less<>>;

// Below every question that leads to it.
void place(const Pathway& pathway, std::string_view id, int row, Rows& rows) {
  const auto found = rows.find(id);
  if (found != rows.end() && found->second >= row) return;
  rows.insert_or_assign(std::string(id), row);
  if (const auto* question = find_question(pathway, id))
    for (const auto& answer : question->answers) place(pathway, answer.to, row + 1, rows);
  if (id == by_score)
    for (const auto& band : pathway.bands) place(pathway, band.to, row + 1, rows);
}

std::string_view fill_of(ClinicalResult result) {
  if (result == ClinicalResult::emergency) return "#f8d7da";
  return result == ClinicalResult::clinician ? "#fff1cc" : "#d8f0df";
}

std::vector<Box> boxes_of(const ClinicalContent& content, const Pathway& pathway) {
  Rows rows;
  const auto start = pathway.questions.empty() ? pathway.outcomes.front().id : pathway.questions.front().id;
  place(pathway, start, 0, rows);
  std::map<int, int> filled;
  std::vector<Box> boxes;
  const auto add = [&](const std::string& id, std::string title, std::string text, std::string_view fill) {
    const auto row = rows.find(id);
    if (row == rows.end()) return;
    boxes.push_back({id, std::move(title), std::move(text), std::string(fill), row->second, filled[row->second]++});
  };
  for (const auto& question : pathway.questions) {
    const auto* fact = find_fact(content, question.fact);
    add(question.id, question.id, question.ask.empty() && fact != nullptr ? fact->ask : question.ask, "#ffffff");
  }
  add(std::string(by_score), "score", "by the points of the answers", "#e6ecf5");
  for (const auto& outcome : pathway.outcomes)
    add(outcome.id, fmt::format("{}: {}", outcome.id, words(outcome.result)), outcome.because, fill_of(outcome.result));
  return boxes;
}

std::string answer_words(const PathwayAnswer& answer) {
  if (answer.test.unknown) return "not known";
  std::string text = answer.test.values.empty() ? "" : fmt::format("{}", fmt::join(answer.test.values, ", "));
  if (answer.test.at_least && answer.test.at_most)
    text = fmt::format("{} to {}", *answer.test.at_least, *answer.test.at_most);
  else if (answer.test.at_least)
    text = fmt::format("{} or more", *answer.test.at_least);
  else if (answer.test.at_most)
    text = fmt::format("{} or less", *answer.test.at_most);
  return answer.points == 0 ? text : fmt::format("{} ({:+})", text, answer.points);
}

struct Edge {
  std::string from, to, label;
};

std::vector<Edge> edges_of(const Pathway& pathway) {
  std::vector<Edge> edges;
  const auto add = [&](const std::string& from, const std::string& to, const std::string& label) {
    const auto same = std::ranges::find_if(edges, [&](const Edge& one) { return one.from == from && one.to == to; });
    if (same == edges.end())
      edges.push_back({from, to, label});
    else
      same->label += " / " + label;
  };
  for (const auto& question : pathway.questions)
    for (const auto& answer : question.answers) add(question.id, answer.to, answer_words(answer));
  for (const auto& band : pathway.bands)
    add(std::string(by_score), band.to, fmt::format("{} to {}", band.at_least, band.at_most));
  return edges;
}

std::string svg_box(const Box& box) {
  std::string svg = fmt::format(
      "<g><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\" fill=\"{}\" stroke=\"#35506a\"/>"
      "<text x=\"{}\" y=\"{}\" font-weight=\"bold\">{}</text>",
      escaped(box.title + ". " + box.text), box.x(), box.y(), box_width, box_height, box.fill, box.x() + 10,
      box.y() + 22, escaped(box.title));
  int y = box.y() + 44;
  for (const auto& line : wrapped(box.text)) {
    svg += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>", box.x() + 10, y, escaped(line));
    y += line_height;
  }
  return svg + "</g>\n";
}

std::string svg_edge(const Box& from, const Box& to, const std::string& label, int nth, int of) {
  const int x1 = from.x() + box_width * (nth + 1) / (of + 1);
  const int y1 = from.y() + box_height;
  const int x2 = to.x() + box_width / 2;
  const int y2 = to.y();
  const int bend = (y2 - y1) / 2;
  return fmt::format(
      "<path d=\"M{} {} C{} {} {} {} {} {}\" fill=\"none\" stroke=\"#35506a\" marker-end=\"url(#tip)\"/>"
      "<text x=\"{}\" y=\"{}\" class=\"answer\">{}</text>\n",
      x1, y1, x1, y1 + bend, x2, y2 - bend, x2, y2, x1 + 4, y1 + 16 + nth * 15, escaped(label));
}

std::string svg_head(const Pathway& pathway, int width, int height) {
  const auto& sign = pathway.sign_off;
  const auto signed_words = sign.signed_off_by.empty() ? "NOT SIGNED OFF" : "signed off by " + sign.signed_off_by;
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "font-family=\"Inter, sans-serif\" font-size=\"13\">\n"
      "<defs><marker id=\"tip\" markerWidth=\"10\" markerHeight=\"8\" refX=\"9\" refY=\"4\" orient=\"auto\">"
      "<path d=\"M0 0L10 4L0 8z\" fill=\"#35506a\"/></marker></defs>\n"
      "<style>.answer{{font-size:11px;fill:#35506a;paint-order:stroke;stroke:#fff;stroke-width:3px}}</style>\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n"
      "<text x=\"{2}\" y=\"40\" font-size=\"22\" font-weight=\"bold\">{3}</text>\n"
      "<text x=\"{2}\" y=\"64\"><tspan font-weight=\"bold\">{7}</tspan> · version {4} · red flags are asked first: any "
      "yes is "
      "999 now</text>\n"
      "<text x=\"{2}\" y=\"84\" class=\"answer\">{5}, {6}</text>\n",
      width, height, margin, escaped(pathway.title), pathway.version, escaped(sign.source), escaped(sign.edition),
      escaped(signed_words));
}

bool asks_for(const Pathway& pathway, const std::string& fact) {
  return std::ranges::find(pathway.questions, fact, &PathwayQuestion::fact) != pathway.questions.end();
}

// Of one that names other needs, or does not look at what is asked here, nothing is said.
bool concerns(const ClinicalRule& rule, const Pathway& pathway) {
  bool asked = false;
  for (const auto& condition : rule.when) {
    const bool of_needs = condition.fact == "need" && !condition.values.empty();
    const bool here = std::ranges::find(condition.values, name_of(pathway.need)) != condition.values.end();
    if (of_needs && !here) return false;
    asked = asked || of_needs || asks_for(pathway, condition.fact);
  }
  return asked;
}

std::string rule_words(const ClinicalRule& rule, const ClinicalContent& content) {
  std::string when;
  for (const auto& condition : rule.when) when += (when.empty() ? "" : ", ") + words(condition, content);
  const auto result = rule.result == ClinicalResult::open ? "" : fmt::format("{}: ", words(rule.result));
  return fmt::format("{} → {}{}", when, result, rule.because);
}

std::vector<std::string> rule_lines(const ClinicalContent& content, const Pathway& pathway) {
  std::vector<std::string> lines;
  for (const auto& rule : content.rules)
    if (concerns(rule, pathway)) lines.push_back(rule_words(rule, content));
  return lines;
}

std::string svg_rules(const std::vector<std::string>& lines, int y) {
  if (lines.empty()) return {};
  std::string svg = fmt::format(
      "<text x=\"{}\" y=\"{}\" font-weight=\"bold\">Rules that look at these answers, wherever the "
      "questions lead</text>\n",
      margin, y);
  for (const auto& line : lines)
    svg += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>\n", margin, y += line_height + 2, escaped(line));
  return svg;
}

}  // namespace

std::string draw(const ClinicalContent& content, const Pathway& pathway) {
  const auto boxes = boxes_of(content, pathway);
  const auto edges = edges_of(pathway);
  int width = 900;
  int height = 0;
  for (const auto& box : boxes) {
    width = std::max(width, box.x() + box_width + margin);
    height = std::max(height, box.y() + box_height + margin);
  }
  const auto rules = rule_lines(content, pathway);
  const int rules_from = height;
  if (!rules.empty()) height += (line_height + 2) * (static_cast<int>(rules.size()) + 2);
  for (const auto& line : rules) width = std::max(width, 2 * margin + static_cast<int>(line.size()) * 7);
  std::string svg = svg_head(pathway, width, height);
  for (const auto& from : boxes) {
    std::vector<const Edge*> leaving;
    for (const auto& edge : edges)
      if (edge.from == from.id) leaving.push_back(&edge);
    // From left to right as their ends stand, so that they do not cross.
    std::ranges::stable_sort(leaving, {}, [&](const Edge* edge) {
      const auto to = std::ranges::find(boxes, edge->to, &Box::id);
      return to == boxes.end() ? 0 : to->column;
    });
    for (std::size_t i = 0; i < leaving.size(); ++i) {
      const auto to = std::ranges::find(boxes, leaving[i]->to, &Box::id);
      if (to != boxes.end())
        svg += svg_edge(from, *to, leaving[i]->label, static_cast<int>(i), static_cast<int>(leaving.size()));
    }
  }
  for (const auto& box : boxes) svg += svg_box(box);
  svg += svg_rules(rules, rules_from);
  return svg + "</svg>\n";
}

}  // namespace carehub::clinical
