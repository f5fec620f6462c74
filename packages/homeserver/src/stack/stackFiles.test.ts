import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unwrap } from "@valise/base";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoStack } from "../description/demoStack.ts";
import { identifyProcess } from "../process/processIdentity.ts";
import { checkDataFolder } from "./checkDataFolder.ts";
import { describeReady, NOTHING_ADDED } from "./describeReady.ts";
import { findRunningStack, stopRunningStack } from "./findRunningStack.ts";
import { stackLayout } from "./layout.ts";
import { choosePorts, listPorts, parseStackPorts, type StackPorts } from "./ports.ts";

let dataDir: string;
beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "valise-unit-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const ids = demoStack.agencies.map(({ id }) => id);

function put(path: string, content: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
}

async function choose(agencyIds: readonly string[] = ids, remembered?: StackPorts): Promise<StackPorts> {
    await using held = new AsyncDisposableStack();
    return unwrap(await choosePorts(agencyIds, remembered, held));
}

describe("choosePorts", () => {
    it("gives every listener its own, and the same ones again", async () => {
        const first = await choose();
        expect(new Set(listPorts(first)).size).toBe(15);
        expect(await choose(ids, first)).toEqual(first);
    });

    it("chooses anew when one is taken, or the agencies differ", async () => {
        const first = await choose();
        await using server = createServer();
        await new Promise<void>((resolve) => server.listen(first.control, "127.0.0.1", resolve));
        expect(listPorts(await choose(ids, first))).not.toContain(first.control);
        expect(Object.keys((await choose(["mfa"], first)).agencies)).toEqual(["mfa"]);
    });

    it("gives nobody else the ports of a stack whose homeservers do not listen yet", async () => {
        await using held = new AsyncDisposableStack();
        const many = Array.from({ length: 40 }, (_, at) => `agency${at}`);
        const first = unwrap(await choosePorts(many, undefined, held));
        expect(new Set(listPorts(first)).size).toBe(163);
        const second = await choose(many, first);
        expect(listPorts(second).filter((port) => listPorts(first).includes(port))).toEqual([]);
    });

    it("reads only whole port files", () => {
        expect(parseStackPorts(undefined)).toBeUndefined();
        expect(parseStackPorts({ control: 1, wellKnown: 2, web: 3, agencies: {} })).toBeUndefined();
    });
});

describe("checkDataFolder", () => {
    const layout = () => stackLayout(dataDir);
    const kindOf = () => {
        const checked = checkDataFolder(layout(), demoStack, "embedded");
        return checked.ok ? "sound" : checked.error.kind;
    };

    it("refuses a folder whose servers were made with another profile", () => {
        put(layout().agency("mfa").accountsFile, "[]");
        put(layout().profileFile, "scale\n");
        expect(kindOf()).toBe("profile-differs");
    });

    it("takes an empty folder, an empty database and a real one", () => {
        expect(kindOf()).toBe("sound");
        put(layout().agency("mfa").databaseFile, "");
        put(layout().agency("mod").databaseFile, "SQLite format 3\0 and more");
        expect(kindOf()).toBe("sound");
    });

    it("refuses a database that is none", () => {
        put(layout().agency("mod").databaseFile, "garbage in place of pages");
        expect(kindOf()).toBe("data-folder-corrupted");
    });

    it("refuses accounts without their database, and without the signing key partners know", () => {
        put(layout().agency("mfa").accountsFile, "[]");
        expect(kindOf()).toBe("data-folder-corrupted");
        put(layout().agency("mfa").databaseFile, "SQLite format 3\0");
        expect(kindOf()).toBe("data-folder-corrupted");
        put(layout().agency("mfa").signingKeyFile, "ed25519 a_1 xxxx");
        expect(kindOf()).toBe("sound");
    });
});

describe("the ready line", () => {
    it("has the fields of the public interface, and paths of secrets instead of secrets", async () => {
        const ports = await choose();
        const community = { community: "urn:valise:community:demo", keys: ["k"], threshold: 1, floorSeq: 1 };
        const mfa = { roomId: "!trust", agencyUrn: "urn:valise:agency:mfa", officers: ["@thomas.aubry:mfa.example"] };
        const trust = { community, agencies: { mfa } };
        const ready = describeReady(demoStack, stackLayout("/data"), ports, { web: "http://127.0.0.1:1/", trust });
        expect(Object.keys(ready)).toEqual(
            expect.arrayContaining(["ready", "web", "agencies", "caFile", "proxyControlUrl"]),
        );
        expect(ready.agencies.map(({ serverName }) => serverName)).toEqual([
            "mfa.example",
            "mod.example",
            "intel.example",
        ]);
        expect(ready.agencies[0]).toMatchObject({
            id: "mfa",
            clientUrl: `http://127.0.0.1:${ports.agencies.mfa?.client}`,
            adminTokenFile: "/data/agencies/mfa/secrets/admin-token",
            steward: "@steward:mfa.example",
            trust: mfa,
        });
        expect(ready.trust).toEqual(community);
        expect(ready.agencies[1]?.trust).toBeNull();
        expect(ready.agencies[0]?.users[0]).toEqual({
            userId: "@claire.morvan:mfa.example",
            displayName: "Claire Morvan",
            passwordFile: "/data/agencies/mfa/users/claire.morvan.password",
            recoveryFile: "/data/agencies/mfa/users/claire.morvan.recovery",
            roles: ["desk-officer", "crisis"],
            clearance: "FR/S REL=FRA,DEU",
        });
    });

    it("is found while its supervisor lives, and by nobody after", async () => {
        const ports = await choose();
        const ready = describeReady(demoStack, stackLayout(dataDir), ports, NOTHING_ADDED);
        const self = identifyProcess(process.pid)!;
        const { stateFile } = stackLayout(dataDir);
        writeFileSync(stateFile, JSON.stringify({ format: 1, supervisor: self, ready }));
        expect(findRunningStack(dataDir)?.findUser("@paul.esteve:mod.example")?.agency.id).toBe("mod");
        expect(findRunningStack(dataDir)?.findUser("@nobody:mod.example")).toBeUndefined();
        writeFileSync(stateFile, JSON.stringify({ format: 1, supervisor: { ...self, startedAt: "before" }, ready }));
        expect(findRunningStack(dataDir)).toBeUndefined();
        expect(await stopRunningStack(dataDir)).toBe(false);
    });
});
