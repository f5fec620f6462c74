import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceId, initAsync, OlmMachine, RequestType, UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import { chooseCrypto, encodeBase64Url } from "@valise/clearance";
import type { CryptoParts } from "../src/crypto/openCrypto.ts";
import { createIdentities } from "../src/gate/room/createIdentities.ts";
import { installIndexedDb } from "../src/node/installIndexedDb.ts";
import { createGateWorld, ROOM } from "../test/gateWorld.ts";

/**
 * The release gate for a roster room of 1,000 attested members, as a sender meets it: cold (just opened, nothing verified),
 * warm (before the next message), and after a new status list. Beside it: reading 1,000 identities from a crypto store on the
 * disk. `node bench/gate.bench.ts [members]`; prints one JSON object a line; exit code 1 when a bar is missed.
 */
const MEMBERS = Number(process.argv[2] ?? 1000);
const bars = { coldMs: 1000, warmMs: 50 };
let missed = false;

async function timed(run: () => Promise<unknown>): Promise<number> {
    const startedMs = performance.now();
    await run();
    return Math.round((performance.now() - startedMs) * 10) / 10;
}
const print = (figures: object) => console.log(JSON.stringify(figures));

async function benchGate(): Promise<void> {
    const world = await createGateWorld(await chooseCrypto(globalThis.crypto.subtle));
    const claire = await world.person("claire:mfa.example", { roles: ["CHARTER"] });
    const others = await Promise.all(
        Array.from({ length: MEMBERS - 1 }, (_, n) => world.person(`user${n}:${n % 2 === 0 ? "mfa" : "mod"}.example`)),
    );
    const all = [claire, ...others];
    const charter = await world.charter(claire, { admission: "roster" });
    const shown = await Promise.all(all.map((holder) => world.presentation(holder, charter.charter.gate)));
    const admissions = [];
    for (let at = 0; at < all.length; at += 100)
        admissions.push(await world.admission(claire, { add: all.slice(at, at + 100) }, charter));
    const device = await world.device(claire);
    for (const { userId, masterKey } of all) device.setIdentity(userId, masterKey);
    const state = [charter.event, ...admissions, ...shown, ...all.map(({ userId }) => joined(userId))];
    const narrow = async () => {
        const narrowed = await device.gates.narrow(device.target(), "message");
        if (!narrowed.ok || narrowed.value.recipients.length !== MEMBERS) throw new Error("not everybody reads");
    };
    device.put(...state);
    device.putWhole();
    const coldMs = await timed(narrow);
    await device.looked();
    const warm = [];
    for (let n = 0; n < 20; n++) warm.push(await timed(narrow));
    const warmMs = warm.toSorted((a, b) => a - b)[10] ?? 0;
    const snapshotMs = await timed(async () => device.gates.snapshot(ROOM as never));
    await device.community.takeList(await world.list("mod", { seq: 11 }), { kind: "peer" });
    const newListMs = await timed(narrow);
    missed ||= coldMs > bars.coldMs || warmMs > bars.warmMs;
    print({ bench: "gate", members: MEMBERS, coldMs, warmMs, newListMs, snapshotMs, bars });
}

const joined = (userId: string) => ({ type: "m.room.member", stateKey: userId, content: { membership: "join" } });

/** A machine that has been told of this many people's identities by a server, its store on the disk. */
async function benchIdentities(): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "valise-gate-bench-"));
    try {
        await installIndexedDb(folder);
        await initAsync();
        const me = new UserId("@me:mfa.example");
        const storeName = `bench-${encodeBase64Url(globalThis.crypto.getRandomValues(new Uint8Array(6)))}`;
        const machine = await OlmMachine.initialize(me, new DeviceId("BENCH"), storeName, "bench");
        const userIds = Array.from({ length: MEMBERS }, (_, n) => `@user${n}:mfa.example`);
        await machine.updateTrackedUsers(userIds.map((userId) => new UserId(userId)));
        const answer = JSON.stringify(await keysOf(userIds));
        for (const request of await machine.outgoingRequests()) {
            if (request.type === RequestType.KeysQuery)
                await machine.markRequestAsSent(request.id, request.type, answer);
        }
        const identities = createIdentities({ olm: machine, onIdentity: () => {} } as unknown as CryptoParts);
        const readMs = await timed(() => identities.read(userIds));
        const known = userIds.filter((userId) => typeof identities.masterKeyOf(userId) === "string").length;
        print({ bench: "identities", members: known, readMs });
        machine.close();
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** What a server answers to `/keys/query`: a real identity for each, made by machines of their own. */
async function keysOf(userIds: readonly string[]): Promise<object> {
    const masterKeys: Record<string, unknown> = {};
    const selfSigningKeys: Record<string, unknown> = {};
    for (const userId of userIds) {
        const machine = await OlmMachine.initialize(new UserId(userId), new DeviceId("D"));
        const { uploadSigningKeysRequest } = await machine.bootstrapCrossSigning(true);
        const body = JSON.parse(uploadSigningKeysRequest.body) as { master_key: object; self_signing_key: object };
        masterKeys[userId] = body.master_key;
        selfSigningKeys[userId] = body.self_signing_key;
        machine.close();
    }
    return { device_keys: {}, failures: {}, master_keys: masterKeys, self_signing_keys: selfSigningKeys };
}

await benchGate();
await benchIdentities();
process.exit(missed ? 1 : 0);
