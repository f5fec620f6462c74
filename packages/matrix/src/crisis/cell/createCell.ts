import { draftStatement, verifyStatement } from "@valise/clearance";
import {
    ANSWER_CONFIRMED_TYPE,
    ANSWER_TYPE,
    type AnswerWire,
    type BroadcastRef,
    broadcastKey,
    COUNTS_EVERY_S,
    collectAnswer,
    collectManifest,
    collectRelease,
    confirmationOf,
    countsToSign,
    isHandedOver,
    type LedgerEntry,
    MANIFEST_TYPE,
    type ManifestWire,
    parseAnswer,
    parseManifest,
    parseRelease,
    RELEASE_TYPE,
    type ReceivedBroadcast,
    readCounts,
    WATCH_PREFIX,
} from "@valise/crisis";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import type { Broadcasts } from "../broadcasts/createBroadcasts.ts";
import { type CrisisParts, nowSOf } from "../CrisisParts.ts";
import { claimedRoom } from "../claimedRoom.ts";
import type { WatchBook } from "../watch/createWatchBook.ts";
import { COUNTS_TYPE } from "../wire.ts";
import type { CellLedger } from "./createLedger.ts";

/** The own agency's cell, where this device is of it: takes answers and manifests, confirms, and passes counts on. */
export interface Cell {
    /** Duty officers of the own agency for a channel now, and who stands behind them: the deputies of their duty roles. */
    cells(roomId: string): { readonly first: readonly string[]; readonly second: readonly string[] };
    /** This person collects for a broadcast: one of the duty officers, or of the second cell once it was handed over. */
    serves(received: ReceivedBroadcast): boolean;
    /** The own word of a duty officer. True when it stands in the ledger room. */
    collectOwn(wire: AnswerWire): Promise<boolean>;
    /** Whom the own broadcast of a duty officer was addressed to. */
    collectOwnManifest(manifest: ManifestWire): Promise<void>;
    stop(): void;
}

export interface CellParts
    extends Pick<CrisisParts, "clock" | "gates" | "community" | "holder" | "outbox" | "toDevice" | "me" | "agency"> {
    readonly watch: WatchBook;
    readonly ledger: CellLedger;
    readonly broadcasts: Broadcasts;
}

interface Waiting {
    readonly userId: string;
    readonly deviceId: string;
    readonly wire: AnswerWire;
    readonly entry: LedgerEntry;
}

