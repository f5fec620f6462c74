import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers, EngineParsed, EscalationActName, UserId } from "@valise/bridge";
import { BROADCAST_ROLE, DEFAULT_QUOTAS, decideAcknowledgement, deputiesFor, keyOf, quotaOf } from "@valise/crisis";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import type { Account } from "../../session/Account.ts";
import { aboutBroadcast } from "../answers/createAnswers.ts";
import { nowSOf } from "../CrisisParts.ts";
import { crisisCodeOf } from "../crisisCodeOf.ts";
import { queueAttachments } from "./attachments.ts";
import type { BroadcastRecord } from "./BroadcastRecord.ts";
import { type BroadcastRefs, draftWish, sendBlock } from "./composeBroadcast.ts";
import { recipientsOf } from "./createManifests.ts";

type BroadcastCommands = Pick<
    EngineHandlers,
    "previewBroadcast" | "sendBroadcast" | "cancelBroadcast" | "answerBroadcast" | "markBroadcastSeen" | "silenceAlarm"
>;
type Wish = EngineParsed<"sendBroadcast">;
type Named = EngineParsed<"silenceAlarm">["broadcast"];

/** What a person does with broadcasts: send, preview, end, answer, look at. */
export function createBroadcastCommands(account: () => Account | null): BroadcastCommands {
    const withAccount = async <T>(run: (account: Account) => Promise<Result<T, EngineFailure>>) => {
        const current = account();
        return current === null ? err<EngineFailure>({ kind: "not-signed-in" }) : run(current);
    };
    const find = ({ crisis }: Account, { senderId, broadcastId }: Named) =>
        crisis.broadcasts.find({ sub: senderId, id: broadcastId });
    const withBroadcast = <T>(
        named: Named,
        run: (current: Account, record: BroadcastRecord) => Promise<Result<T, EngineFailure>>,
    ) =>
        withAccount(async (current) => {
            const record = find(current, named);
            return record === null ? err<EngineFailure>({ kind: "not-found" }) : run(current, record);
        });

    return {
        previewBroadcast: (wish) => withAccount((current) => preview(current, wish)),
        sendBroadcast: (wish) =>
            withAccount(async (current) => {
                const earlier = wish.supersedes === null ? null : find(current, wish.supersedes);
                if (wish.supersedes !== null && earlier === null) return err({ kind: "not-found" });
                return send(current, wish, { supersedes: earlier === null ? [] : [refOf(earlier)], cancels: [] });
            }),
        cancelBroadcast: ({ broadcast, reason }) =>
            withBroadcast(broadcast, async (current, record) => {
                const { received } = record;
                const { precedence, status, exerciseName, audience } = received.wire;
                const wish = {
                    ...{ roomId: received.room as never, precedence, status, texts: reason, headlines: {} },
                    ...{ exerciseName: exerciseName ?? null, audience, ask: null, label: null },
                    ...{ supersedes: null, expiresInMs: null, files: [], plan: null },
                };
                return send(current, wish, { supersedes: [], cancels: [refOf(record)] });
            }),
        answerBroadcast: (input) => withBroadcast(input.broadcast, (current, record) => answer(current, record, input)),
        markBroadcastSeen: ({ broadcast }) =>
            withBroadcast(broadcast, async (current, { received }) => {
                const { crisis, clock } = current;
                const about = aboutOf(received);
                // Only who was told of it by its own broadcast says so; one's own is not one's to see.
                if (crisis.answers.get(about, null) === null) return ok();
                await crisis.answers.say(about, received.room, { seenS: nowSOf(clock) });
                return ok();
            }),
        silenceAlarm: ({ broadcast }) =>
            withBroadcast(broadcast, async ({ crisis }, { received }) => {
                await crisis.broadcasts.silence(keyOf(received), false);
                return ok();
            }),
    };
}

const refOf = ({ received: { author, wire } }: BroadcastRecord) => ({ sub: author.sub, id: wire.id, iat: wire.iat });
const aboutOf = ({ author, wire }: BroadcastRecord["received"]) => aboutBroadcast({ sub: author.sub, id: wire.id });

async function send(current: Account, wish: Wish, refs: BroadcastRefs) {
    const { crisisParts } = current;
    const refused = draftWish(wish, refs, crisisParts);
    if (!refused.ok) return refused;
    const queued = await queueAttachments(current, wish);
    if (!queued.ok) return queued;
    const block = draftWish(wish, refs, crisisParts, queued.value.attachments);
    const sent = block.ok ? await sendBlock(block.value, wish.roomId, wish.label, crisisParts) : block;
    if (!sent.ok) for (const key of queued.value.keys) await current.outbox.discard(key);
    return sent;
}

