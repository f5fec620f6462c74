"""Runs Synapse and ends it when the supervising process goes away, however that happened.

The supervisor holds the other end of our standard input; when it dies, even by SIGKILL, the kernel closes the pipe.
Usage: run_synapse.py -c homeserver.yaml
"""

import os
import signal
import sys
import threading


def leave_with_supervisor() -> None:
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    # Synapse may be stuck in start-up or in a long transaction: SQLite's log makes a hard end safe.
    threading.Timer(5, lambda: os.kill(os.getpid(), signal.SIGKILL)).start()


threading.Thread(target=leave_with_supervisor, daemon=True).start()

from synapse.app.homeserver import main  # noqa: E402  (the watch must stand before the slow import)

sys.exit(main())
