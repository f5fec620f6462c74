"""Asks the policy server beside this homeserver (packages/policyserver) what a room's clear state forbids.

Twice: for what this server's own people do and for what arrives from partners (Synapse never asks itself, MSC4284), and for
partners who ask on `/_matrix/policy/v1/sign` because a room names this server in `m.room.policy`. Without an answer our own
side goes on, since clients protect themselves; partners get no signature.
"""

import logging
from typing import Any

from synapse.api.errors import Codes, SynapseError
from synapse.api.room_versions import KNOWN_ROOM_VERSIONS
from synapse.events import make_event_from_dict
from synapse.federation.transport.server import Authenticator
from synapse.http.server import DirectServeJsonResource
from synapse.http.servlet import parse_json_object_from_request
from synapse.module_api import NOT_SPAM, ModuleApi

logger = logging.getLogger(__name__)

ROOM = [("m.room.create", ""), ("m.room.encryption", ""), ("org.valise.charter", "")]
ROSTER = [("org.valise.admission", None), ("org.valise.glass", None)]


class PolicyServer:
    def __init__(self, config: dict[str, Any], api: ModuleApi) -> None:
        self._api = api
        self._url = config["url"]
        api.register_spam_checker_callbacks(
            check_event_for_spam=self.check_event_for_spam,
            user_may_join_room=self.user_may_join_room,
        )
        api.register_web_resource("/_matrix/policy/v1/sign", SignResource(self, api))

    @staticmethod
    def parse_config(config: dict[str, Any]) -> dict[str, Any]:
        return config

    async def ask(self, event: dict[str, Any], **more: bool) -> dict[str, Any]:
        wanted = list(ROOM)
        if event["type"] == "m.room.member":
            wanted += [*ROSTER, ("m.room.member", event["state_key"])]
        found = await self._api.get_room_state(event["room_id"], wanted)
        state = [
            {"type": each.type, "state_key": each.state_key, "sender": each.sender, "content": dict(each.content)}
            for each in found.values()
        ]
        return await self._api.http_client.post_json_get_json(self._url, {"event": event, "state": state, **more})

    async def judge(self, event: dict[str, Any]) -> Any:
        try:
            answer = await self.ask(event)
        except Exception as error:
            logger.warning("The policy server does not answer: %s", type(error).__name__)
            return NOT_SPAM
        if answer["allowed"]:
            return NOT_SPAM
        return Codes.FORBIDDEN, {"org.valise.code": answer["code"]}

    async def check_event_for_spam(self, event: Any) -> Any:
        # What everybody sends all day is not asked about; a room's first event has no room yet.
        if event.type == "m.room.create" or (event.type == "m.room.encrypted" and not event.is_state()):
            return NOT_SPAM
        return await self.judge(event.get_pdu_json())

    async def user_may_join_room(self, user: str, room: str, is_invited: bool) -> Any:
        content = {"membership": "join"}
        event = {"type": "m.room.member", "state_key": user, "sender": user, "room_id": room, "content": content}
        return await self.judge(event)


class SignResource(DirectServeJsonResource):
    """`POST /_matrix/policy/v1/sign` (MSC4284), for servers of the community alone."""

    def __init__(self, policy: PolicyServer, api: ModuleApi) -> None:
        self._hs = api._hs
        super().__init__(clock=self._hs.get_clock())
        self._policy = policy
        self._store = self._hs.get_datastores().main
        self._authenticator = Authenticator(self._hs)

    async def _async_render_POST(self, request: Any) -> tuple[int, dict[str, Any]]:
        content = parse_json_object_from_request(request)
        await self._authenticator.authenticate_request(request, content)
        version = await self._store.get_room_version_id(str(content.get("room_id")))
        event = make_event_from_dict(content, KNOWN_ROOM_VERSIONS[version])
        known = await self._store.get_event(event.event_id, allow_none=True)
        accepted = known is not None and not known.internal_metadata.is_soft_failed()
        answer = await self._policy.ask(event.get_pdu_json(), accepted=accepted, sign=True)
        if not answer["allowed"]:
            extra = {"org.valise.code": answer["code"]}
            raise SynapseError(403, "The room's charter forbids this event", Codes.FORBIDDEN, extra)
        return 200, answer["signatures"]
