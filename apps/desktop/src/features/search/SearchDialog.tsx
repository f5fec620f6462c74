import { Dialog, FoundMessages, InlineNotice, SearchBox, SegmentedControl } from "@valise/ui";
import { type RefObject, useRef } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { nameRoom } from "../roomList/nameRoom.ts";

/** Messages kept on this device that contain some words, each under its marking; Enter opens the room at the message. */
export function SearchDialog() {
    const { t } = useI18n();
    const { search, navigation } = useApp();
    const view = useStore(search);
    const openRoomId = useSelect(navigation, (state) => state.roomId);
    const listRef = useRef<HTMLUListElement>(null);
    const scopes = [
        ...(openRoomId === null ? [] : [{ value: "room" as const, text: t("search.thisRoom") }]),
        { value: "all" as const, text: t("search.allRooms") },
    ];
    return (
        <Dialog title={t("search.title")} isOpen onClose={search.close} closeName={t("common.close")} testId="search">
            <div className="stack">
                <SearchField listRef={listRef} />
                <SegmentedControl
                    name={t("search.where")}
                    value={view.roomId === null ? "all" : "room"}
                    onChange={(scope) => search.within(scope === "all" ? null : openRoomId)}
                    options={scopes}
                />
                <p role="status" className="small muted" data-testid="search-status" data-state={view.state}>
                    {statusOf()}
                </p>
                <FailureNotice failure={view.failure} />
                <Found listRef={listRef} />
                {view.state === "done" && !view.complete && (
                    <InlineNotice tone="info" title={t("search.incomplete")} testId="search-incomplete">
                        {t("search.incomplete.why")}
                    </InlineNotice>
                )}
            </div>
        </Dialog>
    );

    function statusOf(): string {
        if (view.state === "typing") return t("search.hint");
        if (view.state === "searching") return t("search.searching");
        if (view.state === "failed") return "";
        return view.rows.length === 0 ? t("search.none") : t("search.count", { count: view.rows.length });
    }
}

interface ListProps {
    readonly listRef: RefObject<HTMLUListElement | null>;
}

/** The arrow and Enter lead from it to what was found. */
function SearchField({ listRef }: ListProps) {
    const { t } = useI18n();
    const { search } = useApp();
    const { text } = useStore(search);
    return (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrow leads from the field to the list
        <div
            onKeyDown={(event) => {
                if (event.key !== "ArrowDown" && event.key !== "Enter") return;
                event.preventDefault();
                listRef.current?.querySelector("button")?.focus();
            }}
        >
            <SearchBox
                name={t("search.field")}
                placeholder={t("search.field")}
                value={text}
                onChange={search.search}
                isFocused
            />
        </div>
    );
}

function Found({ listRef }: ListProps) {
    const translator = useI18n();
    const { t, formats } = translator;
    const { search, rooms, clock } = useApp();
    const view = useStore(search);
    const names = useSelect(rooms, (snapshot) => snapshot?.rows);
    const roomOf = (roomId: string) => names?.find((row) => row.roomId === roomId);
    const nameOf = (roomId: string) => {
        const room = roomOf(roomId);
        return room === undefined ? "" : nameRoom(room, translator);
    };
    // What is not judged yet counts as its room.
    const labelOf = ({ marking, roomId }: (typeof view.rows)[number]) => {
        const counted = marking ?? roomOf(roomId)?.marking ?? null;
        return counted === null ? undefined : toLabel(counted);
    };
    return (
        <FoundMessages
            name={t("search.results")}
            listRef={listRef}
            rows={view.rows.map((row) => ({
                id: row.eventId,
                sender: cleanName(row.senderName),
                place: view.roomId === null ? nameOf(row.roomId) : undefined,
                time: formats.listTime(row.sentAtMs, clock.nowMs()),
                excerpt: row.excerpt,
                label: labelOf(row),
                code: row.code ?? undefined,
            }))}
            onOpen={(id) => {
                const found = view.rows.find(({ eventId }) => eventId === id);
                if (found !== undefined) search.open(found);
            }}
        />
    );
}
