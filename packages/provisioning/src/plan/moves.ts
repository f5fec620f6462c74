import type { DesiredAccount } from "../desired/Desired.ts";
import { accountKey } from "./accountKey.ts";
import type { PlanBuilder } from "./PlanBuilder.ts";

/**
 * Whether the account that somebody had at another agency is to end and has not yet, as far as its server is managed here. As
 * long, the new one comes into no room (SPEC 1.14): nobody is in a room twice.
 */
export function isMoving({ desired, servers }: PlanBuilder, { from }: DesiredAccount): boolean {
    if (from === null || desired.accounts.some(({ userId }) => userId === from)) return false;
    const home = [...servers.values()].find(({ serverName }) => from.endsWith(`:${serverName}`));
    if (home === undefined || home.register[accountKey(from)]?.state === "removed") return false;
    return home.accounts.some(({ userId, isDeactivated }) => userId === from && !isDeactivated);
}
