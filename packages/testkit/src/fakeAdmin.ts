import { ok } from "@valise/base";
import type {
    AccountRowSnapshot,
    AdminSnapshot,
    EngineHandlers,
    LeaversSnapshot,
    ManifestOutline,
    PlanSnapshot,
} from "@valise/bridge";
import { demoNowMs } from "./builders.ts";
import type { FakeTopics } from "./fakeTopics.ts";

type AdminMethod =
    | "openManifest"
    | "planManifest"
    | "applyManifest"
    | "stopApply"
    | "takeLetters"
    | "keepDrift"
    | "simulatePerson"
    | "findAccounts"
    | "createAccount"
    | "changeAccount"
    | "readLeavers"
    | "removeLeaver"
    | "readLinks"
    | "retryLink"
    | "findOrphans"
    | "findHandMade"
    | "readAudit"
    | "exportAudit";

export const idleAdmin: AdminSnapshot = { state: "idle", done: 0, total: 0, key: "", remainingMs: 0, asked: 2 };

const plain = {
    ...{ agency: "mfa", file: "valise.yaml", moreFields: 0 },
    ...{ needsSignature: false, isHeldBack: false, loosens: false },
};

const entry = (kind: "space" | "room" | "group" | "duty" | "template", key: string, title: string, values = {}) => ({
    ...{ kind, key, title, agency: "mfa", space: null, ...values },
});

/** What the manifest of the picture is made of. */
const outline: ManifestOutline = {
    files: [
        { path: "valise.yaml", kind: "first" },
        { path: "rooms.yaml", kind: "included" },
        { path: "people/arrivals.csv", kind: "accounts" },
    ],
    agencies: [
        { id: "mfa", name: "Foreign Ministry", serverName: "mfa.example", isOwn: true, accounts: 412 },
        { id: "mod", name: "Ministry of Defence", serverName: "mod.example", isOwn: false, accounts: 96 },
    ],
    entries: [
        entry("space", "spaces/mfa", "Foreign Ministry"),
        entry("room", "rooms/east-desk", "Consular desk, East", { space: "spaces/mfa" }),
        entry("room", "rooms/noticeboard", "Noticeboard", { space: "spaces/mfa" }),
        entry("room", "rooms/port-liaison", "Tamrin harbour, port liaison"),
        entry("group", "groups/east-desk", "east-desk"),
        entry("duty", "duties/mfa/operations", "Duty officer, Operations"),
        entry("template", "templates/evacuation", "Evacuation of nationals"),
        entry("room", "rooms/joint-cell", "Joint cell", { agency: "mod" }),
    ],
};

