import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers, EngineParsed } from "@valise/bridge";
import {
    coverageCsv,
    coverageOf,
    keyOf,
    personRungs,
    RELEASE_TYPE,
    ROLL_CALL_STATES,
    rollCallCsv,
    rollCallOf,
} from "@valise/crisis";
import type { Account } from "../../session/Account.ts";
import type { BroadcastRecord } from "../broadcasts/BroadcastRecord.ts";
import { nowSOf } from "../CrisisParts.ts";
import { personName } from "../personName.ts";

const coverageHead = [
    ...(["agency", "asOf", "addressed", "noDevice", "noKey", "notDelivered"] as const),
    ...(["undecryptable", "delivered", "seen", "acknowledged", "cannotComply"] as const),
];
const rollCallHead = ["name", "user", "post", "state", "place", "answer", "text", "by", "at", "reached"] as const;
type Words = Readonly<Record<string, string | undefined>>;
const say = <K extends string>(names: readonly K[], words: Words) =>
    Object.fromEntries(names.map((name) => [name, words[name] ?? name])) as Record<K, string>;

type CellCommand =
    | "pauseEscalation"
    | "skipEscalationStep"
    | "callDeputies"
    | "gatewayCalled"
    | "releaseName"
    | "exportBroadcast"
    | "readCap";
type CellCommands = Pick<EngineHandlers, CellCommand>;
type Document = { name: string; mimeType: string; bytes: Uint8Array<ArrayBuffer> };

const refused = (code: string) => err<EngineFailure>({ kind: "refused", code });

/** What a duty officer's cell does with a broadcast: hold its plan, name a person to others, take it out as a document. */
export function createCellCommands(account: () => Account | null): CellCommands {
    const withBroadcast = async <T>(
        { senderId, broadcastId }: EngineParsed<"pauseEscalation">["broadcast"],
        run: (current: Account, record: BroadcastRecord) => Promise<Result<T, EngineFailure>>,
    ): Promise<Result<T, EngineFailure>> => {
        const current = account();
        if (current === null) return err({ kind: "not-signed-in" });
        const record = current.crisis.broadcasts.find({ sub: senderId, id: broadcastId });
        return record === null ? err({ kind: "not-found" }) : run(current, record);
    };
    const ofCell = <T>(
        named: EngineParsed<"pauseEscalation">["broadcast"],
        run: (current: Account, record: BroadcastRecord) => Promise<Result<T, EngineFailure>>,
    ) =>
        withBroadcast(named, async (current, record) =>
            current.crisis.cell.serves(record.received)
                ? run(current, record)
                : err<EngineFailure>({ kind: "refused", code: "CRS_NOT_OF_THE_CELL" }),
        );
    return {
        pauseEscalation: ({ broadcast, paused, reason }) =>
            ofCell(broadcast, async ({ crisis }, record) => {
                await crisis.escalations.pause(record, paused, reason);
                return ok();
            }),
        gatewayCalled: async ({ call, state, exitCode }) => {
            const isWhole = (exitCode === 0) === (state === "done") && (state !== "timed-out" || exitCode === null);
            if (!isWhole) return err({ kind: "invalid-input", path: "exitCode" });
            const outcome = { state, ...(exitCode !== null && { exit: exitCode }) };
            return account()?.crisis.gateway.report(call, outcome) === true ? ok() : err({ kind: "not-found" });
        },
        skipEscalationStep: ({ broadcast, step, reason }) =>
            ofCell(broadcast, async ({ crisis }, record) =>
                (await crisis.escalations.skip(record, step, reason)) ? ok() : refused("CRS_STEP_DONE"),
            ),
        callDeputies: ({ broadcast, userIds }) =>
            ofCell(broadcast, async ({ crisis }, record) => {
                const called = await crisis.escalations.callDeputies(record, userIds);
                if (called === null) return refused("CRS_NO_DEPUTIES_IN_PLAN");
                return called === 0 ? refused("CRS_NO_DEPUTIES") : ok({ called });
            }),
        releaseName: ({ broadcast, userId }) =>
            ofCell(broadcast, (current, record) => release(current, record, userId)),
        exportBroadcast: ({ broadcast, format, words }) =>
            format === "cap-xml"
                ? withBroadcast(broadcast, async (current, { received }) => {
                      const { writeAlert } = await import("./capFiles.ts");
                      const xml = writeAlert(received, markingOf(current, received.room));
                      return xml.ok
                          ? ok(documentOf(`${received.wire.id}.cap.xml`, "application/cap+xml", xml.value))
                          : xml;
                  })
                : ofCell(broadcast, async (current, record) => ok(tableOf(current, record, format, words))),
        readCap: async ({ bytes }) => {
            const current = account();
            if (current === null) return err({ kind: "not-signed-in" });
            const { readAlert } = await import("./capFiles.ts");
            return readAlert(bytes, { lead: current.crisisParts.agency ?? "", nowS: nowSOf(current.clock) });
        },
    };
}

