import { type Clock, err, ok, type Result } from "@valise/base";
import type { EngineFailure, RoomId, UserId } from "@valise/bridge";
import { type CharterWish, draftCharter, type TrustContext } from "@valise/clearance";
import { parseLabel } from "@valise/labels";
import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import { foldFailure } from "../../http/foldFailure.ts";
import { asObject, asString } from "../../json.ts";
import type { Outbox } from "../../outbox/Outbox.ts";
import { inviteAll } from "../../rooms/inviteAll.ts";
import { newRoomBody } from "../../rooms/newRoom.ts";
import type { RoomBook } from "../../rooms/RoomBook.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import { takeOwnRoom } from "../../rooms/takeOwnRoom.ts";
import type { RecordStore, StoredValue } from "../../store/RecordStore.ts";
import { wire } from "../../wire.ts";
import type { Leave } from "../holder/createLeave.ts";
import type { Holder } from "../holder/Holder.ts";
import { failureOf } from "../holder/refusals.ts";
import type { Community } from "../trust/Community.ts";
import { charterWish, findAgency } from "./charterWish.ts";
import type { Admissions } from "./createAdmissions.ts";
import type { RoomDesk } from "./createRoomDesk.ts";
import type { Openings, OpeningWish, Summons } from "./Openings.ts";
import { openStandby } from "./openStandby.ts";
import type { RoomGates } from "./RoomGates.ts";

export interface OpeningsParts {
    readonly store: RecordStore;
    readonly http: MatrixHttp;
    readonly clock: Clock;
    readonly book: RoomBook;
    readonly outbox: Outbox;
    readonly gates: RoomGates;
    readonly community: Community;
    readonly holder: Holder;
    readonly leave: Leave;
    readonly desk: RoomDesk;
    readonly admissions: Admissions;
    readonly myUserId: string;
    readonly summons: Summons;
    readonly steward: string | null | undefined;
}

/** Written before its first request: what is to become of the room, whatever happens to this process. */
interface Opening {
    readonly id: string;
    readonly wish: OpeningWish;
    /** Null: not made yet, as far as this device knows. */
    readonly roomId: string | null;
    /** Name and topic are in the outbox. */
    readonly named: boolean;
}

const GROUP = "openings";
const PRESENT_MS = 30_000;
type Step<T> = Promise<Result<T, EngineFailure>>;

