import { ok } from "@valise/base";
import type {
    AccountRowSnapshot,
    AdminMethod,
    AdminSnapshot,
    EngineHandlers,
    LockHolderSnapshot,
    PlanSnapshot,
} from "@valise/bridge";
import { demoNowMs } from "./builders.ts";
import {
    demoAudit,
    demoHandMade,
    demoKept,
    demoLeavers,
    demoLinks,
    demoNotKept,
    demoOutline,
    demoPlan,
} from "./demoAdmin.ts";
import type { FakeTopics } from "./fakeTopics.ts";

export const idleAdmin: AdminSnapshot = { state: "idle", done: 0, total: 0, key: "", remainingMs: 0, asked: 2 };

const emptyPlan = demoPlan({
    counts: { create: 0, change: 0, replace: 0, destroy: 0, gain: 0, lose: 0 },
    ...{ changes: [], stepCount: 0, access: [], drift: [], kept: [], waits: [], ladder: [], signatures: [] },
});

/** What is left when only these were applied. */
function without(plan: PlanSnapshot, targets: readonly string[]): PlanSnapshot {
    const isLeft = ({ key }: { readonly key: string }) => !targets.includes(key);
    const ladder = plan.ladder.map((row) => ({ ...row, isLocked: row.isLocked || !isLeft(row) }));
    return { ...plan, changes: plan.changes.filter(isLeft), drift: plan.drift.filter(isLeft), ladder };
}

const account = (user: string, displayName: string, values: Partial<AccountRowSnapshot> = {}): AccountRowSnapshot => ({
    ...{ userId: `@${user}:mfa.example`, displayName, state: "active", isAdmin: false, isManaged: true },
    ...{ expires: null, reached: null, isMe: false, ...values },
});

/** Applies at this time. */
const otherAdmin: LockHolderSnapshot = {
    ...{ kind: "locked", owner: "@other.admin:mfa.example" },
    ...{ sinceMs: demoNowMs - 60_000, lastSignMs: demoNowMs - 5_000 },
};

/** The administrator's place of the fake: one manifest, whose plan is empty once it was applied. */
export function createFakeAdmin(topics: FakeTopics): Pick<EngineHandlers, AdminMethod> {
    let plan = demoPlan();
    let rows = [
        account("claire.morvan", "Claire Morvan"),
        account("idris.benali", "Idris Benali", { expires: "2026-12-16", reached: { stage: 30, daysLeft: 26 } }),
        account("h.pauly", "Hugo Pauly", { state: "locked" }),
        account("admin", "Administrator", { isAdmin: true, isManaged: false, isMe: true }),
    ];
    const states = { lock: "locked", suspend: "suspended", reactivate: "active", offboard: "ended" } as const;
    const done = {
        kind: "done",
        password: null,
        rooms: 0,
        partners: [],
        asked: [],
        isRevocationAsked: false,
        orphans: [],
    } as const;
    let leavers = demoLeavers();
    return {
        openManifest: async ({ files, main }) => {
            const mains = files.map(({ path }) => path).filter((path) => path.endsWith(".yaml"));
            const file = main ?? (mains.length === 1 ? mains[0] : undefined);
            if (file === undefined) return ok({ kind: "choose", files: mains });
            const directories = [{ agency: "Foreign Ministry", readAtMs: demoNowMs - 10_800_000, accounts: 401 }];
            const summary = {
                file,
                outline: demoOutline,
                directories,
                community: "demo",
                revision: 118,
                openSignatures: 1,
                signed: 0,
            };
            return ok({ kind: "open", summary });
        },
        planManifest: async ({ allowDestroy, targets }) => {
            const changes = plan.changes
                .filter(({ key }) => targets.length === 0 || targets.includes(key))
                .map((each) => ({ ...each, isHeldBack: each.isHeldBack && !allowDestroy.includes(each.key) }));
            const of = (action: string) => changes.filter((each) => each.action === action).length;
            const part = {
                ...{ create: of("create"), change: of("change"), replace: of("replace"), destroy: of("destroy") },
                ...{ gain: 0, lose: 0 },
            };
            return ok({
                kind: "plan",
                plan: { ...plan, changes, counts: targets.length === 0 ? plan.counts : part },
            });
        },
        applyManifest: async ({ targets }) => {
            topics.publish(
                { topic: "admin" },
                { ...idleAdmin, state: "applying", done: 4, total: 9, remainingMs: 3000 },
            );
            plan = targets.length === 0 ? emptyPlan : without(plan, targets);
            topics.publish({ topic: "admin" }, idleAdmin);
            const signatures = '{"version":1,"requests":[],"signed":[]}\n';
            return ok({ kind: "done", steps: 9, left: plan, troubles: [], signatures, openSignatures: 1, letters: 1 });
        },
        stopApply: async () => ok(),
        takeLetters: async () => ok({ text: "@maya.ferrand:mfa.example\tfirst\n", count: 1 }),
        keepDrift: async ({ key, name }) => ok(key === "rooms/east-desk" && name === "name" ? demoKept : demoNotKept),
        simulatePerson: async ({ userId }) =>
            ok(
                userId.startsWith("@claire")
                    ? [
                          {
                              ...{ key: "rooms/east-desk", title: "Consular desk, East", label: "FR/DR REL=FRA,DEU" },
                              ...{ membership: "member", reads: "yes" },
                          },
                      ]
                    : [],
            ),
        findAccounts: async ({ text }) => {
            const found = rows.filter(({ userId, displayName }) => `${userId} ${displayName}`.includes(text));
            return ok({ rows: found, total: found.length });
        },
        createAccount: async ({ localpart, name }) => {
            if (rows.some(({ userId }) => userId.startsWith(`@${localpart}:`)))
                return ok({ kind: "refused", rule: "account-exists" });
            rows = [...rows, account(localpart, name, { isManaged: false })];
            return ok({ ...done, password: "first-password" });
        },
        changeAccount: async ({ userId, act, breakLock }) => {
            if (userId.startsWith("@h.pauly") && !breakLock) return ok(otherAdmin);
            if (act !== "end-sessions")
                rows = rows.map((row) => (row.userId === userId ? { ...row, state: states[act] } : row));
            const partners = {
                partners: ["intel.example", "mod.example"],
                asked: ["mod.example"],
                isRevocationAsked: true,
            };
            return ok(act === "offboard" ? { ...done, rooms: 4, ...partners, orphans: ["!a:x"] } : done);
        },
        readLeavers: async () => ok(leavers),
        removeLeaver: async ({ userId, breakLock }) => {
            if (userId.startsWith("@ana") && !breakLock) return ok(otherAdmin);
            leavers = { ...leavers, asked: leavers.asked.filter((each) => each.userId !== userId) };
            topics.change({ topic: "admin" }, (admin) => ({ ...admin, asked: leavers.asked.length }));
            return ok({ kind: "done", rooms: 1, leavers });
        },
        readLinks: async () => ok(demoLinks),
        retryLink: async () => ok(),
        findOrphans: async () =>
            ok([{ roomId: "!orphan:mod.example", name: null, localCount: 2, servers: ["mfa.example", "mod.example"] }]),
        findHandMade: async () => ok(demoHandMade),
        readAudit: async () => ok(demoAudit),
        exportAudit: async () => ok({ text: '{"seq":1}\n{"seq":2}\n' }),
    };
}
