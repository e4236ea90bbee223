#include "console/widgets/fonts.hpp"

#include <imgui.h>
#include <imgui_freetype.h>

#include <cmath>
#include <filesystem>

namespace carehub::widgets {
namespace {

// Names of people and arrows; plain letters for the big sizes of the board; figures alone for the biggest. What is not
// needed would lie in the memory of every console.
enum class GlyphRange { wide, plain, figures };

struct FaceSpec {
  float em_px;  // as designers count
  const char* inter;
  const char* dejavu;
  GlyphRange range;
};

constexpr FaceSpec specs[face_count] = {
    {11, "Inter-Regular.otf", "DejaVuSans.ttf", GlyphRange::wide},
    {12, "Inter-Regular.otf", "DejaVuSans.ttf", GlyphRange::wide},
    {12, "Inter-SemiBold.otf", "DejaVuSans-Bold.ttf", GlyphRange::wide},
    {14, "Inter-Regular.otf", "DejaVuSans.ttf", GlyphRange::wide},
    {14, "Inter-SemiBold.otf", "DejaVuSans-Bold.ttf", GlyphRange::wide},
    {16, "Inter-SemiBold.otf", "DejaVuSans-Bold.ttf", GlyphRange::wide},
    {20, "Inter-SemiBold.otf", "DejaVuSans-Bold.ttf", GlyphRange::wide},
    {18, "Inter-Regular.otf", "DejaVuSans.ttf", GlyphRange::plain},
    {22, "Inter-SemiBold.otf", "DejaVuSans-Bold.ttf", GlyphRange::plain},
    {36, "Inter-Bold.otf", "DejaVuSans-Bold.ttf", GlyphRange::plain},
    {56, "Inter-Bold.otf", "DejaVuSans-Bold.ttf", GlyphRange::plain},
    {32, "Inter-Regular.otf", "DejaVuSans.ttf", GlyphRange::plain},
    {54, "Inter-SemiBold.otf", "DejaVuSans-Bold.ttf", GlyphRange::plain},
    {72, "Inter-Bold.otf", "DejaVuSans-Bold.ttf", GlyphRange::figures},
};

// Latin with its extensions, dashes and ellipsis, arrows, minus, comparison, shapes, check mark, return.
constexpr ImWchar ranges_wide[] = {0x0020, 0x002F, 0x003A, 0x017F, 0x2010, 0x2027, 0x2030, 0x203A,
                                   0x2190, 0x2199, 0x2212, 0x2212, 0x2248, 0x2248, 0x2260, 0x2265,
                                   0x23CE, 0x23CE, 0x25A0, 0x25CF, 0x2713, 0x2717, 0};
constexpr ImWchar ranges_plain[] = {0x0020, 0x002F, 0x003A, 0x00FF, 0x2013, 0x2026, 0x2190,
                                    0x2193, 0x2212, 0x2212, 0x25A0, 0x25CF, 0};
constexpr ImWchar ranges_figures[] = {0x0020, 0x002F, 0x003A, 0x003F, 0x2013, 0x2013, 0};
constexpr ImWchar digits[] = {'0', '9', 0};

// Inter's line is 1.21 em high, and Dear ImGui sizes a font by its line.
constexpr float line_per_em = 1.21F;

constexpr const char* inter_folders[] = {"/usr/share/fonts/opentype/inter/", "/usr/share/fonts/truetype/inter/"};
constexpr const char* dejavu_folder = "/usr/share/fonts/truetype/dejavu/";

std::string find_inter() {
  for (const char* folder : inter_folders) {
    std::error_code ignored;
    if (std::filesystem::exists(std::string(folder) + "Inter-Regular.otf", ignored)) return folder;
  }
  return {};
}

ImFontConfig config_for(bool merge) {
  ImFontConfig config;
  config.MergeMode = merge;
  config.OversampleH = 1;
  config.OversampleV = 1;
  config.PixelSnapH = true;
#if IMGUI_VERSION_NUM < 19200
  config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
#else
  config.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_LightHinting;
#endif
  return config;
}

// The widest of the ten digits at this size, so that all can be given its width.
float digit_advance(const std::string& file, float size_px) {
  ImFontAtlas probe;
#if IMGUI_VERSION_NUM < 19200
  probe.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
#else
  probe.SetFontLoader(ImGuiFreeType::GetFontLoader());
#endif
  ImFontConfig config = config_for(false);
  const ImFont* font = probe.AddFontFromFileTTF(file.c_str(), size_px, &config, digits);
  if (font == nullptr) return 0;
#if IMGUI_VERSION_NUM < 19200
  if (!probe.Build()) return 0;
  float widest = 0;
  for (ImWchar c = '0'; c <= '9'; ++c) widest = std::max(widest, font->GetCharAdvance(c));
  return widest;
#else
  return std::round(size_px * 0.55F);
#endif
}

ImFont* add_face(const FaceSpec& spec, const std::string& inter_folder, float scale) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  const bool inter = !inter_folder.empty();
  const std::string main_file = inter ? inter_folder + spec.inter : std::string(dejavu_folder) + spec.dejavu;
  const float size = std::round(spec.em_px * scale * line_per_em);
  const ImWchar* ranges = spec.range == GlyphRange::wide    ? ranges_wide
                          : spec.range == GlyphRange::plain ? ranges_plain
                                                            : ranges_figures;

  ImFontConfig config = config_for(false);
  config.GlyphMinAdvanceX = config.GlyphMaxAdvanceX = digit_advance(main_file, size);
#if IMGUI_VERSION_NUM >= 19200
  static constexpr ImWchar all_but_digits[] = {0x0001, 0x002F, 0x003A, 0xFFFD, 0};
  config.GlyphExcludeRanges = all_but_digits;
#endif
  ImFont* font = atlas.AddFontFromFileTTF(main_file.c_str(), size, &config, digits);
  ImFontConfig rest = config_for(true);
  if (font != nullptr) atlas.AddFontFromFileTTF(main_file.c_str(), size, &rest, ranges);
  const std::string fallback = std::string(dejavu_folder) + spec.dejavu;
  std::error_code ignored;
  if (font != nullptr && inter && std::filesystem::exists(fallback, ignored)) {
    ImFontConfig missing = config_for(true);
    atlas.AddFontFromFileTTF(fallback.c_str(), size, &missing, ranges);
  }
  return font;
}

}  // namespace

Result<Fonts> load_fonts(float scale) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
#if IMGUI_VERSION_NUM < 19200
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
#else
  atlas.SetFontLoader(ImGuiFreeType::GetFontLoader());
#endif
  atlas.Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoPowerOfTwoHeight;
  const std::string inter_folder = find_inter();
  std::error_code ignored;
  if (inter_folder.empty() && !std::filesystem::exists(std::string(dejavu_folder) + "DejaVuSans.ttf", ignored))
    return fail(ErrorCode::not_found, "fonts",
                "neither Inter nor DejaVu Sans is installed; install fonts-inter or fonts-dejavu-core");
  Fonts fonts;
  fonts.scale = scale;
  fonts.family = inter_folder.empty() ? "DejaVu Sans" : "Inter";
  for (int i = 0; i < face_count; ++i) {
    const FaceSpec& spec = specs[i];
    ImFont* font = add_face(spec, inter_folder, scale);
    if (font == nullptr)
      return fail(ErrorCode::not_found, fonts.family, "the font cannot be read; reinstall its package");
    fonts.faces[static_cast<std::size_t>(i)] = font;
    fonts.heights[static_cast<std::size_t>(i)] = std::round(spec.em_px * scale * line_per_em);
  }
  return fonts;
}

}  // namespace carehub::widgets
