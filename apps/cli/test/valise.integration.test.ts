import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestStack, type TestStack, type TestUser } from "@valise/homeserver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browse, startIdentityProvider } from "./identityProvider.ts";
import { eventually, pidsNaming, processesNaming, type Ran, runValise, startValise } from "./runValise.ts";

const canary = "CANARY-9f27-evacuation";

describe("the valise command, between two agencies", () => {
    let stack: TestStack;
    let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
    let secretFolder: string;
    let alice: TestUser;
    let bob: TestUser;
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
            users: { mfa: ["alice", "erin"], mod: ["bob"] },
            oidc: { name: "Ministry card", issuer, clientId, clientSecretFile, claim: "preferred_username" },
        });
        provider.trust(stack.agency("mfa").clientUrl);
        alice = stack.user("alice");
        bob = stack.user("bob");
    }, 300_000);
    afterAll(async () => {
        const { dataDir } = stack;
        provider[Symbol.dispose]();
        rmSync(secretFolder, { recursive: true });
        await stack[Symbol.asyncDispose]();
        expect(await eventually(() => processesNaming(dataDir).length === 0), "engines end with their stack").toBe(
            true,
        );
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
            const page = await browse(open, signsInAs);
            const ran = await running.ended;
            said.push(ran.stderr);
            return { page, ...ran };
        };
        const erin = stack.user("erin");
        const other = await signIn(erin.userId, "alice");
        expect(other).toMatchObject({ code: 3 });
        expect(JSON.parse(other.stderr.trim().split("\n").at(-1) ?? "")).toMatchObject({ code: "other-account" });
        const own = await signIn(erin.userId, "erin");
        expect(own, own.stderr).toMatchObject({ code: 0, page: "You are signed in and may close this window." });
        expect(JSON.parse(own.stdout.trim().split("\n")[1] ?? "")).toMatchObject({
            userId: erin.userId,
            phase: "ready",
        });
        expect(data(await as(erin, "whoami"))).toMatchObject({ userId: erin.userId });
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
        const sent = await Promise.all(
            [1, 2, 3].map((n) => as(alice, "send", "--room", roomId, `${n === 3 ? "three" : n} of 3`)),
        );
        expect(sent.map((ran) => ran.code)).toEqual([0, 0, 0]);
        expect((await listening.ended).code).toBe(0);
        expect(processesNaming(join(stack.dataDir, "accounts", encodeURIComponent(alice.userId)))).toHaveLength(1);
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
