import { err, type Result } from "@valise/base";
import {
    createLocalEngine,
    type Engine,
    type EngineFailure,
    type EngineHandlers,
    type EngineMethod,
    type EngineOutput,
    type EngineParsed,
} from "@valise/bridge";
import { loadDemoCrisis } from "./demoCrisis.ts";
import { loadDemoWorld } from "./demoWorld.ts";
import { createFakeAdmin, idleAdmin } from "./fakeAdmin.ts";
import { createFakeConversation } from "./fakeConversation.ts";
import { buildCrisis, createFakeCrisis } from "./fakeCrisis.ts";
import { buildDesk, createFakeDesk } from "./fakeDesk.ts";
import { createFakeDevices } from "./fakeDevices.ts";
import { buildClearance, createFakeGate } from "./fakeGate.ts";
import { createFakePeople } from "./fakePeople.ts";
import { createFakeSession } from "./fakeSession.ts";
import { createFakeTopics, type FakeTopics } from "./fakeTopics.ts";

export interface FakeEngine extends Engine {
    readonly topics: FakeTopics;
    /** Every command in the order it came, input as parsed. */
    readonly calls: readonly { readonly method: EngineMethod; readonly input: unknown }[];
    /** Replaces what a command does, for the rest of the engine's life. */
    answer<M extends EngineMethod>(
        method: M,
        handler: (input: EngineParsed<M>) => Promise<Result<EngineOutput<M>, EngineFailure>>,
    ): void;
    /** Refuses a command from now on. */
    refuse(method: EngineMethod, failure: EngineFailure): void;
}

export interface FakeEngineOptions {
    /** Milliseconds between the steps of a send; 0 lets them follow at once. */
    readonly stepMs?: number;
    /** Fills the rooms of the pictures; otherwise the list is empty. */
    readonly demo?: boolean;
    /** An alarming FLASH and other broadcasts besides. */
    readonly crisis?: boolean;
    /** `demo-accounts` signs in with any password but `wrong`; `locked` starts like a web build with a passphrase. */
    readonly start?: "signed-out" | "locked" | "ready";
}

/**
 * An engine in memory that keeps the whole contract: input is parsed by the real schemas, snapshots are published per
 * topic, sends go through their states. It knows no server and no key, and is for tests only.
 */
export function createFakeEngine(options: FakeEngineOptions = {}): FakeEngine {
    const topics = createFakeTopics();
    const calls: { method: EngineMethod; input: unknown }[] = [];
    const own: EngineHandlers = {
        ...createFakeSession(topics, options),
        ...createFakeConversation(topics, options.stepMs ?? 0),
        ...createFakeDevices(topics),
        ...createFakePeople(topics),
        ...createFakeGate(topics),
        ...createFakeDesk(topics),
        ...createFakeCrisis(topics),
        ...createFakeAdmin(topics),
    };
    const replaced = new Map<EngineMethod, (input: never) => Promise<Result<never, EngineFailure>>>();
    const handlers = Object.fromEntries(
        (Object.keys(own) as EngineMethod[]).map((method) => [
            method,
            (input: never) => {
                calls.push({ method, input });
                return (replaced.get(method) ?? (own[method] as never as (i: never) => Promise<never>))(input);
            },
        ]),
    ) as never as EngineHandlers;
    topics.publish({ topic: "rooms" }, { loaded: "all", rows: [] });
    topics.publish(
        { topic: "outbox" },
        { queuedCount: 0, failedCount: 0, damagedCount: 0, oldestAtMs: null, expired: [] },
    );
    topics.publish({ topic: "downloads" }, { rows: [] });
    topics.publish({ topic: "notifications" }, { rows: [] });
    topics.publish({ topic: "devices" }, { loaded: true, rows: [] });
    topics.publish({ topic: "verifications" }, { rows: [] });
    topics.publish({ topic: "crisis" }, buildCrisis());
    topics.publish({ topic: "coverage" }, { rows: [] });
    topics.publish({ topic: "clearance" }, buildClearance());
    topics.publish({ topic: "desk" }, buildDesk());
    topics.publish({ topic: "admin" }, idleAdmin);
    if (options.demo === true) loadDemoWorld(topics);
    if (options.crisis === true) loadDemoCrisis(topics);
    const engine = createLocalEngine({ handlers, openTopic: topics.open });
    return {
        commands: engine.commands,
        subscribe: engine.subscribe,
        topics,
        calls,
        answer: (method, handler) => void replaced.set(method, handler as never),
        refuse: (method, failure) => void replaced.set(method, async () => err(failure)),
    };
}
