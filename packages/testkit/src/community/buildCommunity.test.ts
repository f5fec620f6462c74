import { unwrap } from "@valise/base";
import { gateNonce, presentClaims, verifyPresentation, verifyStatement } from "@valise/clearance";
import { describe, expect, it } from "vitest";
import { buildCommunity } from "./buildCommunity.ts";

const NOW_S = 1_793_491_200;
const ROOM = "!room:mfa.example";
const ANNA = "@anna:mfa.example";

describe("the test community", () => {
    it("attests people whose presentations its own rules believe, until they are revoked", async () => {
        const community = await buildCommunity(NOW_S);
        const anna = await community.holder(ANNA, { want: "FR/S REL=FRA", roles: ["CHARTER"] });
        const nonce = await gateNonce(community.crypto, "gate");
        const show = { disclose: ["lvl:DR", "cat:REL.FRA"] as const, audience: ROOM, nonce, signedAtS: NOW_S };
        const text = unwrap(await presentClaims(anna.credential, show, anna.sign, community.crypto));
        const expected = {
            audience: ROOM,
            bindings: [{ nonce, notBeforeS: NOW_S }],
            atS: NOW_S,
            sender: anna,
        };
        const shown = unwrap(await verifyPresentation(text, expected, await community.context()));
        expect(shown.claims).toEqual(["lvl:DR", "cat:REL.FRA"]);
        const revoked = await community.list("mfa", { revoked: [anna.status.idx] });
        const after = await verifyPresentation(text, expected, await community.context({ lists: [revoked] }));
        expect(after).toMatchObject({ error: { code: "ATT_REVOKED" } });
    });

    it("signs statements", async () => {
        const community = await buildCommunity(NOW_S);
        const anna = await community.holder(ANNA, { roles: ["DIRECTORY"] });
        const by = [{ holder: anna, roles: ["DIRECTORY"] }];
        const signed = await community.statement("directory", { iat: NOW_S }, ROOM, by);
        const read = await verifyStatement(signed, "directory", ROOM, await community.context());
        expect(unwrap(read).by).toMatchObject([{ sub: ANNA, roles: ["DIRECTORY"] }]);
    });
});
