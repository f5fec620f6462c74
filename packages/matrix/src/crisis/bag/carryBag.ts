import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineOutput, EngineParsed, UserId } from "@valise/bridge";
import { encodeBase64Url, verifyStatement } from "@valise/clearance";
import { BAG_SUFFIX, openBag, packBag, sealBag } from "@valise/crisis";
import { failureOf } from "../../gate/holder/refusals.ts";
import { findAgency } from "../../gate/room/charterWish.ts";
import type { Account } from "../../session/Account.ts";
import { nowSOf } from "../CrisisParts.ts";
import { createCrisisTable } from "../CrisisTable.ts";
import { roleToSign } from "../log/packRoom.ts";
import { emptyBag } from "./emptyBag.ts";
import { gatherBag } from "./gatherBag.ts";

type Step<T> = Promise<Result<T, EngineFailure>>;
const refused = (code: string) => err(failureOf({ code }));

const DAY_MS = 86_400_000;

/** Packs what waits for an agency into a file (protocol 8). */
export async function pack(current: Account, wish: EngineParsed<"exportBag">): Step<EngineOutput<"exportBag">> {
    const { desk, gates, recipients, clock, session, clearances } = current;
    const context = await desk.context();
    if (!context.ok) return context;
    const agency = findAgency(wish.agency, context.value.bundle);
    if (!agency.ok) return refused(agency.error);
    await recipients.establish(wish.roomId);
    await gates.gateOf(wish.roomId)?.looked();
    const ruling = gates.ruling(wish.roomId);
    if (ruling.kind !== "ruled") return refused("CHR_MISSING");
    if (!ruling.charter.agencies.includes(agency.value)) return refused("GATE_AGENCY");
    const role = roleToSign(current);
    if (role === null) return refused("STM_ROLE");
    const { roomId, eventId, sinceMs } = wish;
    const since = { eventId, sinceMs: sinceMs ?? clock.nowMs() - DAY_MS };
    const gathered = await gatherBag(current, roomId, agency.value, since);
    if (!gathered.ok) return gathered;
    const { items, eventCount, opens, unreachable } = gathered.value;
    if (eventCount === 0) return refused("CRS_BAG_EMPTY");
    const bag = encodeBase64Url(globalThis.crypto.getRandomValues(new Uint8Array(16)));
    const facts = { bag, iat: nowSOf(clock), from: session.userId, to: [agency.value] };
    const packed = await packBag(items, facts, context.value.crypto);
    if (!packed.ok) return refused(codeOf(packed.error.kind));
    const audience = clearances.community.context()?.bundle.community ?? "";
    const signed = await desk.sign("bag", packed.value.payload, role, audience);
    if (!signed.ok) return signed;
    const day = new Date(clock.nowMs()).toISOString().slice(0, 16).replace(/[-:]/g, "");
    return ok({
        name: `${agency.value.split(":").at(-1)}-${day}${BAG_SUFFIX}`,
        mimeType: "application/octet-stream",
        bytes: sealBag(signed.value, packed.value) as Uint8Array<ArrayBuffer>,
        eventCount,
        opens: [...opens],
        unreachable: [...unreachable],
    });
}

/** Takes such a file in. */
export async function unpack(current: Account, bytes: Uint8Array): Step<EngineOutput<"importBag">> {
    const { desk, store, crisisParts, clock } = current;
    const context = await desk.context();
    if (!context.ok) return context;
    const { community } = context.value.bundle;
    const opened = await openBag(bytes, context.value.crypto, (statement) =>
        verifyStatement(statement, "bag", community, context.value),
    );
    if (!opened.ok) {
        const { error } = opened;
        return refused(error.kind === "signature-refused" ? error.refusal.code : codeOf(error.kind));
    }
    const { payload, items } = opened.value;
    const seen = createCrisisTable<{ readonly atS: number }>(store, "bag");
    if (!payload.to.includes(crisisParts.agency ?? "")) return refused("CRS_BAG_NOT_ADDRESSED");
    if ((await seen.list()).some(({ id }) => id === payload.bag)) return refused("CRS_BAG_SEEN");
    const rooms = await emptyBag(current, items, payload.from);
    // What could not be read may be read when more is here: the bag may then be brought again.
    if (rooms.every(({ unreadable }) => unreadable === 0)) await seen.put([[payload.bag, { atS: nowSOf(clock) }]]);
    return ok({
        from: payload.from as UserId,
        packedAtMs: payload.iat * 1000,
        rooms: rooms.map((room) => ({ ...room, roomId: room.roomId as never })),
    });
}

const codeOf = (kind: string): string => `CRS_BAG_${kind.replaceAll("-", "_").toUpperCase()}`;
