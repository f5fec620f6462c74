import type { BroadcastSnapshot, CoverageRowSnapshot, RoomId, UserId } from "@valise/bridge";
import { draftStatement, type StatementKind } from "@valise/clearance";
import { startTestStack, type TestStack } from "@valise/homeserver";
import type { NodeEngine } from "@valise/matrix/node";
import { join, memoryEngine, must, signUp, until } from "@valise/matrix/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RealCommunity, startCommunity } from "../support/realCommunity.ts";

/** One broadcast to three agencies: alarmed, answered, counted; each cell sees its own people by name. */
const roles = {
    alice: ["CHARTER", "BROADCAST", "WATCH.OPS", "DIRECTORY"],
    anna: [],
    bob: ["WATCH.OPS", "DIRECTORY"],
    ben: [],
    carol: ["WATCH.OPS", "DIRECTORY"],
} as const;
type Name = keyof typeof roles;
const names = Object.keys(roles) as Name[];
const cellOf = { mfa: "alice", mod: "bob", intel: "carol" } as const;
const directors = { mfa: "anna", mod: "ben", intel: "carol" };

let stack: TestStack;
let real: RealCommunity;
const engines = new Map<Name, NodeEngine>();
let channel: RoomId;
let broadcast: { senderId: UserId; broadcastId: string };
let planned: { senderId: UserId; broadcastId: string };

const engine = (name: Name): NodeEngine => {
    const found = engines.get(name);
    if (found === undefined) throw new Error(`no engine of ${name}`);
    return found;
};
const idOf = (name: string) => stack.user(name).userId as UserId;
const urn = (agency: string) => `urn:valise:agency:${agency}`;
const nowS = () => Math.floor(Date.now() / 1000);

async function file(
    kind: StatementKind & ("directory" | "handover"),
    payload: object,
    by: [Name, string][],
): Promise<void> {
    const draft = draftStatement(kind, payload);
    const signed: string[] = [];
    for (const [name, role] of by) {
        const input = { kind, audience: channel, payload: draft.payload, role };
        signed.push(must(await engine(name).commands.signStatement(input)).presentation);
    }
    const [[publisher] = ["alice" as Name]] = by;
    must(
        await engine(publisher).commands.publishDirectory({
            roomId: channel,
            statement: { ...draft, kind, by: signed },
        }),
    );
}

/** The directory names one duty role; its holder takes the watch, signed for by another of the directory. */
async function takeWatch(agency: keyof typeof cellOf): Promise<void> {
    const holder = cellOf[agency];
    const people = names.filter((name) => idOf(name).endsWith(`:${agency}.example`));
    const role = { id: "OPS", names: { en: "Duty officer" }, eligible: [idOf(holder)], deputies: [] };
    const listed = people.map((name) => ({ sub: idOf(name), deputies: [] }));
    const directory = {
        agency: urn(agency),
        part: "all",
        seq: 1,
        iat: nowS(),
        posts: [],
        roles: [role],
        people: listed,
    };
    await file("directory", directory, [[holder, "DIRECTORY"]]);
    const handover = { agency: urn(agency), role: "OPS", iat: nowS(), from: null, to: idOf(holder) };
    const director = directors[agency] === holder ? undefined : (directors[agency] as Name);
    await file(
        "handover",
        handover,
        director === undefined
            ? [[holder, "WATCH.OPS"]]
            : [
                  [holder, "WATCH.OPS"],
                  [director, "DIRECTORY"],
              ],
    );
}

beforeAll(async () => {
    stack = await startTestStack({
        agencies: 3,
        users: { mfa: ["notary", "alice", "anna"], mod: ["notary", "bob", "ben"], intel: ["notary", "carol"] },
    });
    real = await startCommunity(stack, ["mfa", "mod", "intel"]);
    await Promise.all(
        names.map(async (name) => {
            const made = await memoryEngine();
            engines.set(name, made);
            await signUp(made, stack.user(name), real.configOf(idOf(name)));
            const own = name === "anna" || name === "ben" ? ["DIRECTORY"] : [...roles[name]];
            await real.clear(made, idOf(name), { roles: own });
        }),
    );
    const invite = names.filter((name) => name !== "alice").map(idOf);
    const cells = Object.fromEntries(Object.keys(cellOf).map((agency) => [urn(agency), ["OPS"]]));
    const wish = { name: "Alerts", topic: null, invite, kind: "channel", label: "FR/DR", cells } as const;
    const made = must(await engine("alice").commands.createRoom({ ...wish, cells, agencies: ["mfa", "mod", "intel"] }));
    channel = made.roomId;
    for (const name of names.filter((each) => each !== "alice")) {
        await join(engine(name), channel);
        await until(engine(name), { topic: "clearance" }, (own) => own.rows.length > 0);
        must(await engine(name).commands.answerPresentation({ roomId: channel, allow: true }));
    }
    await until(
        engine("alice"),
        { topic: "gate", roomId: channel },
        (gate) => gate.rows.filter(({ reads }) => reads).length === names.length,
    );
    const ledger = { name: "Ledger", topic: null, invite: [idOf("anna")], kind: "ledger" as const, label: "FR/DR" };
    must(await engine("alice").commands.createRoom({ ...ledger, agencies: ["mfa"] }));
    await takeWatch("mfa");
    await takeWatch("mod");
}, 300_000);
afterAll(async () => {
    await Promise.all([...engines.values()].map((each) => each.close()));
    await stack?.[Symbol.asyncDispose]();
}, 120_000);

