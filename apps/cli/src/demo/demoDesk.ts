import { existsSync } from "node:fs";
import { join } from "node:path";
import { identityCode } from "@valise/clearance/desk";
import type { ReadyUser } from "@valise/homeserver";
import { z } from "zod";
import type { Context } from "../commands/Context.ts";
import { issueRows, withDesk } from "../commands/officer/issue.ts";
import { must } from "../output/foldFailure.ts";
import { readSecret } from "../profile/secretFiles.ts";
import type { ClearanceTools } from "../trust/clearanceTools.ts";
import { readTextFile, writeTextFile } from "../trust/textFiles.ts";
import { demoDeskDir } from "./demoFolder.ts";
import { type DemoIdentity, readDemoIdentities } from "./demoIdentities.ts";
import { attestedRoles } from "./demoPeople.ts";
import type { DemoTrustRoom } from "./demoTrustRooms.ts";

/** The demonstration's stand-in for a security officer at work. */
export interface DemoDesk {
    /** Hands out what somebody misses; answers the devices that are new since the last look, of whomever. */
    look(): Promise<readonly DemoIdentity[]>;
}

const DAY_S = 86_400;
const handedSchema = z.record(
    z.string(),
    z.object({ masterKey: z.string(), issuedAtS: z.number(), deviceIds: z.array(z.string()) }),
);
type Handed = z.output<typeof handedSchema>;

/**
 * Gives each person of the demonstration the clearance of its description, as soon as an identity exists, and again to each
 * new device. It takes whatever identity the server shows: **for a demonstration only**. A real officer compares the
 * person's identity code; here the code is computed from that same answer.
 */
export function createDemoDesk(
    context: Context,
    dataDir: string,
    { agency, tokenFile }: DemoTrustRoom,
    tools: ClearanceTools,
): DemoDesk {
    const dir = demoDeskDir(dataDir, agency.id);
    const handedFile = join(dir, "handed.json");
    const issuedDir = join(dir, "issued");
    const startedAtS = tools.nowS();
    const known = new Map<string, string>();

    const renewed = (handed: Handed, { userId, masterKey }: DemoIdentity) => {
        const before = handed[userId];
        // Every start renews what is not of this very day.
        return before?.masterKey === masterKey && before.issuedAtS > startedAtS - DAY_S ? before : undefined;
    };
    const issue = async (people: readonly DemoIdentity[], users: readonly ReadyUser[], handed: Handed) => {
        const rows = await Promise.all(
            people.map(async ({ userId, masterKey }, at) => {
                const user = users.find((each) => each.userId === userId);
                const code = await identityCode(userId, masterKey, tools.crypto);
                const roles = user === undefined ? [] : attestedRoles(user);
                return { line: at + 1, userId, want: user?.clearance ?? "", roles, identityCode: code, until: null };
            }),
        );
        await withDesk(context, {}, async (engine, desk, register) => {
            const options = { days: 30, out: issuedDir, send: true };
            const outcomes = await issueRows(rows, options, { engine, desk, register, tools });
            for (const { userId, code, devices } of outcomes) {
                const masterKey = people.find((each) => each.userId === userId)?.masterKey ?? "";
                if (code === null)
                    handed[userId] = { masterKey, issuedAtS: tools.nowS(), deviceIds: [...(devices ?? [])] };
            }
        });
    };
    const handAgain = async (people: readonly DemoIdentity[], handed: Handed) => {
        await withDesk(context, {}, async (engine) => {
            for (const { userId } of people) {
                const text = readTextFile(join(issuedDir, `${encodeURIComponent(userId)}.clearance`)).trim();
                const { deviceIds } = must(await engine.commands.deliverClearance({ text }));
                const before = handed[userId];
                if (before !== undefined) handed[userId] = { ...before, deviceIds };
            }
        });
    };
    return {
        async look() {
            const seen = await readDemoIdentities(agency, readSecret(tokenFile));
            const fresh = seen.filter(({ userId, deviceIds }) => known.get(userId) !== deviceIds.join());
            for (const { userId, deviceIds } of seen) known.set(userId, deviceIds.join());
            const handed = readHanded(handedFile);
            const cleared = agency.users.filter(({ clearance }) => clearance !== null);
            const due = seen.filter(({ userId }) => cleared.some((user) => user.userId === userId));
            const toIssue = due.filter((person) => renewed(handed, person) === undefined);
            const own = context.as;
            const toHand = due.filter((person) => {
                const before = renewed(handed, person);
                // The officer's own device has it already.
                const missing = person.deviceIds.filter((deviceId) => !before?.deviceIds.includes(deviceId));
                return before !== undefined && missing.length > (person.userId === own ? 1 : 0);
            });
            if (toIssue.length > 0) await issue(toIssue, cleared, handed);
            if (toHand.length > 0) await handAgain(toHand, handed);
            if (toIssue.length + toHand.length > 0) writeTextFile(handedFile, JSON.stringify(handed));
            return fresh;
        },
    };
}

function readHanded(path: string): Handed {
    if (!existsSync(path)) return {};
    return handedSchema.safeParse(JSON.parse(readTextFile(path))).data ?? {};
}