/** The plan of the picture: something of every kind. */
function buildPlan(values: Partial<PlanSnapshot> = {}): PlanSnapshot {
    return {
        atMs: demoNowMs,
        counts: { create: 2, change: 2, replace: 0, destroy: 1, gain: 2, lose: 1 },
        changes: [
            {
                ...{ ...plain, action: "create", kind: "account", key: "accounts/@maya.ferrand:mfa.example" },
                file: "people/arrivals.csv",
                ...{ title: "Maya Ferrand", fields: [{ name: "groups.east-desk", before: null, after: "member" }] },
            },
            {
                ...{ ...plain, action: "create", kind: "room", key: "rooms/port-liaison", needsSignature: true },
                file: "rooms.yaml",
                title: "Tamrin harbour, port liaison",
                fields: [
                    { name: "charter.label", before: null, after: "FR/S" },
                    { name: "retention", before: null, after: "10y" },
                ],
            },
            {
                ...{ ...plain, action: "change", kind: "room", key: "rooms/east-desk", loosens: true },
                file: "rooms.yaml",
                title: "Consular desk, East",
                fields: [{ name: "join", before: "invite", after: "spaces" }],
            },
            {
                ...{ ...plain, action: "change", kind: "room", key: "rooms/noticeboard", title: "Noticeboard" },
                fields: [{ name: "join", before: "public", after: "invite" }],
            },
            {
                ...{ ...plain, action: "destroy", kind: "account", key: "accounts/@h.pauly:mfa.example" },
                ...{ title: "Hugo Pauly", isHeldBack: true, needsSignature: true, file: null },
                fields: [{ name: "to", before: null, after: "@h.pauly:mod.example" }],
            },
        ],
        stepCount: 9,
        access: [
            {
                ...{ userId: "@maya.ferrand:mfa.example", key: "rooms/noticeboard", title: "Noticeboard" },
                ...{ label: null, effect: "gains" },
            },
            {
                ...{ userId: "@h.pauly:mfa.example", key: "rooms/east-desk", title: "Consular desk, East" },
                ...{ label: "FR/DR REL=FRA,DEU", effect: "loses" },
            },
        ],
        drift: [
            {
                ...{ key: "rooms/noticeboard", name: "join", expected: "invite", found: "public" },
                ...{ by: "@n.roche:mfa.example", atMs: demoNowMs - 57_600_000, severity: "security", canPutBack: true },
            },
            {
                ...{ key: "rooms/east-desk", name: "name", expected: null, found: "East", severity: "plain" },
                ...{ by: null, atMs: null, canPutBack: false },
            },
        ],
        kept: [{ key: "rooms/port-liaison", name: "maxAge", by: "@s.koch:mfa.example", atMs: demoNowMs - 86_400_000 }],
        waits: [{ key: "rooms/port-liaison", reason: "no-identity", users: ["@paul.esteve:mod.example"] }],
        ladder: [
            {
                ...{ key: "accounts/@h.pauly:mfa.example", userId: "@h.pauly:mfa.example" },
                ...{ name: "Hugo Pauly", expires: "2026-11-01" },
                ...{ stage: "ended", daysLeft: 0, isLocked: true },
            },
            {
                ...{ key: "accounts/@lea.sand:mfa.example", userId: "@lea.sand:mfa.example" },
                ...{ name: "Léa Sand", expires: "2026-11-20" },
                ...{ stage: "ended", daysLeft: 0, isLocked: false },
            },
            {
                ...{ key: "accounts/@idris.benali:mfa.example", userId: "@idris.benali:mfa.example" },
                ...{ name: "Idris Benali", expires: "2026-12-16" },
                ...{ stage: 30, daysLeft: 26, isLocked: false },
            },
        ],
        signatures: [{ kind: "charter", title: "Tamrin harbour, port liaison", role: "CHARTER", signers: 1 }],
        retention: [
            { key: "rooms/noticeboard", title: "Noticeboard", label: null, wantedS: 2_592_000, foundS: 2_592_000 },
            { key: "rooms/port-liaison", title: "Tamrin harbour, port liaison", label: "FR/S", wantedS: 315_360_000 },
        ],
        ...values,
    };
}

/** Two partners ask; of one's own, one partner has answered and another has not. */
const buildLeavers = (): LeaversSnapshot => ({
    ...{ canAsk: true, partners: ["intel.example", "mod.example"] },
    asked: [
        {
            ...{ userId: "@paul.esteve:mod.example", askedAtMs: demoNowMs - 3_600_000 },
            rooms: [
                { roomId: "!liaison:mfa.example", title: "Tamrin harbour, port liaison", canRemove: true },
                { roomId: "!byhand:mfa.example", title: null, canRemove: false },
            ],
        },
        {
            ...{ userId: "@ana.lemos:intel.example", askedAtMs: demoNowMs - 7_200_000 },
            rooms: [{ roomId: "!liaison:mfa.example", title: "Tamrin harbour, port liaison", canRemove: true }],
        },
    ],
    own: [
        {
            ...{ userId: "@h.pauly:mfa.example", askedAtMs: demoNowMs - 86_400_000 },
            ...{ cleared: ["mod.example"], open: ["intel.example"] },
        },
    ],
});

