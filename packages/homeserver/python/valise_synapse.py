"""What Synapse has no setting for: no admin API on the public listener, `joined` history by default, terms for guests."""

from typing import Any

from synapse.api.errors import Codes
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
