import { type Clock, err, ok, type Result } from "@valise/base";
import type {
    AdminSnapshot,
    AppliedManifest,
    AuditSnapshot,
    EngineFailure,
    EngineHandlers,
    HandMadeSnapshot,
    KeptDrift,
    LeaversSnapshot,
    LinkSnapshot,
    OpenedManifest,
    OrphanSnapshot,
    PlannedManifest,
    RemovedLeaver,
    SimulatedRoomSnapshot,
} from "@valise/bridge";
import { encodeBase64Url, registryPolicies } from "@valise/clearance";
import type { PolicyRegistry } from "@valise/labels";
import {
    type AgencyServer,
    type AuditEntry,
    type Desired,
    draftAdoptions,
    observeAll,
    parseAuditEntry,
    planChanges,
    settleLeavers,
    simulateAccess,
} from "@valise/provisioning";
import { failureOf } from "../gate/holder/refusals.ts";
import { createAccountDesk } from "./accountDesk.ts";
import { createApplyRun, type OwnManifest } from "./createApplyRun.ts";
import { foldServerFailure } from "./foldServerFailure.ts";
import { type AuditPin, judgeAudit } from "./judgeAudit.ts";
import { keepDrift } from "./keepDrift.ts";
import { createLeaverDesk } from "./leaverDesk.ts";
import { createManifestDesk, describePlanRefusals, type ReadManifest } from "./manifestDesk.ts";
import { buildPlanSnapshot } from "./planSnapshot.ts";

export interface AdminDeskParts {
    readonly clock: Clock;
    readonly registry: PolicyRegistry;
    /** Who works here, and at which homeserver. */
    readonly me: string;
    readonly serverName: string;
    /** Tells this device's process from every other. */
    readonly process: string;
    /** The community's name until a manifest says its own. */
    readonly community: string;
    /** One's own agency's homeserver, as this administrator may steer it now. */
    openServer(community: string, initialPassword?: (userId: string) => string): AgencyServer;
    /** What this device remembers of the record. */
    readonly auditPin: { read(): Promise<AuditPin | null>; write(pin: AuditPin): Promise<void> };
    report(progress: Partial<AdminSnapshot>): void;
}

type Answer<T> = Promise<Result<T, EngineFailure>>;
type ApplyInput = Parameters<EngineHandlers["applyManifest"]>[0];

/** What an administrator works with: the manifest that is open, and one's own agency's homeserver. */
export interface AdminDesk {
    readonly accounts: ReturnType<typeof createAccountDesk>;
    open(input: Parameters<EngineHandlers["openManifest"]>[0]): Answer<OpenedManifest>;
    plan(input: Parameters<EngineHandlers["planManifest"]>[0]): Answer<PlannedManifest>;
    apply(input: ApplyInput): Answer<AppliedManifest>;
    stop(): Answer<void>;
    takeLetters(): Answer<{ readonly text: string; readonly count: number }>;
    keep(input: Parameters<EngineHandlers["keepDrift"]>[0]): Answer<KeptDrift>;
    simulate(userId: string): Answer<readonly SimulatedRoomSnapshot[]>;
    leavers(): Answer<LeaversSnapshot>;
    countAsked(): Answer<void>;
    removeLeaver(input: Parameters<EngineHandlers["removeLeaver"]>[0]): Answer<RemovedLeaver>;
    links(): Answer<readonly LinkSnapshot[]>;
    retryLink(serverName: string): Answer<void>;
    orphans(): Answer<readonly OrphanSnapshot[]>;
    handMade(): Answer<readonly HandMadeSnapshot[]>;
    audit(): Answer<AuditSnapshot>;
    exportAudit(): Answer<{ readonly text: string }>;
}

const PASSWORD_BYTES = 18;

