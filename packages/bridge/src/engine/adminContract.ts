import { z } from "zod";
import type {
    AccountRowSnapshot,
    AppliedManifest,
    AuditSnapshot,
    ChangedAccount,
    HandMadeSnapshot,
    KeptDrift,
    LeaversSnapshot,
    LinkSnapshot,
    OpenedManifest,
    OrphanSnapshot,
    PlannedManifest,
    RemovedLeaver,
    SimulatedRoomSnapshot,
} from "./adminSnapshot.ts";
import { method, nothing, shortText, userId } from "./fields.ts";

/** What the engine answers is its own word: the type alone, no schema that the worker would carry. */
const answer = <T>() => z.custom<T>();
const keys = z.array(z.string().max(512)).max(10_000);
/** `targets`: keys to which it is limited; empty: all of it. */
const choice = { allowDestroy: keys, targets: keys };
const breakLock = z.boolean();

/** What an attested administrator asks of the engine; part of its contract. */
export const adminMethods = {
    /** The files of the manifest's folder, read here and again at every plan. `main`: the first of them, where there is a choice. */
    openManifest: method(
        z.strictObject({
            files: z.array(z.strictObject({ path: z.string().min(1).max(1024), file: z.instanceof(Blob) })).max(500),
            main: z.string().max(1024).nullable(),
        }),
        answer<OpenedManifest>(),
    ),
    /** Changes nothing, on no server. `allowDestroy`: keys for which the person said so. */
    planManifest: method(z.strictObject(choice), answer<PlannedManifest>()),
    /** Resolves when it ends; how far it is shows in the topic `admin`. */
    applyManifest: method(z.strictObject({ ...choice, breakLock }), answer<AppliedManifest>()),
    /** Between two changes; what was begun is run again with `applyManifest`. */
    stopApply: method(nothing, z.void()),
    /** First passwords of accounts that the last apply made, as text for letters; each is given once. */
    takeLetters: method(nothing, answer<{ readonly text: string; readonly count: number }>()),
    /** "What would this person be able to read?", by the manifest alone. */
    simulatePerson: method(z.strictObject({ userId }), answer<readonly SimulatedRoomSnapshot[]>()),
    findAccounts: method(
        z.strictObject({ text: shortText }),
        answer<{ readonly rows: readonly AccountRowSnapshot[]; readonly total: number }>(),
    ),
    createAccount: method(
        z.strictObject({
            localpart: z.string().regex(/^[a-z0-9._=/-]{1,64}$/),
            name: shortText.min(1),
            breakLock,
        }),
        answer<ChangedAccount>(),
    ),
    changeAccount: method(
        z.strictObject({
            userId,
            act: z.enum(["lock", "suspend", "reactivate", "end-sessions", "offboard"]),
            breakLock,
        }),
        answer<ChangedAccount>(),
    ),
    /** Who has left, here and at partners; tells partners of whom nobody is left. */
    readLeavers: method(nothing, answer<LeaversSnapshot>()),
    /** Takes somebody whom their own server asks for out of every room of this one. */
    removeLeaver: method(z.strictObject({ userId, breakLock }), answer<RemovedLeaver>()),
    /** The lines of manifest that would make one change by hand meant, by its key and name in the plan's drift. Changes nothing. */
    keepDrift: method(
        z.strictObject({ key: z.string().min(1).max(512), name: z.string().min(1).max(512) }),
        answer<KeptDrift>(),
    ),
    readLinks: method(nothing, answer<readonly LinkSnapshot[]>()),
    retryLink: method(z.strictObject({ serverName: shortText.min(1) }), z.void()),
    findOrphans: method(nothing, answer<readonly OrphanSnapshot[]>()),
    /** Rooms that no manifest manages, with what would take each over; asks much of the server. */
    findHandMade: method(nothing, answer<readonly HandMadeSnapshot[]>()),
    /** The agency's record of changes, its chain checked. */
    readAudit: method(nothing, answer<AuditSnapshot>()),
    /** All of it, a line of JSON an entry, as the server keeps it. */
    exportAudit: method(nothing, answer<{ readonly text: string }>()),
} as const;

export type AdminMethod = keyof typeof adminMethods;
