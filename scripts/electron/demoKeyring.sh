#!/bin/sh
# Runs "$@" with a keyring on the session bus that dbus-run-session has made around this script; both end with it.
# DEMO_KEYRING_FOLDER keeps the keyring, DEMO_KEYRING_PASSWORD names the file of its password.
control=$(mktemp -d)
trap 'rm -rf "$control"' EXIT
XDG_DATA_HOME="$DEMO_KEYRING_FOLDER" gnome-keyring-daemon --foreground --unlock --components=secrets \
    --control-directory="$control" <"$DEMO_KEYRING_PASSWORD" >/dev/null 2>&1 &
keyring=$!
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
    string:org.freedesktop.secrets 2>/dev/null | grep -q true; do
    kill -0 $keyring 2>/dev/null || break
    sleep 0.05
done
"$@" &
program=$!
trap 'kill -TERM $program 2>/dev/null' TERM INT HUP
wait $program
code=$?
kill $keyring 2>/dev/null
wait $keyring
rm -rf "$control"
exit $code
