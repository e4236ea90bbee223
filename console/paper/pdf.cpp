#include "console/paper/pdf.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <system_error>

namespace carehub::paper {
namespace {

constexpr double point = 1, mm = 72 / 25.4;
constexpr double short_side = 210 * mm, long_side = 297 * mm, margin = 12 * mm;
constexpr double gap = 3 * point, rule = 0.5 * point, blank_height = 22 * point;

struct Ends {
  void operator()(cairo_t* one) const { cairo_destroy(one); }
  void operator()(cairo_surface_t* one) const { cairo_surface_destroy(one); }
  void operator()(PangoLayout* one) const { g_object_unref(one); }
};

class Pages {
 public:
  Pages(cairo_t* cairo, const console::PaperDocument& document, Paper paper)
      : cairo_(cairo),
        document_(document),
        width_(paper == Paper::upright ? short_side : long_side),
        height_(paper == Paper::upright ? long_side : short_side),
        layout_(pango_cairo_create_layout(cairo)) {}

  void draw() {
    begin();
    for (std::size_t i = 0; i < document_.sections.size(); ++i) draw(document_.sections[i], i == 0);
    end();
  }

 private:
  [[nodiscard]] double room() const { return width_ - 2 * margin; }
  [[nodiscard]] double bottom() const { return height_ - margin - 14 * point; }

  double measure(const std::string& text, double width, const char* font) {
    PangoFontDescription* description = pango_font_description_from_string(font);
    pango_layout_set_font_description(layout_.get(), description);
    pango_font_description_free(description);
    pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout_.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_text(layout_.get(), text.data(), static_cast<int>(text.size()));
    int height = 0;
    pango_layout_get_size(layout_.get(), nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
  }
  double write(const std::string& text, double x, double y, double width, const char* font) {
    const double height = measure(text, width, font);
    cairo_move_to(cairo_, x, y);
    pango_cairo_show_layout(cairo_, layout_.get());
    return height;
  }
  void line(double y) {
    cairo_set_line_width(cairo_, rule);
    cairo_move_to(cairo_, margin, y);
    cairo_line_to(cairo_, width_ - margin, y);
    cairo_stroke(cairo_);
  }
  void begin() {
    ++page_;
    y_ = margin;
    const double title = write(document_.title, margin, y_, room() * 0.62, "Inter Semi-Bold 12");
    const double as_of = write(document_.as_of, margin + room() * 0.64, y_, room() * 0.36, "Inter Semi-Bold 10");
    y_ += std::max({title, as_of, 16.0}) + gap;
    line(y_);
    y_ += gap;
  }
  void end() {
    const std::string foot = "Page " + std::to_string(page_) +
                             ". Holds details of patients: keep it with you, and destroy it when the screens are back.";
    write(foot, margin, height_ - margin - 8, room(), "Inter 7");
    cairo_show_page(cairo_);
  }
  void next_page() {
    end();
    begin();
  }
  void make_room(double height) {
    if (y_ + height > bottom()) next_page();
  }

  void draw(const console::PaperSection& section, bool first) {
    if (section.new_page && !first) next_page();
    make_room(60);
    y_ += gap + write(section.title, margin, y_ + gap, room(), "Inter Semi-Bold 11") + gap;
    if (!section.note.empty()) y_ += write(section.note, margin, y_, room(), "Inter 8") + gap;
    draw(section.table);
    for (const std::string& field : section.blanks) {
      make_room(blank_height);
      write(field, margin, y_ + 6, room() * 0.34, "Inter 8");
      cairo_set_line_width(cairo_, rule);
      cairo_move_to(cairo_, margin + room() * 0.36, y_ + blank_height - 3);
      cairo_line_to(cairo_, width_ - margin, y_ + blank_height - 3);
      cairo_stroke(cairo_);
      y_ += blank_height;
    }
    for (int i = 0; i < section.blank_lines; ++i) {
      make_room(blank_height);
      y_ += blank_height;
      line(y_ - 3);
    }
  }

  void draw(const console::PaperTable& table) {
    if (!table.heads.empty()) draw_row(table, table.heads, "Inter Semi-Bold 7.5");
    for (const auto& row : table.rows) {
      if (y_ + height_of(table, row, cell_font) > bottom()) {
        next_page();
        if (!table.heads.empty()) draw_row(table, table.heads, "Inter Semi-Bold 7.5");
      }
      draw_row(table, row, cell_font);
    }
  }
  [[nodiscard]] double share(const console::PaperTable& table, std::size_t column) const {
    const double sum = std::accumulate(table.widths.begin(), table.widths.end(), 0.0);
    return room() * table.widths[column] / sum;
  }
  double height_of(const console::PaperTable& table, const std::vector<std::string>& row, const char* font) {
    double height = 0;
    for (std::size_t i = 0; i < row.size(); ++i)
      height = std::max(height, measure(row[i], share(table, i) - gap, font));
    return height + gap;
  }
  void draw_row(const console::PaperTable& table, const std::vector<std::string>& row, const char* font) {
    const double height = height_of(table, row, font);
    double x = margin;
    for (std::size_t i = 0; i < row.size(); ++i) {
      write(row[i], x, y_ + gap / 2, share(table, i) - gap, font);
      x += share(table, i);
    }
    y_ += height;
    cairo_set_source_rgb(cairo_, 0.7, 0.7, 0.7);
    line(y_);
    cairo_set_source_rgb(cairo_, 0, 0, 0);
  }

  static constexpr const char* cell_font = "Inter 7.5";

  cairo_t* cairo_;
  const console::PaperDocument& document_;
  double width_, height_;
  std::unique_ptr<PangoLayout, Ends> layout_;
  double y_ = margin;
  int page_ = 0;
};

}  // namespace

Result<void> write_pdf(const console::PaperDocument& document, Paper paper, const std::filesystem::path& file) {
  // Of this process alone: another one may write the same file at the same time.
  const std::filesystem::path fresh = fmt::format("{}.{}.new", file.string(), ::getpid());
  const double width = paper == Paper::upright ? short_side : long_side;
  const double height = paper == Paper::upright ? long_side : short_side;
  const std::unique_ptr<cairo_surface_t, Ends> surface(cairo_pdf_surface_create(fresh.c_str(), width, height));
  const std::unique_ptr<cairo_t, Ends> cairo(cairo_create(surface.get()));
  Pages(cairo.get(), document, paper).draw();
  cairo_surface_finish(surface.get());
  std::error_code problem, ignored;
  if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS) {
    std::filesystem::remove(fresh, ignored);
    return fail(ErrorCode::input_output, fresh.string(), "{}", cairo_status_to_string(status));
  }
  (void)::chmod(fresh.c_str(), S_IRUSR | S_IWUSR);
  std::filesystem::rename(fresh, file, problem);
  if (!problem) return {};
  std::filesystem::remove(fresh, ignored);
  return fail(ErrorCode::input_output, file.string(), "cannot be written: {}", problem.message());
}

}  // namespace carehub::paper
