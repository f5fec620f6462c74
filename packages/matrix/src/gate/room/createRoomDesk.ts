import type { Clock } from "@valise/base";
import { err, ok, type Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import {
    draftStatement,
    payloadDigest,
    type StatementKind,
    type StatementWire,
    type TrustContext,
} from "@valise/clearance";
import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import { foldFailure } from "../../http/foldFailure.ts";
import type { RoomBook } from "../../rooms/RoomBook.ts";
import { wire } from "../../wire.ts";
import type { Holder } from "../holder/Holder.ts";
import { failureOf } from "../holder/refusals.ts";
import type { Community } from "../trust/Community.ts";
import { takeGateEvent } from "./GateEvents.ts";
import type { RoomGates } from "./RoomGates.ts";

export interface RoomDeskParts {
    readonly http: MatrixHttp;
    readonly clock: Clock;
    readonly book: RoomBook;
    readonly gates: RoomGates;
    readonly community: Community;
    readonly holder: Holder;
}

/** Signs statements about rooms as oneself, and files them in the room's state. */
export interface RoomDesk {
    /** Trust data of now, once what the last run kept has been read; refused with the code that says why there is none. */
    context(): Promise<Result<TrustContext, EngineFailure>>;
    sign(
        kind: StatementKind,
        payload: object,
        role: string,
        roomId: string,
    ): Promise<Result<StatementWire, EngineFailure>>;
    /** Files a statement under its own state key. This device has looked at it when it resolves. */
    file(roomId: string, statement: StatementWire): Promise<Result<void, EngineFailure>>;
    nowS(): number;
}

export function createRoomDesk({ http, clock, book, gates, community, holder }: RoomDeskParts): RoomDesk {
    const nowS = () => Math.floor(clock.nowMs() / 1000);
    const context = async (): Promise<Result<TrustContext, EngineFailure>> => {
        await Promise.all([community.loaded(), holder.loaded()]);
        const now = community.context();
        if (now !== null) return ok(now);
        return err(failureOf({ code: community.snapshot().state === "none" ? "TRUST_NONE" : "TRUST_MISSING" }));
    };
    return {
        nowS,
        context,
        async sign(kind, payload, role, roomId) {
            const draft = draftStatement(kind, payload);
            const signed = await holder.signStatement({ kind, audience: roomId, payload: draft.payload }, role);
            return signed.ok ? ok({ ...draft, by: [signed.value] }) : err(failureOf(signed.error));
        },
        async file(roomId, statement) {
            const trust = await context();
            if (!trust.ok) return trust;
            const type = typeOf(statement.kind);
            if (type === null) return err(failureOf({ code: "STM_KIND" }));
            const digest = await payloadDigest(trust.value.crypto, statement.payload);
            const stateKey = type === wire.charter ? "" : digest.slice(0, 22);
            const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/${type}/${stateKey}`;
            const answer = await http.request("PUT", path, { body: statement });
            if (!answer.ok) return err(foldFailure(answer.error, clock));
            const entry = book.ensure(roomId);
            if (takeGateEvent(entry.gate, type, stateKey, { ...statement }) && type === wire.charter)
                entry.record.charterTold = true;
            book.changed(roomId);
            const gate = gates.gateOf(roomId);
            gate?.look();
            await gate?.looked();
            return ok();
        },
    };
}

function typeOf(kind: StatementKind): string | null {
    switch (kind) {
        case "charter":
            return wire.charter;
        case "admission":
            return wire.admission;
        case "break-glass":
            return wire.glass;
        default:
            return null;
    }
}
