"""Runs the processes of one scaled-out homeserver: PostgreSQL, Redis, Synapse with its workers, the reverse proxy.

Usage: run_group.py GROUP.json (see groupFile.ts). Stages are started one after another, each when the one before is up.
When any process ends by itself, or the supervisor goes away (it holds the other end of our standard input), all end.
"""

import ctypes
import json
import os
import pwd
import signal
import socket
import subprocess
import sys
import threading
import time

START_S = 120
STOP_S = 6
PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None, use_errno=True)
stopping = threading.Event()
running: dict[str, subprocess.Popen] = {}


def account_of(process: dict) -> "pwd.struct_passwd | None":
    return pwd.getpwnam(process["user"]) if "user" in process and os.geteuid() == 0 else None


def as_account(account: "pwd.struct_passwd | None"):
    def prepare() -> None:
        if account is not None:
            os.initgroups(account.pw_name, account.pw_gid)
            os.setgid(account.pw_gid)
            os.setuid(account.pw_uid)
        # Should this process be killed outright, the kernel ends its children.
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

    return prepare


def run(argv: list, account: "pwd.struct_passwd | None") -> int:
    return subprocess.run(argv, stdin=subprocess.DEVNULL, preexec_fn=as_account(account), cwd="/").returncode


def answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(path)
            return True
        except OSError:
            return False


def start(process: dict, account: "pwd.struct_passwd | None") -> None:
    before = process.get("before")
    if before is not None and not os.path.exists(before["unless"]) and run(before["argv"], account) != 0:
        raise RuntimeError(f"{process['name']} could not be prepared")
    if process["ready"] is not None and os.path.exists(process["ready"]):
        os.unlink(process["ready"])
    running[process["name"]] = launch(process, account)


def launch(process: dict, account: "pwd.struct_passwd | None") -> subprocess.Popen:
    return subprocess.Popen(process["argv"], stdin=subprocess.DEVNULL, preexec_fn=as_account(account), cwd="/")


def wait_until_up(process: dict, account: "pwd.struct_passwd | None") -> None:
    name = process["name"]
    begun = time.monotonic()
    while process["ready"] is not None and not answers(process["ready"]):
        waited = time.monotonic() - begun
        if stopping.is_set() or waited > START_S:
            raise RuntimeError(f"{name} did not come up")
        if running[name].poll() is not None:
            if waited > process.get("againS", 0):
                raise RuntimeError(f"{name} ended while it started")
            time.sleep(0.5)
            running[name] = launch(process, account)
        time.sleep(0.05)
    for step in process.get("after", []):
        begun = time.monotonic()
        while run(step["argv"], account) != 0 and not step["mayFail"]:
            if stopping.is_set() or time.monotonic() - begun > START_S:
                raise RuntimeError(f"{name} came up and does not serve")
            time.sleep(0.2)


def share_folders(group: dict, account: "pwd.struct_passwd | None") -> None:
    os.makedirs(group["socketDir"], mode=0o700, exist_ok=True)
    os.makedirs(group["owned"], mode=0o700, exist_ok=True)
    if account is None:
        return
    # Only to walk through, and only for that account's group; what lies in them stays closed.
    for folder in group["walk"]:
        os.chown(folder, -1, account.pw_gid)
        os.chmod(folder, 0o710)
    os.chown(group["socketDir"], -1, account.pw_gid)
    os.chmod(group["socketDir"], 0o770)
    os.chown(group["owned"], account.pw_uid, account.pw_gid)


def stop_all() -> None:
    """In the reverse order of starting: nothing is cut off from what it writes to."""
    for name, child in reversed(running.items()):
        if child.poll() is None:
            # PostgreSQL's fast shutdown; to the others it is an interrupt, and they end on that as well.
            child.send_signal(signal.SIGINT if name == "postgres" else signal.SIGTERM)
            try:
                child.wait(STOP_S)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def leave_with_supervisor() -> None:
    while os.read(0, 4096):
        pass
    stopping.set()


def main(path: str) -> int:
    with open(path, encoding="utf8") as file:
        group = json.load(file)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    threading.Thread(target=leave_with_supervisor, daemon=True).start()
    accounts = {process["name"]: account_of(process) for stage in group["stages"] for process in stage}
    share_folders(group, next((account for account in accounts.values() if account is not None), None))
    try:
        for stage in group["stages"]:
            for process in stage:
                start(process, accounts[process["name"]])
            for process in stage:
                wait_until_up(process, accounts[process["name"]])
        while not stopping.wait(0.5):
            ended = next((name for name, child in running.items() if child.poll() is not None), None)
            if ended is not None:
                raise RuntimeError(f"{ended} ended by itself")
        return 0
    except RuntimeError as error:
        print(f"run_group: {error}", file=sys.stderr, flush=True)
        return 0 if stopping.is_set() else 1
    finally:
        stop_all()


sys.exit(main(sys.argv[1]))
