import { type Clock, err, ok, type Result } from "@valise/base";
import type { AdminSnapshot, AppliedManifest, EngineFailure, EngineHandlers } from "@valise/bridge";
import type { PolicyLookup } from "@valise/clearance";
import { openRequests } from "@valise/clearance/desk";
import {
    type AgencyServer,
    type ApplyFailure,
    type ApplyReport,
    applyManifest,
    manifestDigest,
    observeAll,
    planChanges,
} from "@valise/provisioning";
import { failureOf } from "../gate/holder/refusals.ts";
import { describeHolder, foldServerFailure } from "./foldServerFailure.ts";
import { describePlanRefusals, type ManifestDesk, type ReadManifest } from "./manifestDesk.ts";
import { buildPlanSnapshot } from "./planSnapshot.ts";

export interface ApplyRunParts {
    readonly clock: Clock;
    readonly policies: PolicyLookup;
    readonly manifest: ManifestDesk;
    openServer(initialPassword: (userId: string) => string): AgencyServer;
    newPassword(): string;
    claimant(breakLock: boolean): Parameters<typeof applyManifest>[0]["claimant"];
    report(progress: Partial<AdminSnapshot>): void;
}

/** The manifest, and which of its agencies is one's own. */
export type OwnManifest = Extract<ReadManifest, { kind: "read" }> & { readonly own: string };

const nothingChosen = { allowDestroy: [], targets: [] };

/** One apply at a time, how far it is, and the first passwords of the accounts it made. */
export function createApplyRun(parts: ApplyRunParts) {
    const { clock, policies, manifest, report } = parts;
    const passwords = new Map<string, string>();
    let state: AdminSnapshot["state"] = "idle";
    const enter = (next: AdminSnapshot["state"]) => {
        state = next;
        report({ state });
    };
    const passwordOf = (userId: string) => {
        const password = passwords.get(userId) ?? parts.newPassword();
        passwords.set(userId, password);
        return password;
    };
    return {
        async start(
            { desired, signatures, own }: OwnManifest,
            { allowDestroy, targets, breakLock }: Parameters<EngineHandlers["applyManifest"]>[0],
        ): Promise<Result<AppliedManifest, EngineFailure>> {
            if (state !== "idle") return err(failureOf({ code: "ADMIN_BUSY" }));
            report({ done: 0, total: 0, key: "", remainingMs: 0 });
            enter("applying");
            const servers = new Map([[own, parts.openServer(passwordOf)]]);
            try {
                const applied = await applyManifest({
                    ...{ desired, digest: manifestDigest(desired), servers, policies, signatures, clock },
                    options: { allowDestroy, targets, readmit: [] },
                    claimant: parts.claimant(breakLock),
                    onProgress: report,
                    isStopped: () => state === "stopping",
                });
                if (!applied.ok) return foldApply(applied.error);
                manifest.keepSignatures(applied.value.signatures);
                const observed = await observeAll(desired, servers);
                if (!observed.ok) return err(foldServerFailure(observed.error.failure));
                const about = { desired, observed: observed.value, atMs: clock.nowMs() };
                // Of all of it, also where only a part was applied.
                const rest = planChanges(desired, observed.value, { ...nothingChosen, readmit: [] }, policies);
                return ok(describe(applied.value, buildPlanSnapshot(rest, about), passwords.size));
            } finally {
                enter("idle");
            }
        },
        stop() {
            if (state === "applying") enter("stopping");
        },
        takeLetters() {
            const letters = [...passwords].sort(([a], [b]) => (a < b ? -1 : 1));
            passwords.clear();
            return {
                text: letters.map(([userId, password]) => `${userId}\t${password}\n`).join(""),
                count: letters.length,
            };
        },
    };
}

function describe(
    { steps, troubles, signatures }: ApplyReport,
    left: Extract<AppliedManifest, { kind: "done" }>["left"],
    letters: number,
): AppliedManifest {
    const hasFile = signatures.requests.length > 0 || signatures.signed.length > 0;
    return {
        kind: "done",
        ...{ steps, left, letters },
        troubles: [...new Set(troubles.map(({ key }) => key))],
        signatures: hasFile ? `${JSON.stringify(signatures, null, 2)}\n` : null,
        openSignatures: openRequests(signatures).length,
    };
}

function foldApply(failure: ApplyFailure): Result<AppliedManifest, EngineFailure> {
    switch (failure.kind) {
        case "server":
            return err(foldServerFailure(failure.failure));
        case "locked":
            return ok(describeHolder(failure.holder));
        case "refused":
            return ok({ kind: "refused", refusals: describePlanRefusals(failure.refusals) });
        case "stopped":
        case "not-taken":
            return ok(failure);
    }
}
