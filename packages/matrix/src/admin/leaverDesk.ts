import { err, ok, type Result } from "@valise/base";
import type { AdminSnapshot, EngineFailure, LeaversSnapshot, RemovedLeaver } from "@valise/bridge";
import { type AgencyServer, describeLeavers, type Leavers, type settleLeavers } from "@valise/provisioning";
import { describeHolder, foldServerFailure } from "./foldServerFailure.ts";

type Settled = ReturnType<typeof settleLeavers>;

/** So many of one's own are shown, the newest; the trust room keeps all. */
const OWN_AT_MOST = 100;

/** Who has left: what partners ask this administrator, and what they answered. */
export function createLeaverDesk(parts: {
    settle(remove: readonly string[], breakLock: boolean): Settled;
    /** The same, and nothing is written. */
    look: AgencyServer["leavers"];
    /** What the open manifest calls its rooms, by mark. */
    titles(): ReadonlyMap<string, string>;
    report(progress: Partial<AdminSnapshot>): void;
}) {
    const describe = (leavers: Leavers): LeaversSnapshot => {
        const { own, ...report } = describeLeavers(leavers, parts.titles());
        parts.report({ asked: report.asked.length });
        return { ...report, own: own.slice(0, OWN_AT_MOST) };
    };
    return {
        async leavers(): Promise<Result<LeaversSnapshot, EngineFailure>> {
            const looked = await parts.settle([], false);
            if (looked.ok) return ok(describe(looked.value.leavers));
            const { error } = looked;
            if (error.kind === "locked" || error.kind === "not-asked") throw new Error(`a look is never ${error.kind}`);
            return err(foldServerFailure(error));
        },
        /** So that the administrator is told without having looked. */
        async countAsked(): Promise<Result<void, EngineFailure>> {
            const looked = await parts.look();
            if (!looked.ok) return err(foldServerFailure(looked.error));
            describe(looked.value);
            return ok();
        },
        async removeLeaver(input: {
            readonly userId: string;
            readonly breakLock: boolean;
        }): Promise<Result<RemovedLeaver, EngineFailure>> {
            const settled = await parts.settle([input.userId], input.breakLock);
            if (settled.ok) {
                const { removed, leavers } = settled.value;
                return ok({ kind: "done", rooms: removed.length, leavers: describe(leavers) });
            }
            const { error } = settled;
            if (error.kind === "locked") return ok(describeHolder(error.holder));
            return error.kind === "not-asked" ? ok({ kind: "not-asked" }) : err(foldServerFailure(error));
        },
    };
}
