#pragma once
// The cards of the capacity board: one a service, flowing by their count over the room there is.

#include "console/model/board_model.hpp"
#include "console/widgets/parts.hpp"

namespace carehub::views {

struct CardGrid {
  int columns = 1;
  int rows = 1;
  [[nodiscard]] int per_page() const { return columns * rows; }
};

// The columns that make the cards largest; rows are bounded by the least height at which a card can be read.
[[nodiscard]] CardGrid card_grid(int count, float width, float height, float gap, float least_width,
                                 float least_height);

struct RagLook {
  widgets::Colour ground;
  widgets::Colour ink;
};
// Grey when it is not the present.
[[nodiscard]] RagLook rag_look(const console::BoardCard& card);
void draw_rag_shape(widgets::Canvas& canvas, widgets::Point centre, float radius, console::RagShape shape,
                    widgets::Colour ink);

void draw_card(widgets::Canvas& canvas, const widgets::Box& box, const console::BoardCard& card);
// `page` counts up for ever; more cards than fit are shown a page at a time. Returns the name of the page, "services 1
// to 18 of 22", for the caller to show; empty when all fit.
[[nodiscard]] std::string draw_cards(widgets::Canvas& canvas, const widgets::Box& area,
                                     const std::vector<console::BoardCard>& cards, std::int64_t page);

}  // namespace carehub::views
