import type { Clock } from "@valise/base";
import { ok } from "@valise/base";
import type { BreakGlass } from "@valise/clearance";
import type { RoomEncryptor } from "../../crypto/createRoomEncryptor.ts";
import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import { isGated } from "../../rooms/createRecipients.ts";
import type { RoomBook } from "../../rooms/RoomBook.ts";
import type { RecordStore } from "../../store/RecordStore.ts";
import type { Leave } from "../holder/createLeave.ts";
import type { Holder } from "../holder/Holder.ts";
import type { Community } from "../trust/Community.ts";
import { createGateBuilder } from "./buildGateSnapshot.ts";
import type { Identities } from "./createIdentities.ts";
import { createKeyKeeping } from "./createKeyKeeping.ts";
import { createPresenter } from "./createPresenter.ts";
import { createReoffer } from "./createReoffer.ts";
import { createRoomGate, type RoomGate } from "./createRoomGate.ts";
import { createServerRetention } from "./createServerRetention.ts";
import { createGateStore } from "./GateRecord.ts";
import type { RoomGates } from "./RoomGates.ts";

export interface RoomGatesParts {
    readonly store: RecordStore;
    readonly clock: Clock;
    readonly http: MatrixHttp;
    readonly book: RoomBook;
    readonly encryptor: Pick<RoomEncryptor, "track" | "rotate">;
    readonly identities: Identities;
    readonly community: Community;
    readonly holder: Holder;
    readonly leave: Leave;
    readonly myUserId: string;
    /** People who may read and could not before. */
    onReaders(roomId: string, userIds: readonly string[]): void;
}

export function createRoomGates(parts: RoomGatesParts): RoomGates {
    const { store, book, encryptor, identities, community, holder, leave, myUserId } = parts;
    const gates = new Map<string, RoomGate>();
    const builders = new Map<string, ReturnType<typeof createGateBuilder>>();
    const listeners: ((roomId: string) => void)[] = [];
    const entry = (roomId: string) => book.get(roomId);
    const presenter = createPresenter({ ...parts, entry });
    const reoffer = createReoffer({ ...parts, entry });
    const serverRetention = createServerRetention({ ...parts, entry });

    const told = (roomId: string) => {
        for (const listener of listeners) listener(roomId);
    };
    const make = (roomId: string): RoomGate => {
        const gate = createRoomGate({
            ...parts,
            roomId,
            store: createGateStore(store, roomId),
            entry: () => entry(roomId),
            ownPolicy: () => holder.clearance()?.policy ?? null,
            isPresenting: presenter.isPresenting,
            track: encryptor.track,
            rotate: encryptor.rotate,
            afterLook(looked) {
                presenter.consider(looked);
                reoffer.consider(looked);
                serverRetention.consider(looked);
                keys.consider(looked);
            },
            roomChanged: (changed) => book.changed(changed),
            changed: told,
        });
        gates.set(roomId, gate);
        gate.look();
        return gate;
    };
    /** Null: nothing was ever told of a charter there. */
    const gateOf = (roomId: string): RoomGate | null => {
        const room = entry(roomId);
        return room === null || !isGated(room) ? null : (gates.get(roomId) ?? make(roomId));
    };
    const keys = createKeyKeeping({ ...parts, gateOf });
    const lookEverywhere = () => {
        for (const gate of gates.values()) gate.look();
    };

    book.onChanged((roomIds) => {
        for (const roomId of roomIds) {
            const room = entry(roomId);
            if (room?.gate.changed) gateOf(roomId)?.look();
        }
    });
    community.onChanged(lookEverywhere);
    holder.onChanged(lookEverywhere);
    leave.onAnswered((roomId) => gates.get(roomId)?.look());
    identities.onChanged((userIds) => {
        for (const gate of gates.values()) {
            const members = entry(gate.roomId)?.members;
            if (userIds.some((userId) => members?.get(userId)?.membership === "join")) gate.look();
        }
    });

    return {
        ...{ gateOf, keys },
        ruling: (roomId) => gateOf(roomId)?.ruling() ?? { kind: "unlabelled" },
        memberOf: (roomId, userId) => gateOf(roomId)?.standingOf(userId) ?? null,
        wasLetIn: (roomId, userId, atMs) =>
            gateOf(roomId)
                ?.state()
                .roster?.glasses.some((glass) => isLetIn(glass, userId, atMs / 1000)) === true,
        narrow: async (target, purpose) => gateOf(target.roomId)?.narrow(target, purpose) ?? ok(target),
        presentingCode: presenter.codeOf,
        snapshot(roomId) {
            const build =
                builders.get(roomId) ??
                createGateBuilder({
                    myUserId,
                    community,
                    clearance: holder.clearance,
                    askOf: (asking) => leave.askOf(asking)?.claims ?? null,
                    codeOf: presenter.codeOf,
                });
            builders.set(roomId, build);
            return build(roomId, gateOf(roomId), entry(roomId));
        },
        onChanged: (listener) => void listeners.push(listener),
        stop() {
            presenter.stop();
            reoffer.stop();
            serverRetention.stop();
            keys.stop();
            for (const gate of gates.values()) gate.stop();
        },
    };
}

const isLetIn = ({ sub, iat, exp }: BreakGlass, userId: string, atS: number): boolean =>
    sub === userId && iat <= atS && atS < exp;
