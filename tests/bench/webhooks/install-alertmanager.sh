#!/usr/bin/env bash
# Installs Debian's prometheus-alertmanager, which the bench `webhooks` is measured beside (as root). Unpacking would not do: it reads its
# templates from /usr/share.
set -euo pipefail
if command -v prometheus-alertmanager >/dev/null; then exit 0; fi
export DEBIAN_FRONTEND=noninteractive
# The package's own service must not start: the bench runs it itself, on a free port.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi
apt-get -qq update
apt-get -qq install -y --no-install-recommends prometheus-alertmanager
prometheus-alertmanager --version
