import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, UserId } from "@valise/bridge";
import { type AdmissionWire, decideAdmission } from "@valise/clearance";
import type { RoomEncryptor } from "../../crypto/createRoomEncryptor.ts";
import type { RoomBook } from "../../rooms/RoomBook.ts";
import type { Holder } from "../holder/Holder.ts";
import { failureOf } from "../holder/refusals.ts";
import type { Identities } from "./createIdentities.ts";
import type { RoomDesk } from "./createRoomDesk.ts";
import type { RoomGates } from "./RoomGates.ts";
import type { ReadRoster } from "./readRoster.ts";

export interface Admissions {
    /**
     * Admits people to a roster room by one signature, before they are invited (protocol 3); nothing to do in other rooms.
     * Answers those who have no identity yet: they cannot be admitted.
     */
    admit(roomId: string, userIds: readonly string[]): Promise<Result<readonly UserId[], EngineFailure>>;
    /** Who of those in the room belongs to it now; nobody where there is no roster. */
    admitted(roomId: string): Promise<readonly string[]>;
    /** Takes somebody off the roster; nothing to do in other rooms. */
    remove(roomId: string, userId: string): Promise<Result<void, EngineFailure>>;
}

export interface AdmissionsParts {
    readonly desk: RoomDesk;
    readonly gates: RoomGates;
    readonly holder: Holder;
    readonly identities: Identities;
    readonly encryptor: Pick<RoomEncryptor, "track">;
    readonly book: RoomBook;
}

const MAX_ADD = 100;
type Change = Pick<AdmissionWire, "add" | "remove">;

export function createAdmissions({ desk, gates, holder, identities, encryptor, book }: AdmissionsParts): Admissions {
    /** Null: not a roster room. */
    const rosterOf = async (roomId: string) => {
        const gate = gates.gateOf(roomId);
        await gate?.looked();
        const state = gate?.state();
        return state?.charter?.admission === "roster" ? state : null;
    };

    const sign = async (roomId: string, change: Change): Promise<Result<void, EngineFailure>> => {
        const state = await rosterOf(roomId);
        const head = state?.record.pins?.heads.toSorted((a, b) => b.seq - a.seq)[0];
        if (state === null || state.charter === null || head === undefined) return ok();
        const role = ["CHARTER", "ADMIT"].find((each) => holder.credential()?.disclosures.has(`role:${each}`));
        if (role === undefined) return err(failureOf({ code: "ADM_SIGNER" }));
        for (const epoch of state.charter.epochs) {
            const floor = { seq: head.seq, digest: head.digest };
            const iat = Math.max(desk.nowS(), newestSaying(state.roster, change) + 1);
            const payload: AdmissionWire = { room: roomId, epoch, iat, ...change, floor };
            const signed = await desk.sign("admission", payload, role, roomId);
            if (!signed.ok) return signed;
            const filed = await desk.file(roomId, signed.value);
            if (!filed.ok) return filed;
        }
        return ok();
    };

    /** With the key by which the crypto store knows them now; a person followed for the first time is asked for. */
    const named = async (userIds: readonly string[]): Promise<AdmissionWire["add"]> => {
        await encryptor.track(userIds);
        await identities.reread(userIds);
        return userIds.flatMap((sub) => {
            const mxk = identities.masterKeyOf(sub);
            return mxk === null || mxk === undefined ? [] : [{ sub, mxk }];
        });
    };

    return {
        async admit(roomId, userIds) {
            const state = await rosterOf(roomId);
            if (state === null) return ok([]);
            const add = await named(userIds);
            const { roster, charter } = state;
            const known = roster?.roster ?? new Map();
            const fresh = add.filter((person) => !decideAdmission(known, charter?.epochs ?? [], person).ok);
            for (let start = 0; start < fresh.length; start += MAX_ADD) {
                const signed = await sign(roomId, { add: fresh.slice(start, start + MAX_ADD), remove: [] });
                if (!signed.ok) return signed;
            }
            return ok(userIds.filter((userId) => !add.some(({ sub }) => sub === userId)) as UserId[]);
        },
        async admitted(roomId) {
            const state = await rosterOf(roomId);
            const members = book.get(roomId)?.members.values() ?? [];
            const present = [...members].filter(({ membership }) => membership === "join" || membership === "invite");
            return present.flatMap(({ userId }) => {
                const mxk = identities.masterKeyOf(userId) ?? "";
                const belongs = decideAdmission(state?.roster?.roster ?? new Map(), state?.charter?.epochs ?? [], {
                    sub: userId,
                    mxk,
                });
                return belongs.ok ? [userId] : [];
            });
        },
        remove: (roomId, userId) => sign(roomId, { add: [], remove: [userId] }),
    };
}

/** Seconds; what is said now of these people must be newer than what was said last (clearance SPEC 9.4). */
function newestSaying(roster: ReadRoster | null, { add, remove }: Change): number {
    const people = [...add.map(({ sub }) => sub), ...remove];
    return Math.max(0, ...people.flatMap((sub) => (roster?.roster.get(sub) ?? []).map(({ iat }) => iat)));
}
