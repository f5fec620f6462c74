import { ok, unwrap } from "@valise/base";
import type { RoomId, SendKey, SendState } from "@valise/bridge";
import type { AttachmentCipher, EncryptedFileInfo } from "../../files/AttachmentCipher.ts";
import type { Outbox } from "../Outbox.ts";
import type { OutboxPriority } from "../OutboxEntry.ts";
import { openOutbox } from "../openOutbox.ts";
import { createFakeClock } from "./fakeClock.ts";
import { createFakeServer, type Fault } from "./fakeServer.ts";
import { createFakeDisk } from "./fakeStore.ts";

export const room = "!room" as RoomId;
export const other = "!other" as RoomId;
const info = { v: "v2", iv: "iv" } as EncryptedFileInfo;
/** Turns every byte round, so that a test sees whether plaintext was stored. */
const cipher: AttachmentCipher = {
    encrypt: (bytes) => ({ bytes: bytes.map((byte) => byte ^ 0xff), info }),
    decrypt: (bytes) => ok(bytes),
};

/** An outbox on a disk and to a server that do as they are told; what is open changes with each restart. */
export interface StartedOutbox {
    readonly clock: ReturnType<typeof createFakeClock>;
    readonly server: ReturnType<typeof createFakeServer>;
    readonly disk: ReturnType<typeof createFakeDisk>;
    readonly signedOut: boolean[];
    store: ReturnType<ReturnType<typeof createFakeDisk>["open"]>;
    carrier: ReturnType<ReturnType<typeof createFakeServer>["carrier"]>;
    outbox: Outbox;
    /** Killed, and started again. */
    reboot(): Promise<void>;
    /** What happens to the next attempts, one after the other. */
    faults(...list: Fault[]): void;
    say(text: string, roomId?: RoomId, priority?: OutboxPriority): Promise<SendKey>;
    attach(sizeBytes: number, thumbnailBytes?: number | null): Promise<SendKey>;
    /** What has arrived. */
    texts(): unknown[];
    states(): readonly SendState[];
}

export async function startOutbox(): Promise<StartedOutbox> {
    const clock = createFakeClock();
    const server = createFakeServer(clock);
    const disk = createFakeDisk();
    const signedOut: boolean[] = [];
    const open = async () => {
        const [store, carrier] = [disk.open(), server.carrier()];
        const parts = { store, carrier, cipher, clock, random: () => 0.5 };
        const outbox = unwrap(await openOutbox({ ...parts, signedOut: (soft) => void signedOut.push(soft) }));
        return { store, carrier, outbox };
    };
    const at: StartedOutbox = {
        ...{ clock, server, disk, signedOut },
        ...(await open()),
        async reboot() {
            at.store.kill();
            at.carrier.kill();
            Object.assign(at, await open());
            at.outbox.resume();
        },
        faults(...list) {
            server.nextFault = () => list.shift() ?? "none";
        },
        async say(text, roomId = room, priority = "chat") {
            const payload = { kind: "event", roomId, type: "m.room.message", content: { body: text } } as const;
            return unwrap(await at.outbox.enqueue({ payload, priority }));
        },
        async attach(sizeBytes, thumbnailBytes = null) {
            const content = { body: `file ${sizeBytes}`, info: { size: sizeBytes } };
            const attachments = {
                file: new Uint8Array(sizeBytes),
                ...(thumbnailBytes !== null && { thumbnail: new Uint8Array(thumbnailBytes) }),
            };
            const payload = { kind: "file", roomId: room, type: "m.room.message", content } as const;
            return unwrap(await at.outbox.enqueue({ payload, priority: "file", attachments }));
        },
        texts: () => server.arrived.map((event) => event.text),
        states: () => at.outbox.entriesOf(room).map((entry) => entry.state),
    };
    return at;
}
