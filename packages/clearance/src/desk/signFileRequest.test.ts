import { ok, unwrap } from "@valise/base";
import { expect, it } from "vitest";
import { encodeObject, parseEncodedObject } from "../encoding/jws.ts";
import type { SignatureFile, SignatureRequest } from "./signatureFile.ts";
import { type StatementDraft, signFileRequest } from "./signFileRequest.ts";

const request: SignatureRequest = {
    ...{ id: "charter-1", kind: "charter", audience: "!r:mfa.example", role: "RELEASE", signers: 2, summary: "Lower" },
    payload: { room: "!r:mfa.example", seq: 2 },
};
const file: SignatureFile = { version: 1, requests: [request], signed: [] };
const as = (sub: string) => async (draft: StatementDraft) => ok(`x.${encodeObject({ sub, role: draft.role })}.y~`);

it("dates a statement when it is begun, lets the next go on with it, and nobody sign twice", async () => {
    const first = unwrap(await signFileRequest(file, request, 1_000, as("@a:x")));
    expect(parseEncodedObject(first.statement.payload)).toEqual({ ...request.payload, iat: 1_000 });
    const again = await signFileRequest(first.file, request, 1_050, as("@a:x"));
    expect(again).toEqual({ ok: false, error: { kind: "signed-already" } });
    const second = unwrap(await signFileRequest(first.file, request, 1_060, as("@b:x")));
    expect(second.statement.payload).toBe(first.statement.payload);
    expect(second.file.signed).toEqual([second.statement]);
    expect(second.statement.by).toHaveLength(2);
});

it("begins anew what was begun too long ago for another signature to count", async () => {
    const first = unwrap(await signFileRequest(file, request, 1_000, as("@a:x")));
    const late = unwrap(await signFileRequest(first.file, request, 1_121, as("@b:x")));
    expect(parseEncodedObject(late.statement.payload)).toMatchObject({ iat: 1_121 });
    expect(late.file.signed).toEqual([late.statement]);
    const whole = unwrap(await signFileRequest(late.file, request, 1_130, as("@a:x")));
    expect(whole.statement.by).toHaveLength(2);
});
