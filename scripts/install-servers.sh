#!/usr/bin/env bash
# Installs the servers that the tests run against: redis-server, PostgreSQL, nginx, kcat and Chromium, and the programs that check
# documents by themselves, xmllint, xmlsec1, jing, Python's feedparser and promtool, from Debian's packages (as root, where apt-get is
# there), and Kafka's jars through Maven. What is there already is left alone; what cannot be had is named and left out: the
# tests then say which of them they skip, and fail with CI=true.
set -uo pipefail
cd "$(dirname "$0")/.."
cache="${LOA_CACHE_DIR:-$PWD/.cache}"
log="$cache/install-servers.log"
mkdir -p "$cache"
: >"$log"

missing=()
command -v redis-server >/dev/null || missing+=(redis-server)
command -v postgres >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
command -v xmllint >/dev/null || missing+=(libxml2-utils)
command -v xmlsec1 >/dev/null || missing+=(xmlsec1)
command -v jing >/dev/null || missing+=(jing)
/usr/bin/python3 -c 'import feedparser' 2>/dev/null || missing+=(python3-feedparser)
command -v promtool >/dev/null || missing+=(prometheus)
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx)
command -v kcat >/dev/null || missing+=(kcat)
command -v chromium >/dev/null || missing+=(chromium)
command -v java >/dev/null || missing+=(default-jre-headless)
command -v mvn >/dev/null || missing+=(maven)

if [ ${#missing[@]} -gt 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "install-servers: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # A package's own service must not start here: every test runs its servers itself, on free ports.
  policy=/usr/sbin/policy-rc.d
  made_policy=no
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && made_policy=yes
  fi
  apt-get -qq update >>"$log" 2>&1
  # All at once; one by one where one of them cannot be had.
  if ! apt-get -qq install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1; then
    for package in "${missing[@]}"; do
      apt-get -qq install -y --no-install-recommends "$package" >>"$log" 2>&1 || echo "install-servers: $package could not be installed, see $log"
    done
  fi
  if [ "$made_policy" = yes ]; then rm -f "$policy"; fi
elif [ ${#missing[@]} -gt 0 ]; then
  echo "install-servers: missing, and not installable here (no apt-get, or not root): ${missing[*]}"
fi

pom=packages/testing/kafka/pom.xml
if [ -f "$cache/kafka/pom.xml" ] && cmp -s "$pom" "$cache/kafka/pom.xml"; then
  :
elif command -v mvn >/dev/null; then
  echo 'install-servers: Kafka, by Maven'
  rm -rf "$cache/kafka"
  if mvn -q -B -f "$pom" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$cache/kafka/lib" >>"$log" 2>&1; then
    # Copied last: its presence says that the jars are complete and of this version.
    cp "$pom" "$cache/kafka/pom.xml"
  else
    echo "install-servers: Kafka's jars could not be had, see $log"
  fi
else
  echo 'install-servers: no Maven, so no Kafka'
fi
