#!/bin/sh
# Chromium as on somebody's own machine. Run by root it lets its drawing threads outrank every other process (nice -8), the
# homeservers on the same two cores among them; no ordinary user's browser has that right.
exec setpriv --bounding-set=-sys_nice --inh-caps=-sys_nice "$VALISE_CHROMIUM" "$@"
