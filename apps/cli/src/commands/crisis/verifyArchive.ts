import { readFileSync } from "node:fs";
import { acceptStatusList, verifyStatement } from "@valise/clearance";
import { type ArchiveFault, verifyArchive as checkArchive } from "@valise/crisis";
import { unzipSync } from "fflate";
import { badUsage, CommandFailure, exitCodes } from "../../output/CommandFailure.ts";
import { createClearanceTools } from "../../trust/clearanceTools.ts";
import { readTextFile } from "../../trust/textFiles.ts";
import { foldRefusal, openTrust, readBundleFile, readTrustFile } from "../../trust/trustFile.ts";
import type { Context } from "../Context.ts";

/** An archive that says it is larger unpacked is not unpacked. */
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;

export interface VerifyArchiveOptions {
    readonly bundle: string;
    readonly trust: string;
    readonly list?: readonly string[];
}

/** Verifies an archive from files alone; every fault is named, and any ends the command with exit code 3. */
export async function verifyArchive(context: Context, path: string, options: VerifyArchiveOptions): Promise<void> {
    const { output } = context;
    const tools = await createClearanceTools(context.env);
    const opened = await openTrust(readBundleFile(options.bundle), readTrustFile(options.trust), tools);
    const lists = new Map(opened.lists);
    for (const file of options.list ?? []) {
        const taken = await acceptStatusList(readTextFile(file).trim(), (uri) => lists.get(uri), opened);
        if (!taken.ok) throw foldRefusal(taken.error);
        lists.set(taken.value.uri, taken.value);
    }
    const trusted = { ...opened, lists };
    const report = await checkArchive(unpack(context, path), {
        crypto: tools.crypto,
        registry: tools.registry,
        verify: (statement) => verifyStatement(statement, "archive", trusted.bundle.community, trusted),
    });
    if (!report.ok || report.manifest === undefined) {
        const faults = report.faults.map(faultText).join(", ");
        throw new CommandFailure("archive-refused", exitCodes.refused, "failure.archiveFaults", { faults });
    }
    const { name, labels, iat, exercise, leftOut, files, scope } = report.manifest;
    for (const { kind, author } of report.logFaults)
        output.say(output.words("say.archiveGap", { gap: `${kind} ${author}` }));
    const signers = report.signers.map(({ sub, agency, roles }) => ({ userId: sub, agency, roles }));
    const made = new Date(iat * 1000).toISOString();
    output.data(
        {
            ok: true,
            ...{ name, made, labels, exercise, scope, leftOut, signers, files: files.length },
            logFaults: report.logFaults,
        },
        [name, made, labels.join(", "), ...signers.map(({ userId, agency }) => `${userId} ${agency}`)].join("\t"),
    );
}

/** As `changed-file log.json` or `signature-refused ATT_SIGNATURE`. */
function faultText(fault: ArchiveFault): string {
    const about = "path" in fault ? fault.path : "refusal" in fault ? fault.refusal.code : "";
    return about === "" ? fault.kind : `${fault.kind} ${about}`;
}

function unpack({ output }: Context, path: string): ReadonlyMap<string, Uint8Array> {
    const unreadable = (why: "zip.notZip" | "zip.tooLarge") => badUsage("usage.zip", { path, why: output.words(why) });
    let bytes: Uint8Array;
    try {
        bytes = readFileSync(path);
    } catch {
        throw badUsage("usage.file", { path });
    }
    let total = 0;
    const isWithin = ({ originalSize }: { readonly originalSize: number }) => {
        total += originalSize;
        if (total > MAX_UNPACKED_BYTES) throw unreadable("zip.tooLarge");
        return true;
    };
    try {
        return new Map(Object.entries(unzipSync(bytes, { filter: isWithin })));
    } catch (error) {
        throw error instanceof CommandFailure ? error : unreadable("zip.notZip");
    }
}
