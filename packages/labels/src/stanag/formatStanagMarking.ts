import type { StanagMarking } from "./stanag4774.ts";

/** The originator's marking as one line, for a label that no policy of ours knows: words only, nothing translated. */
export function formatStanagMarking({ policy, classification, privacyMark, categories }: StanagMarking): string {
    const head = classification.startsWith(policy) ? classification : `${policy} ${classification}`;
    const parts = categories.map(({ tag, values }) => `${tag}: ${values.join(", ")}`);
    return [head, ...parts, ...(privacyMark === undefined ? [] : [privacyMark])].join(" – ");
}
