#!/bin/sh
# Restores the newest dump into a replica set of one, which then stays for the audit.
set -eu
newest=$(ls -1 /backups/*.archive | sort | tail -n 1)
mongod --dbpath /data/db --bind_ip 127.0.0.1 --port 27017 --replSet drill --nounixsocket --quiet --wiredTigerCacheSizeGB 0.5 > /tmp/mongod.log &
until mongosh --quiet --norc --eval 'db.hello().ok' > /dev/null 2>&1; do sleep 1; done
mongosh --quiet --norc --eval 'rs.initiate({_id: "drill", members: [{_id: 0, host: "127.0.0.1:27017"}]})'
until mongosh --quiet --norc --eval 'quit(db.hello().isWritablePrimary ? 0 : 1)'; do sleep 1; done
mongorestore --oplogReplay --gzip --archive="$newest" --nsExclude 'admin.*' --nsExclude 'config.*'
touch /tmp/restored
wait
