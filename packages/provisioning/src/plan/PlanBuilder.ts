import type { PolicyLookup } from "@valise/clearance";
import { byCodeUnit } from "../desired/compare.ts";
import type { Desired } from "../desired/Desired.ts";
import type { ObservedRoom, ObservedServer } from "../observed/Observed.ts";
import { batchRecords } from "./batchRecords.ts";
import {
    type AccessChange,
    type Change,
    type ChangeAction,
    type Drift,
    type Kept,
    type Plan,
    type PlanRefusal,
    type PlanRule,
    phases,
    type Reminder,
    type SignatureNeed,
    type Step,
    type Wait,
} from "./Plan.ts";

export interface PlanOptions {
    /** All of it, or the keys for which a person said so. */
    readonly allowDestroy: boolean | readonly string[];
    /** Keys to which the plan is limited; empty: all. */
    readonly targets: readonly string[];
    /** People who were offboarded once and may come back. */
    readonly readmit: readonly string[];
    /** New accounts are written down as to be invited, before they are made. */
    readonly invites?: boolean;
}

/** What would be destroyed waits until somebody allows it. */
export const isHeldBack = ({ allowDestroy }: PlanOptions, key: string): boolean =>
    typeof allowDestroy === "boolean" ? !allowDestroy : !allowDestroy.includes(key);

/** Whether a plan limited to keys is about this one (SPEC 5.4). */
export const isMeant = ({ targets }: PlanOptions, key: string): boolean =>
    targets.length === 0 || targets.includes(key);

/** A room of the manifest beside what its server has of it. */
export interface RoomIndex {
    /** By mark. */
    readonly byMark: ReadonlyMap<string, { readonly server: ObservedServer; readonly room: ObservedRoom }>;
    /** Rooms that bear the mark of another; never entered, since every run settles on the same one. */
    readonly doubles: readonly { readonly server: ObservedServer; readonly room: ObservedRoom }[];
    roomIdOf(key: string): string | undefined;
    keyOf(roomId: string): string;
}

/** Collects a plan. What a plan is limited away from leaves neither changes nor steps. */
export interface PlanBuilder {
    readonly desired: Desired;
    readonly servers: ReadonlyMap<string, ObservedServer>;
    readonly options: PlanOptions;
    readonly policies: PolicyLookup;
    readonly rooms: RoomIndex;
    change(action: ChangeAction, change: Partial<Change> & Pick<Change, "kind" | "key" | "agency" | "title">): void;
    step(step: Step): void;
    access(change: AccessChange): void;
    drift(drift: Drift): void;
    kept(kept: Kept): void;
    need(need: SignatureNeed): void;
    wait(wait: Wait): void;
    remind(reminder: Reminder): void;
    refuse(rule: PlanRule, detail: string, key?: string): void;
    build(): Plan;
}

export function createPlanBuilder(
    parts: Pick<PlanBuilder, "desired" | "servers" | "options" | "policies" | "rooms">,
): PlanBuilder {
    const changes: Record<ChangeAction, Change[]> = { create: [], change: [], replace: [], destroy: [] };
    const collected = {
        access: [] as AccessChange[],
        drift: [] as Drift[],
        kept: [] as Kept[],
        signatures: [] as SignatureNeed[],
        waits: [] as Wait[],
        reminders: [] as Reminder[],
        refusals: [] as PlanRefusal[],
        steps: [] as Step[],
    };
    const isOurs = (key: string) => isMeant(parts.options, key);
    return {
        ...parts,
        change(action, change) {
            if (!isOurs(change.key)) return;
            const rest = { fields: [], needsSignature: false, isHeldBack: false, loosens: false };
            changes[action].push({ ...rest, ...change });
        },
        step: (step) => void (isOurs(step.key) && collected.steps.push(step)),
        access: (change) => void (isOurs(change.key) && collected.access.push(change)),
        drift: (drift) => void collected.drift.push(drift),
        kept: (kept) => void collected.kept.push(kept),
        need: (need) => void (isOurs(need.key) && collected.signatures.push(need)),
        remind: (reminder) => void collected.reminders.push(reminder),
        wait: (wait) => void (isOurs(wait.key) && collected.waits.push(wait)),
        refuse: (rule, detail, key) =>
            void collected.refusals.push({ ...parts.desired.locate(key ?? ""), rule, detail }),
        build: () => ({
            create: byKey(changes.create),
            change: byKey(changes.change),
            replace: byKey(changes.replace),
            destroy: byKey(changes.destroy),
            access: sorted(collected.access, ({ userId, key, effect }) => `${userId}\n${key}\n${effect}`),
            drift: sorted(collected.drift, ({ key, name }) => `${key}\n${name}`),
            kept: sorted(collected.kept, ({ key, name }) => `${key}\n${name}`),
            signatures: sorted(collected.signatures, ({ id }) => id),
            waits: sorted(collected.waits, ({ key, reason }) => `${key}\n${reason}`),
            reminders: sorted(collected.reminders, ({ key }) => key),
            refusals: collected.refusals,
            steps: inOrder(collected.steps, (agency, key) => parts.servers.get(agency)?.register[key] === undefined),
        }),
    };
}

const byKey = (changes: readonly Change[]): Change[] => sorted(changes, ({ kind, key }) => `${order(kind)}\n${key}`);

/** As a reader looks for them: who first, then where. */
const kinds: readonly Change["kind"][] = [
    "steward",
    "account",
    "group",
    "duty",
    "space",
    "room",
    "channel",
    "trust",
    "template",
    "directory",
];
const order = (kind: Change["kind"]): string => String.fromCharCode(65 + kinds.indexOf(kind));

function sorted<T>(values: readonly T[], textOf: (value: T) => string): T[] {
    return values
        .map((value) => ({ value, text: textOf(value) }))
        .sort((a, b) => byCodeUnit(a.text, b.text))
        .map(({ value }) => value);
}

/** By phase; within one, as they were added, which planners do in an order that is safe. */
function inOrder(steps: readonly Step[], isNew: (agency: string, key: string) => boolean): Step[] {
    return phases.flatMap((phase) => {
        const these = steps.filter((step) => step.phase === phase);
        return phase === "record" || phase === "create" ? batchRecords(these, isNew) : these;
    });
}
