// Holds the precompiled header of tools/dev/targets.cmake; has nothing of its own.