export function createAdminDesk(parts: AdminDeskParts): AdminDesk {
    const { clock, registry, me, serverName, process, report } = parts;
    const policies = registryPolicies(registry);
    const manifest = createManifestDesk(registry, serverName, clock);
    const claimant = (breakLock: boolean) => ({ process, isGone: () => false, breakLock });
    const newPassword = () => encodeBase64Url(crypto.getRandomValues(new Uint8Array(PASSWORD_BYTES)));
    const openServer = (initialPassword?: (userId: string) => string) =>
        parts.openServer(manifest.community() ?? parts.community, initialPassword);
    const run = createApplyRun({ clock, policies, manifest, openServer, newPassword, claimant, report });

    /** The manifest, and which of its agencies this administrator's server is. */
    const readOwn = async (): Promise<Result<OwnManifest | Refused, EngineFailure>> => {
        const read = await manifest.read();
        if (!read.ok || read.value.kind === "refused") return read as Result<Refused, EngineFailure>;
        const own = ownAgency(read.value.desired, serverName);
        return own === undefined ? err(failureOf({ code: "ADMIN_OTHER_AGENCY" })) : ok({ ...read.value, own });
    };
    const readEntries = async (): Promise<Result<readonly (AuditEntry | undefined)[], EngineFailure>> => {
        const read = await openServer().readAudit();
        return read.ok ? ok(read.value.map(parseAuditEntry)) : err(foldServerFailure(read.error));
    };
    return {
        accounts: createAccountDesk({
            ...{ me, serverName, openServer, newPassword },
            act: (server, breakLock) => ({ server, clock, claimant: claimant(breakLock) }),
        }),
        open: (input) => manifest.open(input),
        async plan({ allowDestroy, targets }) {
            const read = await readOwn();
            if (!read.ok) return read;
            if (read.value.kind === "refused") return ok(read.value);
            const { desired, own } = read.value;
            const observed = await observeAll(desired, new Map([[own, openServer()]]));
            if (!observed.ok) return err(foldServerFailure(observed.error.failure));
            const options = { allowDestroy, targets, readmit: [] };
            const plan = planChanges(desired, observed.value, options, policies);
            if (plan.refusals.length > 0) return ok({ kind: "refused", refusals: describePlanRefusals(plan.refusals) });
            const about = { desired, observed: observed.value, atMs: clock.nowMs() };
            return ok({ kind: "plan", plan: buildPlanSnapshot(plan, about) });
        },
        async keep(input) {
            const read = await readOwn();
            if (!read.ok) return read;
            if (read.value.kind === "refused") return ok(read.value);
            const observed = await observeAll(read.value.desired, new Map([[read.value.own, openServer()]]));
            if (!observed.ok) return err(foldServerFailure(observed.error.failure));
            return keepDrift(manifest, read.value, input, { observed: observed.value, policies });
        },
        async apply(input) {
            const read = await readOwn();
            if (!read.ok) return read;
            if (read.value.kind === "refused") return ok(read.value);
            return run.start(read.value, input);
        },
        stop: async () => ok(run.stop()),
        takeLetters: async () => ok(run.takeLetters()),
        async simulate(userId) {
            const read = await manifest.read();
            if (!read.ok) return read;
            if (read.value.kind === "refused") return err(failureOf({ code: "ADMIN_NO_MANIFEST" }));
            return ok(simulateAccess(read.value.desired, userId, registry));
        },
        ...createLeaverDesk({
            settle: (remove, breakLock) =>
                settleLeavers({ server: openServer(), clock, claimant: claimant(breakLock), remove }),
            look: () => openServer().leavers(),
            titles: () => manifest.titles(),
            report,
        }),
        async links() {
            const read = await openServer().links();
            if (!read.ok) return err(foldServerFailure(read.error));
            return ok(read.value.map((link) => ({ ...link, state: link.failingSinceMs === null ? "ok" : "failing" })));
        },
        retryLink: async (name) => folded(await openServer().retryLink(name)),
        orphans: async () => folded(await openServer().orphanedRooms()),
        async handMade() {
            const read = await readOwn();
            if (!read.ok) return read;
            if (read.value.kind === "refused") return err(failureOf({ code: "ADMIN_NO_MANIFEST" }));
            const rooms = await openServer().handMadeRooms();
            if (!rooms.ok) return err(foldServerFailure(rooms.error));
            const pieces = draftAdoptions(read.value.desired, read.value.own, rooms.value);
            return ok(
                rooms.value.map(({ roomId, name, members, keepers }) => {
                    return { roomId, name, people: members.length, keepers, piece: pieces.get(roomId) ?? null };
                }),
            );
        },
        async audit() {
            const entries = await readEntries();
            if (!entries.ok) return entries;
            const { audit, pin } = judgeAudit(entries.value, await parts.auditPin.read());
            if (pin !== null) await parts.auditPin.write(pin);
            return ok(audit);
        },
        async exportAudit() {
            const read = await openServer().readAudit();
            if (!read.ok) return err(foldServerFailure(read.error));
            return ok({ text: read.value.map((entry) => `${JSON.stringify(entry)}\n`).join("") });
        },
    };
}

type Refused = Extract<ReadManifest, { kind: "refused" }>;

const ownAgency = ({ agencies }: Desired, serverName: string): string | undefined =>
    agencies.find(({ server }) => server === serverName)?.id;

function folded<T>(done: Result<T, Parameters<typeof foldServerFailure>[0]>): Result<T, EngineFailure> {
    return done.ok ? done : err(foldServerFailure(done.error));
}
