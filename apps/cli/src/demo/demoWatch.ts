import type { DutyRoleSnapshot, UserId } from "@valise/bridge";
import { withReadySession } from "../commands/Context.ts";
import { until } from "../engine/until.ts";
import { must } from "../output/foldFailure.ts";
import type { DemoHost } from "./demoMembers.ts";
import { crisisPeopleOf, demoAgencyUrn } from "./demoPeople.ts";
import { DEMO_DUTY } from "./demoPlans.ts";

/** Offers each agency's watch to whoever may hold it and comes, until somebody has taken it. */
export interface DemoWatch {
    look(newDeviceOf: readonly string[]): Promise<void>;
}

/** An offer stands two minutes (crisis SPEC 13.7). */
const AGAIN_MS = 110_000;

export function createDemoWatch(hosts: readonly DemoHost[]): DemoWatch {
    const here = new Map<string, string[]>();
    const offeredAtMs = new Map<string, number>();
    const given = new Set<string>();
    const offer = async (host: DemoHost, to: UserId) => {
        const agency = demoAgencyUrn(host.agency.id);
        await withReadySession(host.context, async (engine) => {
            const ours = ({ agency: of, role }: DutyRoleSnapshot) => of === agency && role === DEMO_DUTY;
            const row = await until(engine, { topic: "crisis" }, ({ duty }) => duty.find(ours) ?? null, 20);
            if (row.holderId !== null) return void given.add(agency);
            const dutyRole = { agency, role: DEMO_DUTY };
            must(await engine.commands.handOverWatch({ dutyRole, to, note: "Nobody has had this watch yet." }));
            await until(engine, { topic: "outbox" }, ({ queuedCount }) => (queuedCount === 0 ? true : null), 30);
        });
    };
    return {
        async look(newDeviceOf) {
            for (const host of hosts) {
                const agency = demoAgencyUrn(host.agency.id);
                const mayHold = crisisPeopleOf(host.agency).map(({ userId }) => userId);
                const came = newDeviceOf.filter((userId) => mayHold.includes(userId));
                // Whoever came last first; then each in turn.
                const [next, ...later] = [...came, ...(here.get(agency) ?? []).filter((each) => !came.includes(each))];
                const isDue = came.length > 0 || performance.now() - (offeredAtMs.get(agency) ?? 0) > AGAIN_MS;
                if (next === undefined || given.has(agency) || !isDue) continue;
                here.set(agency, [...later, next]);
                offeredAtMs.set(agency, performance.now());
                await offer(host, next as UserId);
            }
        },
    };
}
