import type { Clock } from "@valise/base";
import {
    type Charter,
    type CharterEntry,
    type EffectiveCharter,
    effectiveCharter,
    floorOf,
    type TrustContext,
} from "@valise/clearance";
import type { JsonObject } from "../../json.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import type { Community } from "../trust/Community.ts";
import { type GateRecord, type KeptRoster, withAnomaly } from "./GateRecord.ts";
import { readRoster } from "./readRoster.ts";
import { takeCharter } from "./takeCharter.ts";

/** Which charter applies in one room: what servers tell, applied to what is pinned (clearance SPEC 8). */
export interface CharterBook {
    /** Looks at what the server tells now. Answers what applies; null: nothing is pinned, or the heads exclude each other. */
    take(entry: RoomEntry, context: TrustContext): Promise<EffectiveCharter | null>;
    /** Why nothing is pinned; null while nothing was refused. */
    refusedCode(): string | null;
}

export interface CharterBookParts {
    readonly roomId: string;
    readonly myUserId: string;
    readonly clock: Clock;
    readonly community: Community;
    record(): GateRecord;
    keptRoster(): KeptRoster;
    /** Resolves when it is on the disk: a pin is written before it is used. */
    update(change: (record: GateRecord) => GateRecord): Promise<void>;
}

const MAX_REFUSED = 8;

export function createCharterBook(parts: CharterBookParts): CharterBook {
    const { roomId, myUserId, clock, community, update } = parts;
    let refusedCode: string | null = null;
    /** Charters that did not apply: another may make them, so they are offered until nothing changes (clearance SPEC 8.4). */
    let refused: readonly JsonObject[] = [];

    const anomaly = (code: string, about: string) =>
        update((before) => withAnomaly(before, { code, about, atMs: clock.nowMs() }));

    const entryOf = async (entry: RoomEntry, context: TrustContext, offered: Charter): Promise<CharterEntry> => {
        const [creator] = entry.record.creators;
        const { room, owner, gate } = offered;
        const rules = { room, owner, admit: gate.admit, label: { pol: gate.pol, lvl: gate.lvl, cat: gate.cat } };
        const { admissions } = await readRoster(entry.gate, parts.keptRoster(), rules, context);
        const agency = creator === undefined ? null : community.agencyOfServer(serverNameOf(creator));
        return { floor: floorOf(admissions, myUserId), owner: agency?.id };
    };

    /** True: it was pinned, and others may apply now. */
    const offer = async (content: JsonObject, entry: RoomEntry, context: TrustContext): Promise<boolean> => {
        const { pins, heads } = parts.record();
        const taken = await takeCharter(content, pins ?? undefined, roomId, context, {
            heads,
            entryOf: (one) => entryOf(entry, context, one),
        });
        if (taken.kind === "known") return false;
        if (taken.kind === "pinned") {
            await update((before) => {
                // The first that came stays, who else said the same is in the pins.
                const wires = { [taken.digest]: taken.wire, ...before.heads };
                const kept = Object.entries(wires).filter(([digest]) =>
                    taken.pins.heads.some((head) => head.digest === digest),
                );
                return { ...before, pins: taken.pins, heads: Object.fromEntries(kept) };
            });
            return true;
        }
        const learnt = taken.pins;
        if (learnt !== undefined && learnt !== pins) await update((before) => ({ ...before, pins: learnt }));
        refusedCode = taken.code;
        if (!taken.passing) await anomaly(taken.code, taken.about);
        refused = [...refused, content].slice(-MAX_REFUSED);
        return false;
    };

    const offerAll = async (entry: RoomEntry, context: TrustContext): Promise<boolean> => {
        const told = entry.gate.charter;
        const all = told === null ? refused : [told, ...refused.filter((one) => one !== told)];
        refused = [];
        let pinned = false;
        for (const content of all) pinned = (await offer(content, entry, context)) || pinned;
        return pinned;
    };

    return {
        refusedCode: () => refusedCode,
        async take(entry, context) {
            while (await offerAll(entry, context)) refusedCode = null;
            const { pins } = parts.record();
            if (pins === null) return null;
            if (entry.gate.complete && entry.gate.charter === null)
                await anomaly("CHR_MISSING", pins.heads.map(({ digest }) => digest).join(" "));
            if (entry.record.clearName !== null) await anomaly("GATE_NAME_CLEAR", entry.record.clearName);
            return effectiveCharter(pins, context.policies) ?? null;
        },
    };
}
