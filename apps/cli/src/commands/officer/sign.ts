import { ok } from "@valise/base";
import { payloadDigest } from "@valise/clearance";
import { openRequests, parseSignatureFile, type SignatureFile, signFileRequest } from "@valise/clearance/desk";
import { badUsage, CommandFailure, exitCodes } from "../../output/CommandFailure.ts";
import { must } from "../../output/foldFailure.ts";
import { type ClearanceTools, createClearanceTools } from "../../trust/clearanceTools.ts";
import { type DeskOptions, findDesk, hasDesk } from "../../trust/Desk.ts";
import { openRegisterFile } from "../../trust/registerFile.ts";
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
            const made = await signFileRequest(file, request, tools.nowS(), async (draft) => {
                const { presentation } = must(await engine.commands.signStatement(draft));
                return ok(presentation);
            });
            if (!made.ok)
                throw new CommandFailure("STM_SIGNERS", exitCodes.refused, "failure.signedAlready", { id: request.id });
            const { statement } = made.value;
            const digest = await payloadDigest(tools.crypto, statement.payload);
            const { kind, audience, id: requestId } = request;
            await register?.append([{ kind: "signed", statement: kind, digest, audience, requestId }]);
            file = made.value.file;
            writeTextFile(path, `${JSON.stringify(file, null, 2)}\n`, 0o644);
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

function readFile(path: string): SignatureFile {
    const file = parseSignatureFile(readTextFile(path));
    if (!file.ok) throw badUsage("usage.json", { path, at: file.error.path });
    return file.value;
}
