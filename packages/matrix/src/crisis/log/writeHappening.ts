import type { RoomId } from "@valise/bridge";
import { broadcastKey, type LogBody, NO_DUFF_KEY, type PhaseWire } from "@valise/crisis";
import type { Account } from "../../session/Account.ts";
import type { Happening } from "./Happenings.ts";
import { writeEntry } from "./writeEntry.ts";

/** What people say in the moment that it tells of leaves first. */
const REST_MS = 3_000;

type Automatic = Extract<LogBody, { kind: "auto" }>;

/**
 * Writes an automatic entry into this person's chain (crisis SPEC 16.7): of every crisis that goes on where they are, an
 * exercise's or an actual one's as fits; what is real goes into an exercise's too, marked as real.
 */
export async function writeHappening(current: Account, happening: Happening): Promise<void> {
    const { code, facts, broadcast } = happening;
    const body: Automatic = {
        ...{ kind: "auto", code, facts },
        ...(broadcast !== undefined && { broadcast: { sub: broadcast.ref.sub, id: broadcast.ref.id } }),
    };
    const said = Object.entries(facts).map(([name, value]) => `${name}=${value}`);
    const text = ["[AUTO]", code, ...said].join(" ");
    for (const { roomId, exercise } of placesOf(current, happening)) {
        if (isWritten(current, roomId, body)) continue;
        const isReal = exercise && broadcast?.status === "actual";
        const extra = isReal ? { [NO_DUFF_KEY]: true as const } : undefined;
        // A room that cannot be written to now keeps its log without this entry.
        await writeEntry(current, roomId as RoomId, {
            body,
            text,
            label: null,
            restMs: REST_MS,
            ...(extra && { extra }),
        });
    }
}

/** The one room that it is about, also while its phase has not come back from the server; else where it belongs. */
function placesOf(
    { crisis }: Account,
    happening: Happening,
): { readonly roomId: string; readonly exercise: boolean }[] {
    if (happening.roomId !== undefined) return [{ roomId: happening.roomId, exercise: false }];
    return crisis.phases
        .all()
        .filter(({ wire }) => belongs(happening, wire))
        .map(({ roomId, wire }) => ({ roomId, exercise: wire.exercise }));
}

function belongs({ broadcast }: Happening, { phase, exercise }: PhaseWire): boolean {
    if (phase === "closed" || broadcast?.status === "test") return false;
    return broadcast?.status !== "exercise" || exercise;
}

/** Several devices may lead in turn, or one after a restart: what was said is not said again. */
function isWritten({ crisis }: Account, roomId: string, body: Automatic): boolean {
    const said = crisis.logs
        .log(roomId)
        .merged.entries.flatMap(({ wire }) => (wire.body.kind === "auto" ? wire.body : []));
    const { code, broadcast, facts } = body;
    if (code.startsWith("link-"))
        return (
            said.findLast((each) => each.code.startsWith("link-") && each.facts.agency === facts.agency)?.code === code
        );
    if (code === "watch-changed")
        return said.some((each) => each.code === code && each.facts.role === facts.role && each.facts.at === facts.at);
    // A plan is held and goes on as often as somebody says so.
    if (broadcast === undefined || code.startsWith("plan-")) return false;
    return said.some((each) => {
        // Each cell does a step for its own people.
        const isSame = each.code === code && each.facts.step === facts.step && each.facts.agency === facts.agency;
        return isSame && each.broadcast !== undefined && broadcastKey(each.broadcast) === broadcastKey(broadcast);
    });
}
