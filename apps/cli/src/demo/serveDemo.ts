import type { RoomId } from "@valise/bridge";
import { findRunningStack, type StackTrust } from "@valise/homeserver";
import type { Context } from "../commands/Context.ts";
import { login } from "../commands/login.ts";
import { createClearanceTools } from "../trust/clearanceTools.ts";
import { ensureDemoCommunity } from "./demoCommunity.ts";
import { ensureDemoCrisis } from "./demoCrisis.ts";
import { createDemoDesk, type DemoDesk } from "./demoDesk.ts";
import { demoAgencyUrn, officersOf } from "./demoPeople.ts";
import { createDemoGreeter, type DemoGreeter, ensureDemoRooms } from "./demoRooms.ts";
import { startDemoStatus } from "./demoStatus.ts";
import { type DemoTrustRoom, ensureDemoTrustRooms } from "./demoTrustRooms.ts";
import { createDemoWatch, type DemoWatch } from "./demoWatch.ts";
import { quietContext } from "./quietContext.ts";

export interface DemoParts {
    /** Of a stack that runs. */
    readonly dataDir: string;
    readonly signal: AbortSignal;
    /** As soon as clients can be configured with it. */
    onTrust(trust: StackTrust): void;
    say(text: string): void;
}

const LOOK_MS = 1_000;

/**
 * Makes the demonstration's people cleared: a community of the stack's agencies, trust rooms, status services, and a desk
 * per agency that gives each person their clearance. Resolves when it is set up; goes on working until told to end.
 */
export async function serveDemo(parts: DemoParts): Promise<void> {
    const { dataDir, signal } = parts;
    const stack = findRunningStack(dataDir);
    if (stack === undefined) throw new Error("the demonstration needs a running stack");
    const { agencies } = stack.ready;
    const tools = await createClearanceTools(process.env);
    const community = await ensureDemoCommunity(dataDir, agencies, tools);
    const rooms = await ensureDemoTrustRooms(dataDir, agencies, community.bundle, signal);
    await startDemoStatus(dataDir, community, rooms, tools, signal);
    parts.onTrust({
        community: { ...community.trust, keys: [...community.trust.keys] },
        agencies: Object.fromEntries(
            rooms.map(({ agency, roomId }) => {
                const officers = officersOf(agency).map(({ userId }) => userId);
                return [agency.id, { roomId, agencyUrn: demoAgencyUrn(agency.id), officers }];
            }),
        ),
    });
    const hosts = rooms.map((room) => ({ agency: room.agency, context: officerContext(dataDir, room) }));
    const desks = await Promise.all(
        rooms.map(async (room, at) => {
            const context = hosts[at]?.context ?? officerContext(dataDir, room);
            await login(context, {});
            const desk = createDemoDesk(context, dataDir, room, tools);
            await desk.look();
            return desk;
        }),
    );
    const [roomIds] = await Promise.all([
        ensureDemoRooms(dataDir, hosts).catch((error: unknown) => {
            parts.say(`The demonstration has no labelled rooms: ${nameOf(error)}`);
            return new Map<string, RoomId>();
        }),
        ensureDemoCrisis(dataDir, hosts).catch((error: unknown) =>
            parts.say(`The demonstration has no broadcast channel: ${nameOf(error)}`),
        ),
    ]);
    void work({ desks, greeter: createDemoGreeter(hosts, roomIds), watch: createDemoWatch(hosts) }, parts);
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The officer's account, whose commands print nothing. */
function officerContext(dataDir: string, { agency }: DemoTrustRoom): Context {
    const [officer] = officersOf(agency);
    if (officer === undefined) throw new Error(`the demonstration: agency ${agency.id} has no security officer`);
    return quietContext(dataDir, officer.userId);
}

interface DemoWorkers {
    readonly desks: readonly DemoDesk[];
    readonly greeter: DemoGreeter;
    readonly watch: DemoWatch;
}

/** Looks until told to end; what fails once is tried again at the next look, said once. */
async function work({ desks, greeter, watch }: DemoWorkers, { signal, say }: DemoParts): Promise<void> {
    let said = "";
    const attempt = async <T>(run: () => Promise<T>): Promise<T | undefined> => {
        try {
            return await run();
        } catch (error) {
            if (!signal.aborted && nameOf(error) !== said) say(`The demonstration's desk failed: ${nameOf(error)}`);
            said = nameOf(error);
            return undefined;
        }
    };
    while (!signal.aborted) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        const fresh: string[] = [];
        for (const desk of desks) {
            const seen = (await attempt(() => desk.look())) ?? [];
            fresh.push(...seen.map(({ userId }) => userId));
        }
        await attempt(() => watch.look(fresh));
        await attempt(() => greeter.look(fresh));
    }
}