/** Tells the other cells of the channel where one person of one's own agency stands. */
async function release(
    { crisis, crisisParts, gates, outbox, clock }: Account,
    { received }: BroadcastRecord,
    userId: string,
) {
    const person = personRungs(crisis.ledger.all(), keyOf(received)).get(userId);
    const ruling = gates.ruling(received.room);
    if (person === undefined || ruling.kind !== "ruled") return err<EngineFailure>({ kind: "not-found" });
    const { agencies, cells } = ruling.charter;
    const others = agencies.filter((agency) => agency !== crisisParts.agency);
    const to = others.flatMap((agency) => crisis.watch.bothCells(cells, agency));
    const broadcast = { sub: received.author.sub, id: received.wire.id };
    const content = { v: 1, broadcast, who: userId, rung: person.rung, atS: nowSOf(clock) };
    if (to.length === 0) return err<EngineFailure>({ kind: "not-found" });
    const messages = Object.fromEntries(to.map((each) => [each, { "*": content }]));
    const payload = { kind: "to-device", type: RELEASE_TYPE, messages, encrypt: true } as const;
    const queued = await outbox.enqueue({ payload: payload as never, priority: "crisis" });
    return queued.ok ? ok() : err<EngineFailure>({ kind: "store-full" });
}

function tableOf(
    current: Account,
    { received }: BroadcastRecord,
    format: "coverage-csv" | "roll-call-csv",
    words: Words,
) {
    const {
        crisis,
        crisisParts,
        clearances: { community },
        book,
    } = current;
    const agency = crisisParts.agency ?? "";
    const people = crisis.watch.addressees(agency);
    const exercise = received.wire.status === "exercise" ? "EXERCISE – " : "";
    const mark = `${exercise}${markingOf(current, received.room)}`;
    const nameOf = (of: string) => community.context()?.bundle.agencies.get(of)?.name ?? of;
    const csv =
        format === "coverage-csv"
            ? coverageCsv(coverageOf(crisis.ledger.all(), keyOf(received), { ownAgency: agency, people }), {
                  head: say(coverageHead, words),
                  total: words.total ?? "total",
                  mark,
                  nameOf,
              })
            : rollCallCsv(rollCallOf(crisis.ledger.all(), keyOf(received), people), {
                  head: say(rollCallHead, words),
                  states: say(ROLL_CALL_STATES, words),
                  mark,
                  nameOf: (sub) => personName({ book, community }, received.room, sub),
                  rungOf: (rung) => words[rung] ?? rung,
              });
    return documentOf(`${received.wire.id}-${format}.csv`, "text/csv", csv);
}

function markingOf({ gates }: Account, roomId: string): string {
    const ruling = gates.ruling(roomId);
    return ruling.kind === "ruled" ? ruling.marking.text : "";
}

const documentOf = (name: string, mimeType: string, text: string): Document => ({
    name,
    mimeType,
    bytes: new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>,
});
