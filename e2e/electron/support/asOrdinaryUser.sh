#!/bin/sh
# Runs the program as an ordinary user (`nobody`) when the tests run as root, who would have to give up the sandbox.
# The launcher names everything by environment; what Playwright appends is passed on unread.
if [ "$(id -u)" = 0 ]; then
    exec setpriv --reuid="$VALISE_TEST_UID" --regid="$VALISE_TEST_UID" --clear-groups --no-new-privs \
        "$VALISE_TEST_SUPPORT/withKeyring.sh" "$@"
fi
exec "$VALISE_TEST_SUPPORT/withKeyring.sh" "$@"
