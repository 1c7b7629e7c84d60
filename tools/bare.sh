#!/bin/sh
# tools/bare.sh [folder]   The promise to a newcomer, kept on a machine that has nothing: makes a bare Debian 12 in
# `folder` (by debootstrap, as root, with this machine's own package sources), puts a fresh clone of the last
# commit there, and runs `make test` and `make run` without a terminal. Prints how long each took. Not part of
# the tests: it downloads half a gigabyte. The folder is kept; a second call uses it again, with a new clone.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
bare=${1:-/var/tmp/paribus-bare}
[ "$(id -u)" -eq 0 ] || { echo "bare: needs root"; exit 2; }
command -v debootstrap >/dev/null || { echo "bare: apt-get install debootstrap"; exit 2; }
case $bare in /*) ;; *) echo "bare: the folder must be an absolute path"; exit 2 ;; esac

seconds() { date +%s; }
timed() {  # timed <words> <command...>
  what=$1 begin=$(seconds)
  shift
  "$@" || { echo "bare: $what failed after $(($(seconds) - begin)) s"; exit 1; }
  echo "bare: $what took $(($(seconds) - begin)) s"
}

# Where this machine gets its packages, from apt itself: one-line and deb822 sources alike.
mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
  awk '$2 == "bookworm" && $3 == "main" { print $1; exit }')
[ -n "$mirror" ] || { echo "bare: no source of bookworm/main in this machine's apt"; exit 2; }

if [ ! -e "$bare/etc/debian_version" ]; then
  mkdir -p "$bare"
  timed "debootstrap" sh -c 'debootstrap --variant=minbase bookworm "$1" "$2" >"$1.log" 2>&1' - "$bare" "$mirror"
fi
# The network of this machine: name servers, apt's settings and sources, certificates.
cp /etc/resolv.conf /etc/hosts "$bare/etc/"
cp -r /etc/apt/apt.conf.d/. "$bare/etc/apt/apt.conf.d/"
rm -f "$bare/etc/apt/sources.list"
[ ! -e /etc/apt/sources.list ] || cp /etc/apt/sources.list "$bare/etc/apt/"
cp -r /etc/apt/sources.list.d/. "$bare/etc/apt/sources.list.d/"
mkdir -p "$bare/usr/local/share/ca-certificates"
cp -r /usr/local/share/ca-certificates/. "$bare/usr/local/share/ca-certificates/"
cp /etc/ssl/certs/ca-certificates.crt "$bare/root/certificates.pem"

rm -rf "$bare/root/paribus"
git clone --quiet --no-local "$root" "$bare/root/paribus"

leave() {
  for folder in dev/shm dev proc; do
    ! mountpoint -q "$bare/$folder" || umount "$bare/$folder"
  done
}
trap leave EXIT
trap 'exit 1' INT TERM
leave
mount -t proc proc "$bare/proc"
mount -t tmpfs -o mode=755 tmpfs "$bare/dev"
for device in null zero full random urandom tty; do
  touch "$bare/dev/$device"
  cp -a --remove-destination "/dev/$device" "$bare/dev/"
done
ln -s /proc/self/fd "$bare/dev/fd"
mkdir "$bare/dev/shm"
mount -t tmpfs tmpfs "$bare/dev/shm"

inside() {
  chroot "$bare" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    CI=true NODE_EXTRA_CA_CERTS=/root/certificates.pem ${https_proxy:+https_proxy="$https_proxy"} \
    ${http_proxy:+http_proxy="$http_proxy"} sh -c "cd /root/paribus && $1" </dev/null
}
timed "make (the one package that a Makefile needs)" inside "apt-get -qq update && apt-get -qq install -y --no-install-recommends make >/dev/null 2>&1"
timed "make test" inside "make test"
timed "make run" inside "make run"
inside "ls -l results/*/page.html"
