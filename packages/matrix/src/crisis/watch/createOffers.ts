import { epochMs } from "@valise/base";
import { parseStatement, SKEW_S, type StatementWire, type TrustContext, verifyStatement } from "@valise/clearance";
import { type CapsuleWire, capsuleDigest, type HandoverWire, parseCapsule, readOffer } from "@valise/crisis";
import { asObject, asString, type JsonObject } from "../../json.ts";
import { type CrisisParts, nowSOf } from "../CrisisParts.ts";
import { createCrisisTable } from "../CrisisTable.ts";
import { WATCH_OFFER_TYPE } from "../wire.ts";

/** A watch that somebody offered this person, signed by them: it is theirs when they sign it too. */
export interface WatchOffer {
    readonly roomId: string;
    readonly by: string;
    readonly statement: StatementWire;
    readonly handover: HandoverWire & { readonly to: string };
    readonly capsule: CapsuleWire | null;
}

/** Watches on their way from hand to hand, by encrypted to-device message (crisis SPEC 13.7). */
export interface WatchOffers {
    /** The newest that can still be signed; null: none. */
    of(agency: string, role: string): WatchOffer | null;
    /** Sends one signed by its giver. Queued on the disk when it resolves. */
    send(offer: Omit<WatchOffer, "by">): Promise<void>;
    taken(offer: WatchOffer): Promise<void>;
    onChanged(listener: () => void): void;
    load(): Promise<void>;
    stop(): void;
}

export function createOffers(
    parts: Pick<CrisisParts, "store" | "clock" | "community" | "outbox" | "toDevice" | "me">,
): WatchOffers {
    const { clock, community, outbox, toDevice, me } = parts;
    const table = createCrisisTable<WatchOffer>(parts.store, "offer");
    let offers: readonly WatchOffer[] = [];
    const listeners: (() => void)[] = [];
    let timer: Disposable | null = null;
    const told = () => {
        for (const listener of listeners) listener();
    };
    /** Both sign within 120 s of the handover's own time, so an offer does not live longer (clearance SPEC 7.3). */
    const isLive = ({ handover }: WatchOffer) => Math.abs(nowSOf(clock) - handover.iat) <= SKEW_S;
    const drop = async (gone: readonly WatchOffer[]) => {
        offers = offers.filter((each) => !gone.includes(each));
        await table.remove(gone.map(({ statement }) => statement.payload));
        told();
    };
    const sweep = async (): Promise<void> => {
        timer?.[Symbol.dispose]();
        timer = null;
        await drop(offers.filter((each) => !isLive(each)));
        if (offers.length > 0) timer = clock.after(5_000, () => void sweep());
    };

    toDevice.on(WATCH_OFFER_TYPE, async ({ senderId, content, isSenderSigned }) => {
        const context = community.context();
        const offer = context === null ? null : await readOfferMessage(content, senderId, me.userId, context);
        if (offer === null || !isLive(offer) || !(await isSenderSigned())) return;
        await table.put([[offer.statement.payload, offer]]);
        offers = [...offers.filter((each) => each.statement.payload !== offer.statement.payload), offer];
        await sweep();
    });

    return {
        of(agency, role) {
            const mine = offers.filter((each) => each.handover.agency === agency && each.handover.role === role);
            return mine.filter(isLive).toSorted((a, b) => b.handover.iat - a.handover.iat)[0] ?? null;
        },
        async send({ roomId, statement, handover, capsule }) {
            const content = { room: roomId, statement, capsule };
            const messages = { [handover.to]: { "*": content } };
            const payload = { kind: "to-device", type: WATCH_OFFER_TYPE, messages, encrypt: true } as const;
            // Signed by both within that time, or offered again.
            const untilMs = epochMs((handover.iat + SKEW_S) * 1000);
            await outbox.enqueue({ payload: payload as never, priority: "crisis", untilMs });
        },
        taken: (offer) => drop([offer]),
        onChanged: (listener) => void listeners.push(listener),
        async load() {
            offers = [...(await table.list()).map(({ value }) => value), ...offers];
            await sweep();
        },
        stop: () => timer?.[Symbol.dispose](),
    };
}

/** Signed by who sent it, for this person, with the capsule that its digest names. */
async function readOfferMessage(
    content: JsonObject,
    senderId: string,
    me: string,
    context: TrustContext,
): Promise<WatchOffer | null> {
    const roomId = asString(content.room);
    const parsed = parseStatement(asObject(content.statement), "handover");
    if (roomId === null || !parsed.ok) return null;
    const verified = await verifyStatement(parsed.value, "handover", roomId, context);
    const read = verified.ok ? readOffer(verified.value) : null;
    if (!verified.ok || !read?.ok || read.value.to !== me) return null;
    if (verified.value.by.length !== 1 || verified.value.by[0]?.sub !== senderId) return null;
    const capsule = content.capsule === null ? null : parseCapsule(content.capsule);
    if (capsule !== null && !capsule.ok) return null;
    const digest = capsule === null ? undefined : await capsuleDigest(context.crypto, capsule.value);
    if (digest !== read.value.capsule) return null;
    return { roomId, by: senderId, statement: parsed.value, handover: read.value, capsule: capsule?.value ?? null };
}
