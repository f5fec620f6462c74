import type { RoomRowSnapshot } from "@valise/bridge";
import type { Translator } from "../../i18n/createI18n.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";

/** What a room is called: its decrypted name, else whom it is shared with. */
export function nameRoom(room: RoomRowSnapshot, { t, formats }: Translator): string {
    const name = room.name === null ? "" : cleanName(room.name);
    if (name !== "") return name;
    const others = room.memberNames.map(cleanName).filter((other) => other !== "");
    if (others.length === 0) {
        const inviter = room.inviterName === null ? "" : cleanName(room.inviterName);
        return inviter === "" ? t("rooms.unnamed") : t("rooms.unnamedOf", { names: inviter });
    }
    return room.kind === "direct" ? formats.list(others) : t("rooms.unnamedOf", { names: formats.list(others) });
}
