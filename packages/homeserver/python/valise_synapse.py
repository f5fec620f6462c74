"""What Synapse has no setting for: no admin API on the public listener, `joined` history by default, terms for guests, and
people whom other agencies do not find."""

import time
from typing import Any

from synapse.api.errors import Codes, SynapseError
from synapse.http.server import UnrecognizedRequestResource
from synapse.module_api import NOT_SPAM


class AdminApiOff(UnrecognizedRequestResource):
    """Synapse offers the admin API on every listener that serves clients; this takes its place on the public one."""

    def __init__(self, config: Any, api: Any) -> None:
        super().__init__()

    @staticmethod
    def parse_config(config: Any) -> Any:
        return config


class JoinedHistory:
    """A new room shows its history from each member's own joining on, unless its creator said otherwise."""

    def __init__(self, config: Any, api: Any) -> None:
        api.register_third_party_rules_callbacks(on_create_room=self.on_create_room)

    @staticmethod
    def parse_config(config: Any) -> Any:
        return config

    async def on_create_room(self, requester: Any, request: dict[str, Any], is_admin: bool) -> None:
        state = request.setdefault("initial_state", [])
        if not any(event.get("type") == "m.room.history_visibility" for event in state):
            state.append(
                {"type": "m.room.history_visibility", "state_key": "", "content": {"history_visibility": "joined"}}
            )


class GuestTerms:
    """An account `guest.…` is somebody from outside: it is in the rooms it was invited to, makes none and invites nobody."""

    def __init__(self, config: Any, api: Any) -> None:
        api.register_spam_checker_callbacks(
            user_may_create_room=self.user_may_create_room, user_may_invite=self.user_may_invite
        )

    @staticmethod
    def parse_config(config: Any) -> Any:
        return config

    @staticmethod
    def judge(user: str) -> Any:
        return Codes.FORBIDDEN if user.startswith("@guest.") else NOT_SPAM

    async def user_may_create_room(self, user: str) -> Any:
        return self.judge(user)

    async def user_may_invite(self, inviter: str, invitee: str, room_id: str) -> Any:
        return self.judge(inviter)


class Listings:
    """Whoever opted out (`org.valise.unlisted` in their profile) is found in the directory by their own agency alone."""

    FIELD = "org.valise.unlisted"
    AT_MOST = 20_000

    def __init__(self, config: Any, api: Any) -> None:
        self.api = api
        # A search asks for each person it finds; another a moment later must not ask again, nor wait for a server that is gone.
        self.believed_s = float(config.get("believed_s", 20))
        self.known: dict[str, tuple[bool, float]] = {}
        self.silent: dict[str, float] = {}
        api.register_spam_checker_callbacks(check_username_for_spam=self.is_hidden)

    @staticmethod
    def parse_config(config: Any) -> Any:
        return config

    async def is_hidden(self, user_profile: Any, requester_id: str) -> bool:
        user = user_profile["user_id"]
        server = user.split(":", 1)[1]
        if server == requester_id.split(":", 1)[1]:
            return False
        now = time.monotonic()
        known = self.known.get(user)
        if known is not None and now < known[1]:
            return known[0]
        if now < self.silent.get(server, 0.0):
            return True
        if len(self.known) > self.AT_MOST:
            self.known.clear()
        hidden = await self.ask(user, server)
        self.known[user] = (hidden, now + self.believed_s)
        return hidden

    async def ask(self, user: str, server: str) -> bool:
        """By the person's own server; hidden as long as that does not answer."""
        try:
            # The module API reads local profiles only; this is what it stands on.
            profile = await self.api._hs.get_profile_handler().get_profile(user, ignore_backoff=False)
        except Exception as error:
            if not isinstance(error, SynapseError) or error.code >= 500:
                self.silent[server] = time.monotonic() + self.believed_s
            return True
        return bool(profile.get(self.FIELD))
