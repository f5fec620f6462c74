import type { Register, RegisterEvent } from "@valise/clearance/desk";
import { createShippedRegistry } from "@valise/labels";
import { expect, it } from "vitest";
import { buildDeskSnapshot } from "./deskSnapshot.ts";

const registry = createShippedRegistry();
const ana = "@ana:mfa.example";

function statusOf(leftAtMs: number | null, more: readonly RegisterEvent[] = []) {
    const issued: RegisterEvent = {
        ...{ kind: "issued", userId: ana, masterKey: "A", pol: "urn:x", claims: [], uri: "https://list", idx: 1 },
        ...{ issuedAtS: 1000, expiresAtS: 9000, identity: "checked", isRenewal: false },
    };
    const entries = [issued, ...more].map((event, seq) => ({ seq, atS: 1000 + seq, by: "o", prev: "", event }));
    const snapshot = buildDeskSnapshot({
        ...{ state: "open", keptBy: null, isOfficer: true, marking: null, limits: null },
        register: { entries } as unknown as Register,
        ...{
            requests: [],
            spills: [],
            asks: [],
            registry,
            listIssuedAtMs: null,
            actsWaiting: false,
            identitiesCheckedAtMs: null,
        },
        ...{ nowS: 2000, codeOf: () => "", leftAtMs: (userId) => (userId === ana ? leftAtMs : null) },
    });
    return snapshot.rows[0]?.status;
}

it("shows whose account was ended since their clearance was issued, until an officer has revoked it", () => {
    expect(statusOf(null)).toBe("valid");
    expect(statusOf(1_500_000)).toBe("offboarded");
    // Came back, and was attested anew.
    expect(statusOf(900_000)).toBe("valid");
    const revoked = { kind: "revoked", userId: ana, uri: "https://list", idx: 1, reason: "" } as const;
    expect(statusOf(1_500_000, [revoked])).toBe("revoked");
});

it("alarms that the identity changed whatever the server says of the account", () => {
    const changed = { kind: "identity-alarm", userId: ana, attested: "A", shown: "B" } as const;
    expect(statusOf(null, [changed])).toBe("identity-changed");
    expect(statusOf(1_500_000, [changed])).toBe("identity-changed");
});
