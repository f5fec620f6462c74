import { forge } from "../forge.ts";
import { holderKey, NOW_S } from "../world.ts";
import type { PresentationCase } from "./PresentationCase.ts";
import type { PresentationWorld } from "./presentationWorld.ts";


/** A presentation to a named gate that shows the named claims. */
const showing =
    (gate: string, show: readonly string[], holder: "anna" | "eva" = "anna") =>
    (world: PresentationWorld): Promise<string> =>
        forge(world[holder], world.mfa, { gate: world.gates[gate] ?? "", show });

const binding =
    (change: (payload: Record<string, unknown>) => object) =>
    ({ anna, mfa }: PresentationWorld): Promise<string> =>
        forge(anna, mfa, { kbPayload: change });

const gateShows: readonly [string, string, string, readonly string[], ("anna" | "eva")?][] = [
    ["the very level", "ok", "main", ["lvl:DR"]],
    ["the level and one above", "ok", "main", ["lvl:DR", "lvl:S"]],
    ["only a level above", "ATT_INSUFFICIENT", "main", ["lvl:S"]],
    ["a level below", "ATT_INSUFFICIENT", "main", ["lvl:NP"]],
    ["nothing", "ATT_INSUFFICIENT", "main", []],
    ["a level below SECRET", "ATT_INSUFFICIENT", "secret", ["lvl:DR"]],
    ["one value of a permissive set", "ok", "releasable to two", ["lvl:DR", "cat:REL.FRA"]],
    ["no value of a permissive set", "ATT_INSUFFICIENT", "releasable to two", ["lvl:DR"]],
    ["another value of a permissive set", "ATT_INSUFFICIENT", "releasable to two", ["lvl:DR", "cat:REL.DEU"]],
    ["the restrictive value", "ok", "special france", ["lvl:DR", "cat:MENTION.SF"]],
    ["no restrictive value", "ATT_INSUFFICIENT", "special france", ["lvl:DR"]],
    ["all sets and the role", "ok", "two sets and a role", ["lvl:DR", "cat:REL.FRA", "cat:MENTION.SF", "role:CRISIS"]],
    ["all sets, no role", "ATT_INSUFFICIENT", "two sets and a role", ["lvl:DR", "cat:REL.FRA", "cat:MENTION.SF"]],
    ["all sets, another role", "ATT_INSUFFICIENT", "two sets and a role", ["lvl:DR", "cat:REL.FRA", "cat:MENTION.SF", "role:ADMIN"]],
    ["a set the policy does not have", "ATT_INSUFFICIENT", "unknown set", ["lvl:DR"]],
    ["the equal level of another policy", "ok", "main", ["lvl:R-UE"], "eva"],
    ["an equal level above, of another policy", "ok", "main", ["lvl:S-UE"], "eva"],
    ["a level of another policy without relation", "ATT_POLICY", "main", ["lvl:C-UE"], "eva"],
    ["an equal level below, of another policy", "ATT_POLICY", "secret", ["lvl:R-UE"], "eva"],
    ["a mapped permissive value of another policy", "ok", "releasable to two", ["lvl:R-UE", "cat:REL.FRA"], "eva"],
    ["a value that the level's relation does not map", "ATT_INSUFFICIENT", "releasable to two", ["lvl:S-UE", "cat:REL.FRA"], "eva"],
    ["a restrictive value that no relation maps", "ATT_INSUFFICIENT", "special france", ["lvl:R-UE"], "eva"],
];

const badBindings: readonly [string, string, (payload: Record<string, unknown>) => object][] = [
    ["aud of another room", "ATT_KB_AUD", (p) => ({ ...p, aud: "!other:mfa.example" })],
    ["aud as an array", "ATT_KB_AUD", (p) => ({ ...p, aud: [p.aud] })],
    ["nonce missing", "ATT_KB_CLAIM", ({ nonce: _nonce, ...p }) => p],
    ["a fifth claim", "ATT_KB_CLAIM", (p) => ({ ...p, exp: NOW_S + 60 })],
    ["nonce of nothing", "ATT_KB_NONCE", (p) => ({ ...p, nonce: "" })],
    ["iat before the gate", "ATT_KB_TIME", (p) => ({ ...p, iat: NOW_S - 3600 - 121 })],
    ["iat in the future", "ATT_KB_TIME", (p) => ({ ...p, iat: NOW_S + 121 })],
    ["iat as a string", "ATT_KB_TIME", (p) => ({ ...p, iat: String(p.iat) })],
    ["sd_hash of nothing", "ATT_KB_SD_HASH", (p) => ({ ...p, sd_hash: "" })],
];

