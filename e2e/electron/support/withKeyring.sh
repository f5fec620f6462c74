#!/bin/sh
# A session bus of its own, and on it the keyring that the test asks for: unlocked, locked or none.
# Both live exactly as long as the program.
case "$VALISE_TEST_KEYRING" in
none) exec env DBUS_SESSION_BUS_ADDRESS=disabled: "$VALISE_TEST_PROGRAM" "$@" ;;
inside) ;;
*) VALISE_TEST_MODE="$VALISE_TEST_KEYRING" VALISE_TEST_KEYRING=inside exec dbus-run-session -- "$0" "$@" ;;
esac

if [ "$VALISE_TEST_MODE" = unlocked ]; then
    printf %s "$VALISE_TEST_PASSWORD" | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
else
    gnome-keyring-daemon --foreground --start --components=secrets >/dev/null 2>&1 &
fi
keyring=$!
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
    string:org.freedesktop.secrets 2>/dev/null | grep -q true; do
    kill -0 $keyring 2>/dev/null || exit 70
    sleep 0.05
done
"$VALISE_TEST_PROGRAM" "$@" &
program=$!
trap 'kill -TERM $program' TERM INT
wait $program
code=$?
kill $keyring
exit $code