/** Who of the channel is reached and who is not, and which of its kind it would be today. Sends nothing. */
async function preview(current: Account, wish: EngineParsed<"previewBroadcast">) {
    const { crisis, crisisParts, book, clock } = current;
    const entry = book.get(wish.roomId);
    const block = draftWish(wish, { supersedes: [], cancels: [] }, crisisParts);
    if (!block.ok) return block;
    if (entry === null) return err<EngineFailure>({ kind: "not-found" });
    if (crisisParts.holder.credential()?.disclosures.has(`role:${BROADCAST_ROLE}`) !== true)
        return err<EngineFailure>({ kind: "refused", code: "CRS_NOT_BROADCASTER" });
    const recipients = await recipientsOf(entry, block.value, { ...crisisParts, watch: crisis.watch });
    const midnight = new Date(clock.nowMs()).setHours(0, 0, 0, 0) / 1000;
    const next = { agency: block.value.lead, precedence: wish.precedence, isActual: wish.status === "actual" };
    const sent = crisis.broadcasts.records().map(({ received }) => received);
    const { ordinal, over } = quotaOf(sent, next, midnight, DEFAULT_QUOTAS);
    return ok({
        readers: recipients.filter(({ reach }) => reach === "keyed").length,
        notReading: recipients
            .filter(({ reach }) => reach !== "keyed")
            .map(({ sub, reach, code }) => ({
                userId: sub as UserId,
                code: code ?? (reach === "no-device" ? "CRS_NO_DEVICE" : "ATT_MISSING"),
            })),
        ordinal,
        overQuota: over ?? null,
        plan: block.value.plan.map(({ step, afterS, do: act }) => ({
            ...{ step, do: act, afterMs: afterS * 1000 },
            calls: callsOf(
                act,
                current,
                wish.roomId,
                recipients.filter(({ reach }) => reach === "keyed"),
            ),
        })),
    });
}

/** How many of one's own agency a step would call, were none of these to answer. */
function callsOf(
    act: EscalationActName,
    { crisis, crisisParts, clearances }: Account,
    roomId: string,
    recipients: readonly { readonly sub: string }[],
): number {
    const own = recipients
        .map(({ sub }) => sub)
        .filter((sub) => clearances.community.agencyOfServer(serverNameOf(sub))?.id === crisisParts.agency);
    if (act === "deputies") return deputiesFor(own, crisis.escalations.deputiesOf).length;
    if (act === "second-cell") return crisis.cell.cells(roomId).second.length;
    return act === "alarm" || act === "gateway" ? own.length : 0;
}

/** Persisted before it resolves; the cell's confirmation comes later and is shown then. */
async function answer(
    { crisis, crisisParts, gates, clock, session }: Account,
    { received }: BroadcastRecord,
    input: EngineParsed<"answerBroadcast">,
): Promise<Result<void, EngineFailure>> {
    const { me, agency } = crisisParts;
    // Whoever sent it has nothing to acknowledge, however they are addressed.
    if (received.author.sub === me.userId && input.insteadOf === null)
        return err({ kind: "refused", code: "CRS_NOT_ADDRESSED" });
    const person = crisis.watch.addressee(input.insteadOf ?? me.userId, agency ?? "");
    const about = aboutOf(received);
    const { kind, option, text, triage, location, insteadOf } = input;
    const choice = {
        kind,
        ...(option !== null && { option }),
        ...(text !== null && { text }),
        ...(triage !== null && { triage }),
        ...(location !== null && { location }),
    };
    const cleared = gates.memberOf(received.room, session.userId)?.reads === true;
    const decided = decideAcknowledgement(
        received,
        { person, cleared, ...(insteadOf !== null && { by: me.userId }) },
        choice,
        crisis.answers.get(about, insteadOf)?.record ?? {},
        crisis.broadcasts.book(),
        nowSOf(clock),
    );
    if (!decided.ok) return err({ kind: "refused", code: crisisCodeOf(decided.error.kind) });
    await crisis.answers.say(about, received.room, decided.value, insteadOf);
    await crisis.broadcasts.silence(keyOf(received), true);
    return ok();
}