const statuses: readonly [string, string, string][] = [
    ["no list", "ATT_STATUS_MISSING", "none"],
    ["only another agency's list", "ATT_STATUS_MISSING", "of another agency"],
    ["holder revoked", "ATT_REVOKED", "holder revoked"],
    ["holder suspended", "ATT_SUSPENDED", "holder suspended"],
    ["holder's status without a meaning", "ATT_STATUS_UNKNOWN", "holder unknown"],
    ["officer revoked", "ATT_REVOKED", "officer revoked"],
    ["officer suspended", "ATT_SUSPENDED", "officer suspended"],
    ["stale list while offline", "ATT_STATUS_STALE", "stale"],
    ["stale list that already revokes", "ATT_REVOKED", "stale, holder revoked"],
];

/** Steps 13 to 17: what was shown, to whom, and whether it still stands. */
export const gateCases: readonly PresentationCase[] = [
    ...gateShows.map(
        ([name, expect, gate, show, holder = "anna"]): PresentationCase => ({
            name: `shows ${name}`,
            clause: expect === "ATT_POLICY" ? "5.13" : "5.16",
            expect,
            gate,
            holder,
            make: showing(gate, show, holder),
        }),
    ),
    {
        name: "level above the bundle's cap",
        clause: "5.13",
        expect: "ATT_GRANT_LEVEL",
        gate: "secret",
        bundle: "agency capped at DR",
        make: showing("secret", ["lvl:S"]),
    },
    {
        name: "policy that is not the agency's",
        clause: "5.13",
        expect: "ATT_GRANT_LEVEL",
        bundle: "policy not the agency's",
        make: showing("main", ["lvl:DR"]),
    },
    {
        name: "policy unknown",
        clause: "5.13",
        expect: "ATT_POLICY",
        make: ({ anna, mfa }) => forge(anna, mfa, { payload: (payload) => ({ ...payload, pol: "urn:valise:policy:fr:2" }) }),
    },
    {
        name: "key binding of type JWT",
        clause: "5.14",
        expect: "ATT_TYP",
        make: ({ anna, mfa }) => forge(anna, mfa, { kbHeader: (header) => ({ ...header, typ: "JWT" }) }),
    },
    {
        name: "key binding with a kid",
        clause: "5.14",
        expect: "ATT_HEADER",
        make: ({ anna, mfa }) => forge(anna, mfa, { kbHeader: (header) => ({ ...header, kid: "x" }) }),
    },
    {
        name: "key binding with algorithm HS256",
        clause: "5.14",
        expect: "ATT_ALG",
        make: ({ anna, mfa }) => forge(anna, mfa, { kbHeader: (header) => ({ ...header, alg: "HS256" }) }),
    },
    {
        name: "key binding signed by another key",
        clause: "5.14",
        expect: "ATT_KB_SIG",
        make: async ({ anna, mfa }) => forge(anna, mfa, { kbSign: (await holderKey("thief")).sign }),
    },
    ...badBindings.map(
        ([name, expect, change]): PresentationCase => ({ name: `key binding: ${name}`, clause: "5.15", expect, make: binding(change) }),
    ),
    {
        name: "key binding: nonce of an old gate",
        clause: "5.15",
        expect: "ATT_KB_NONCE",
        make: ({ anna, mfa, gates }) => forge(anna, mfa, { gate: gates.old ?? "" }),
    },
    {
        name: "key binding before the attestation",
        clause: "5.15",
        expect: "ATT_KB_TIME",
        make: ({ anna, mfa }) =>
            forge(anna, mfa, { payload: (payload) => ({ ...payload, iat: NOW_S, nbf: NOW_S }), signedAtS: NOW_S - 121 }),
    },
    {
        name: "disclosure added after signing",
        clause: "5.15",
        expect: "ATT_KB_SD_HASH",
        make: ({ anna, mfa }) =>
            forge(anna, mfa, {
                text: (text) => {
                    const at = text.lastIndexOf("~");
                    return `${text.slice(0, at)}~${anna.credential.disclosures.get("lvl:S")}${text.slice(at)}`;
                },
            }),
    },
    {
        name: "disclosure taken away after signing",
        clause: "5.15",
        expect: "ATT_KB_SD_HASH",
        make: ({ anna, mfa }) =>
            forge(anna, mfa, {
                show: ["lvl:DR", "lvl:S"],
                text: (text) => text.replace(`~${anna.credential.disclosures.get("lvl:S")}`, ""),
            }),
    },
    ...statuses.map(
        ([name, expect, lists]): PresentationCase => ({
            name: `status: ${name}`,
            clause: "5.17",
            expect,
            lists,
            make: ({ anna, mfa }) => forge(anna, mfa),
        }),
    ),
];

