import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestStack, type TestStack, type TestUser } from "@valise/homeserver";
import type { TestCommunity } from "@valise/testkit";
import { browse, startIdentityProvider } from "@valise/testkit/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clearanceFile, trustStack, writeDesk } from "./clearedPeople.ts";
import {
    askForClearance,
    endAccountAndClearance,
    refusal,
    refuseOtherCodes,
    reportAndCloseSpill,
    resetIdentityElsewhere,
} from "./officerAtWork.ts";
import { eventually, pidsNaming, processesNaming, type Ran, runValise, startValise } from "./runValise.ts";

const canary = "CANARY-9f27-evacuation";

describe("the valise command, between two agencies", () => {
    let stack: TestStack;
    let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
    let secretFolder: string;
    let alice: TestUser;
    let bob: TestUser;
    let ben: TestUser;
    let community: TestCommunity;
    let channel: string;
    let crisisId: string;
    let roomId: string;
    const said: string[] = [];

    async function run(args: readonly string[], stdin?: string): Promise<Ran> {
        const ran = await runValise(stack.dataDir, args, stdin);
        said.push(ran.stdout, ran.stderr);
        return ran;
    }
    const as = (user: TestUser, ...args: string[]) => run(["--as", user.userId, "--json", ...args]);
    const data = (ran: Ran) => {
        expect(ran, ran.stderr).toMatchObject({ code: 0 });
        return JSON.parse(ran.stdout);
    };

    beforeAll(async () => {
        provider = await startIdentityProvider();
        secretFolder = mkdtempSync(join(tmpdir(), "valise-oidc-"));
        const clientSecretFile = join(secretFolder, "secret");
        writeFileSync(clientSecretFile, provider.secret, { mode: 0o600 });
        const { issuer, clientId } = provider;
        stack = await startTestStack({
            users: { mfa: ["alice", "erin", "notary"], mod: ["bob", "ben", "notary"] },
            oidc: { name: "Ministry card", issuer, clientId, clientSecretFile, claim: "preferred_username" },
        });
        provider.trust(stack.agency("mfa").clientUrl);
        ({ community } = await trustStack(stack, ["mfa", "mod"], { mfa: ["@alice:mfa.example"] }));
        alice = stack.user("alice");
        bob = stack.user("bob");
        ben = stack.user("ben");
    }, 300_000);
    afterAll(async () => {
        const { dataDir } = stack;
        provider[Symbol.dispose]();
        rmSync(secretFolder, { recursive: true });
        await stack[Symbol.asyncDispose]();
        expect(await eventually(() => processesNaming(dataDir).length === 0), "engines left behind").toBe(true);
    });

    it("signs in, makes identities, and keeps the codes in files only their owner reads", async () => {
        for (const user of [alice, bob]) {
            const ran = await as(user, "login");
            expect(data(ran)).toMatchObject({ userId: user.userId, phase: "ready" });
            expect(ran.stderr).toContain(user.recoveryFile);
            expect(readFileSync(user.recoveryFile, "utf8")).toMatch(/^([0-9A-Z]{4} ){7}[0-9A-Z]{4}\n$/);
            expect(statSync(user.recoveryFile).mode & 0o777).toBe(0o600);
        }
        const [first, second] = [data(await as(alice, "whoami")), data(await as(alice, "login"))];
        expect(second.deviceId).toBe(first.deviceId);
    });

    it("signs in at the agency's identity provider in a browser, as the account that was named and no other", async () => {
        const signIn = async (asked: string, signsInAs: string) => {
            const running = startValise(stack.dataDir, ["--as", asked, "--json", "login", "--sso"]);
            await eventually(() => running.stdout().includes("\n"));
            const { open } = JSON.parse(running.stdout().split("\n")[0] ?? "");
            // Where the browser ends elsewhere the command waits for it: what stands there says why.
            expect(await browse(open, signsInAs)).toBe("You are signed in and may close this window.");
            const ran = await running.ended;
            said.push(ran.stderr);
            return ran;
        };
        const erin = stack.user("erin");
        const other = await signIn(erin.userId, "alice");
        expect(other).toMatchObject({ code: 3 });
        expect(JSON.parse(other.stderr.trim().split("\n").at(-1) ?? "")).toMatchObject({ code: "other-account" });
        const own = await signIn(erin.userId, "erin");
        expect(own, own.stderr).toMatchObject({ code: 0 });
        expect(JSON.parse(own.stdout.trim().split("\n")[1] ?? "")).toMatchObject({
            userId: erin.userId,
            phase: "ready",
        });
        expect(data(await as(erin, "whoami"))).toMatchObject({ userId: erin.userId });
    });

    it("an officer hears who asks, issues by the code they read out, and is alarmed when an identity changes", async () => {
        const erin = stack.user("erin");
        const desk = await writeDesk(stack, community, "mfa");
        const officer = (...args: string[]) => as(alice, "officer", ...args);
        const at = { stack, as, data, run, officer };
        const { identityCode } = data(await as(erin, "clearance", "show"));
        await askForClearance(at, erin);
        const issue = await refuseOtherCodes(at, alice, erin, desk);
        expect(data(await issue(identityCode))).toMatchObject([{ code: null, identity: "checked" }]);
        expect(data(await officer("requests"))).toEqual([]);
        await expect
            .poll(async () => data(await as(erin, "clearance", "show")), { timeout: 30_000 })
            .toMatchObject({ state: "held", label: "FR/DR" });
        const held = { userId: erin.userId, clearance: "FR/DR", attestedCode: identityCode };
        expect(data(await officer("list", ...desk))).toMatchObject([{ ...held, status: "valid", shownCode: null }]);

        await reportAndCloseSpill(at, erin);

        await resetIdentityElsewhere(stack, erin);
        const [changed] = data(await officer("list", ...desk));
        expect(changed).toMatchObject({ ...held, status: "identity-changed", shownCode: expect.any(String) });
        expect(changed.shownCode).not.toBe(identityCode);
        // It was recorded: without any server the register says the same, and why.
        expect(data(await officer("list", "--offline", ...desk))).toEqual([changed]);
        const { entries } = data(await officer("audit", ...desk.slice(0, 2)));
        const kinds = entries.map(({ event }: { event: { kind: string } }) => event.kind);
        expect(kinds).toEqual(["identity-alarm", "issued", "identity-alarm"]);
        expect(refusal(await officer("requests", "--decline", "nobody"))).toEqual([2, "bad-usage"]);
        await endAccountAndClearance(at, held, desk);
    });

    it("opens a room across agencies; one sends, the other hears it once, across runs", async () => {
        roomId = data(await as(alice, "room", "create", "--name", "Evacuation", "--invite", bob.userId)).roomId;
        data(await as(bob, "room", "join", "--room", roomId));
        const args = ["--as", bob.userId, "listen", "--room", roomId, "--until", canary, "--timeout", "60"];
        const listening = startValise(stack.dataDir, args);
        const { eventId } = data(await as(alice, "send", "--room", roomId, `${canary} at 06:00`));
        const heard = await listening.ended;
        expect(heard.code).toBe(0);
        expect(JSON.parse(heard.stdout)).toEqual({
            eventId,
            roomId,
            sender: alice.userId,
            body: `${canary} at 06:00`,
            label: null,
            verdict: "ok",
            code: null,
            sentAtMs: expect.any(Number),
        });
        const reply = data(await as(bob, "send", "--room", roomId, "--reply-to", eventId, "Understood")).eventId;
        const later = await run(["--as", bob.userId, "listen", "--timeout", "2"]);
        expect(later.code).toBe(0);
        expect(
            later.stdout
                .trim()
                .split("\n")
                .map((line) => JSON.parse(line).eventId),
        ).toEqual([reply]);
    });

    it("runs several commands of one account side by side", async () => {
        const listening = startValise(stack.dataDir, ["--as", alice.userId, "listen", "--until", "three of 3"]);
        const send = (text: string) => as(alice, "send", "--room", roomId, text);
        const sent = await Promise.all(["1 of 3", "2 of 3", "three of 3"].map(send));
        expect([...sent, await listening.ended].map((ran) => ran.code)).toEqual([0, 0, 0, 0]);
        const own = join(stack.dataDir, "accounts", encodeURIComponent(alice.userId));
        // One that was begun beside the one that serves finds that out a moment later.
        await expect.poll(() => processesNaming(own), { timeout: 10_000 }).toHaveLength(1);
    });

    it("edits and deletes one's own message, found without its room", async () => {
        const { eventId } = data(await as(alice, "send", "--room", roomId, "first wording"));
        expect(data(await as(alice, "edit", "--event", eventId, "second wording"))).toEqual({ eventId, roomId });
        expect(data(await as(alice, "delete", "--event", eventId))).toEqual({ eventId, roomId });
        expect(data(await as(alice, "rooms"))).toMatchObject([
            { roomId, name: "Evacuation", kind: "room", label: null },
        ]);
    });

    it("ends a device without the identity with verify-needed, until it has the recovery code", async () => {
        const second = join(stack.dataDir, "second");
        const at = ["--data", second, "--as", alice.userId, "--json"];
        const secrets = ["--homeserver", alice.clientUrl, "--password-file", "-"];
        const login = await run([...at, "login", ...secrets], `${alice.password}\n`);
        expect(login).toMatchObject({ code: 3, stdout: "" });
        expect(JSON.parse(login.stderr)).toMatchObject({ code: "verify-needed" });
        expect((await run([...at, "send", "--room", roomId, "no"])).code).toBe(3);
        const badCode = join(stack.dataDir, "bad-code");
        writeFileSync(badCode, "0000 0000");
        expect((await run([...at, "verify", "--recovery-file", badCode])).code).toBe(2);
        data(await run([...at, "verify", "--recovery-file", alice.recoveryFile]));
        data(await run([...at, "send", "--room", roomId, "from the second device"]));
        data(await run([...at, "logout"]));
        expect(globSync(join(second, "accounts", "*"))).toEqual([]);
    });

    it("keeps what could not be sent, and sends it once when it can", async () => {
        await stack.stop("mfa");
        const waiting = await as(alice, "send", "--room", roomId, "--timeout", "2", "kept for later");
        expect(waiting.code).toBe(1);
        expect(JSON.parse(waiting.stderr)).toMatchObject({ code: "not-sent-yet" });
        await stack.start("mfa");
        data(await as(alice, "send", "--room", roomId, "after it"));
        const args = ["--as", bob.userId, "listen", "--room", roomId, "--until", "after it", "--timeout", "60"];
        const heard = await run(args);
        const bodies = heard.stdout
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line).body);
        expect(bodies.filter((body) => body === "kept for later")).toHaveLength(1);
        expect(bodies.indexOf("kept for later")).toBeLessThan(bodies.indexOf("after it"));
    });

    it("sends once though its engine is killed while the server hangs", async () => {
        const engine = join(stack.dataDir, "accounts", encodeURIComponent(alice.userId));
        data(await as(alice, "whoami"));
        stack.pause("mfa");
        const sending = as(alice, "send", "--room", roomId, "--timeout", "60", "through a kill");
        await new Promise((done) => setTimeout(done, 3_000));
        const [pid] = pidsNaming(engine);
        process.kill(pid ?? 0, "SIGKILL");
        stack.resume("mfa");
        const { eventId } = data(await sending);
        data(await as(alice, "send", "--room", roomId, "after the kill"));
        const args = ["--as", bob.userId, "listen", "--room", roomId, "--until", "after the kill", "--timeout", "60"];
        const lines = (await run(args)).stdout
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line));
        const heard = lines.filter((line) => line.body === "through a kill");
        expect(heard.map((line) => line.eventId)).toEqual([eventId]);
    });

    it("sets up a channel with its cells, and puts somebody on watch", async () => {
        data(await as(ben, "login"));
        const roles = new Map([
            [alice, ["CHARTER", "BROADCAST", "CRISIS", "DIRECTORY"]],
            [bob, ["CHARTER", "WATCH.DUTY"]],
            [ben, ["DIRECTORY"]],
        ]);
        for (const [user, held] of roles) {
            const file = await clearanceFile(stack, community, user, held);
            expect(data(await as(user, "clearance", "install", "--file", file))).toMatchObject({ state: "held" });
        }
        const [mfa, mod] = ["mfa", "mod"].map((id) => `urn:valise:agency:${id}`) as [string, string];
        const wish = ["--kind", "channel", "--label", "FR/DR", "--agency", mfa, mod, "--cell", `${mod}=DUTY`];
        const invite = ["--invite", bob.userId, ben.userId];
        channel = data(await as(alice, "room", "create", "--name", "Alerts", ...wish, ...invite)).roomId;
        for (const user of [bob, ben]) data(await as(user, "room", "join", "--room", channel));
        const ledger = ["--kind", "ledger", "--label", "FR/DR", "--agency", mod];
        data(await as(bob, "room", "create", "--name", "Ledger", ...ledger));
        const directory = join(stack.dataDir, "duty.json");
        const duty = { id: "DUTY", names: { en: "Duty officer" }, eligible: [bob.userId], deputies: [] };
        const people = [
            { sub: bob.userId, deputies: [] },
            { sub: ben.userId, deputies: [bob.userId] },
        ];
        writeFileSync(
            directory,
            JSON.stringify({ agency: mod, part: "all", seq: 1, posts: [], roles: [duty], people }),
        );
        data(await as(ben, "crisis", "publish", "--room", channel, "--kind", "directory", directory));
        const watch = ["--role", "DUTY", "--agency", mod];
        const giving = as(ben, "watch", "give", ...watch, "--to", bob.userId);
        data(await as(bob, "watch", "take", ...watch));
        data(await giving);
        expect(data(await as(alice, "watch", "list"))).toMatchObject([{ role: "DUTY", holderId: bob.userId }]);
    });

    it("calls a roll, answers it for oneself and as a deputy, and writes the table", async () => {
        const start = ["rollcall", "start", "--room", channel, "--place", "--deputies"];
        const { broadcastId } = data(await as(alice, ...start, "Are you safe?"));
        const id = ["--broadcast", broadcastId];
        const own = await as(alice, "ack", ...id);
        expect([own.code, JSON.parse(own.stderr).code]).toEqual([3, "CRS_NOT_ADDRESSED"]);
        const bobs = ["rollcall", "answer", ...id, "--state", "safe", "--place", "Tamrin"];
        expect(data(await as(bob, ...bobs))).toMatchObject({ confirmed: "ledger" });
        const bens = ["rollcall", "answer", ...id, "--state", "need-help", "--for", ben.userId];
        expect(data(await as(bob, ...bens))).toMatchObject({ confirmed: "ledger" });
        const csv = join(stack.dataDir, "rollcall.csv");
        const shown = data(await as(bob, "rollcall", "show", ...id, "--csv", csv));
        expect(shown).toMatchObject({ called: 2, answered: 2, counts: { "need-help": 1, safe: 1, missing: 0 } });
        expect(readFileSync(csv, "utf8")).toMatch(/DIFFUSION RESTREINTE[\s\S]*needs help[\s\S]*Tamrin/);
        const counted = data(await as(bob, "coverage", ...id));
        expect(counted.agencies.find((each: { addressed: number }) => each.addressed > 0)).toMatchObject({
            addressed: 2,
            acknowledged: 2,
        });
        const { words } = data(await as(alice, "readback", ...id, "--language", "fr"));
        data(await as(bob, "readback", ...id, "--language", "fr", "--heard", words.join(" ")));
        expect((await as(bob, "readback", ...id, "--language", "de", "--heard", words.join(" "))).code).toBe(3);
        expect(data(await as(bob, "weather"))).toContainEqual(
            expect.objectContaining({ agency: "urn:valise:agency:mfa", lastHeard: expect.any(String), waiting: 0 }),
        );
    });

    it("files a plan, tries it dry, and opens a crisis by it", async () => {
        const [mfa, mod] = ["mfa", "mod"].map((id) => `urn:valise:agency:${id}`) as [string, string];
        const plan = join(stack.dataDir, "plan.json");
        const label = { pol: "urn:valise:policy:fr:1", lvl: "DR", cat: {} };
        const template = {
            ...{ template: "evacuation", seq: 1, names: { en: "Evacuation" }, lead: mfa, agencies: [mfa, mod], label },
            ...{ admission: "roster", roles: [{ agency: mod, role: "DUTY", required: true }], checklist: [] },
            ...{ sitrepEveryS: 3_600, precedence: "FLASH", retention: { maxAgeS: null, hold: false }, standby: 0 },
        };
        writeFileSync(plan, JSON.stringify(template));
        data(await as(alice, "crisis", "publish", "--room", channel, "--kind", "template", plan));
        expect(data(await as(alice, "crisis", "templates"))).toMatchObject([{ template: "evacuation", lead: mfa }]);
        // Until the other agency has signed the plan, its people are not called without being asked.
        const dry = ["room", "open", "--template", "evacuation", "--dry-run"];
        expect(data(await as(alice, ...dry))).toMatchObject({
            from: "cold",
            refused: [{ agency: mod, role: "DUTY", code: "CRS_AGENCY_NOT_SIGNED" }],
        });
        const opened = data(await as(alice, "crisis", "open", "--template", "evacuation", "--exercise"));
        expect(opened).toMatchObject({ from: "cold", rooms: [expect.any(String)] });
        ({ crisisId } = opened);
        data(await as(ben, "crisis", "cosign", "--template", "evacuation"));
        await expect.poll(async () => data(await as(alice, ...dry)).refused, { timeout: 60_000 }).toEqual([]);
        const [nobody] = data(await as(alice, ...dry, "--deputy", "mod/DUTY=@no:mod.example")).refused;
        expect(nobody.code).toBe("CRS_NOT_ELIGIBLE");
        const row = { roomId: opened.rooms[0], name: "Evacuation", kind: "emergency" };
        expect(data(await as(alice, "rooms"))).toContainEqual(expect.objectContaining(row));
    });

    it("carries a bag, keeps a log, and packs an archive that verifies", async () => {
        const bag = ["bag", "export", "--room", channel, "--agency", "mod", "--out", stack.dataDir];
        const packed = data(await as(alice, ...bag));
        expect(packed).toMatchObject({ eventCount: 1, unreachable: [] });
        expect(data(await as(ben, "bag", "import", packed.path)).rooms).toEqual([
            { roomId: channel, fresh: 0, known: 1, unreadable: 0 },
        ]);
        const again = await as(ben, "bag", "import", packed.path);
        expect([again.code, JSON.parse(again.stderr).code]).toEqual([3, "CRS_BAG_SEEN"]);
        const entry = ["log", "add", "--room", channel, "--kind", "decision", "--instead", "Wait"];
        data(await as(alice, ...entry, "Open the assembly point"));
        expect(data(await as(alice, "log", "list", "--room", channel))).toMatchObject([
            { kind: "decision", title: "Open the assembly point", chain: "whole" },
        ]);
        const archive = data(await as(alice, "log", "archive", "--room", channel, "--out", stack.dataDir));
        const files = { bundle: await community.bundle(), trust: community.trust };
        for (const [name, value] of Object.entries(files))
            writeFileSync(join(stack.dataDir, `${name}.json`), JSON.stringify(value));
        writeFileSync(join(stack.dataDir, "mfa.jwt"), await community.list("mfa"));
        const of = (name: string) => join(stack.dataDir, name);
        const by = ["--bundle", of("bundle.json"), "--trust", of("trust.json"), "--list", of("mfa.jwt")];
        expect(data(await run(["--json", "verify-archive", archive.path, ...by]))).toMatchObject({ ok: true });
        const close = ["crisis", "close", "--crisis", crisisId, "--archive", stack.dataDir, "All are safe."];
        const closed = data(await as(alice, ...close));
        expect(closed).toMatchObject({ crisisId, rooms: [expect.any(String)], archives: [expect.any(String)] });
        expect(data(await run(["--json", "verify-archive", closed.archives[0], ...by]))).toMatchObject({ ok: true });
        const log = data(await as(alice, "log", "list", "--room", closed.rooms[0]));
        expect(log).toContainEqual(expect.objectContaining({ kind: "sitrep", title: "SITREP 1: All are safe." }));
        expect(data(await as(alice, ...close))).toMatchObject({ rooms: [], archives: [] });
    });

    it("says by its exit code what kind of failure it is", async () => {
        const wrong = join(stack.dataDir, "wrong-password");
        writeFileSync(wrong, "not-the-password");
        const elsewhere = ["--data", join(stack.dataDir, "third"), "--as", bob.userId, "--json"];
        const codes = async (args: readonly string[]) => {
            const ran = await run(args);
            return [ran.code, ran.stderr.startsWith("{") ? JSON.parse(ran.stderr).code : ran.stderr];
        };
        const login = [...elsewhere, "login", "--homeserver", bob.clientUrl, "--password-file", wrong];
        expect(await codes(login)).toEqual([1, "wrong-password"]);
        expect(await codes([...elsewhere, "login", "--homeserver", "http://example.org"])).toEqual([2, "bad-usage"]);
        expect(await codes(["--json", "send", "text"])).toEqual([2, "bad-usage"]);
        expect(await codes(["--json", "--as", bob.userId, "send", "--room", "!no", "x"])).toEqual([1, "not-found"]);
        expect(await codes(["--json", "--as", "@nobody:mfa.example", "rooms"])).toEqual([1, "not-signed-in"]);
    });

    it("lets no secret into argv, output, or a file in clear", async () => {
        const code = readFileSync(alice.recoveryFile, "utf8").trim();
        const secrets = [alice.password, bob.password, code, code.replaceAll(" ", "")];
        for (const secret of secrets) expect(said.join("\n")).not.toContain(secret);
        expect(processesNaming(stack.dataDir).join("\n")).not.toContain(alice.password);
        const files = globSync(join(stack.dataDir, "accounts", "**", "*")).filter((path) => statSync(path).isFile());
        expect(files.length).toBeGreaterThan(4);
        for (const path of files) {
            const content = readFileSync(path, "latin1");
            for (const secret of [...secrets, canary]) expect(content.includes(secret), path).toBe(false);
        }
    });

    it("leaves a room, which is listed no more", async () => {
        const listed = async () => data(await as(bob, "rooms")).map((room: { roomId: string }) => room.roomId);
        expect(await listed()).toContain(roomId);
        expect(data(await as(bob, "room", "leave", "--room", roomId))).toEqual({ roomId });
        expect(await listed()).not.toContain(roomId);
    });

    it("signs out and leaves nothing of the account", async () => {
        data(await as(bob, "logout"));
        expect(globSync(join(stack.dataDir, "accounts", encodeURIComponent(bob.userId)))).toEqual([]);
    });
});
