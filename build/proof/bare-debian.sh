#!/usr/bin/env bash
# Proves on a machine with nothing that the two commands do all their own set-up.
#
# Makes (once) a minimal Debian with debootstrap, gives it the Node and the npm of this machine and nothing else
# (no compiler, no Python, no browser, no git), clones the committed state of this repository into it, and runs
# there `npm test` and `npm start`, as root and as an ordinary user. Not part of `npm test`: it needs root,
# debootstrap and a Debian mirror, and takes as long as the tests, twice.
#
#   sudo build/proof/bare-debian.sh [--as root|user] [--npm VERSION] [-- COMMAND…]
#
#   --as        only as that one (default: both, one after the other)
#   --npm       with that npm instead of this machine's (9, 10, 11, or an exact version)
#   COMMAND     instead of both commands, for instance: npm run test:pg
#
# GUICHET_PROOF_DIR (default /var/tmp/guichet-proof): where the Debian is kept for the next run.
# GUICHET_PROOF_MIRROR: the Debian mirror (default: the first one of this machine's sources).
# The last line is the verdict; the exit code is 0 only when every command ended as it should.
set -euo pipefail

repository=$(cd "$(dirname "$0")/../.." && pwd)
place=${GUICHET_PROOF_DIR:-/var/tmp/guichet-proof}
base=$place/base
accounts="root user"
npm_version=
command=()

while [ $# -gt 0 ]; do
  case $1 in
    --as) accounts=$2; shift 2 ;;
    --npm) npm_version=$2; shift 2 ;;
    --) shift; command=("$@"); break ;;
    *) echo "Unknown option: $1" >&2; exit 2 ;;
  esac
done

[ "$(id -u)" = 0 ] || { echo "This needs root: it makes a Debian and changes into it." >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "debootstrap is missing: apt-get install debootstrap" >&2; exit 2; }

mirror() {
  if [ -n "${GUICHET_PROOF_MIRROR:-}" ]; then echo "$GUICHET_PROOF_MIRROR"; return; fi
  awk '/^URIs:/ { print $2; exit } /^deb / { print $2; exit }' /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | grep . || { echo "No Debian mirror found: set GUICHET_PROOF_MIRROR." >&2; exit 1; }
}

# The Debian itself, with this machine's Node, npm, npm settings and certificates (a registry may need them).
make_base() {
  [ -e "$base/.complete" ] && return
  rm -rf "$base"
  mkdir -p "$place"
  debootstrap --variant=minbase --include=ca-certificates bookworm "$base" "$(mirror)" >"$place/debootstrap.log" 2>&1 || { tail -5 "$place/debootstrap.log" >&2; exit 1; }
  local node npm
  node=$(readlink -f "${GUICHET_PROOF_NODE:-/usr/bin/node}")
  npm=$(dirname "$(dirname "$(readlink -f "${GUICHET_PROOF_NPM:-/usr/bin/npm}")")")
  cp "$node" "$base/usr/bin/node"
  mkdir -p "$base/usr/lib/node_modules"
  cp -r "$npm" "$base/usr/lib/node_modules/npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$base/usr/bin/npm"
  cp -L /etc/ssl/certs/ca-certificates.crt "$base/etc/ssl/certs/ca-certificates.crt"
  for settings in /usr/etc/npmrc "$HOME/.npmrc"; do
    [ -e "$settings" ] && { mkdir -p "$base$(dirname "$settings")"; cp "$settings" "$base$settings"; }
  done
  chroot "$base" useradd --create-home guichet
  [ -e "$base$HOME/.npmrc" ] && install -o 1000 -g 1000 "$base$HOME/.npmrc" "$base/home/guichet/.npmrc"
  touch "$base/.complete"
}

check_bare() {
  local found
  found=$(chroot "$base" /bin/sh -c 'for tool in gcc cc g++ make python3 python git chromium google-chrome curl; do command -v $tool; done' || true)
  [ -z "$found" ] || { echo "Not bare: $found" >&2; exit 1; }
  echo "bare: $(chroot "$base" cat /etc/debian_version), node $(chroot "$base" node --version), npm $(chroot "$base" npm --version 2>/dev/null)"
}

# A fresh clone of what is committed, owned by the account that will use it.
clone_for() {
  local home=$1 owner=$2
  rm -rf "$base$home/guichet" "$base$home/.npm" "$base$home/.cache" "$base$home/.local"
  git clone --quiet --no-hardlinks "file://$repository" "$base$home/guichet"
  chroot "$base" chown -R "$owner:$owner" "$home/guichet"
}

# In its own mount and process spaces: nothing stays mounted and nothing stays running, however it ends.
inside() {
  local owner=$1 home=$2; shift 2
  cp -L /etc/resolv.conf "$base/etc/resolv.conf"
  local line; printf -v line '%q ' "$@"
  unshare --mount --pid --fork --kill-child bash -c '
    set -e
    mount --make-rprivate /
    mount -t proc proc "$1/proc"
    mount -t tmpfs tmpfs "$1/dev"
    for device in null zero random urandom full tty; do touch "$1/dev/$device"; mount --bind "/dev/$device" "$1/dev/$device"; done
    ln -s /proc/self/fd "$1/dev/fd"
    mkdir -m 1777 "$1/dev/shm"
    mount -t tmpfs tmpfs "$1/dev/shm"
    exec chroot "$1" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME="$3" CI=true LANG=C.UTF-8 \
      NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt setpriv --reuid "$2" --regid "$2" --init-groups bash -c "cd $3/guichet && $4"
  ' inside "$base" "$owner" "$home" "$line"
}

with_npm() {
  [ -n "$npm_version" ] || return 0
  rm -rf "$base/usr/lib/node_modules/npm"
  local prefix
  prefix=$(mktemp -d)
  npm install --silent --prefix "$prefix" "npm@$npm_version"
  mv "$prefix/node_modules/npm" "$base/usr/lib/node_modules/npm"
  rm -rf "$prefix"
  rm -f "$base/.complete" # made again, with this machine's npm, by the next run
}

make_base
with_npm
check_bare
verdict=0
for account in $accounts; do
  case $account in
    root) owner=root home=/root ;;
    user) owner=guichet home=/home/guichet ;;
    *) echo "--as root or --as user" >&2; exit 2 ;;
  esac
  clone_for "$home" "$owner"
  if [ ${#command[@]} -gt 0 ]; then
    inside "$owner" "$home" "${command[@]}" && result=passed || { result="failed ($?)"; verdict=1; }
    echo "== as $account: ${command[*]}: $result"
    continue
  fi
  inside "$owner" "$home" npm test && result=passed || { result="failed ($?)"; verdict=1; }
  echo "== as $account: npm test: $result"
  inside "$owner" "$home" node build/proof/start-answers.mjs && result=passed || { result="failed ($?)"; verdict=1; }
  echo "== as $account: npm start: $result"
done
[ $verdict = 0 ] && echo "proven" || echo "not proven"
exit $verdict
