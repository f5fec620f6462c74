import type { HandMadeSnapshot } from "@valise/bridge";
import { Button, Dialog, EmptyState, Table, TimelineSkeleton } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { useAdmin } from "./adminOf.ts";

/** Rooms of this server that no manifest manages, each with what would take it over. Looked for on demand. */
export function HandMadeRooms() {
    const { t } = useI18n();
    const { handMade } = useAdmin();
    const { value, isBusy, failure } = useStore(handMade);
    const [adopting, setAdopting] = useState<HandMadeSnapshot | null>(null);
    return (
        <div className="stack" data-testid="hand-made">
            <h3>{t("admin.hand.title")}</h3>
            <p className="small muted">{t("admin.hand.text")}</p>
            <p>
                <Button icon="search" isBusy={isBusy} onPress={() => void handMade.load()} testId="hand-made-find">
                    {t("admin.orphans.find")}
                </Button>
            </p>
            <FailureNotice failure={failure} />
            {value === null && isBusy && <TimelineSkeleton name={t("admin.loading")} />}
            {value !== null && value.length === 0 && (
                <EmptyState icon="check" title={t("admin.hand.none")} testId="hand-made-none" />
            )}
            {value !== null && value.length > 0 && <RoomTable rooms={value} onAdopt={setAdopting} />}
            {adopting !== null && <Adopt room={adopting} onClose={() => setAdopting(null)} />}
        </div>
    );
}

const nameOf = ({ name, roomId }: HandMadeSnapshot): string => cleanName(name ?? roomId);

function RoomTable({
    rooms,
    onAdopt,
}: {
    readonly rooms: readonly HandMadeSnapshot[];
    readonly onAdopt: (room: HandMadeSnapshot) => void;
}) {
    const { t, formats } = useI18n();
    return (
        <Table
            name={t("admin.hand.title")}
            columns={[
                { id: "room", title: t("admin.plan.room") },
                { id: "people", title: t("admin.hand.people") },
                { id: "keepers", title: t("admin.hand.keepers") },
                { id: "adopt", title: t("admin.hand.adopt"), isTitleHidden: true },
            ]}
            rows={rooms.map((room) => ({
                id: room.roomId,
                cells: [
                    <span key="room" className="foreign">
                        {room.name !== null && <b>{cleanName(room.name)} </b>}
                        <span className="small muted mono audit-act">{room.roomId}</span>
                    </span>,
                    formats.number(room.people),
                    <span key="keepers" className="small mono foreign">
                        {formats.list(room.keepers)}
                    </span>,
                    room.piece === null ? (
                        <span key="adopt" className="small muted">
                            {t("admin.hand.left")}
                        </span>
                    ) : (
                        <Button
                            key="adopt"
                            size="s"
                            onPress={() => onAdopt(room)}
                            accessibleName={t("admin.hand.adopt.name", { name: nameOf(room) })}
                            testId="adopt"
                        >
                            {t("admin.hand.adopt")}
                        </Button>
                    ),
                ],
            }))}
            rowTestId="hand-made-row"
        />
    );
}

/** A piece of manifest for one room: the plan that has it says what taking over changes, before anything is done. */
function Adopt({ room, onClose }: { readonly room: HandMadeSnapshot; readonly onClose: () => void }) {
    const { t } = useI18n();
    const { shell } = useApp();
    const piece = room.piece ?? "";
    const save = async () => {
        const bytes = new TextEncoder().encode(piece);
        if (await shell.saveFile({ name: "adopted.yaml", mimeType: "application/yaml", bytes })) onClose();
    };
    return (
        <Dialog
            title={t("admin.hand.adopt.title", { name: nameOf(room) })}
            isOpen
            onClose={onClose}
            closeName={t("common.close")}
            testId="adopt-dialog"
            footer={
                <>
                    <Button onPress={onClose}>{t("common.cancel")}</Button>
                    <Button variant="primary" icon="file" onPress={() => void save()} testId="adopt-save">
                        {t("admin.hand.save")}
                    </Button>
                </>
            }
        >
            <div className="stack">
                <p>{t("admin.hand.adopt.text")}</p>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
                <pre className="diff-lines mono small foreign" tabIndex={0} data-testid="adopt-piece">
                    {piece}
                </pre>
            </div>
        </Dialog>
    );
}
