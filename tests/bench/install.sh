#!/usr/bin/env bash
# Installs what is measured beside Loa, or takes its mails, from Debian (as root): install.sh smtp-sink | alertmanager | kannel. Unpacking would
# not do: they read files from where their packages put them.
set -euo pipefail
case "${1:-}" in
  smtp-sink) package=postfix program=smtp-sink ;;
  alertmanager) package=prometheus-alertmanager program=prometheus-alertmanager ;;
  kannel) package=kannel program=bearerbox ;;
  *)
    echo "usage: $0 smtp-sink | alertmanager | kannel" >&2
    exit 2
    ;;
esac
if command -v "$program" >/dev/null; then exit 0; fi
export DEBIAN_FRONTEND=noninteractive
# A package's own service must not start: benches run theirs themselves, on a free port.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi
apt-get -qq update
apt-get -qq install -y --no-install-recommends "$package"
dpkg-query -W "$package"
