import type { InvitePickerWords } from "@valise/ui";
import type { Translator } from "../../i18n/createI18n.ts";

export function inviteWords({ t }: Translator): InvitePickerWords {
    return {
        people: t("people.field"),
        peopleHint: t("people.placeholder"),
        searching: t("people.searching"),
        nobody: t("people.none"),
        found: t("people.found"),
        chosen: t("people.chosen"),
        add: t("people.addShort"),
        addPerson: (name) => t("people.add", { name }),
        removePerson: (name) => t("people.remove", { name }),
    };
}
