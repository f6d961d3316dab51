#!/bin/sh
# After the files are there. DPKG_ROOT is a folder when dpkg installs into another root (an image): nothing outside it is touched.
set -e
root="${DPKG_ROOT:-}"

# Chromium's sandbox: through user namespaces where the kernel gives them to everybody, else through its set-uid program.
sandbox="$root/opt/Guichet/chrome-sandbox"
if [ -e "$sandbox" ]; then
  if [ -z "$root" ] && [ -L /proc/self/ns/user ] && unshare --user true 2>/dev/null && ! [ -e /sys/kernel/security/apparmor/profiles ]; then
    chmod 0755 "$sandbox"
  else
    chmod 4755 "$sandbox"
  fi
fi

if [ -z "$root" ]; then
  if command -v update-desktop-database >/dev/null 2>&1; then
    update-desktop-database -q /usr/share/applications || true
  fi
  if command -v gtk-update-icon-cache >/dev/null 2>&1; then
    gtk-update-icon-cache -q -f /usr/share/icons/hicolor || true
  fi
fi
exit 0
