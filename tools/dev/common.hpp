#pragma once
// What nearly every file includes, read once: the build's precompiled header. Nothing may rely on it being there.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "protocols/base/assert.hpp"
#include "protocols/base/error.hpp"
#include "protocols/domain/event.hpp"
#include "protocols/domain/picture.hpp"
