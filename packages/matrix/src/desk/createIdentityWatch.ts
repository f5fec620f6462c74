import { ok, type Result } from "@valise/base";
import type { EngineFailure, UserId } from "@valise/bridge";
import { changedIdentities, watchedHolders } from "@valise/clearance/desk";
import type { OpenDesk } from "./OpenDesk.ts";
import type { ShownIdentity } from "./readIdentities.ts";

/** Compares what servers show as holders' identities with what was attested, while the desk is open. */
export interface IdentityWatch {
    /** When all were last compared; null while they never were since the desk was opened. */
    checkedAtMs(): number | null;
    /** Compares now and records the alarms; the people they are about. */
    check(): Promise<Result<UserId[], EngineFailure>>;
    /** The network is there: compares when that is due. */
    synced(): void;
    closed(): void;
}

export interface IdentityWatchParts {
    readonly desk: () => OpenDesk | null;
    readonly read: (userIds: readonly UserId[]) => Promise<Result<ShownIdentity[], EngineFailure>>;
    nowMs(): number;
    changed(): void;
}

const EVERY_MS = 10 * 60_000;
/** A server that does not answer is asked again no sooner. */
const RETRY_MS = 60_000;
const ASKED_AT_ONCE = 500;

export function createIdentityWatch({ desk, read, nowMs, changed }: IdentityWatchParts): IdentityWatch {
    let [checkedAtMs, dueAtMs]: [number | null, number] = [null, 0];
    let running: Promise<Result<UserId[], EngineFailure>> | null = null;

    const compare = async (open: OpenDesk): Promise<Result<UserId[], EngineFailure>> => {
        const nowS = () => Math.floor(nowMs() / 1000);
        const userIds = watchedHolders(open.register(), nowS()) as UserId[];
        const shown = new Map<string, string | null>();
        for (let at = 0; at < userIds.length; at += ASKED_AT_ONCE) {
            const answer = await read(userIds.slice(at, at + ASKED_AT_ONCE));
            if (!answer.ok) return answer;
            for (const { userId, masterKey } of answer.value) shown.set(userId, masterKey);
        }
        // The register may have gone on meanwhile: what it says now counts.
        const alarms = changedIdentities(open.register(), shown, nowS());
        if (desk() !== open) return ok([]);
        if (alarms.length > 0) await open.append(alarms);
        return ok(alarms.flatMap((alarm) => ("userId" in alarm ? [alarm.userId as UserId] : [])));
    };
    const check = async () => {
        const open = desk();
        if (open === null) return ok([]);
        dueAtMs = nowMs() + RETRY_MS;
        const result = await compare(open);
        if (result.ok && desk() === open) {
            checkedAtMs = nowMs();
            dueAtMs = checkedAtMs + EVERY_MS;
            changed();
        }
        return result;
    };
    const once = () => {
        running ??= check().finally(() => {
            running = null;
        });
        return running;
    };
    return {
        checkedAtMs: () => checkedAtMs,
        check: once,
        synced: () => {
            // What the store refuses is said by the next command that writes.
            if (desk() !== null && nowMs() >= dueAtMs) void once().catch(() => undefined);
        },
        closed() {
            [checkedAtMs, dueAtMs] = [null, 0];
        },
    };
}
