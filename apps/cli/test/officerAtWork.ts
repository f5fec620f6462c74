import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { TestStack, TestUser } from "@valise/homeserver";
import { browse } from "@valise/testkit/identity";
import { expect } from "vitest";
import { eventually, type Ran, startValise } from "./runValise.ts";

/** How commands are run, as whom, and what they print. */
export interface AtWork {
    readonly stack: TestStack;
    readonly run: (args: readonly string[]) => Promise<Ran>;
    readonly as: (user: TestUser, ...args: string[]) => Promise<Ran>;
    readonly officer: (...args: string[]) => Promise<Ran>;
    readonly data: (ran: Ran) => ReturnType<typeof JSON.parse>;
}

/** Exit code, and the code of the failure's line of JSON. */
export const refusal = (ran: Ran) => [ran.code, JSON.parse(ran.stderr.trim().split("\n").at(-1) ?? "").code];

/** The officer hears who asks, and what for. */
export async function askForClearance({ as, data, officer }: AtWork, erin: TestUser): Promise<void> {
    const asking = ["clearance", "request", "--level", "FR/DR", "--note", "posted to the cell"];
    expect(data(await as(erin, ...asking))).toMatchObject({ state: "requested" });
    await expect
        .poll(async () => data(await officer("requests")), { timeout: 30_000 })
        .toMatchObject([{ userId: erin.userId, want: "FR/DR", note: "posted to the cell", holds: null }]);
}

/** Nobody is issued anything by no code or by another person's; answers how the officer issues by one that is right. */
export async function refuseOtherCodes(
    { stack, as, data, officer }: AtWork,
    alice: TestUser,
    erin: TestUser,
    desk: readonly string[],
): Promise<(code: string) => Promise<Ran>> {
    const issue = async (code: string) => {
        const csv = join(stack.dataDir, "rows.csv");
        writeFileSync(csv, `user,clearance,identity_code\n${erin.userId},FR/DR,${code}\n`);
        return officer("issue", "--csv", csv, ...desk);
    };
    const { identityCode: anothers } = data(await as(alice, "clearance", "show"));
    for (const [code, why] of [
        ["", "identity-code-missing"],
        [anothers, "identity-differs"],
    ]) {
        const ran = await issue(code);
        expect([ran.code, JSON.parse(ran.stdout)]).toMatchObject([3, [{ userId: erin.userId, code: why }]]);
    }
    return issue;
}

/** A sender reports their message as a spill; the officer sees it, and closes it with a record that holds no words. */
export async function reportAndCloseSpill({ stack, as, data, officer }: AtWork, erin: TestUser): Promise<void> {
    const { roomId: canteen } = data(await as(erin, "room", "create", "--name", "Canteen"));
    const { eventId } = data(await as(erin, "send", "--room", canteen, "lunch at noon"));
    const reach = data(await as(erin, "spill", "reach", "--room", canteen, "--event", eventId));
    // Nobody else is in the room, so nobody was given its key.
    expect(reach).toMatchObject({ eventId, roomId: canteen, readers: [] });
    data(await as(erin, "spill", "report", "--room", canteen, "--event", eventId, "--note", "wrong room"));
    const out = mkdtempSync(join(stack.dataDir, "spills-"));
    await expect
        .poll(async () => data(await officer("spills")), { timeout: 30_000 })
        .toMatchObject([{ sender: erin.userId, eventId, label: null, note: "wrong room", state: "open" }]);
    const [{ id }] = data(await officer("spills"));
    const [closed] = data(await officer("spills", "--close", id, "--out", out));
    expect(closed).toMatchObject({ id, state: "closed" });
    // The room has no label, so the desk's own mark is on what leaves it.
    expect(basename(closed.path)).toMatch(/^\(\p{L}+\) spill-/u);
    expect(readFileSync(closed.path, "utf8")).toContain(eventId);
    expect(readFileSync(closed.path, "utf8")).not.toContain("lunch");
    expect(refusal(await officer("spills", "--close", id))).toEqual([2, "bad-usage"]);
}

/** On another device, as somebody does who lost their first and has no password: the provider takes nobody else for them. */
export async function resetIdentityElsewhere({ dataDir }: TestStack, user: TestUser): Promise<void> {
    const login = ["login", "--homeserver", user.clientUrl, "--sso", "--reset-identity"];
    const running = startValise(mkdtempSync(join(dataDir, "elsewhere-")), ["--as", user.userId, "--json", ...login]);
    const opened = async (at: number): Promise<string> => {
        const line = () => running.stdout().split("\n").slice(0, -1)[at];
        const failed = running.ended.then(({ code, stderr }) => `ended with ${code}: ${stderr}`);
        expect(await Promise.race([eventually(() => line() !== undefined, 60_000), failed])).toBe(true);
        return JSON.parse(line() ?? "").open;
    };
    const name = user.userId.slice(1).split(":")[0] ?? "";
    await browse(await opened(0), name);
    const proof = await opened(1);
    expect(await browse(proof, "alice")).toContain("Somebody else showed who they are");
    expect(await browse(proof, name)).toContain("Confirmed");
    const ran = await running.ended;
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
}

/** Somebody leaves: with an administrator's token at hand the officer ends account and clearance by one command. */
export async function endAccountAndClearance(
    { stack, data, run, officer }: AtWork,
    held: { readonly userId: string },
    desk: readonly string[],
): Promise<void> {
    const manifest = join(stack.dataDir, "agency.yaml");
    const agency = "mfa: { name: Foreign Ministry, server: mfa.example }";
    writeFileSync(manifest, `valise: 1\ncommunity: crisis\nagencies: { ${agency} }\n`);
    const leaving = ["offboard", manifest, held.userId, "--revoke", "--reason", "left", ...desk, "--json"];
    expect(data(await run(leaving))).toMatchObject({ needsRevocation: false, revoked: 1, partners: [] });
    expect(data(await officer("list", "--offline", ...desk))).toMatchObject([{ ...held, status: "revoked" }]);
    expect(data(await run(leaving))).toMatchObject({ revoked: 0 });
}
