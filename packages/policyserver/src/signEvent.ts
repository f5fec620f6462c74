import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";

/** Ed25519 (RFC 8410) as PKCS #8, up to the seed. */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
/** What an event keeps when it is redacted, in room versions 11 and 12: what every server signs. */
const KEPT = [
    ...["auth_events", "content", "depth", "event_id", "hashes", "origin_server_ts", "prev_events"],
    ...["room_id", "sender", "state_key", "type"],
];
const KEPT_CONTENT: Readonly<Record<string, readonly string[]>> = {
    "m.room.member": ["membership", "join_authorised_via_users_server", "third_party_invite"],
    "m.room.join_rules": ["join_rule", "allow"],
    "m.room.power_levels": [
        ...["ban", "events", "events_default", "invite", "kick", "redact"],
        ...["state_default", "users", "users_default"],
    ],
    "m.room.history_visibility": ["history_visibility"],
    "m.room.redaction": ["redacts"],
};

/** Room versions whose events are redacted so. */
export const signedVersions: ReadonlySet<string> = new Set(["11", "12"]);

type Json = Readonly<Record<string, unknown>>;

export interface PolicyKey {
    readonly privateKey: KeyObject;
    /** Unpadded base64, as `m.room.policy` names it. */
    readonly publicKey: string;
}

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replace(/=+$/, "");

export function policyKeyFrom(seed: Uint8Array): PolicyKey {
    const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
    const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
    return { privateKey, publicKey: unpadded(spki.subarray(-32)) };
}

/** The signature of an event (MSC4284): over its redacted form in canonical JSON, under `ed25519:policy_server`. */
export const signEvent = (event: Json, key: PolicyKey): string => signJson(redactEvent(event), key);

export const signJson = (value: Json, { privateKey }: PolicyKey): string =>
    unpadded(sign(null, Buffer.from(canonicalJson(value), "utf8"), privateKey));

export function redactEvent(event: Json): Json {
    const { type, content } = event;
    const kept = pick(event, KEPT);
    const inner = typeof content === "object" && content !== null ? (content as Json) : {};
    if (type === "m.room.create") return { ...kept, content: inner };
    const left = pick(inner, KEPT_CONTENT[String(type)] ?? []);
    const invite = left.third_party_invite;
    if (type !== "m.room.member" || invite === undefined) return { ...kept, content: left };
    const { third_party_invite: _whole, ...rest } = left;
    const signed = typeof invite === "object" && invite !== null ? pick(invite as Json, ["signed"]) : {};
    return { ...kept, content: "signed" in signed ? { ...rest, third_party_invite: signed } : rest };
}

function pick(value: Json, names: readonly string[]): Json {
    return Object.fromEntries(names.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name]]));
}

/** Canonical JSON (Matrix appendices): members in the order of their code points, integers only, nothing between. */
export function canonicalJson(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    const members = Object.entries(value).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(",")}}`;
}
