#pragma once
// A paper document as a PDF, A4 upright or across, with Pango's layout: names in any script stand as they are written.
// Every page says what it is, as of when, and its number.

#include <filesystem>

#include "console/model/paper.hpp"
#include "protocols/base/error.hpp"

namespace carehub::paper {

enum class Paper { upright, across };

// Written beside and renamed, so that there is never half a file; readable by its owner only.
// Errors: input_output.
[[nodiscard]] Result<void> write_pdf(const console::PaperDocument& document, Paper paper,
                                     const std::filesystem::path& file);

}  // namespace carehub::paper
