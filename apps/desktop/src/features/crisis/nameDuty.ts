import type { DutyRoleSnapshot } from "@valise/bridge";
import type { Translator } from "../../i18n/createI18n.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { pickText } from "./pickText.ts";

/** A duty role in the reader's language; by its id where the directory has no words for it. */
export const nameDuty = ({ names, role }: DutyRoleSnapshot, { language }: Translator): string =>
    cleanName(pickText(names, language)?.text ?? role);
