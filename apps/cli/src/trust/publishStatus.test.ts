import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwrap } from "@valise/base";
import { type AcceptedStatusList, acceptStatusList, signStatusList } from "@valise/clearance";
import {
    appendEntries,
    emptyRegister,
    type Register,
    type RegisterEvent,
    signStatusActs,
} from "@valise/clearance/desk";
import { buildCommunity, type TestCommunity } from "@valise/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ClearanceTools, createClearanceTools } from "./clearanceTools.ts";
import { formatUnit } from "./formatUnit.ts";
import { isStatusWaiting, offerAgain, publishStatus, type StatusPublisher } from "./publishStatus.ts";

const DAY_S = 86_400;
const NOW_S = 1_793_491_200;
let nowS: number;
let dir: string;
let tools: ClearanceTools;
let community: TestCommunity;
let shown: Map<string, unknown>;
let cut: Set<string>;
let registers: Register[];
let acts: unknown[];

type Act = "revoked" | "suspended" | "reinstated";
const actOf = (kind: Act, idx: number): RegisterEvent => {
    return { kind, userId: "@a:mfa.example", uri: community.agency("mfa").statusUri, idx, reason: "" };
};
const act = async (kind: Act, idx: number) => {
    const event = actOf(kind, idx);
    const { register } = await appendEntries(
        registers[0] ?? emptyRegister,
        [event],
        { atS: nowS, by: "o" },
        tools.crypto,
    );
    registers = [register];
};

async function publisher(name = "mfa.list.jwt"): Promise<StatusPublisher> {
    const mfa = community.agency("mfa");
    const context = await community.context();
    return {
        ...{ agency: mfa.urn, uri: mfa.statusUri, key: mfa.statusKey, context, roomIds: ["!own", "!other"] },
        ...{ stateFile: join(dir, name), lifetimeS: DAY_S, ttlS: 900, readRegisters: async () => registers },
        rooms: {
            read: async (roomId) => shown.get(roomId) ?? null,
            newest: async (roomId) => (roomId === "!own" ? acts : []),
            write: async (roomId, _type, _key, content) => {
                if (cut.has(roomId)) throw new Error("cut");
                shown.set(roomId, content);
            },
        },
    };
}

const readList = async (roomId: string): Promise<AcceptedStatusList> => {
    const { token } = shown.get(roomId) as { token: string };
    const judged = { ...(await community.context()), nowS };
    return unwrap(await acceptStatusList(token, () => undefined, judged));
};

