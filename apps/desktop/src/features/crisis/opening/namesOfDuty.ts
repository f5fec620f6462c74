import type { DutyRoleSnapshot } from "@valise/bridge";
import { type AgencyDirectory, cleanName } from "../../../people/createAgencyDirectory.ts";

/** How people on duty are called; others by what their address says, which is all that is known of them. */
export function namesOfDuty(duty: readonly DutyRoleSnapshot[], agencies: AgencyDirectory): (userId: string) => string {
    const names = new Map<string, string>();
    for (const { holderId, holderName, eligible } of duty) {
        for (const { userId, name } of eligible) names.set(userId, cleanName(name));
        if (holderId !== null && holderName !== null) names.set(holderId, cleanName(holderName));
    }
    return (userId) => names.get(userId) || agencies.calledBy(userId);
}
