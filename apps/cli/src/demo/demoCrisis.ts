import { join } from "node:path";
import type { GateSnapshot, RoomId } from "@valise/bridge";
import { draftStatement } from "@valise/clearance";
import { DIRECTORY_ROLE } from "@valise/crisis";
import { z } from "zod";
import { withReadySession } from "../commands/Context.ts";
import { establish } from "../commands/crisis/establish.ts";
import type { EngineConnection } from "../engine/connectEngine.ts";
import { until } from "../engine/until.ts";
import { must } from "../output/foldFailure.ts";
import { readTextIfThere, writeTextFile } from "../trust/textFiles.ts";
import { demoTrustDir } from "./demoFolder.ts";
import { type DemoHost, enterRoom, joinPlainly, officerOf } from "./demoMembers.ts";
import { crisisPeopleOf, demoAgencyUrn, personsOf } from "./demoPeople.ts";
import { DEMO_DUTY, demoDirectory, demoTemplates } from "./demoPlans.ts";

const LABEL = "FR/DR";
/** The steps that were done, by name; rooms by their ids. */
const keptSchema = z.record(z.string(), z.string());
const keptFile = (dataDir: string): string => join(demoTrustDir(dataDir), "crisis.json");
const readKept = (dataDir: string): Record<string, string> =>
    keptSchema.safeParse(JSON.parse(readTextIfThere(keptFile(dataDir)) ?? "{}")).data ?? {};

/** The broadcast channel of the demonstration, once it was made. */
export const demoChannel = (dataDir: string): RoomId | undefined => readKept(dataDir).channel as RoomId | undefined;

/**
 * What is made in peacetime: one broadcast channel of all agencies with everybody in it, a cell with its ledger room in
 * each, directories and plans. A step that was done once is not done again.
 */
export async function ensureDemoCrisis(dataDir: string, hosts: readonly DemoHost[]): Promise<void> {
    const kept = readKept(dataDir);
    const once = async (step: string, run: () => Promise<string>) => {
        kept[step] ??= await run();
        writeTextFile(keptFile(dataDir), JSON.stringify(kept), 0o644);
        return kept[step];
    };
    const channel = (await once("channel", () => makeChannel(hosts))) as RoomId;
    await Promise.all(
        hosts.map(async (host) => {
            const { id } = host.agency;
            await once(`ledger ${id}`, () => makeLedger(host, hosts));
            await once(`directory ${id}`, () => fileDirectory(host, channel));
        }),
    );
    await once("templates 2", () => fileTemplates(hosts, channel));
}

async function makeChannel(hosts: readonly DemoHost[]): Promise<RoomId> {
    const [owner, ...others] = hosts;
    if (owner === undefined) throw new Error("the demonstration has no agency");
    const agencies = hosts.map(({ agency }) => demoAgencyUrn(agency.id));
    const people = hosts.flatMap(({ agency }) => personsOf(agency).map(({ userId }) => userId));
    const invite = people.filter((userId) => userId !== officerOf(owner));
    const officers: readonly string[] = hosts.map(officerOf);
    return withReadySession(owner.context, async (engine) => {
        await untilCleared(engine);
        const { roomId } = must(
            await engine.commands.createRoom({
                ...{ name: "Crisis channel", topic: null, kind: "channel", label: LABEL, agencies },
                ...{ admission: "cleared", invite: invite as never },
                cells: Object.fromEntries(agencies.map((agency) => [agency, [DEMO_DUTY]])),
                broadcasters: hosts.flatMap(({ agency }) =>
                    crisisPeopleOf(agency).map(({ userId }) => userId),
                ) as never,
            }),
        );
        // Everybody stands in it from the beginning, as in a channel that was provisioned.
        const joining = invite.filter((userId) => !officers.includes(userId));
        await Promise.all([
            ...others.map(({ context }) => enterRoom(context, roomId)),
            ...joining.map((userId) => joinPlainly(hosts, userId, roomId)),
        ]);
        const reads = ({ rows }: GateSnapshot) =>
            officers.every((officer) => rows.some((row) => row.userId === officer && row.reads)) || null;
        await until(engine, { topic: "gate", roomId }, reads, 40);
        return roomId;
    });
}

/** Where an agency's duty officers keep who has answered. */
function makeLedger(host: DemoHost, hosts: readonly DemoHost[]): Promise<RoomId> {
    const invite = crisisPeopleOf(host.agency).map(({ userId }) => userId);
    return withReadySession(host.context, async (engine) => {
        await untilCleared(engine);
        const agencies = [demoAgencyUrn(host.agency.id)];
        const wish = { name: "Ledger", topic: null, kind: "ledger", label: LABEL, agencies } as const;
        const { roomId } = must(await engine.commands.createRoom({ ...wish, invite: invite as never }));
        await Promise.all(invite.map((userId) => joinPlainly(hosts, userId, roomId)));
        return roomId;
    });
}

async function fileDirectory(host: DemoHost, roomId: RoomId): Promise<string> {
    const draft = draftStatement("directory", demoDirectory(host.agency, nowS()));
    return withReadySession(host.context, async (engine) => {
        await establish(engine, roomId);
        const by = [await sign(engine, roomId, "directory", draft.payload)];
        must(
            await engine.commands.publishDirectory({
                roomId,
                statement: { kind: "directory", payload: draft.payload, by },
            }),
        );
        return "filed";
    });
}

/** Signed by the directory of every agency, filed by the first. */
async function fileTemplates(hosts: readonly DemoHost[], roomId: RoomId): Promise<string> {
    const [owner] = hosts;
    if (owner === undefined) return "none";
    const agencies = hosts.map(({ agency }) => agency);
    for (const template of demoTemplates(agencies, nowS())) {
        const { payload } = draftStatement("template", template);
        const by = await Promise.all(
            hosts.map(({ context }) =>
                withReadySession(context, async (engine) => {
                    await establish(engine, roomId);
                    return sign(engine, roomId, "template", payload);
                }),
            ),
        );
        const statement = { kind: "template", payload, by } as const;
        await withReadySession(owner.context, async (engine) =>
            must(await engine.commands.publishDirectory({ roomId, statement })),
        );
    }
    return "filed";
}

async function sign(
    engine: EngineConnection,
    audience: RoomId,
    kind: "directory" | "template",
    payload: string,
): Promise<string> {
    const wish = { kind, audience, payload, role: DIRECTORY_ROLE };
    return must(await engine.commands.signStatement(wish)).presentation;
}

const nowS = () => Math.floor(Date.now() / 1000);

const untilCleared = (engine: EngineConnection) =>
    until(engine, { topic: "clearance" }, ({ state }) => (state === "held" ? true : null), 30);
