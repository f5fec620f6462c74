import { systemClock, unwrap } from "@valise/base";
import { startTestStack, type TestStack } from "@valise/homeserver";
import { findBreak, hasChanges, offboardAccount, parseAuditEntry } from "@valise/provisioning";
import { agencyServerConformance } from "@valise/testkit/provisioning";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FetchLike } from "../../src/http/createMatrixHttp.ts";
import {
    accessNow,
    apply,
    applySigned,
    dump,
    keepAll,
    noOptions,
    plan,
    resolve,
    serversOf,
    signAll,
    threeAgencies,
} from "./world.ts";

describe("provisioning of three agencies", () => {
    let stack: TestStack;

    beforeAll(async () => {
        stack = await startTestStack({ agencies: 3 });
    }, 300_000);
    afterAll(() => stack[Symbol.asyncDispose]());

    it("applies to empty servers, and the plan is then empty", async () => {
        const servers = serversOf(stack, "one");
        const desired = await resolve(threeAgencies("one"));
        const before = await plan(servers, desired);
        const first = unwrap(await apply(servers, desired));
        expect(first.plan).toEqual(before);
        expect(first.troubles).toEqual([]);
        expect(first.signatures.requests.map(({ id }) => id)).toEqual([
            "charter:channels/flash",
            "charter:rooms/cleared",
            "charter:rooms/roster",
        ]);
        const last = unwrap(await apply(servers, desired, { signatures: signAll(first.signatures) }));
        const nothing = {
            create: [],
            change: [],
            replace: [],
            destroy: [],
            signatures: [],
            waits: [],
            drift: [],
            reminders: [],
        };
        expect(last.left).toMatchObject(nothing);
        expect(hasChanges(await plan(servers, desired))).toBe(false);
        expect(unwrap(await apply(servers, desired)).steps).toBe(0);
        const audit = unwrap((await servers.get("mfa")?.readAudit())!).map((entry) => parseAuditEntry(entry)!);
        expect(audit.at(-1)).toMatchObject({ event: "done", by: "@admin:mfa.example" });
        expect(findBreak(audit)).toBeNull();
    });

    describe("its adapter", () => {
        it.each(agencyServerConformance("conform"))("$name", async ({ run }) => {
            const servers = serversOf(stack, "conform");
            await run(servers.get("mfa")!, servers.get("mod")!);
        });
    });

    it("killed at call after call, it goes on where it was, makes nothing twice and opens nothing more", async () => {
        const desired = await resolve(threeAgencies("cut", 2));
        const allowed = new Set(desired.rooms.flatMap(({ members }) => members));
        let runs = 0;
        for (let isDone = false; !isDone; runs++) {
            // Signing in, claiming and writing down take nine requests; those after them make the difference.
            const at = runs < 10 ? runs + 1 : 10 + ((runs * 11) % 32);
            const fault = dieAtWrite(at, runs % 2 === 0 ? "lost" : "killed");
            const cut = await apply(serversOf(stack, "cut", fault), desired, { breakLock: true });
            isDone = cut.ok;
        }
        expect(runs).toBeGreaterThan(12);
        const [servers, others] = [serversOf(stack, "cut"), serversOf(stack, "calm")];
        await applySigned(servers, desired, { breakLock: true });
        const reference = await resolve(threeAgencies("calm", 2));
        await applySigned(others, reference);
        expect(await dump(servers, desired, "cut")).toEqual(await dump(others, reference, "calm"));
        for (const access of await accessNow(servers, desired)) {
            const [, user = ""] = access.split(" ");
            expect(allowed.has(user) || user.startsWith("@steward:"), access).toBe(true);
        }
    });

    it("has one writer: the other is told who it is and since when", async () => {
        for (let round = 1; round <= 5; round++) {
            const desired = await resolve(threeAgencies("one").replace("retention: 7d", `retention: ${7 + round}d`));
            const begunMs = Date.now();
            const results = await Promise.all([
                apply(serversOf(stack, "one"), desired),
                apply(serversOf(stack, "one"), desired),
            ]);
            expect(results.filter(({ ok }) => ok)).toHaveLength(1);
            const loser = results.find(({ ok }) => !ok);
            expect(loser).toMatchObject({
                error: { kind: "locked", holder: { owner: expect.stringMatching(/^@admin:/) } },
            });
            if (loser?.ok === false && loser.error.kind === "locked")
                expect(Math.abs(loser.error.holder.sinceMs - begunMs)).toBeLessThan(10_000);
            expect(hasChanges(await plan(serversOf(stack, "one"), desired))).toBe(false);
        }
    });

    it("tells what was changed by hand, puts it back, and opens nothing to do so", async () => {
        const desired = await resolve(threeAgencies("one"));
        const servers = serversOf(stack, "one");
        const { rooms } = unwrap(await apply(servers, desired));
        const idOf = (key: string) => rooms.find((room) => room.key === key)?.roomId ?? "";
        const [lunch, flash] = [idOf("rooms/lunch"), idOf("channels/flash")];
        const hand = await byHand(stack);
        await hand(lunch, "m.room.name", { name: "Dinner" });
        await hand(lunch, "m.room.join_rules", { join_rule: "public" });
        await hand(lunch, "m.room.history_visibility", { history_visibility: "shared" });
        await hand(lunch, "m.room.encryption", { algorithm: "none" });
        await hand(lunch, "m.room.server_acl", { allow: ["*"], deny: [] });
        await hand(lunch, "m.room.retention", {});
        await hand(flash, "m.room.power_levels", { users: { "@one-i1:intel.example": 100 } });
        await hand(lunch, "kick", { user_id: "@one-m4:mfa.example" });
        await hand(lunch, "invite", { user_id: "@alice:mfa.example" });
        const found = await plan(serversOf(stack, "one"), desired);
        const names = (severity: string) =>
            new Set(
                found.drift.filter((drift) => drift.severity === severity).map(({ key, name }) => `${key} ${name}`),
            );
        const security = names("security");
        for (const name of ["join", "history", "encryption", "servers.*", "maxAge", "members.@alice:mfa.example"])
            expect(security).toContain(`rooms/lunch ${name}`);
        expect(security).toContain("channels/flash power.users.@one-i1:intel.example");
        // Whom to ask, and since when.
        expect(found.drift.find(({ name }) => name === "join")?.change).toEqual({
            by: expect.stringMatching(/^@.+:mfa\.example$/),
            atMs: expect.closeTo(Date.now(), -5),
        });
        expect(names("plain")).toEqual(new Set(["rooms/lunch name", "rooms/lunch members.@one-m4:mfa.example"]));
        // What is meant is written into the manifest, which then says what is there; nothing else of it is drift the less.
        const meant = await keepAll(threeAgencies("one"), found.drift, [
            "name",
            "maxAge",
            "members.@one-m4:mfa.example",
        ]);
        const kept = await plan(servers, await resolve(meant.text));
        expect(meant.kinds).toEqual(["edit", "edit", "through"]);
        expect(kept.drift.map(({ key, name }) => `${key} ${name}`)).toEqual(
            found.drift
                .map(({ key, name }) => `${key} ${name}`)
                .filter((each) => each !== "rooms/lunch name" && each !== "rooms/lunch maxAge"),
        );
        expect(unwrap(await apply(servers, desired)).troubles).toEqual([]);
        const after = await plan(servers, desired);
        expect([hasChanges(after), after.drift]).toEqual([false, []]);
    });

    it("ends an account: no session, no room, no way back by an older manifest", async () => {
        const desired = await resolve(threeAgencies("one"));
        const servers = serversOf(stack, "one");
        const left = await resolve(threeAgencies("one").replace(/ {2}- \{ agency: mfa, user: one-m4.*\n/, ""));
        const held = await plan(servers, left);
        expect(held.destroy).toMatchObject([{ key: "accounts/@one-m4:mfa.example", isHeldBack: true }]);
        expect(held.access.every(({ effect }) => effect === "loses")).toBe(true);
        const done = unwrap(await apply(servers, left, { options: { ...noOptions, allowDestroy: true } }));
        expect(done.plan.signatures).toMatchObject([{ kind: "revocation", title: "@one-m4:mfa.example" }]);
        expect(
            [...(await accessNow(servers, left))].filter((access) => access.endsWith("@one-m4:mfa.example")),
        ).toEqual([]);
        expect(hasChanges(await plan(servers, left))).toBe(false);
        expect(await apply(servers, desired)).toMatchObject({
            error: { kind: "refused", refusals: [{ rule: "offboarded-account" }] },
        });
    });

    it("offboards at once, also out of rooms that nobody here made", async () => {
        const servers = serversOf(stack, "one");
        const mfa = servers.get("mfa")!;
        const userId = "@one-m3:mfa.example";
        const asLeaver = await clientOf(stack, userId);
        const made = await asLeaver("POST", "/createRoom", { preset: "private_chat", invite: ["@bob:mod.example"] });
        const claimant = { process: "this", isGone: () => false, breakLock: false };
        const report = unwrap(await offboardAccount({ userId, server: mfa, claimant, clock: systemClock }));
        expect(report.rooms).toContain(made.room_id);
        expect(report.roomsWithoutLocalAdmin).toEqual([made.room_id]);
        expect(report.partners).toEqual(["mod.example"]);
        // The officers find it in the trust room, by the steward's word alone.
        expect(report.isRevocationAsked).toBe(true);
        const trustRoom = unwrap(await mfa.observe(nobody)).rooms.find(({ settings }) =>
            settings.name?.startsWith("Trust"),
        );
        const asked = await (await clientOf(stack, "@one-m1:mfa.example"))(
            "GET",
            `/rooms/${encodeURIComponent(trustRoom?.roomId ?? "")}/state/org.valise.trust.leaver/${encodeURIComponent(userId.slice(1))}`,
        );
        expect(asked).toEqual({ ended: true });
        expect(
            unwrap(await mfa.observe(nobody)).accounts.find((account) => account.userId === userId)?.isDeactivated,
        ).toBe(true);
        // The server takes them out of the rooms it does not know by and by.
        const untilMs = Date.now() + 20_000;
        while (unwrap(await mfa.roomsOf(userId)).length > 0 && Date.now() < untilMs)
            await new Promise((done) => setTimeout(done, 100));
        expect(unwrap(await mfa.roomsOf(userId))).toEqual([]);
        await expect(asLeaver("GET", "/account/whoami")).rejects.toThrow("401");
    });
});

const nobody = { identitiesOf: [], suspensionOf: [] };

/** Someone's own client, signed in by the administrator. */
async function clientOf(stack: TestStack, userId: string) {
    const { adminUrl } = stack.agency("mfa");
    const call = async (method: string, path: string, token: string, body?: object) => {
        const init = { method, headers: { authorization: `Bearer ${token}` } };
        const answer = await fetch(
            adminUrl + path,
            body === undefined ? init : { ...init, body: JSON.stringify(body) },
        );
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        return (await answer.json()) as { access_token?: string; room_id?: string };
    };
    const reset = `/_synapse/admin/v1/reset_password/${encodeURIComponent(userId)}`;
    const password = "a long enough password";
    await call("POST", reset, stack.adminToken("mfa"), { new_password: password });
    const identifier = { type: "m.id.user", user: userId };
    const login = { type: "m.login.password", identifier, password };
    const { access_token } = await call("POST", "/_matrix/client/v3/login", "", login);
    return (method: string, path: string, body?: object) =>
        call(method, `/_matrix/client/v3${path}`, access_token ?? "", body);
}

/** Lets a process die at its n-th request that changes something: unsent, or done with the answer lost. Reading goes on. */
function dieAtWrite(n: number, how: "lost" | "killed"): FetchLike {
    let writes = 0;
    return async (address, init) => {
        if (init.method === "GET" && writes < n) return fetch(address, init);
        if (init.method !== "GET") writes++;
        if (writes > n || (writes === n && how === "killed")) throw new TypeError("killed");
        const answer = await fetch(address, init);
        if (writes < n) return answer;
        await answer.arrayBuffer();
        throw new TypeError("answer lost");
    };
}

/** Someone at the foreign ministry's server who changes rooms as its steward, by hand. */
async function byHand(stack: TestStack) {
    const { adminUrl } = stack.agency("mfa");
    const post = async (method: string, path: string, token: string, body: object) => {
        const headers = { authorization: `Bearer ${token}` };
        const answer = await fetch(adminUrl + path, { method, headers, body: JSON.stringify(body) });
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        return (await answer.json()) as { access_token?: string };
    };
    const admin = stack.adminToken("mfa");
    const login = await post("POST", "/_synapse/admin/v1/users/@steward:mfa.example/login", admin, {});
    return async (roomId: string, what: string, content: object) => {
        const room = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}`;
        const isState = what.startsWith("m.");
        const path = isState ? `${room}/state/${what}/` : `${room}/${what}`;
        await post(isState ? "PUT" : "POST", path, login.access_token ?? "", content);
    };
}