export function createCell(parts: CellParts): Cell {
    const { clock, gates, community, holder, outbox, watch, ledger, broadcasts, me, agency } = parts;
    /** Devices that wait for the ledger to hold what they said. */
    let waiting: Waiting[] = [];
    /** What was last passed on of each broadcast. */
    const passed = new Map<string, string>();
    let countsTimer: Disposable | null = null;

    const cellsOf = (roomId: string): Readonly<Record<string, readonly string[]>> => {
        const ruling = gates.ruling(roomId);
        return ruling.kind === "ruled" ? ruling.charter.cells : {};
    };
    const cells: Cell["cells"] = (roomId) => ({
        first: watch.cell(cellsOf(roomId), agency ?? ""),
        second: watch.secondCell(cellsOf(roomId), agency ?? ""),
    });
    const serves: Cell["serves"] = (received) => {
        const { first, second } = cells(received.room);
        if (first.includes(me.userId)) return true;
        // Without the ledger room it would count what it alone heard of.
        if (!second.includes(me.userId) || ledger.room() === null) return false;
        const isOnDuty = (who: string) => first.includes(who);
        return isHandedOver({
            ...{ received, ledger: ledger.all(), isOnDuty, secondCell: second },
            nowS: nowSOf(clock),
        });
    };
    const isOwnAgency = (userId: string) =>
        agency !== null && community.agencyOfServer(serverNameOf(userId))?.id === agency;
    const rolesOf = (userId: string) =>
        watch
            .directory()
            .roles.filter(({ agency: of }) => of === agency)
            .filter(({ id }) => watch.cell({ [agency ?? ""]: [id] }, agency ?? "").includes(userId));
    const mayAnswerFor = (deputy: string, sub: string) =>
        watch.directory().deputiesOf(sub, rolesOf(sub)).includes(deputy);

    const send = (type: string, messages: Readonly<Record<string, Readonly<Record<string, object>>>>) =>
        outbox.enqueue({
            payload: { kind: "to-device", type, messages, encrypt: true } as never,
            priority: "crisis",
        });
    const confirm = (list: readonly Waiting[]) => {
        for (const { userId, deviceId, wire, entry } of list) {
            const content = confirmationOf(wire, entry, ledger.published());
            void send(ANSWER_CONFIRMED_TYPE, { [userId]: { [deviceId]: content } });
        }
    };
    const isHeld = ({ wire, entry }: Waiting) => confirmationOf(wire, entry, ledger.published()).held === "ledger";
    const confirmHeld = () => {
        const held = waiting.filter(isHeld);
        if (held.length === 0) return;
        waiting = waiting.filter((each) => !held.includes(each));
        confirm(held);
    };
    ledger.onPublished(confirmHeld);

    const collect = async (wire: AnswerWire, userId: string): Promise<LedgerEntry | null> => {
        const entry = collectAnswer(wire, { sender: userId, isOwnAgency, mayAnswerFor });
        if (!entry.ok) return null;
        await ledger.add([entry.value]);
        return entry.value;
    };

    parts.toDevice.on(ANSWER_TYPE, async ({ senderId, senderDeviceId, content, isSenderSigned }) => {
        const wire = parseAnswer(content);
        if (!wire.ok || !(await isSenderSigned())) return;
        const entry = await collect(wire.value, senderId);
        if (entry === null) return;
        const one = { userId: senderId, deviceId: senderDeviceId, wire: wire.value, entry };
        if (isHeld(one) || ledger.room() === null) confirm([one]);
        else waiting.push(one);
    });

    const takeManifest = async (manifest: ManifestWire, sender: string) => {
        const entries = collectManifest(manifest, { sender, isOwnAgency });
        if (entries.ok) await ledger.add(entries.value);
    };
    parts.toDevice.on(MANIFEST_TYPE, async ({ senderId, content, isSenderSigned }) => {
        const manifest = parseManifest(content);
        if (manifest.ok && (await isSenderSigned())) await takeManifest(manifest.value, senderId);
    });

    parts.toDevice.on(RELEASE_TYPE, async ({ senderId, content, isSenderSigned }) => {
        const release = parseRelease(content);
        const record = release.ok ? broadcasts.find(release.value.broadcast) : null;
        if (!release.ok || record === null || !(await isSenderSigned())) return;
        const of = community.agencyOfServer(serverNameOf(senderId))?.id;
        const named = cellsOf(record.received.room);
        if (of === undefined || !watch.bothCells(named, of).includes(senderId)) return;
        const roles = (named[of] ?? []).map((role) => `${WATCH_PREFIX}${role}`);
        const agencyOf = (sub: string) => community.agencyOfServer(serverNameOf(sub))?.id;
        const entry = collectRelease(release.value, { agency: of, roles }, { cells: named, agencyOf });
        if (entry.ok) await ledger.add([entry.value]);
    });

    parts.toDevice.on(COUNTS_TYPE, async ({ content }) => {
        const context = community.context();
        const room = claimedRoom(content.payload);
        if (context === null || room === null) return;
        // A statement carries its own proof; who brought it does not matter.
        const verified = await verifyStatement(content, "counts", room, context);
        const entry = verified.ok ? readCounts(verified.value, { room, cells: cellsOf(room) }) : null;
        if (entry?.ok) await ledger.add([entry.value]);
    });

    const passCounts = async () => {
        countsTimer = null;
        for (const { received, refused } of broadcasts.records()) {
            const { wire, author, room } = received;
            if (refused !== null || wire.lead === agency || !serves(received) || nowSOf(clock) > wire.expires) continue;
            await passCountsOf({ sub: author.sub, id: wire.id }, room, wire.lead);
        }
    };
    const passCountsOf = async (ref: BroadcastRef, room: string, lead: string) => {
        const key = broadcastKey(ref);
        const to = watch.bothCells(cellsOf(room), lead);
        const role = cellsOf(room)[agency ?? ""]?.find((id) =>
            watch.bothCells({ [agency ?? ""]: [id] }, agency ?? "").includes(me.userId),
        );
        if (to.length === 0 || role === undefined) return;
        const payload = countsToSign(ledger.all(), key, { room, agency: agency ?? "", nowS: nowSOf(clock) });
        const text = JSON.stringify(payload.counts);
        if (payload.counts.addressed === 0 || passed.get(key) === text) return;
        const draft = draftStatement("counts", payload);
        const signed = await holder.signStatement(
            { kind: "counts", audience: room, payload: draft.payload },
            `${WATCH_PREFIX}${role}`,
        );
        if (!signed.ok) return;
        passed.set(key, text);
        const statement = { ...draft, by: [signed.value] };
        await send(COUNTS_TYPE, Object.fromEntries(to.map((userId) => [userId, { "*": statement }])));
    };
    ledger.onChanged(() => {
        countsTimer ??= clock.after(COUNTS_EVERY_S * 1000, () => void passCounts());
    });

    return {
        cells,
        serves,
        async collectOwn(wire) {
            const entry = await collect(wire, me.userId);
            if (entry === null) return false;
            return confirmationOf(wire, entry, ledger.published()).held === "ledger";
        },
        collectOwnManifest: (manifest) => takeManifest(manifest, me.userId),
        stop() {
            countsTimer?.[Symbol.dispose]();
        },
    };
}
