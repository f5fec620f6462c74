import { CRISIS_CODES, GATE_CODES, MESSAGE_CODES } from "@valise/bridge";
import { REFUSAL_CODES } from "@valise/clearance";
import { expect, it } from "vitest";
import { createI18n } from "../i18n/createI18n.ts";
import { languages } from "../i18n/language.ts";
import { describeCode } from "./describeCode.ts";
import { deskCodes } from "./describeDeskCode.ts";

const meanings: Readonly<Record<string, { readonly meaning: string; readonly clause?: string }>> = {
    ...REFUSAL_CODES,
    ...GATE_CODES,
    ...MESSAGE_CODES,
    ...CRISIS_CODES,
};

const groups = [
    ["Clearances, charters, admissions, trust data (`packages/clearance/SPEC.md`)", Object.keys(REFUSAL_CODES)],
    ["The engine's gate", Object.keys(GATE_CODES)],
    ["Labels and verdicts of messages", Object.keys(MESSAGE_CODES)],
    ["The security officer's desk", deskCodes],
    ["Broadcasts, answers, crises and watches (`packages/crisis/SPEC.md`)", Object.keys(CRISIS_CODES)],
] as const;

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

async function formatPage(): Promise<string> {
    const translators = await Promise.all(
        languages.map(async (language) => (await createI18n(language, "UTC")).getState()),
    );
    const sections = groups.map(([title, codes]) => {
        const rows = [...codes].sort().flatMap((code) => {
            const entry = meanings[code];
            const clause = entry?.clause === undefined ? "" : ` (${entry.clause})`;
            const words = translators.map((translator, at) => {
                const { cause, next } = describeCode(code, translator);
                return `| ${at === 0 ? `\`${code}\`${clause}` : ""} | ${languages[at]} | ${cell(cause)} | ${cell(next)} |`;
            });
            return entry === undefined ? words : [`| | | *${cell(entry.meaning)}* | |`, ...words];
        });
        return [`## ${title}`, "| code | | why | what to do next |", "|---|---|---|---|", ...rows].join("\n");
    });
    const head = [
        "# Codes",
        "Every refusal has a code that stays the same, a sentence, and a next action; people see the sentence in their language with",
        "the code beside it. This page is made from the source: `npx vitest run apps/desktop/src/failures/codesPage.test.ts -u`.",
    ].join("\n");
    return `${[head, ...sections].join("\n\n")}\n`;
}

it("the page of codes says what the source says", async () => {
    await expect(await formatPage()).toMatchFileSnapshot("../../../../docs/codes.md");
});
