import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@valise/base";
import type { BroadcastSnapshot, CoverageRowSnapshot, CoverageSnapshot, EventId, RoomId, UserId } from "@valise/bridge";
import { type AgencyCommand, runAgencyCommand, serveGateway } from "@valise/bridge";
import { verifyStatement } from "@valise/clearance";
import { parseGatewayCall, verifyArchive } from "@valise/crisis";
import { join as enter, memoryEngine, must, until } from "@valise/matrix/testing";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CrisisWorld, startCrisisWorld, agencyUrn as urn } from "../support/crisisWorld.ts";
import { type EngineChild, startEngineChild } from "../support/engineChild.ts";
import { archiveWords, joinWithoutDevice } from "./broadcastWorld.ts";

/** One broadcast to three agencies: alarmed, answered, counted; each cell sees its own people by name. */
const people = [
    { name: "alice", agency: "mfa", roles: ["CHARTER", "BROADCAST", "WATCH.OPS"] },
    { name: "anna", agency: "mfa", roles: ["DIRECTORY"] },
    { name: "bob", agency: "mod", roles: ["WATCH.OPS"] },
    { name: "ben", agency: "mod", roles: ["DIRECTORY"] },
    { name: "ines", agency: "intel", roles: ["CHARTER", "WATCH.OPS"] },
    { name: "carol", agency: "intel", roles: ["WATCH.OPS"] },
    { name: "cora", agency: "intel", roles: ["DIRECTORY"] },
] as const;
type Name = (typeof people)[number]["name"];

let world: CrisisWorld<Name>;
/** Has an account in MFA, and no device of hers was ever seen. */
let dora: UserId;
const gateways = new DisposableStack();
const folder = mkdtempSync(join(tmpdir(), "valise-gateway-"));
let channel: RoomId;
let broadcast: { senderId: UserId; broadcastId: string };
let ines: EngineChild;
/** Steps that alarmed cora, in the order in which they did. */
const coraHeard: number[] = [];
let handedOver: { senderId: UserId; broadcastId: string };
let planned: { senderId: UserId; broadcastId: string };
const engine = (name: Name) => world.engine(name);
const idOf = (name: Name) => world.idOf(name);

beforeAll(async () => {
    const open = async (name: Name) => {
        if (name !== "ines") return memoryEngine();
        ines = await startEngineChild();
        return ines;
    };
    world = await startCrisisWorld(people, "alice", {
        open,
        others: { mfa: ["dora"] },
        deputies: { intel: ["carol"] },
    });
    channel = world.channel;
    dora = await joinWithoutDevice(world, "dora", ["alice", "bob"]);
    const ledger = {
        name: "Ledger",
        topic: null,
        invite: [idOf("anna")],
        kind: "ledger" as const,
        label: "FR/DR",
    };
    must(await engine("alice").commands.createRoom({ ...ledger, agencies: ["mfa"] }));
    await world.giveWatch("anna", "alice");
    await world.giveWatch("ben", "bob");
    const offer = (name: Name, script: string) => {
        const command: AgencyCommand = { command: ["/bin/sh", "-c", script], timeoutS: 10 };
        const parts = { start: spawn, clock: systemClock, env: process.env };
        gateways.use(serveGateway(engine(name), (call) => runAgencyCommand(command, call, parts)));
    };
    offer("alice", `cat >> ${join(folder, "mfa")}`);
    offer("bob", `cat >> ${join(folder, "mod")}; exit 3`);
}, 300_000);
afterAll(async () => {
    gateways.dispose();
    await world?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
}, 120_000);

const rowOf = (name: Name, wanted: (row: BroadcastSnapshot) => boolean = () => true) =>
    until(
        engine(name),
        { topic: "crisis" },
        ({ rows }) => rows.some((row) => row.broadcastId === broadcast.broadcastId && wanted(row)),
        30_000,
    );

const isPlanned = ({ broadcastId }: { broadcastId: string }) => broadcastId === planned.broadcastId;
const coverageIn = (rows: readonly CoverageRowSnapshot[]) =>
    rows.find(({ broadcastId }) => broadcastId === broadcast.broadcastId);

const hasHeardAll = (row: CoverageRowSnapshot | undefined) =>
    row?.people.length === 3 && row.people.every(({ rung }) => rung !== "not-delivered");

