import { describe, expect, it } from "vitest";
import { nobleCrypto } from "../crypto/nobleCrypto.ts";
import { changedIdentities, watchedHolders } from "./changedIdentities.ts";
import { holdersOf } from "./holders.ts";
import { emptyRegister, type Register, type RegisterEvent } from "./Register.ts";
import { appendEntries } from "./readRegister.ts";

const [anna, bert] = ["@anna:mfa.example", "@bert:mfa.example"];
const [mine, other, third] = ["A".repeat(43), "B".repeat(43), "C".repeat(43)];
const uri = "urn:valise:sl:mfa:1";
const issued = (userId: string, idx: number, masterKey = mine): RegisterEvent => ({
    ...{ kind: "issued", userId, masterKey, pol: "urn:valise:policy:fr:1", uri, idx, claims: ["lvl:NP"] },
    ...{ issuedAtS: 1_000, expiresAtS: 9_000, identity: "checked", isRenewal: false },
});
const after = async (register: Register, ...events: readonly RegisterEvent[]) =>
    (await appendEntries(register, events, { atS: 1_100, by: "officer-7" }, nobleCrypto)).register;
const shows = (...pairs: readonly (readonly [string, string | null])[]) => new Map(pairs);

describe("identities of holders, compared with what servers show", () => {
    it("alarm once for each other key, and never for what is hidden or unchanged", async () => {
        const register = await after(emptyRegister, issued(anna, 5), issued(bert, 6));
        expect(changedIdentities(register, shows([anna, mine], [bert, null]), 2_000)).toEqual([]);
        const alarms = changedIdentities(register, shows([anna, other], [bert, mine]), 2_000);
        expect(alarms).toEqual([{ kind: "identity-alarm", userId: anna, shown: other, attested: mine }]);
        const alarmed = await after(register, ...alarms);
        expect(holdersOf(alarmed, 2_000).find(({ userId }) => userId === anna)?.status).toBe("identity-changed");
        expect(changedIdentities(alarmed, shows([anna, other]), 2_000)).toEqual([]);
        expect(changedIdentities(alarmed, shows([anna, third]), 2_000)).toMatchObject([{ shown: third }]);
    });

    it("alarm again for the same key once the officer has attested another since", async () => {
        const alarm: RegisterEvent = { kind: "identity-alarm", userId: anna, shown: other, attested: mine };
        const register = await after(emptyRegister, issued(anna, 5), alarm, issued(anna, 7));
        expect(changedIdentities(register, shows([anna, other]), 2_000)).toHaveLength(1);
    });

    it("are asked for those whose clearance would be believed", async () => {
        const revoked: RegisterEvent = { kind: "revoked", userId: bert, uri, idx: 6, reason: "left" };
        const register = await after(emptyRegister, issued(anna, 5), issued(bert, 6), revoked);
        expect(watchedHolders(register, 2_000)).toEqual([anna]);
        expect(watchedHolders(register, 9_001)).toEqual([]);
        expect(changedIdentities(register, shows([bert, other]), 2_000)).toEqual([]);
    });
});
