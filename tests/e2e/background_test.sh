#!/usr/bin/env bash
# A background under the map, in a real window: its tiles come, others come when the map is zoomed, and a file that cannot
# be one is said before a window opens.
set -euo pipefail
bin=$1
# shellcheck source=tests/e2e/window.bash
source "$(dirname "${BASH_SOURCE[0]}")/window.bash"

# Two colours, by level; one picture for all tiles of a level.
python3 - "$scratch" <<'PYTHON'
import math, sqlite3, struct, sys, zlib

def png(red, green, blue, px=256):
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + bytes([red, green, blue]) * px) * px
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", px, px, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))

def write(name, form, tiles):
    file = sqlite3.connect(f"{sys.argv[1]}/{name}.mbtiles")
    file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
    file.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
    file.execute("INSERT INTO metadata VALUES ('format', ?)", (form,))
    file.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", tiles)
    file.commit()

def tiles():
    for level in range(7, 13):
        picture = png(255, 0, 255) if level < 10 else png(0, 255, 255)
        column = lambda lon: int((lon + 180) / 360 * 2**level)
        row = lambda lat: int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**level)
        for x in range(column(-4), column(1) + 1):
            for y in range(row(52), row(49) + 1):
                yield level, x, 2**level - 1 - y, picture

write("colours", "png", tiles())
write("vector", "pbf", [])
PYTHON

refused() {
  local words=$1 file=$2
  if "$bin/carehub-console" --sample "$root/assets/sites/isle-of-wight.toml" --background "$file" >"$scratch/console" 2>&1; then
    fail "$file was taken as a background"
  fi
  grep -q "$words" "$scratch/console" || fail "$file is not refused with '$words'"
}
refused "only pictures\|has to be pictures" "$scratch/vector.mbtiles"
refused "there is no such file" "$scratch/nowhere.mbtiles"

start_display
"$bin/carehub-console" --sample "$root/assets/sites/isle-of-wight.toml" --background "$scratch/colours.mbtiles" \
  --user a.reed --width 1366 --height 768 >"$scratch/console" 2>&1 &
console=$!
started+=("$console")
until_true "the console's window" has_window
until_true "the keyboard for the console" takes_keyboard

# A point of the map where nothing else is; how much of a picture shows is the theme's, so only its kind is asked for.
kind_of() {
  local colour
  colour=$(colour_at 660 320)
  local red=$((16#${colour:0:2})) green=$((16#${colour:2:2})) blue=$((16#${colour:4:2}))
  if ((blue < 60)); then echo none; elif ((red > green + 30)); then echo magenta; elif ((green > red + 30)); then echo cyan; else echo other; fi
}
is_kind() { [[ $(kind_of) == "$1" ]]; }
until_true "the tiles of the whole area" is_kind cyan
for _ in {1..6}; do press minus; done
until_true "the tiles from farther away" is_kind magenta
echo "a background comes, and follows the zoom"
