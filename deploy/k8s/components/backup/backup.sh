#!/bin/sh
# One dump of all databases at one moment of the oplog, whole or not there; the newest fourteen are kept.
set -eu
name=/backups/souk-$(date -u +%Y%m%dT%H%M%SZ)
printf 'uri: "%s"\n' "$(cat /run/secrets/souk/mongodb-url)" > /tmp/uri.yaml
mongodump --config=/tmp/uri.yaml --oplog --gzip --archive="$name.part" --readPreference=secondaryPreferred
mv "$name.part" "$name.archive"
ls -1 /backups/*.archive | sort -r | tail -n +15 | xargs -r rm --