beforeEach(async () => {
    nowS = NOW_S;
    dir = mkdtempSync(join(tmpdir(), "valise-publish-"));
    tools = { ...(await createClearanceTools({})), nowS: () => nowS };
    community = await buildCommunity(NOW_S);
    [shown, cut, registers, acts] = [new Map(), new Set(), [], []];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe("publishing status lists", () => {
    it("puts each act into every room, one number further each time", async () => {
        const mine = await publisher();
        expect(await publishStatus(mine, tools)).toMatchObject({ seq: 1, missed: [] });
        await act("suspended", 7);
        expect(await isStatusWaiting(mine, tools)).toBe(true);
        nowS += 900;
        expect(await publishStatus(mine, tools)).toMatchObject({ seq: 2 });
        expect(await isStatusWaiting(mine, tools)).toBe(false);
        for (const roomId of ["!own", "!other"]) expect((await readList(roomId)).valueAt(7)).toBe(2);
        await act("reinstated", 7);
        nowS += 900;
        await publishStatus(mine, tools);
        expect((await readList("!own")).valueAt(7)).toBe(0);
    });

    it("goes on from its own newest list when a server shows an older one", async () => {
        const mine = await publisher();
        await publishStatus(mine, tools);
        const old = shown.get("!own");
        await act("revoked", 9);
        await publishStatus(mine, tools);
        shown.set("!own", old);
        registers = [];
        nowS += 60;
        expect(await publishStatus(mine, tools)).toMatchObject({ seq: 3 });
        expect((await readList("!own")).valueAt(9)).toBe(1);
    });

    it("loses no revocation after a week of silence, on a machine that has nothing but the room", async () => {
        await act("revoked", 9);
        await publishStatus(await publisher(), tools);
        registers = [];
        nowS += 7 * DAY_S;
        await publishStatus(await publisher("elsewhere.jwt"), tools);
        expect(await readList("!own")).toMatchObject({ seq: 2 });
        expect((await readList("!own")).valueAt(9)).toBe(1);
    });

    it("publishes nothing over a second list of the same number, and says so", async () => {
        const mine = await publisher();
        await publishStatus(mine, tools);
        const { urn, statusUri, statusKey } = community.agency("mfa");
        const forged = { agency: urn, uri: statusUri, seq: 1, issuedAtS: nowS, expiresAtS: nowS + DAY_S, ttlS: 1 };
        const token = await signStatusList({ ...forged, statuses: new Map() }, statusKey, tools.crypto);
        shown.set("!own", { token });
        await expect(publishStatus(mine, tools)).rejects.toMatchObject({
            code: "ATT_STATUS_EQUIVOCATION",
            exitCode: 3,
        });
        expect(shown.get("!own")).toEqual({ token });
    });

    it("takes no forged list for its own, and brings a room that was cut off up to date later", async () => {
        const mine = await publisher();
        cut.add("!other");
        shown.set("!own", { token: await community.list("mod", { seq: 50 }) });
        expect(await publishStatus(mine, tools)).toMatchObject({ seq: 1, missed: ["!other"] });
        cut.clear();
        expect(await offerAgain(mine)).toEqual([]);
        expect(shown.get("!other")).toEqual({ token: readFileSync(mine.stateFile, "utf8").trim() });
    });

    it("obeys what an officer did on another device, and nobody else's word", async () => {
        const { urn, statusUri, officer } = community.agency("mfa");
        const context = await community.context();
        const { text } = await community.attest({
            userId: "@anna:mfa.example",
            masterKey: officer.jwk.x.replaceAll("-", "+").replaceAll("_", "/"),
        });
        const [head = ""] = text.split(".");
        const { och } = JSON.parse(Buffer.from(head, "base64url").toString()) as { och: [string] };
        await act("revoked", 9);
        const [register = emptyRegister] = registers;
        registers = [];
        const said = { uri: statusUri, agency: urn, nowS, sinceS: 0 };
        const forged = await signStatusActs(
            register,
            said,
            { signer: community.agency("mod").officer, delegation: och[0] },
            context,
        );
        acts = [{ token: forged }, { token: 7 }, {}];
        const mine = await publisher();
        await publishStatus(mine, tools);
        expect(await isStatusWaiting(mine, tools)).toBe(false);
        acts = [{ token: await signStatusActs(register, said, { signer: officer, delegation: och[0] }, context) }];
        expect(await isStatusWaiting(mine, tools)).toBe(true);
        nowS += 5;
        await publishStatus(mine, tools);
        expect((await readList("!other")).valueAt(9)).toBe(1);
        // The officer's own delegation, revoked in a register on this machine, ends what the officer may do.
        const officerIndex = 7;
        await act("revoked", officerIndex);
        await publishStatus(mine, tools);
        const later = await appendEntries(register, [actOf("revoked", 11)], { atS: nowS, by: "o" }, tools.crypto);
        acts = [
            {
                token: await signStatusActs(
                    later.register,
                    { ...said, nowS },
                    { signer: officer, delegation: och[0] },
                    context,
                ),
            },
        ];
        expect(await isStatusWaiting(mine, tools)).toBe(false);
    });

    it("has a unit for systemd with the same command line", () => {
        const unit = formatUnit("Valise status lists", "valise-status", [
            ...["trust", "publish", "--every", "15m", "--print-unit", "--state", "/var/a b/100%.jwt"],
        ]);
        expect(unit).toContain(
            'ExecStart=/usr/bin/env valise trust publish --every 15m --state "/var/a b/100%%.jwt"\n',
        );
    });
});
