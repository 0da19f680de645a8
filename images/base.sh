#!/usr/bin/env bash
# base.sh TAR: builds the base of the JVM images where no registry is at hand: Debian's C library and time zones, and the
# parts of this JDK that a service uses, without shell or package manager. Needs a Debian with apt-get, and JAVA_HOME.
# The same packages and the same JDK give the same bytes.
set -euo pipefail

tar_file=$(realpath -m "$1")
# All of Java SE, because libraries look for classes by name; and what of the JDK a service or who watches it may need.
modules=java.se,jdk.unsupported,jdk.jfr,jdk.management,jdk.net,jdk.zipfs,jdk.naming.dns,jdk.localedata,jdk.crypto.cryptoki,jdk.jcmd
packages="base-files libc6 tzdata"
epoch="@1767225600"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$work/debs" "$root/opt/java" "$root/var/lib/dpkg/status.d"
chmod 755 "$work" "$work/debs"

(cd "$work/debs" && apt-get -qq -o APT::Sandbox::User=root download $packages)
for package in "$work"/debs/*.deb; do
  dpkg-deb --extract "$package" "$root"
  # Where scanners for vulnerabilities look when there is no package manager.
  dpkg-deb --field "$package" >"$root/var/lib/dpkg/status.d/$(dpkg-deb --field "$package" Package)"
done
rm -rf "$root"/usr/share/doc/*/changelog* "$root"/usr/share/{man,lintian,bug} "$root"/etc/{dpkg,profile.d,motd}
printf 'root:x:0:0:root:/root:/usr/sbin/nologin\ntandem:x:185:0:tandem:/opt/tandem:/usr/sbin/nologin\n' >"$root/etc/passwd"
printf 'root:x:0:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
chmod 1777 "$root/tmp"

"$JAVA_HOME/bin/jlink" --add-modules "$modules" --no-header-files --no-man-pages --generate-cds-archive \
  --output "$root/opt/java/openjdk" >"$work/jlink.log" || { cat "$work/jlink.log" >&2; exit 1; }

tar --create --file "$work/layer.tar" --directory "$root" --sort=name --mtime="$epoch" --owner=0 --group=0 --numeric-owner \
  --format=gnu .
layer=$(sha256sum "$work/layer.tar" | cut -d' ' -f1)
case $(uname -m) in x86_64) architecture=amd64 ;; aarch64) architecture=arm64 ;; *) architecture=$(uname -m) ;; esac
cat >"$work/config.json" <<JSON
{"created":"2026-01-01T00:00:00Z","architecture":"$architecture","os":"linux",
"config":{"Env":["PATH=/opt/java/openjdk/bin:/usr/bin:/bin","JAVA_HOME=/opt/java/openjdk","LANG=C.UTF-8"]},
"rootfs":{"type":"layers","diff_ids":["sha256:$layer"]},"history":[{"created":"2026-01-01T00:00:00Z","created_by":"base.sh"}]}
JSON
printf '[{"Config":"config.json","RepoTags":["tandem/base:latest"],"Layers":["layer.tar"]}]' >"$work/manifest.json"
mkdir -p "$(dirname "$tar_file")"
tar --create --file "$tar_file" --directory "$work" --sort=name --mtime="$epoch" --owner=0 --group=0 --numeric-owner \
  config.json layer.tar manifest.json
