import { err, ok, type Result } from "@valise/base";
import { type AuditEntry, nextEntry, parseAuditEntry } from "../audit/auditChain.ts";
import type { ObservedServer } from "../observed/Observed.ts";
import type { Step } from "../plan/Plan.ts";
import type { ApplyFailure, ApplyInput, Trouble } from "./applyManifest.ts";

/** Keeps one entry under Matrix's limit of 64 kB. */
const WHAT_PER_ENTRY = 200;

export interface Auditor {
    begin(steps: readonly Step[], observed: readonly ObservedServer[]): Promise<Result<void, ApplyFailure>>;
    /** What else is about to be done in one agency. */
    tell(agency: string, what: readonly string[]): Promise<Result<void, ApplyFailure>>;
    end(troubles: readonly Trouble[]): Promise<Result<void, ApplyFailure>>;
}

/**
 * Writes into each agency's record what an apply sets out to do *before* it does it, so that one killed in between has still
 * said so, and at the end that it is done.
 */
export function createAuditor(input: ApplyInput): Auditor {
    const last = new Map<string, AuditEntry | undefined>();
    const operators = new Map<string, { by: string; atMs: number }>();
    const write = async (
        agency: string,
        event: AuditEntry["event"],
        what: readonly string[],
    ): Promise<Result<void, ApplyFailure>> => {
        const server = input.servers.get(agency);
        const operator = operators.get(agency);
        if (server === undefined || operator === undefined) return ok();
        if (!last.has(agency)) {
            const read = await server.readAudit();
            if (!read.ok) return err({ kind: "server", agency, failure: read.error });
            last.set(agency, parseAuditEntry(read.value.at(-1)));
        }
        const { digest, desired } = input;
        const said = { ...operator, manifest: digest, revision: desired.revision, event, what };
        const entry = nextEntry(last.get(agency), said);
        const written = await server.appendAudit({ ...entry });
        if (!written.ok) return err({ kind: "server", agency, failure: written.error });
        last.set(agency, entry);
        return ok();
    };
    return {
        async begin(steps, observed) {
            for (const { agency, operator, nowMs } of observed) {
                operators.set(agency, { by: operator, atMs: nowMs });
                const what = describe(steps, agency);
                for (let at = 0; at < what.length; at += WHAT_PER_ENTRY) {
                    const written = await write(agency, "begun", what.slice(at, at + WHAT_PER_ENTRY));
                    if (!written.ok) return written;
                }
            }
            return ok();
        },
        tell: (agency, what) => write(agency, "begun", what),
        async end(troubles) {
            for (const agency of last.keys()) {
                const failed = troubles.filter((trouble) => trouble.agency === agency).map(({ key }) => key);
                const written = await write(agency, failed.length > 0 ? "failed" : "done", failed);
                if (!written.ok) return written;
            }
            return ok();
        },
    };
}

/** What steps do in one agency, by key: `invite rooms/east-desk @anna:mfa.example`. */
function describe(steps: readonly Step[], agency: string): string[] {
    return steps
        .filter((step) => step.agency === agency)
        .map(({ key, command }) => {
            const who = "userId" in command && !key.endsWith(command.userId) ? ` ${command.userId}` : "";
            return `${command.kind} ${key}${who}`;
        });
}