describe("a broadcast to three agencies", () => {
    it("goes out while the only duty officer of an agency is gone", async () => {
        const { commands } = ines;
        const ledger = { name: "Ledger", topic: null, kind: "ledger" as const, label: "FR/DR" };
        const { roomId } = must(await commands.createRoom({ ...ledger, invite: [idOf("carol")], agencies: ["intel"] }));
        await enter(engine("carol"), roomId);
        await until(ines, { topic: "gate", roomId }, (gate) => gate.rows.filter(({ reads }) => reads).length === 2);
        await world.giveWatch("cora", "ines");
        const onWatch = { topic: "crisis" } as const;
        for (const name of ["alice", "carol", "cora"] as const)
            await until(engine(name), onWatch, ({ duty }) => duty.some(({ holderId }) => holderId === idOf("ines")));
        await ines.kill();
        const plan = [
            { afterMs: 30_000, do: "alarm" as const },
            { afterMs: 31_000, do: "second-cell" as const },
        ];
        const wish = { roomId: channel, precedence: "IMMEDIATE", texts: { en: "Who is in town?" }, plan } as const;
        const { broadcastId } = must(await engine("alice").commands.sendBroadcast(wish));
        handedOver = { senderId: idOf("alice"), broadcastId };
        engine("cora").subscribe({ topic: "crisis" }, ({ rows }) => {
            const step = rows.find((row) => row.broadcastId === broadcastId)?.alarm?.step;
            if (step !== undefined && coraHeard.at(-1) !== step) coraHeard.push(step);
        });
    });

    it("whose plan begins is sent early, since its first step is due in half a minute", async () => {
        const ask = { withinMs: 30_000 };
        const wish = { roomId: channel, precedence: "IMMEDIATE", texts: { en: "Report your position." }, ask } as const;
        planned = {
            senderId: idOf("alice"),
            broadcastId: must(await engine("alice").commands.sendBroadcast(wish)).broadcastId,
        };
        await until(engine("anna"), { topic: "crisis" }, ({ rows }) =>
            rows.some((row) => isPlanned(row) && row.alarm?.step === 0),
        );
    });

    it("is previewed, and sounds where it may be read", async () => {
        const wish = {
            roomId: channel,
            precedence: "FLASH",
            texts: { en: "Stay indoors.", fr: "Restez chez vous." },
        } as const;
        const preview = must(await engine("alice").commands.previewBroadcast(wish));
        expect(preview).toMatchObject({ readers: 6, notReading: [{ userId: dora }], ordinal: 1, overQuota: null });
        const plan = { name: "Plan.txt", mimeType: "text/plain", bytes: new TextEncoder().encode("Gate B") };
        const sent = must(await engine("alice").commands.sendBroadcast({ ...wish, files: [plan] }));
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

    it("names its files, which come behind it and open as any other", async () => {
        const { rows } = await rowOf("bob", ({ attachments }) => attachments.every(({ eventId }) => eventId !== null));
        const row = rows.find(({ broadcastId }) => broadcastId === broadcast.broadcastId);
        expect(row?.attachments).toMatchObject([{ name: "Plan.txt", sizeBytes: 6 }]);
        const eventId = row?.attachments[0]?.eventId as EventId;
        const opened = must(await engine("bob").commands.readFile({ roomId: channel, eventId }));
        expect([opened.name, new TextDecoder().decode(opened.bytes)]).toEqual(["(DR) Plan.txt", "Gate B"]);
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
        must(
            await world
                .engine("ben")
                .commands.answerBroadcast({ broadcast, kind: "cannot-comply", text: "No vehicle" }),
        );
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
        const own = row?.people.map(({ userId, name, rung }) => [userId, name, rung]);
        expect(own).toEqual([
            [idOf("anna"), expect.any(String), "acknowledged"],
            [dora, "dora", "no-device"],
        ]);
        expect(row?.agencies.find(({ agency }) => agency === urn("mod"))).toMatchObject({
            source: "signed-counts",
            addressed: 2,
        });
        // Nobody of this agency is on watch: what the sender knows is all that there is.
        expect(row?.agencies.find(({ agency }) => agency === urn("intel"))).toMatchObject({
            source: "manifest",
            addressed: 3,
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

    it("is kept in a log whose chains show, and in an archive that verifies without a network", async () => {
        const { commands } = engine("alice");
        const ref = { topic: "log", roomId: channel } as const;
        const write = async (wish: { kind: "decision" | "task" | "sitrep"; title: string }, by: Name = "alice") => {
            must(await engine(by).commands.writeLog({ roomId: channel, ...wish }));
            return until(engine("carol"), ref, ({ rows }) => rows.some(({ title }) => title.endsWith(wish.title)));
        };
        await write({ kind: "decision", title: "Open the second assembly point" });
        await write({ kind: "task", title: "Order two coaches" });
        await write({ kind: "sitrep", title: "All missions reached" });
        // Bob may write beside the maker. He joined while others showed their clearances, of which his homeserver then has
        // no content (gate/room SPEC 1): they are shown again.
        await until(
            engine("bob"),
            { topic: "gate", roomId: channel },
            (gate) => gate.rows.filter(({ reads }) => reads).length === people.length,
        );
        const { rows } = await write({ kind: "task", title: "Open the reception centre" }, "bob");
        expect(rows.map(({ kind, chain, authorId }) => [kind, chain, authorId])).toEqual([
            ["decision", "whole", idOf("alice")],
            ["task", "whole", idOf("alice")],
            ["sitrep", "whole", idOf("alice")],
            ["task", "whole", idOf("bob")],
        ]);
        const file = {
            name: "Assembly points.csv",
            mimeType: "text/csv",
            thumbnail: null,
            widthPx: null,
            heightPx: null,
        };
        const bytes = new TextEncoder().encode("gate C");
        must(await commands.sendFile({ roomId: channel, ...file, bytes, replyTo: null }));
        await until(engine("alice"), { topic: "timeline", roomId: channel }, ({ rows: shown }) =>
            shown.some((row) => row.file?.name === file.name && row.send === null && row.eventId !== null),
        );
        const bare = must(await commands.exportArchive({ roomId: channel, words: archiveWords }));
        expect(Object.keys(unzipSync(bare.bytes)).filter((path) => path.startsWith("files/"))).toEqual([]);
        const packed = must(await commands.exportArchive({ roomId: channel, words: archiveWords, files: true }));
        const files = new Map(Object.entries(unzipSync(packed.bytes)));
        const read = (path: string) => new TextDecoder().decode(files.get(path));
        expect(read("files/0002_Assembly_points.csv")).toBe("gate C");
        const manifests = JSON.parse(read("recipients.json")) as { shares: { userId: string }[] }[];
        const keyed = new Set(manifests.flatMap(({ shares }) => shares.map(({ userId }) => userId)));
        expect([...keyed].sort()).toEqual((["anna", "bob", "ben", "carol", "cora", "ines"] as const).map(idOf).sort());
        const { crypto, trust, registry } = world.real.community;
        const context = await world.real.community.context();
        const verify = (statement: unknown) => verifyStatement(statement, "archive", trust.community, context);
        expect(await verifyArchive(files, { crypto, registry, verify })).toMatchObject({ ok: true, faults: [] });
        files.set("conversation.html", new TextEncoder().encode("changed"));
        expect(await verifyArchive(files, { crypto, registry, verify })).toMatchObject({
            ok: false,
            faults: [{ kind: "changed-file", path: "conversation.html" }],
        });
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
        // An alarm that no device could be sent is said with its step, and does not keep the step from being done.
        const missed = ({ escalation }: CoverageRowSnapshot) =>
            escalation.steps.find(({ step }) => step === 1)?.unreached;
        const said = await until(engine("alice"), { topic: "coverage" }, ({ rows: found }) =>
            found.some((each) => isPlanned(each) && missed(each)?.length === 1),
        );
        expect(missed(said.rows.find(isPlanned) as CoverageRowSnapshot)).toEqual([
            { userId: dora, name: "dora", why: "no-device" },
        ]);
    });

    it("calls each agency's gateway once, with fixed words alone, and records how it ended", async () => {
        const outcomeOf = async (name: Name) => {
            const { rows } = await until(
                engine(name),
                { topic: "coverage" },
                ({ rows: found }) => found.some((row) => isPlanned(row) && row.escalation.gateway !== null),
                60_000,
            );
            return rows.find(isPlanned)?.escalation;
        };
        expect(await outcomeOf("alice")).toMatchObject({ gateway: { state: "done", exitCode: 0, by: idOf("alice") } });
        expect(await outcomeOf("bob")).toMatchObject({ gateway: { state: "failed", exitCode: 3, by: idOf("bob") } });
        const step = (await outcomeOf("alice"))?.stepsDone.at(-1);
        for (const [agency, people] of [
            ["mfa", [idOf("anna"), dora]],
            ["mod", [idOf("bob"), idOf("ben")]],
        ] as const) {
            const lines = readFileSync(join(folder, agency), "utf8").trim().split("\n");
            expect(lines).toHaveLength(1);
            const call = JSON.parse(lines[0] ?? "");
            expect(parseGatewayCall(call)).toMatchObject({ ok: true });
            expect(call).toMatchObject({ call: `${planned.broadcastId}-${step}`, step, exercise: false });
            expect([...call.people].sort()).toEqual([...people].sort());
            expect(lines[0]).not.toContain("position");
        }
    });

    it("is held for all leaders of the cell", async () => {
        must(await engine("alice").commands.pauseEscalation({ broadcast: planned, paused: true }));
        await until(engine("alice"), { topic: "coverage" }, ({ rows: found }) =>
            found.some(
                ({ broadcastId, escalation }) => broadcastId === planned.broadcastId && escalation.state === "paused",
            ),
        );
    });

    it("is carried on by the second cell, which is called, calls the others once, and counts them", async () => {
        const handed = ({ rows }: CoverageSnapshot) =>
            rows.find(({ broadcastId }) => broadcastId === handedOver.broadcastId);
        const { rows } = await until(engine("carol"), { topic: "crisis" }, (snapshot) =>
            snapshot.rows.some((row) => row.broadcastId === handedOver.broadcastId && row.alarm?.step === 2),
        );
        const called = rows.find(({ broadcastId }) => broadcastId === handedOver.broadcastId);
        expect(called?.collects).toBe(true);
        expect([...(called?.alarm?.standsInFor ?? [])].sort()).toEqual([idOf("cora"), idOf("ines")]);
        await until(engine("cora"), { topic: "crisis" }, () => coraHeard.includes(1));
        must(await engine("cora").commands.answerBroadcast({ broadcast: handedOver, kind: "acknowledged" }));
        const hasCora = (snapshot: CoverageSnapshot) =>
            handed(snapshot)?.people.some((each) => each.userId === idOf("cora") && each.rung === "acknowledged") ===
            true;
        const second = await until(engine("carol"), { topic: "coverage" }, hasCora);
        expect(handed(second)?.escalation).toMatchObject({ state: "led-here", stepsDone: [1, 2] });
        const isCounted = (snapshot: CoverageSnapshot) =>
            handed(snapshot)?.agencies.some(
                ({ agency, source, acknowledged }) =>
                    agency === urn("intel") && source === "signed-counts" && acknowledged === 1,
            ) === true;
        await until(engine("alice"), { topic: "coverage" }, isCounted);
    });

    it("is led by the first cell again when it is back, with the same coverage and no step done twice", async () => {
        const handed = ({ rows }: CoverageSnapshot) =>
            rows.find(({ broadcastId }) => broadcastId === handedOver.broadcastId);
        await ines.restart();
        // It may lead before it has read what the second cell did: what both have done is one, and alarms nobody again.
        const first = await until(ines, { topic: "coverage" }, (snapshot) => {
            const escalation = handed(snapshot)?.escalation;
            const isDone = escalation?.steps.every(({ by }) => by === idOf("carol")) === true;
            return isDone && escalation?.state === "led-here" && hasHeardAll(handed(snapshot));
        });
        const second = await until(engine("carol"), { topic: "coverage" }, (snapshot) => {
            const row = handed(snapshot);
            return row?.escalation.leader === idOf("ines") && hasHeardAll(row);
        });
        expect(handed(first)?.people).toEqual(handed(second)?.people);
        expect(handed(first)?.escalation.steps).toHaveLength(2);
        expect(coraHeard).toEqual([0, 1]);
    });
});
