import {
    type AcceptedStatusList,
    acceptStatusList,
    type Refusal,
    type Signer,
    signStatusList,
    type TrustContext,
} from "@valise/clearance";
import { hasUnpublished, nextStatusList, type Register } from "@valise/clearance/desk";
import { z } from "zod";
import type { ClearanceTools } from "./clearanceTools.ts";
import { readActs } from "./readActs.ts";
import { readTextIfThere, writeTextFile } from "./textFiles.ts";
import { foldRefusal } from "./trustFile.ts";
import { STATUS_TYPE, type TrustRooms } from "./trustRoom.ts";

export interface StatusPublisher {
    readonly agency: string;
    readonly uri: string;
    readonly key: Signer;
    readonly context: TrustContext;
    readonly rooms: TrustRooms;
    /** The agency's own room first: officers' acts from other devices come there. */
    readonly roomIds: readonly string[];
    /** Keeps the newest list that was signed here: what a homeserver shows may be older, never newer than what we know. */
    readonly stateFile: string;
    readonly lifetimeS: number;
    readonly ttlS: number;
    /** Of the agency's officers, as files on this machine. */
    readRegisters(): Promise<readonly Register[]>;
}

export interface Published {
    readonly seq: number;
    readonly issuedAtS: number;
    /** Rooms that could not be written to now. */
    readonly missed: readonly string[];
}

/**
 * Signs the next list and puts it into every trust room. It goes on from the newest list known here or shown there, and
 * never loosens it (clearance SPEC 12.5). Two lists of one number signed by our key are an alarm: nothing is published.
 */
export async function publishStatus(publisher: StatusPublisher, tools: ClearanceTools): Promise<Published> {
    const { agency, uri, context, lifetimeS, ttlS } = publisher;
    const published = await newestList(publisher, tools);
    const request = nextStatusList({
        ...{ agency, uri, published, registers: await registersOf(publisher, published, tools) },
        ...{ floorSeq: context.bundle.statusFloors.get(uri) ?? 0, nowS: tools.nowS(), lifetimeS, ttlS },
    });
    const token = await signStatusList(request, publisher.key, tools.crypto);
    // On the disk before anybody can see it: a number is never signed twice.
    writeTextFile(publisher.stateFile, `${token}\n`, 0o644);
    return { seq: request.seq, issuedAtS: request.issuedAtS, missed: await offer(publisher, token) };
}

/** Puts the newest list that was signed here into the rooms that miss it. */
export async function offerAgain(publisher: StatusPublisher): Promise<readonly string[]> {
    const token = readTextIfThere(publisher.stateFile)?.trim();
    return token === undefined ? publisher.roomIds : offer(publisher, token);
}

/** Whether an officer's act waits for a list. */
export async function isStatusWaiting(publisher: StatusPublisher, tools: ClearanceTools): Promise<boolean> {
    const published = await keptList(publisher, tools);
    return hasUnpublished({ uri: publisher.uri, published, registers: await registersOf(publisher, published, tools) });
}

/** A room that does not answer now brings its acts at the next look. */
async function registersOf(
    publisher: StatusPublisher,
    published: AcceptedStatusList | undefined,
    { nowS }: ClearanceTools,
): Promise<readonly Register[]> {
    const { rooms, roomIds, agency, context } = publisher;
    const [own] = roomIds;
    // By the list itself it shows whether an officer has been revoked meanwhile.
    const lists = new Map(published === undefined ? [] : [[published.uri, published] as const]);
    const judged = { ...context, lists, nowS: nowS() };
    const acts = own === undefined ? [] : await readActs(rooms, own, agency, judged).catch(() => []);
    return [...(await publisher.readRegisters()), ...acts];
}

async function offer({ rooms, roomIds, uri }: StatusPublisher, token: string): Promise<string[]> {
    const tries = roomIds.map(async (roomId) => {
        try {
            await rooms.write(roomId, STATUS_TYPE, uri, { token });
            return [];
        } catch {
            return [roomId];
        }
    });
    return (await Promise.all(tries)).flat();
}

async function newestList(publisher: StatusPublisher, tools: ClearanceTools): Promise<AcceptedStatusList | undefined> {
    let newest = await keptList(publisher, tools);
    for (const roomId of publisher.roomIds) {
        const shown = await publisher.rooms.read(roomId, STATUS_TYPE, publisher.uri).catch(() => null);
        const token = z.object({ token: z.string() }).safeParse(shown).data?.token;
        if (token === undefined) continue;
        const taken = await accept(token, newest, publisher, tools);
        if (taken.ok && taken.value.uri === publisher.uri) newest = taken.value;
        else if (!taken.ok && taken.error.code === "ATT_STATUS_EQUIVOCATION") throw foldRefusal(taken.error);
    }
    return newest;
}

async function keptList(publisher: StatusPublisher, tools: ClearanceTools): Promise<AcceptedStatusList | undefined> {
    const token = readTextIfThere(publisher.stateFile)?.trim();
    if (token === undefined) return undefined;
    const taken = await accept(token, undefined, publisher, tools);
    if (!taken.ok) throw foldRefusal(taken.error satisfies Refusal);
    return taken.value;
}

/** A list that has run out still says who was revoked: it is judged at its own end. */
function accept(
    token: string,
    pin: AcceptedStatusList | undefined,
    { context: { bundle }, uri }: StatusPublisher,
    { crypto, nowS }: ClearanceTools,
) {
    const judged: Pick<TrustContext, "bundle" | "crypto" | "nowS"> = {
        bundle,
        crypto,
        nowS: Math.min(nowS(), endOf(token)),
    };
    return acceptStatusList(token, (of) => (of === uri ? pin : undefined), judged);
}

function endOf(token: string): number {
    try {
        const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
        return z.object({ exp: z.number() }).safeParse(payload).data?.exp ?? Number.POSITIVE_INFINITY;
    } catch {
        return Number.POSITIVE_INFINITY;
    }
}
