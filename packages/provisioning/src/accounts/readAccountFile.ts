import { err, ok, type Result } from "@valise/base";
import { limits } from "../manifest/limits.ts";
import type { FormRule, ManifestRefusal } from "../manifest/ManifestRefusal.ts";
import type { FileRefusal, ManifestFiles } from "../ports/ManifestFiles.ts";
import type { AccountEntry } from "./AccountEntry.ts";
import { parseAccountHeader, parseAccountRow } from "./parseAccountRow.ts";
import { parseScim } from "./parseScim.ts";
import { type CsvRefusal, readCsv } from "./readCsv.ts";

export interface AccountFile {
    readonly file: string;
    readonly kind: "csv" | "scim";
    readonly agency: string;
}

const fileRules = {
    outside: "file-outside",
    unreadable: "file-unreadable",
    "too-large": "file-too-large",
    "not-utf-8": "not-utf-8",
} as const satisfies Record<FileRefusal["kind"], FormRule>;

/** A file that could not be had, as a refusal of the manifest. */
export const fileRefusal = (file: string, { kind }: FileRefusal): ManifestRefusal => ({
    file,
    line: 1,
    column: 1,
    rule: fileRules[kind],
    detail: file,
});

/** The accounts of one CSV file, streamed, or of one SCIM file. At most `room` of them. */
export function readAccountFile(
    files: ManifestFiles,
    source: AccountFile,
    room: number,
): Promise<Result<readonly AccountEntry[], ManifestRefusal>> {
    return source.kind === "csv" ? readCsvAccounts(files, source, room) : readScimAccounts(files, source, room);
}

async function readCsvAccounts(
    files: ManifestFiles,
    { file, agency }: AccountFile,
    room: number,
): Promise<Result<readonly AccountEntry[], ManifestRefusal>> {
    const accounts: AccountEntry[] = [];
    let header: Parameters<typeof parseAccountRow>[0] | undefined;
    for await (const row of readCsv(files.stream(file))) {
        if (!row.ok) return err(csvRefusal(file, row.error));
        const at = { file, line: row.value.line, column: 1 };
        if (header === undefined) {
            const parsed = parseAccountHeader(row.value.cells);
            if (!parsed.ok)
                return err({ ...at, rule: "csv-syntax", detail: `${parsed.error.reason}: ${parsed.error.column}` });
            header = parsed.value;
            continue;
        }
        if (accounts.length >= room) return err({ ...at, rule: "too-many", detail: String(limits.accounts) });
        const account = parseAccountRow(header, row.value.cells, agency);
        if (!account.ok) {
            const { reason, column } = account.error;
            return err({ ...at, rule: reason === "value" ? "wrong-value" : "csv-syntax", detail: column });
        }
        accounts.push({ ...account.value, at });
    }
    return ok(accounts);
}

function csvRefusal(file: string, error: CsvRefusal | FileRefusal): ManifestRefusal {
    if ("kind" in error) return fileRefusal(file, error);
    return { file, line: error.line, column: error.column, rule: "csv-syntax", detail: error.reason };
}

async function readScimAccounts(
    files: ManifestFiles,
    { file, agency }: AccountFile,
    room: number,
): Promise<Result<readonly AccountEntry[], ManifestRefusal>> {
    const text = await files.read(file, limits.scimBytes);
    if (!text.ok) return err(fileRefusal(file, text.error));
    const at = { file, line: 1, column: 1 };
    const parsed = parseScim(text.value, agency);
    if (!parsed.ok) {
        const { index, field } = parsed.error;
        if (index < 0) return err({ ...at, rule: "json-syntax", detail: field });
        return err({ ...at, rule: "wrong-value", detail: `Resources.${index}.${field}` });
    }
    if (parsed.value.length > room) return err({ ...at, rule: "too-many", detail: String(limits.accounts) });
    return ok(parsed.value.map((account) => ({ ...account, at })));
}
