#!/bin/sh
# After the files are gone. What people entered lies in their own folders and is never touched here, not even when the package is purged.
set -e
if [ -z "${DPKG_ROOT:-}" ] && command -v update-desktop-database >/dev/null 2>&1; then
  update-desktop-database -q /usr/share/applications || true
fi
exit 0
