import type { BroadcastSnapshot, RoomId } from "@valise/bridge";
import { RadioCards, SelectField } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../../app/AppContext.tsx";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../../stores/useStore.ts";
import { FailureNotice } from "../../failure/FailureNotice.tsx";
import { nameRoom } from "../../roomList/nameRoom.ts";
import { CtrlEnterDialog } from "../CtrlEnterDialog.tsx";
import { isInForce } from "../openAlarms.ts";
import { titleOf } from "../toBroadcast.ts";
import { type BagViewModel, createBagViewModel } from "./createBagViewModel.ts";
import { PackedBag } from "./PackedBag.tsx";
import { useLinks } from "./useLinks.ts";

export interface BagDialogProps {
    /** By URN. */
    readonly agency: string;
    /** The broadcast it is about; undefined: all that waits. */
    readonly broadcastKey?: string | undefined;
}

/** What waits for an agency whose link is down, as a sealed file: chosen, packed and looked at, then saved. */
export function BagDialog({ agency, broadcastKey }: BagDialogProps) {
    const { t } = useI18n();
    const { engine, shell, crisis } = useApp();
    const rows = useStore(crisis)?.rows ?? [];
    const rooms = useBagRooms();
    const about = rows.find(({ key }) => key === broadcastKey);
    const [bag] = useState(() =>
        createBagViewModel(engine, shell, {
            agency,
            roomId: about?.roomId ?? rooms[0]?.roomId ?? null,
            scope: broadcastKey ?? "unheard",
        }),
    );
    const form = useStore(bag);
    const link = useLinks().find(({ id }) => id === form.agency);
    const lastHeardMs = link?.row.lastHeardMs ?? null;
    const broadcast = rows.find(({ key }) => key === form.scope) ?? null;
    const isPacked = form.packed !== null;
    const submit = () => void (isPacked ? bag.save() : bag.pack({ lastHeardMs, broadcast }));
    return (
        <CtrlEnterDialog
            title={t("bag.title", { agency: link?.agency.name ?? "" })}
            testId="bag-form"
            size="l"
            onSubmit={submit}
            submit={{
                text: t(isPacked ? "bag.save" : "bag.pack"),
                isBusy: form.isBusy,
                isDisabled: form.roomId === null,
                testId: isPacked ? "bag-save" : "bag-pack",
            }}
            note={<span className="grow small ink2">{t("bag.note")}</span>}
        >
            <div className="stack">
                <BagFields bag={bag} lastHeardMs={lastHeardMs} />
                {form.packed !== null && <PackedBag roomId={form.roomId} packed={form.packed} isSaved={form.isSaved} />}
                <FailureNotice failure={form.failure} />
            </div>
        </CtrlEnterDialog>
    );
}

interface FieldsProps {
    readonly bag: BagViewModel;
    readonly lastHeardMs: number | null;
}

function BagFields({ bag, lastHeardMs }: FieldsProps) {
    const translator = useI18n();
    const { t, formats, language } = translator;
    const { clock } = useApp();
    const form = useStore(bag);
    const rooms = useBagRooms();
    const own = useOwnBroadcasts(form.roomId);
    const since =
        lastHeardMs === null
            ? t("bag.scope.never")
            : t("bag.scope.since", { time: formats.listTime(lastHeardMs, clock.nowMs()) });
    return (
        <>
            <SelectField
                label={t("bag.agency")}
                value={form.agency}
                options={useLinks().map((link) => ({ value: link.id, text: `${link.agency.name} – ${link.text}` }))}
                onChange={(agency) => bag.change({ agency })}
                testId="bag-agency"
            />
            <SelectField
                label={t("bag.room")}
                value={form.roomId ?? ""}
                options={rooms.map((row) => ({ value: row.roomId as string, text: nameRoom(row, translator) }))}
                onChange={(value) =>
                    bag.change({
                        roomId: rooms.find(({ roomId }) => roomId === value)?.roomId ?? null,
                        scope: "unheard",
                    })
                }
                testId="bag-room"
            />
            <RadioCards
                name={t("bag.scope")}
                selectedId={form.scope}
                onSelect={(scope) => bag.change({ scope })}
                autoFocus
                testId="bag-scope"
                cards={[
                    { id: "unheard", title: t("bag.scope.unheard"), detail: since },
                    { id: "day", title: t("bag.scope.day") },
                    ...own.map((row) => ({
                        id: row.key,
                        title: t("bag.scope.one", { precedence: row.precedence }),
                        detail: titleOf(row, language),
                    })),
                ]}
            />
        </>
    );
}

/** Rooms that a bag may carry messages of: crisis channels and emergency rooms. */
function useBagRooms() {
    const { crisis, rooms } = useApp();
    const snapshot = useStore(crisis);
    const ids = new Set<RoomId>([
        ...(snapshot?.channels ?? []),
        ...(snapshot?.rows ?? []).map(({ roomId }) => roomId),
        ...(snapshot?.crises ?? []).map(({ roomId }) => roomId),
    ]);
    return (useStore(rooms)?.rows ?? []).filter(({ roomId }) => ids.has(roomId));
}

/** Own broadcasts of the room that are in force: one's own device holds their keys. */
function useOwnBroadcasts(roomId: RoomId | null): readonly BroadcastSnapshot[] {
    const { crisis, session, clock } = useApp();
    const me = useSelect(session, (snapshot) => snapshot?.userId);
    const rows = useStore(crisis)?.rows ?? [];
    return rows.filter((row) => row.senderId === me && row.roomId === roomId && isInForce(row, clock.nowMs()));
}
