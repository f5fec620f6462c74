import { err, ok } from "@valise/base";
import { emptyRegister, type Register, type RegisterEvent } from "@valise/clearance/desk";
import { beforeEach, describe, expect, it } from "vitest";
import { createIdentityWatch, type IdentityWatch } from "./createIdentityWatch.ts";
import type { OpenDesk } from "./OpenDesk.ts";

const anna = "@anna:mfa.example";
const [attested, other] = ["A".repeat(43), "B".repeat(43)];
const issued: RegisterEvent = {
    ...{ kind: "issued", userId: anna, masterKey: attested, pol: "urn:valise:policy:fr:1", claims: ["lvl:NP"] },
    ...{ uri: "urn:valise:sl:mfa:1", idx: 5, issuedAtS: 1, expiresAtS: 9_000_000 },
    ...{ identity: "checked", isRenewal: false },
};
const minuteMs = 60_000;
let register: Register;
let open: OpenDesk | null;
let nowMs: number;
let shown: string | null | "unreachable";
let asked: (readonly string[])[];
let watch: IdentityWatch;

const enter = (events: readonly RegisterEvent[]) => {
    const entries = events.map((event, at) => ({
        seq: register.entries.length + at + 1,
        prev: "",
        atS: 1,
        by: "o",
        event,
    }));
    register = { ...register, entries: [...register.entries, ...entries] };
};
const alarms = () => register.entries.filter(({ event }) => event.kind === "identity-alarm").length;
/** What a sync sets going is done when its own promise is. */
const synced = async () => {
    watch.synced();
    await new Promise((resolve) => setImmediate(resolve));
};

beforeEach(() => {
    [register, nowMs, shown, asked] = [emptyRegister, 1_000 * minuteMs, attested, []];
    enter([issued]);
    open = { register: () => register, append: async (events: readonly RegisterEvent[]) => enter(events) } as never;
    watch = createIdentityWatch({
        desk: () => open,
        nowMs: () => nowMs,
        changed: () => undefined,
        read: async (userIds) => {
            asked.push(userIds);
            if (shown === "unreachable") return err({ kind: "server-unreachable" });
            const masterKey = shown;
            return ok(userIds.map((userId) => ({ userId, masterKey, deviceIds: [] })));
        },
    });
});

describe("identities of holders while the desk is open", () => {
    it("are compared when it opens and every ten minutes, and a change alarms once", async () => {
        await synced();
        await synced();
        expect([asked.length, alarms(), watch.checkedAtMs()]).toEqual([1, 0, nowMs]);
        shown = other;
        nowMs += 10 * minuteMs;
        await synced();
        nowMs += 10 * minuteMs;
        await synced();
        expect([asked.length, alarms()]).toEqual([3, 1]);
    });

    it("are compared at the officer's wish, who learns whom it is about", async () => {
        shown = other;
        expect(await watch.check()).toEqual({ ok: true, value: [anna] });
        expect(await watch.check()).toEqual({ ok: true, value: [] });
    });

    it("are asked for again after a minute where no server answers, and the refusal is told", async () => {
        shown = "unreachable";
        expect(await watch.check()).toEqual({ ok: false, error: { kind: "server-unreachable" } });
        expect(watch.checkedAtMs()).toBeNull();
        await synced();
        expect(asked).toHaveLength(1);
        nowMs += minuteMs;
        await synced();
        expect(asked).toHaveLength(2);
    });

    it("are left alone while the desk is locked, and nothing is written for a desk locked meanwhile", async () => {
        const before = open;
        open = null;
        await synced();
        expect(asked).toEqual([]);
        open = before;
        shown = other;
        const checking = watch.check();
        open = null;
        await checking;
        expect(alarms()).toBe(0);
    });
});