const emptyPlan = buildPlan({
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

/** The administrator's place of the fake: one manifest, whose plan is empty once it was applied. */
export function createFakeAdmin(topics: FakeTopics): Pick<EngineHandlers, AdminMethod> {
    let plan = buildPlan();
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
    let leavers = buildLeavers();
    return {
        openManifest: async ({ files, main }) => {
            const mains = files.map(({ path }) => path).filter((path) => path.endsWith(".yaml"));
            const file = main ?? (mains.length === 1 ? mains[0] : undefined);
            if (file === undefined) return ok({ kind: "choose", files: mains });
            const directories = [{ agency: "Foreign Ministry", readAtMs: demoNowMs - 10_800_000, accounts: 401 }];
            const summary = {
                file,
                outline,
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
        keepDrift: async ({ key, name }) =>
            ok(
                key === "rooms/east-desk" && name === "name"
                    ? {
                          ...{ kind: "edit", file: "rooms.yaml", field: "rooms.east-desk.name", line: 14 },
                          ...{ removed: ["    name: Consular desk, East"], added: ["    name: East"] },
                          ...{ text: "valise: 1\nrooms:\n", isSecurity: false, needsSignature: false },
                      }
                    : {
                          kind: "refused",
                          refusals: [
                              {
                                  ...{ rule: "open-room", file: "rooms.yaml", line: 21, column: 11 },
                                  ...{ detail: "rooms/noticeboard", isSafety: true },
                              },
                          ],
                      },
            ),
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
            if (userId.startsWith("@h.pauly") && !breakLock) {
                const [sinceMs, lastSignMs] = [demoNowMs - 60_000, demoNowMs - 5_000];
                return ok({ kind: "locked", owner: "@other.admin:mfa.example", sinceMs, lastSignMs });
            }
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
            if (userId.startsWith("@ana") && !breakLock) {
                const [sinceMs, lastSignMs] = [demoNowMs - 60_000, demoNowMs - 5_000];
                return ok({ kind: "locked", owner: "@other.admin:mfa.example", sinceMs, lastSignMs });
            }
            leavers = { ...leavers, asked: leavers.asked.filter((each) => each.userId !== userId) };
            topics.change({ topic: "admin" }, (admin) => ({ ...admin, asked: leavers.asked.length }));
            return ok({ kind: "done", rooms: 1, leavers });
        },
        readLinks: async () =>
            ok([
                { serverName: "mod.example", state: "ok", failingSinceMs: null, retryAtMs: null, waitingRooms: null },
                {
                    ...{ serverName: "intel.example", state: "failing" },
                    ...{ failingSinceMs: demoNowMs - 840_000, retryAtMs: demoNowMs + 60_000, waitingRooms: 3 },
                },
            ]),
        retryLink: async () => ok(),
        findOrphans: async () =>
            ok([{ roomId: "!orphan:mod.example", name: null, localCount: 2, servers: ["mfa.example", "mod.example"] }]),
        findHandMade: async () =>
            ok([
                {
                    ...{ roomId: "!byhand:mfa.example", name: "Old consular desk", people: 4 },
                    keepers: ["@claire.morvan:mfa.example"],
                    piece: 'valise: 1\nrooms:\n  old-consular-desk:\n    agency: mfa\n    adopt: "!byhand:mfa.example"\n',
                },
                { roomId: "!two:mfa.example", name: null, people: 2, keepers: [], piece: null },
            ]),
        readAudit: async () =>
            ok({
                rows: [
                    {
                        ...{ seq: 2, atMs: demoNowMs - 60_000, by: "@admin:mfa.example", event: "done" },
                        ...{ revision: 117, what: [] },
                    },
                    {
                        ...{ seq: 1, atMs: demoNowMs - 120_000, by: "@admin:mfa.example", event: "begun" },
                        ...{
                            revision: 117,
                            what: ["create-room rooms/east-desk", "invite rooms/east-desk @a:mfa.example"],
                        },
                    },
                ],
                ...{ count: 2, brokenAt: null, missingSince: null },
            }),
        exportAudit: async () => ok({ text: '{"seq":1}\n{"seq":2}\n' }),
    };
}
