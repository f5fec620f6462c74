import type { EngineOutput, LeaversSnapshot, LinkSnapshot, ManifestOutline, PlanSnapshot } from "@valise/bridge";
import { demoNowMs } from "./builders.ts";

const plain = {
    ...{ agency: "mfa", file: "valise.yaml", moreFields: 0 },
    ...{ needsSignature: false, isHeldBack: false, loosens: false },
};

const entry = (kind: "space" | "room" | "group" | "duty" | "template", key: string, title: string, values = {}) => ({
    ...{ kind, key, title, agency: "mfa", space: null, ...values },
});

/** What the manifest of the picture is made of. */
export const demoOutline: ManifestOutline = {
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
export function demoPlan(values: Partial<PlanSnapshot> = {}): PlanSnapshot {
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
export const demoLeavers = (): LeaversSnapshot => ({
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

/** One partner is reached, one is not. */
export const demoLinks: readonly LinkSnapshot[] = [
    { serverName: "mod.example", state: "ok", failingSinceMs: null, retryAtMs: null, waitingRooms: null },
    {
        ...{ serverName: "intel.example", state: "failing" },
        ...{ failingSinceMs: demoNowMs - 840_000, retryAtMs: demoNowMs + 60_000, waitingRooms: 3 },
    },
];

/** One room that a manifest can take over, and one that it cannot. */
export const demoHandMade: EngineOutput<"findHandMade"> = [
    {
        ...{ roomId: "!byhand:mfa.example", name: "Old consular desk", people: 4 },
        keepers: ["@claire.morvan:mfa.example"],
        piece: 'valise: 1\nrooms:\n  old-consular-desk:\n    agency: mfa\n    adopt: "!byhand:mfa.example"\n',
    },
    { roomId: "!two:mfa.example", name: null, people: 2, keepers: [], piece: null },
];

/** One apply, begun and done. */
export const demoAudit: EngineOutput<"readAudit"> = {
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
};

/** A change by hand that a manifest can say. */
export const demoKept: EngineOutput<"keepDrift"> = {
    ...{ kind: "edit", file: "rooms.yaml", field: "rooms.east-desk.name", line: 14 },
    ...{ removed: ["    name: Consular desk, East"], added: ["    name: East"] },
    ...{ text: "valise: 1\nrooms:\n", isSecurity: false, needsSignature: false },
};

/** And one that a rule refuses. */
export const demoNotKept: EngineOutput<"keepDrift"> = {
    kind: "refused",
    refusals: [
        {
            ...{ rule: "open-room", file: "rooms.yaml", line: 21, column: 11 },
            ...{ detail: "rooms/noticeboard", isSafety: true },
        },
    ],
};
