import type { ApplyFailure, LockHolder, ServerFailure } from "@valise/provisioning";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { refusalFailure } from "./readManifest.ts";

/** What a server answered, as the end of a command. */
export function serverFailure(agency: string, failure: ServerFailure): CommandFailure {
    const status = failure.kind === "refused" ? failure.status : "";
    const errcode = failure.kind === "refused" ? (failure.errcode ?? "") : "";
    const values = { agency, status, errcode };
    return new CommandFailure(`server-${failure.kind}`, exitCodes.failed, `provision.${failure.kind}`, values);
}

export function applyFailure(failure: ApplyFailure): CommandFailure {
    switch (failure.kind) {
        case "server":
            return serverFailure(failure.agency, failure.failure);
        case "locked":
            return lockedFailure(failure.agency, failure.holder);
        case "refused": {
            const [first] = failure.refusals;
            if (first === undefined) throw new Error("refused without a refusal");
            return refusalFailure(first, failure.refusals, exitCodes.refused);
        }
        case "stopped":
            return new CommandFailure("stopped", exitCodes.failed, "apply.stopped");
        case "not-taken": {
            const keys = failure.keys.join(", ");
            return new CommandFailure("not-taken", exitCodes.failed, "provision.notTaken", { keys });
        }
    }
}

export function lockedFailure(agency: string, { owner, sinceMs, lastSignMs }: LockHolder): CommandFailure {
    const since = new Date(sinceMs).toISOString();
    const details = { agency, owner, since, lastSign: new Date(lastSignMs).toISOString() };
    return new CommandFailure("locked", exitCodes.failed, "provision.locked", { agency, owner, since }, { details });
}