export function createOpenings(parts: OpeningsParts): Openings {
    const { store, http, clock, book, outbox, gates, community, holder, leave, desk, admissions } = parts;
    const running = new Set<string>();

    const keep = async (opening: Opening): Promise<Opening> => {
        const value = opening as unknown as StoredValue;
        await store.write([{ kind: "put", table: "trust", key: { group: GROUP, id: opening.id }, value }]);
        return opening;
    };
    const forget = (id: string) => store.write([{ kind: "delete", table: "trust", key: { group: GROUP, id } }]);

    /** Everything that can be refused is refused before there is a room. */
    const plan = (wish: OpeningWish, roomId: string, context: TrustContext): Result<CharterWish, EngineFailure> => {
        const credential = holder.credential();
        if (credential === null) return err(failureOf({ code: holder.code() ?? "ATT_MISSING" }));
        if (!credential.disclosures.has("role:CHARTER")) return err(failureOf({ code: "STM_ROLE" }));
        const label = parseLabel(wish.label, community.registry);
        if (!label.ok) return err({ kind: "invalid-input", path: "label" });
        const agencies: string[] = [];
        for (const said of wish.agencies) {
            const found = findAgency(said, context.bundle);
            if (!found.ok) return err(failureOf({ code: found.error }));
            agencies.push(found.value);
        }
        for (const userId of wish.invite) {
            const agency = community.agencyOfServer(serverNameOf(userId));
            if (agency === null) return err(failureOf({ code: "GATE_AGENCY" }));
            if (wish.agencies.length === 0) agencies.push(agency.id);
        }
        const choice = {
            roomId,
            label: label.value,
            owner: credential.agency,
            agencies,
            admission: wish.admission,
            cells: wish.cells,
            ...(wish.emergency !== undefined && { emergency: wish.emergency }),
            standby: wish.kind === "standby",
        };
        return ok(charterWish(choice, context.bundle, community.registry));
    };

    const makeRoom = async ({ id, wish }: Opening): Step<string> => {
        const mine = [...book.all()].find(({ record }) => record.opening === id);
        if (mine !== undefined) return ok(mine.record.roomId);
        const writers = wish.kind === "standby" ? wish.invite : (wish.broadcasters ?? []);
        const others = writers.filter((userId) => ![parts.myUserId, parts.steward].includes(userId));
        const body = newRoomBody(wish.kind, parts.steward, id, others);
        const answer = await http.request("POST", "/_matrix/client/v3/createRoom", { body, timeoutMs: 60_000 });
        if (!answer.ok) return err(foldFailure(answer.error, clock));
        const roomId = asString(answer.value.room_id);
        if (roomId === null) return err({ kind: "server-error", status: 502 });
        takeOwnRoom(book, parts.myUserId, roomId, body);
        return ok(roomId);
    };

    const isThere = async (roomId: string, type: string): Promise<boolean> => {
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/${type}/`;
        const answer = await http.request("GET", path);
        return answer.ok && asObject(answer.value) !== null;
    };

    const charter = async (wish: OpeningWish, roomId: string, context: TrustContext): Step<void> => {
        if (wish.from !== undefined) {
            const opened = await openStandby(parts, roomId, wish.emergency?.exercise ?? false, context);
            return opened.ok ? parts.summons.clear(roomId, [parts.myUserId, ...wish.invite]) : opened;
        }
        if (gates.ruling(roomId).kind === "ruled") return ok();
        if (await isThere(roomId, wire.charter)) {
            // A kill came between: what the server has is ours, and comes with the next answer.
            book.ensure(roomId).record.charterTold = true;
            return ok();
        }
        const planned = plan(wish, roomId, context);
        if (!planned.ok) return planned;
        const draft = draftCharter(undefined, planned.value, desk.nowS(), context.policies);
        const signed = await desk.sign("charter", draft.charter, "CHARTER", roomId);
        return signed.ok ? desk.file(roomId, signed.value) : signed;
    };

    /** Whoever opens a room to agencies shows them what it asks: choosing both was the leave. */
    const present = async (roomId: string): Step<void> => {
        const ask = leave.askOf(roomId);
        if (ask !== null) await leave.answer(roomId, true);
        const gate = gates.gateOf(roomId);
        const hasShown = () => {
            const standing = gate?.standingOf(parts.myUserId);
            return standing !== null && standing !== undefined && standing.claims.length > 0;
        };
        const untilMs = clock.monotonicMs() + PRESENT_MS;
        while (!hasShown() && clock.monotonicMs() < untilMs) {
            if (leave.askOf(roomId) !== null) await leave.answer(roomId, true);
            const code = gates.presentingCode(roomId);
            if (code !== null) return err(failureOf({ code }));
            await new Promise<void>((resolve) => void clock.after(20, resolve));
        }
        return hasShown() ? ok() : err({ kind: "server-unreachable" });
    };

    const name = async (opening: Opening, roomId: string): Step<Opening> => {
        const { wish } = opening;
        // What stands by is called after its agencies, by everybody.
        if (opening.named || wish.kind === "standby") return ok(opening);
        const put = (type: string, content: { readonly [member: string]: StoredValue }) => {
            const body = { ...content, seq: 1, iat: desk.nowS() };
            const payload = { kind: "state", roomId: roomId as RoomId, type, stateKey: "", content: body } as const;
            return outbox.enqueue({ payload, priority: "chat" });
        };
        if (wish.kind !== "direct") await put("m.room.name", { name: wish.name });
        if (wish.topic !== null) await put("m.room.topic", { topic: wish.topic });
        if (wish.emergency !== undefined) {
            const declared = await parts.summons.declare(roomId, wish.name, wish.emergency);
            if (!declared.ok) return declared;
        }
        return ok(await keep({ ...opening, named: true }));
    };

    /** Whoever has an identity is invited; into an emergency room they are called first. Answers who could not be. */
    const gather = async (wish: OpeningWish, roomId: string, unnamed: readonly string[]): Step<readonly UserId[]> => {
        const { name: called, emergency } = wish;
        const members = book.get(roomId)?.members;
        const isIn = (userId: string) => wish.from !== undefined && members?.get(userId)?.membership === "join";
        const named = wish.invite.filter((userId) => !unnamed.includes(userId));
        const people = named.filter((userId) => !isIn(userId));
        if (emergency !== undefined) {
            // Before the invitations: whoever has the call comes by themselves.
            const sent = await parts.summons.call(roomId, called, emergency, people);
            if (!sent.ok) return sent;
        }
        const refused = await inviteAll({ http, clock }, roomId, people, wish.kind === "direct");
        const notInvited = refused.map(({ userId }) => userId);
        if (emergency === undefined || wish.kind === "standby") return ok(notInvited);
        const coming = named.filter((userId) => !notInvited.includes(userId));
        const furnished = await parts.summons.furnish(roomId, emergency, coming);
        return furnished.ok ? ok(notInvited) : furnished;
    };

    const run = async (start: Opening): Step<{ roomId: RoomId; notInvited: readonly UserId[] }> => {
        let opening = start;
        const { wish } = opening;
        const context = await desk.context();
        if (!context.ok) return context;
        const known = opening.roomId ?? wish.from ?? null;
        const made = known === null ? await makeRoom(opening) : ok(known);
        if (!made.ok) return made;
        const roomId = made.value;
        if (opening.roomId === null) opening = await keep({ ...opening, roomId });
        for (const step of [() => charter(wish, roomId, context.value), () => present(roomId)]) {
            const done = await step();
            if (!done.ok) return done;
        }
        const unnamed = await admissions.admit(roomId, [parts.myUserId, ...wish.invite]);
        if (!unnamed.ok) return unnamed;
        const named = await name(opening, roomId);
        if (!named.ok) return named;
        opening = named.value;
        const refused = await gather(wish, roomId, unnamed.value);
        if (!refused.ok) return refused;
        await forget(opening.id);
        return ok({ roomId: roomId as RoomId, notInvited: [...unnamed.value, ...refused.value] });
    };
    const once = async (opening: Opening): Step<{ roomId: RoomId; notInvited: readonly UserId[] }> => {
        running.add(opening.id);
        return run(opening).finally(() => running.delete(opening.id));
    };

    return {
        isRunning: () => running.size > 0,
        async open(wish) {
            const context = await desk.context();
            if (!context.ok) return context;
            const planned = plan(wish, "!planned", context.value);
            if (!planned.ok) return planned;
            const opening: Opening = { id: crypto.randomUUID(), wish, roomId: null, named: false };
            const done = await once(await keep(opening));
            // The person is told: what is refused, or did not begin, is not done later behind their back.
            if (!done.ok && !(isPassing(done.error) && (await hasRoom(opening.id)))) await forget(opening.id);
            return done;
        },
        async resume() {
            const listed = await store.list("trust", GROUP);
            for (const { value } of listed.ok ? listed.value.records : []) {
                const opening = value as unknown as Opening;
                if (!running.has(opening.id)) await once(opening).catch(() => {});
            }
        },
    };

    async function hasRoom(id: string): Promise<boolean> {
        const kept = await store.get("trust", { group: GROUP, id });
        return kept.ok && asString(asObject(kept.value)?.roomId) !== null;
    }
}

const passing: ReadonlySet<string> = new Set(["server-unreachable", "server-error", "rate-limited"]);
const isPassing = ({ kind }: EngineFailure): boolean => passing.has(kind);
