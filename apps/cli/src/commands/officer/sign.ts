import { payloadDigest, type StatementWire } from "@valise/clearance";
import {
    openRequests,
    parseSignatureFile,
    type SignatureFile,
    type SignatureRequest,
    statementFor,
    withStatement,
} from "@valise/clearance/desk";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { badUsage, CommandFailure, exitCodes } from "../../output/CommandFailure.ts";
import { must } from "../../output/foldFailure.ts";
import { type ClearanceTools, createClearanceTools } from "../../trust/clearanceTools.ts";
import { type DeskOptions, findDesk, hasDesk } from "../../trust/Desk.ts";
import { openRegisterFile, type RegisterFile } from "../../trust/registerFile.ts";
import { readTextFile, writeTextFile } from "../../trust/textFiles.ts";
import { type Context, withReadySession } from "../Context.ts";

export interface SignOptions extends DeskOptions {
    readonly id?: readonly string[];
    readonly all?: boolean;
}

/**
 * Signs what an administrator asks for, as the account of `--as` and with its own clearance: each request named by `--id`,
 * or all with `--all`; without either it lists what is open. The file is written back after every signature.
 */
export async function sign(context: Context, path: string, options: SignOptions): Promise<void> {
    let file = readFile(path);
    const open = openRequests(file);
    const unknown = options.id?.find((id) => !file.requests.some((request) => request.id === id));
    if (unknown !== undefined) throw badUsage("usage.request", { value: unknown });
    const chosen = open.filter(({ id }) => options.all === true || options.id?.includes(id));
    if (chosen.length === 0) {
        const listed = open.map(({ id, kind, audience, role, signers, summary }) => {
            return { id, kind, audience, role, signers, summary };
        });
        context.output.data(listed, listed.map((each) => `${each.id}\t${each.kind}\t${each.summary}`).join("\n"));
        return;
    }
    const tools = await createClearanceTools(context.env);
    await withReadySession(context, async (engine, { userId }) => {
        using register = await openRegister(context, options, userId ?? "", tools);
        const signed: { id: string; digest: string; signatures: number }[] = [];
        for (const request of chosen) {
            const statement = await signRequest(file, request, { engine, register, tools });
            file = withStatement(file, statement);
            writeTextFile(path, `${JSON.stringify(file, null, 2)}\n`, 0o644);
            const digest = await payloadDigest(tools.crypto, statement.payload);
            signed.push({ id: request.id, digest, signatures: statement.by.length });
        }
        context.output.data(signed, signed.map(({ id, signatures }) => `${id}\t${signatures}`).join("\n"));
    });
}

/** A role holder who is no security officer has no register; an officer's records every signature. */
async function openRegister(context: Context, options: DeskOptions, by: string, tools: ClearanceTools) {
    const path = hasDesk(context, options) ? findDesk(context, options).folder.register : undefined;
    return path === undefined ? undefined : openRegisterFile(path, by, tools);
}

interface AtWork {
    readonly engine: EngineConnection;
    readonly register: RegisterFile | undefined;
    readonly tools: ClearanceTools;
}

async function signRequest(file: SignatureFile, request: SignatureRequest, work: AtWork): Promise<StatementWire> {
    const { engine, register, tools } = work;
    const { kind, audience, role, id } = request;
    const begun = statementFor(file, request);
    const payload = begun?.payload ?? encodePayload({ ...request.payload, iat: tools.nowS() });
    const { presentation } = must(await engine.commands.signStatement({ kind, audience, payload, role }));
    if (begun?.by.some((other) => subjectOf(other) === subjectOf(presentation))) {
        throw new CommandFailure("STM_SIGNERS", exitCodes.refused, "failure.signedAlready", { id });
    }
    const digest = await payloadDigest(tools.crypto, payload);
    await register?.append([{ kind: "signed", statement: kind, digest, audience, requestId: id }]);
    return { kind, payload, by: [...(begun?.by ?? []), presentation] };
}

/** One person signs once, under whatever attestation. */
function subjectOf(presentation: string): string {
    const payload = presentation.split(".")[1] ?? "";
    const { sub } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { readonly sub?: unknown };
    return String(sub);
}

const encodePayload = (payload: object): string => Buffer.from(JSON.stringify(payload), "utf8").toString("base64url");

function readFile(path: string): SignatureFile {
    const file = parseSignatureFile(readTextFile(path));
    if (!file.ok) throw badUsage("usage.json", { path, at: file.error.path });
    return file.value;
}
