import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { draftStatement } from "../statement/signStatement.ts";
import { openRequests, parseSignatureFile, type SignatureFile, statementFor, withStatement } from "./signatureFile.ts";

const request = {
    ...{ id: "charter-1", kind: "charter", audience: "!r:mfa.example", role: "RELEASE", signers: 2, summary: "Lower" },
    payload: { room: "!r:mfa.example", seq: 2, prev: ["a"], gate: "b" },
} as const;
const file = (changes = {}) => JSON.stringify({ version: 1, requests: [request], signed: [], ...changes });
const signedBy = (...by: string[]) => {
    const { gate, room, seq, prev } = request.payload;
    return { ...draftStatement("charter", { iat: 1_000, gate, prev, room, seq }), by };
};

describe("a file of statements to sign", () => {
    it("tells what is open until enough people have signed", () => {
        let read: SignatureFile = unwrap(parseSignatureFile(file()));
        expect(openRequests(read).map(({ id }) => id)).toEqual(["charter-1"]);
        read = withStatement(read, signedBy("one"));
        expect(openRequests(read)).toHaveLength(1);
        read = withStatement(read, signedBy("one", "two"));
        expect(openRequests(read)).toEqual([]);
        expect(read.signed).toHaveLength(1);
        expect(
            statementFor(read, unwrap(parseSignatureFile(file())).requests[0] ?? (request as never))?.by,
        ).toHaveLength(2);
        expect(unwrap(parseSignatureFile(JSON.stringify(read)))).toEqual(read);
    });

    it("takes no statement of another payload or kind for the answer", () => {
        const read: SignatureFile = unwrap(parseSignatureFile(file()));
        const other = { ...draftStatement("charter", { ...request.payload, seq: 3, iat: 1_000 }), by: ["one", "two"] };
        const kind = { ...signedBy("one", "two"), kind: "template" as const };
        for (const each of [other, kind]) expect(openRequests(withStatement(read, each))).toHaveLength(1);
    });

    it.each([
        ["no JSON", "{", ""],
        ["an unknown member", file({ extra: 1 }), ""],
        ["another version", file({ version: 2 }), "version"],
        ["an unknown kind", file({ requests: [{ ...request, kind: "order" }] }), "requests.0.kind"],
        ["no signer", file({ requests: [{ ...request, signers: 0 }] }), "requests.0.signers"],
        ["an id twice", file({ requests: [request, request] }), "requests.1.id"],
        [
            "a payload that dates itself",
            file({ requests: [{ ...request, payload: { iat: 1 } }] }),
            "requests.0.payload.iat",
        ],
    ])("refuses %s and says where", (_what, text, path) => {
        expect(parseSignatureFile(text)).toEqual({ ok: false, error: { kind: "signature-file-malformed", path } });
    });
});
