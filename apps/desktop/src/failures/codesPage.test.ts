import { ADMIN_CODES, CODE_MEANINGS, CRISIS_CODES, GATE_CODES, MESSAGE_CODES } from "@valise/bridge";
import { REFUSAL_CODES, REFUSAL_MEANINGS } from "@valise/clearance";
import { expect, it } from "vitest";
import { failureSamples } from "../../test/failureSamples.ts";
import { createI18n, type Translator } from "../i18n/createI18n.ts";
import { languages } from "../i18n/language.ts";
import { type CodeWords, describeCode } from "./describeCode.ts";
import { deskCodes } from "./describeDeskCode.ts";
import { describeFailure, failureCode } from "./describeFailure.ts";
import { describeUndecryptable, undecryptableCodes } from "./describeUndecryptable.ts";

const meanings: Readonly<Record<string, string>> = { ...REFUSAL_MEANINGS, ...CODE_MEANINGS };
const clauses: Readonly<Record<string, { readonly clause: string }>> = REFUSAL_CODES;

/** `refused` carries the codes of the other sections. */
const samples = new Map(
    Object.values(failureSamples)
        .filter(({ kind }) => kind !== "refused")
        .map((failure) => [failureCode(failure), failure]),
);

type Describe = (code: string, translator: Translator) => CodeWords;
const describeSample: Describe = (code, translator) => {
    const { what, next } = describeFailure(samples.get(code) ?? { kind: "unexpected", name: code }, translator);
    return { cause: what, next };
};
const describeTile: Describe = (code, translator) => {
    const { title, explanation, remedy } = describeUndecryptable(code, translator);
    return { cause: `${title} ${explanation}`, next: remedy ?? "–" };
};

const groups: readonly (readonly [string, readonly string[], Describe])[] = [
    [
        "Clearances, charters, admissions, trust data (`packages/clearance/SPEC.md`)",
        Object.keys(REFUSAL_CODES),
        describeCode,
    ],
    ["The engine's gate", Object.keys(GATE_CODES), describeCode],
    ["Labels and verdicts of messages", Object.keys(MESSAGE_CODES), describeCode],
    ["Messages that cannot be read here", undecryptableCodes, describeTile],
    ["The security officer's desk", deskCodes, describeCode],
    ["Broadcasts, answers, crises and watches (`packages/crisis/SPEC.md`)", Object.keys(CRISIS_CODES), describeCode],
    ["The administrator's place", ADMIN_CODES, describeCode],
    ["Everything else that a command may answer", [...samples.keys()], describeSample],
];

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

async function formatPage(): Promise<string> {
    const translators = await Promise.all(
        languages.map(async (language) => {
            const i18n = await createI18n(language, "UTC");
            await i18n.loadLater();
            return i18n.getState();
        }),
    );
    const sections = groups.map(([title, codes, describe]) => {
        const rows = [...codes].sort().flatMap((code) => {
            const meaning = meanings[code];
            const clause = clauses[code] === undefined ? "" : ` (${clauses[code].clause})`;
            const words = translators.map((translator, at) => {
                const { cause, next } = describe(code, translator);
                return `| ${at === 0 ? `\`${code}\`${clause}` : ""} | ${languages[at]} | ${cell(cause)} | ${cell(next)} |`;
            });
            return meaning === undefined ? words : [`| | | *${cell(meaning)}* | |`, ...words];
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

it("no code stands on the page twice", () => {
    const all = groups.flatMap(([, codes]) => codes);
    expect(all.filter((code, at) => all.indexOf(code) !== at)).toEqual([]);
});
