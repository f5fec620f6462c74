"""What Synapse has no setting for: no admin API on the public listener, and `joined` history by default."""

from typing import Any

from synapse.http.server import UnrecognizedRequestResource


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
