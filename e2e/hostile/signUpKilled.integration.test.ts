import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestStack, type TestStack, type TestUser } from "@valise/homeserver";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signInPlain } from "../interop/matrixHttp.ts";
import { startTap, type Tap, type TappedRequest } from "../support/tap.ts";

const users = ["anna", "boris", "chloe", "dario"];
let stack: TestStack;
let tap: Tap;
let folder: string;

beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "valise-sign-up-"));
    stack = await startTestStack({ agencies: 1, users: { mfa: users } });
    tap = await startTap(stack.user("anna").clientUrl);
});
afterAll(async () => {
    await tap?.[Symbol.asyncDispose]();
    await stack?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
});

/** Runs until it is ready, or until a matching request has been done by the server: then it dies unanswered. */
async function signUp(user: TestUser, killAt: RegExp | null): Promise<{ code: number | null; printed: string }> {
    const script = join(import.meta.dirname, "signUpProcess.ts");
    const profile = join(folder, user.userId);
    const args = [script, profile, "mfa.example", tap.url, user.userId, user.passwordFile];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    child.stdout.on("data", (chunk) => {
        printed += chunk;
    });
    tap.rule = ({ url }) => {
        if (killAt === null || !killAt.test(url)) return null;
        return {
            kind: "rewrite",
            change: (answer) => {
                child.kill("SIGKILL");
                return answer;
            },
        };
    };
    const code = await new Promise<number | null>((done) => child.once("close", (value) => done(value)));
    return { code, printed };
}

it.each([
    ["keys/upload", "anna", /\/keys\/upload/],
    ["keys/device_signing/upload", "boris", /\/keys\/device_signing\/upload/],
    ["keys/signatures/upload", "chloe", /\/keys\/signatures\/upload/],
    ["the backup's making", "dario", /\/room_keys\/version$/],
])(
    "killed at %s, before the answer, a first sign-in goes on with the same keys and ends signed",
    async (_at, name, at) => {
        const user = stack.user(name);
        const from = tap.requests.length;
        expect((await signUp(user, at)).code).toBeNull();
        const again = await signUp(user, null);
        expect(again.code).toBe(0);
        const deviceId = again.printed.trim();

        const requests = tap.requests.slice(from);
        const refused = requests.filter(({ url, answer }) => /\/keys\/.*upload/.test(url) && answer?.status === 400);
        expect(refused.map(({ answer }) => answer?.body)).toEqual([]);
        expect(requests.filter(({ url }) => url.endsWith("/login"))).toHaveLength(1);
        expect(new Set(requests.flatMap(masterKeyOf)).size).toBe(1);
        expect(oneTimeKeyConflicts(requests)).toEqual([]);

        const probe = await signInPlain(user.clientUrl, user.userId, user.password);
        const query = (await probe.call("POST", "/keys/query", { device_keys: { [user.userId]: [] } })) as {
            device_keys: Record<string, Record<string, { signatures: Record<string, object> }>>;
            master_keys: Record<string, object>;
        };
        const signatures = query.device_keys[user.userId]?.[deviceId]?.signatures[user.userId];
        expect(Object.keys(signatures ?? {})).toHaveLength(2);
        expect(query.master_keys[user.userId]).toBeDefined();
    },
);

function masterKeyOf({ url, body }: TappedRequest): string[] {
    if (!url.includes("/keys/device_signing/upload")) return [];
    const { master_key } = JSON.parse(body) as { master_key?: { keys: object } };
    return master_key === undefined ? [] : Object.keys(master_key.keys);
}

/** Ids under which two different one-time keys were uploaded. */
function oneTimeKeyConflicts(requests: readonly TappedRequest[]): string[] {
    const known = new Map<string, string>();
    return requests
        .filter(({ url }) => url.includes("/keys/upload"))
        .flatMap(({ body }) => {
            const { one_time_keys } = JSON.parse(body) as { one_time_keys?: Record<string, { key: string }> };
            return Object.entries(one_time_keys ?? {}).filter(([id, { key }]) => {
                const before = known.get(id);
                known.set(id, key);
                return before !== undefined && before !== key;
            });
        })
        .map(([id]) => id);
}