const rowOf = (name: Name, wanted: (row: BroadcastSnapshot) => boolean = () => true) =>
    until(
        engine(name),
        { topic: "crisis" },
        ({ rows }) => rows.some((row) => row.broadcastId === broadcast.broadcastId && wanted(row)),
        30_000,
    );

const coverageIn = (rows: readonly CoverageRowSnapshot[]) =>
    rows.find(({ broadcastId }) => broadcastId === broadcast.broadcastId);

describe("a broadcast to three agencies", () => {
    it("whose plan begins is sent first, since its first step is due in half a minute", async () => {
        const ask = { withinMs: 30_000 };
        const wish = { roomId: channel, precedence: "IMMEDIATE", texts: { en: "Report your position." }, ask } as const;
        planned = {
            senderId: idOf("alice"),
            broadcastId: must(await engine("alice").commands.sendBroadcast(wish)).broadcastId,
        };
        await until(engine("anna"), { topic: "crisis" }, ({ rows }) => rows.some(({ alarm }) => alarm?.step === 0));
    });

    it("is previewed, and sounds where it may be read", async () => {
        const wish = {
            roomId: channel,
            precedence: "FLASH",
            texts: { en: "Stay indoors.", fr: "Restez chez vous." },
        } as const;
        const preview = must(await engine("alice").commands.previewBroadcast(wish));
        expect(preview).toMatchObject({ readers: 4, notReading: [], ordinal: 1, overQuota: null });
        const sent = must(await engine("alice").commands.sendBroadcast(wish));
        broadcast = { senderId: idOf("alice"), broadcastId: sent.broadcastId };
        for (const name of ["anna", "bob", "ben", "carol"] as const) {
            const { rows } = await rowOf(name, ({ alarm }) => alarm !== null);
            expect(rows.find(({ broadcastId }) => broadcastId === broadcast.broadcastId)).toMatchObject({
                precedence: "FLASH",
                status: "actual",
                refused: null,
                standing: "in-force",
                alarm: { sounds: true, step: 0 },
            });
        }
    });

    it("is acknowledged to one's own cell, which confirms from its ledger", async () => {
        must(await engine("anna").commands.answerBroadcast({ broadcast, kind: "acknowledged" }));
        const { rows } = await rowOf("anna", ({ mine }) => mine.confirmed === "ledger");
        expect(rows.find(({ broadcastId }) => broadcastId === broadcast.broadcastId)).toMatchObject({
            mine: { rung: "acknowledged" },
            alarm: null,
        });
    });

    it("is counted: one's own people by name, another agency by its cell's signed counts", async () => {
        must(await engine("ben").commands.answerBroadcast({ broadcast, kind: "cannot-comply", text: "No vehicle" }));
        const { rows } = await until(
            engine("alice"),
            { topic: "coverage" },
            ({ rows: found }) =>
                coverageIn(found)?.agencies.some(
                    ({ agency, cannotComply }) => agency === urn("mod") && cannotComply === 1,
                ) === true,
            40_000,
        );
        const row = coverageIn(rows);
        expect(row?.people.map(({ userId, rung }) => [userId, rung])).toEqual([[idOf("anna"), "acknowledged"]]);
        expect(row?.agencies.find(({ agency }) => agency === urn("mod"))).toMatchObject({
            source: "signed-counts",
            addressed: 2,
        });
    });

    it("stops sounding everywhere when it is cancelled", async () => {
        must(await engine("alice").commands.cancelBroadcast({ broadcast, reason: { en: "All clear." } }));
        const { rows } = await rowOf("carol", ({ standing }) => standing === "cancelled");
        expect(rows.find(({ broadcastId }) => broadcastId === broadcast.broadcastId)?.alarm).toBeNull();
    });

    it("leaves as a marked table and as CAP, and comes in from CAP as a draft", async () => {
        const { commands } = engine("alice");
        const table = must(
            await commands.exportBroadcast({ broadcast, format: "coverage-csv", words: { total: "Total" } }),
        );
        expect(new TextDecoder().decode(table.bytes)).toMatch(/DIFFUSION RESTREINTE[\s\S]*Total/);
        const cap = must(await commands.exportBroadcast({ broadcast, format: "cap-xml" }));
        expect(must(await commands.readCap({ roomId: channel, bytes: cap.bytes }))).toMatchObject({
            precedence: "FLASH",
            texts: { en: "Stay indoors.", fr: "Restez chez vous." },
        });
        const refused = await engine("anna").commands.exportBroadcast({ broadcast, format: "coverage-csv" });
        expect(refused).toEqual({ ok: false, error: { kind: "refused", code: "CRS_NOT_OF_THE_CELL" } });
    });

    it("alarms again, once, whoever has not answered when a step of the plan is due", async () => {
        const of = ({ rows }: { rows: readonly BroadcastSnapshot[] }) =>
            rows.find(({ broadcastId }) => broadcastId === planned.broadcastId);
        await until(engine("anna"), { topic: "crisis" }, (snapshot) => of(snapshot)?.alarm?.step === 1, 60_000);
        const { rows } = await until(engine("alice"), { topic: "coverage" }, ({ rows: found }) =>
            found.some(
                ({ broadcastId, escalation }) =>
                    broadcastId === planned.broadcastId && escalation.stepsDone.includes(1),
            ),
        );
        const row = rows.find(({ broadcastId }) => broadcastId === planned.broadcastId);
        expect(row?.escalation.state).toMatch(/^led-here$/);
        must(await engine("alice").commands.pauseEscalation({ broadcast: planned, paused: true }));
        await until(engine("alice"), { topic: "coverage" }, ({ rows: found }) =>
            found.some(
                ({ broadcastId, escalation }) => broadcastId === planned.broadcastId && escalation.state === "paused",
            ),
        );
    });
});
