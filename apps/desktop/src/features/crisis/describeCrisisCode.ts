import { describeCode, isKnownCode } from "../../failures/describeCode.ts";
import type { Translator } from "../../i18n/createI18n.ts";

const own = [
    "CRS_MALFORMED",
    "CRS_NOT_BROADCASTER",
    "CRS_AUTHORITY_OF_ANOTHER",
    "CRS_UNLABELLED",
    "CRS_NO_DEVICE",
    "CRS_NOT_ADDRESSED",
    "CRS_NOT_CLEARED",
    "CRS_EXPIRED",
    "CRS_CANCELLED",
    "CRS_SUPERSEDED",
] as const;

/** Why a broadcast or an answer to it does not count; a code that this version does not know is said to be unknown. */
export function describeCrisisCode(code: string, translator: Translator): string {
    const known = own.find((candidate) => candidate === code);
    if (known !== undefined) return translator.t(`crs.${known}`);
    return isKnownCode(code) ? describeCode(code, translator).cause : translator.t("crs.unknown");
}
