import { epochMs, err, ok } from "@valise/base";
import { type DeskHolderStatus, type DeskSnapshot, type EngineHandlers, noDesk, type UserId } from "@valise/bridge";
import { parseSignatureFile, parseWishRows } from "@valise/clearance/desk";
import { demoNowMs, userIdOf } from "./builders.ts";
import { demoTrust } from "./demoTrust.ts";
import type { FakeTopics } from "./fakeTopics.ts";

type DeskMethod =
    | "readIdentities"
    | "deliverClearance"
    | "openDesk"
    | "unlockDesk"
    | "lockDesk"
    | "issueClearance"
    | "readWishes"
    | "issueClearances"
    | "changeStanding"
    | "checkIdentities"
    | "declineRequest"
    | "reportSpill"
    | "closeSpill"
    | "askSignature"
    | "readTrust"
    | "listRegister"
    | "readSignatures"
    | "signRequest"
    | "readRegister";

export const buildDesk = (values: Partial<DeskSnapshot> = {}): DeskSnapshot => ({ ...noDesk, ...values });

const fakeRegister = [
    ...(["identity-alarm", "revoked", "issued"] as const).map((kind, at) => ({
        ...{ seq: 164 - at, atMs: demoNowMs - (at + 1) * 3_600_000, by: "mfa-3", kind },
        ...{ userId: userIdOf("@luc:mfa.example"), detail: kind === "issued" ? "lvl:NP lvl:DR cat:REL.FRA" : "" },
    })),
];
const speltOf = (payload: object) => {
    const text = JSON.stringify(payload, null, 2);
    return text.length > 100_000 ? null : text;
};
const fakeChange = { gains: ["lvl:DR"], loses: [], deviceIds: ["PHONE"] };
const refusalOf = (identityCode: string | null) => {
    if (identityCode === null) return "identity-code-missing";
    return identityCode === "DIFFERS" ? "identity-differs" : null;
};

/** The security officer's desk of the fake: nothing is signed, what a command asks for shows in the topic. */
export function createFakeDesk(topics: FakeTopics): Pick<EngineHandlers, DeskMethod> {
    const change = (to: (desk: DeskSnapshot) => Partial<DeskSnapshot>) =>
        topics.change({ topic: "desk" }, (desk) => ({ ...desk, ...to(desk) }));
    const statusOf = { revoked: "revoked", suspended: "suspended", reinstated: "valid" } as const satisfies Record<
        string,
        DeskHolderStatus
    >;
    return {
        readIdentities: async ({ userIds }) =>
            ok(userIds.map((userId) => ({ userId, masterKey: null, deviceIds: [] }))),
        deliverClearance: async () => err({ kind: "refused", code: "ATT_MXK" }),
        openDesk: async ({ keptBy }) => {
            change(() => ({ state: "open", keptBy }));
            return ok();
        },
        unlockDesk: async ({ passphrase }) => {
            if (passphrase === "wrong") return err({ kind: "refused", code: "DESK_PASSPHRASE" });
            change(() => ({ state: "open" }));
            return ok();
        },
        lockDesk: async () => {
            change(() => ({ state: "locked" }));
            return ok();
        },
        issueClearance: async ({ userId, identityCode, dryRun, days }) => {
            if (identityCode === null) return err({ kind: "refused", code: "identity-code-missing" });
            if (!dryRun) change((desk) => ({ requests: desk.requests.filter((each) => each.userId !== userId) }));
            const expiresAtMs = demoNowMs + days * 86_400_000;
            return ok({ identity: "checked", expiresAtMs, gains: ["lvl:DR"], loses: [], deviceIds: ["PHONE"] });
        },
        readWishes: async ({ text }) => {
            const read = parseWishRows(text);
            if (!read.ok) return ok(read.error);
            const rows = read.value.map((row) => ({ ...row, userId: row.userId as UserId, roles: [...row.roles] }));
            return ok({ kind: "rows", rows });
        },
        issueClearances: async ({ rows, days }) =>
            ok(
                rows.map(({ userId, identityCode }) => {
                    const code = refusalOf(identityCode);
                    const nothing = { identity: null, expiresAtMs: null, gains: [], loses: [], deviceIds: [] };
                    if (code !== null) return { userId, code, ...nothing };
                    const expiresAtMs = demoNowMs + days * 86_400_000;
                    return { ...{ userId, code, identity: "checked", expiresAtMs }, ...fakeChange };
                }),
            ),
        changeStanding: async ({ userId, act }) => {
            const status = statusOf[act];
            change((desk) => ({
                rows: desk.rows.map((row) => (row.userId === userId ? { ...row, status } : row)),
            }));
            return ok();
        },
        checkIdentities: async () => {
            change(() => ({ identitiesCheckedAtMs: epochMs(demoNowMs) }));
            return ok({ changed: [] });
        },
        declineRequest: async ({ id }) => {
            change((desk) => ({ requests: desk.requests.filter((each) => each.id !== id) }));
            return ok();
        },
        reportSpill: async () => ok(),
        closeSpill: async ({ id }) => {
            change(({ spills }) => ({
                spills: spills.map((each) => (each.id === id ? { ...each, closedAtMs: epochMs(demoNowMs) } : each)),
            }));
            return ok();
        },
        askSignature: async () => ok(),
        readTrust: async () => ok(demoTrust()),
        listRegister: async ({ before }) => ok({ rows: before === null ? fakeRegister : [], more: false }),
        readSignatures: async ({ text }) => {
            const file = parseSignatureFile(text);
            if (!file.ok) return ok({ kind: "malformed", path: file.error.path });
            const isForged = file.value.signed.some(({ by }) => by.includes("forged"));
            const rows = file.value.requests.map(({ payload, ...request }) => ({
                ...{ ...request, payload: speltOf(payload) },
                ...{ signedCount: file.value.signed.length, isOpen: file.value.signed.length < request.signers },
                begunAtMs: file.value.signed.length === 0 ? null : demoNowMs,
                code: isForged ? "ATT_KB_SIG" : null,
                statement:
                    file.value.signed.length < request.signers || isForged
                        ? null
                        : { kind: request.kind, payload: "e30", by: ["x"] },
            }));
            return ok({ kind: "file", rows });
        },
        signRequest: async ({ text }) => {
            const file = parseSignatureFile(text);
            if (!file.ok) return err({ kind: "not-found" });
            const signed = [...file.value.signed, { kind: "charter", payload: "e30", by: ["x"] }];
            return ok({ text: JSON.stringify({ ...file.value, signed }) });
        },
        readRegister: async () => ok({ text: "", head: null }),
    };
}
