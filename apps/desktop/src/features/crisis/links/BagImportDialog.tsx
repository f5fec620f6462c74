import { Button, Dialog, FileButton, Icon, InlineNotice } from "@valise/ui";
import { useEffect, useRef, useState } from "react";
import { useApp } from "../../../app/AppContext.tsx";
import { describeFailure } from "../../../failures/describeFailure.ts";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { cleanName } from "../../../people/createAgencyDirectory.ts";
import { useStore } from "../../../stores/useStore.ts";
import { nameRoom } from "../../roomList/nameRoom.ts";
import { createBagImport, type TakenBag } from "./createBagImport.ts";
import { useNames } from "./useNames.ts";

/** Takes bags in at once, and says of each what became of it. */
export function BagImportDialog({ files }: { readonly files: readonly File[] }) {
    const { t } = useI18n();
    const { engine, navigation } = useApp();
    const [bags] = useState(() => createBagImport(engine));
    const taken = useStore(bags);
    const begun = useRef<readonly File[]>(undefined);
    useEffect(() => {
        // Once for what was chosen or dropped, also where React mounts twice.
        if (begun.current === files) return;
        begun.current = files;
        void bags.take(files);
    }, [bags, files]);
    return (
        <Dialog
            title={t("bag.import.title")}
            isOpen
            onClose={navigation.closeDialog}
            closeName={t("common.close")}
            testId="bag-taken"
            footer={
                <>
                    <FileButton accept=".valise" onPick={(more) => void bags.take(more)} testId="bag-import-more">
                        {t("bag.import.more")}
                    </FileButton>
                    <Button variant="primary" onPress={navigation.closeDialog} testId="bag-import-done">
                        {t("common.close")}
                    </Button>
                </>
            }
        >
            <ul className="stack" aria-live="polite">
                {taken.map((bag, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be brought twice, its place is what it is
                    <li key={at} data-testid="bag-file" data-outcome={bag.outcome.kind}>
                        <BagLine bag={bag} />
                    </li>
                ))}
            </ul>
        </Dialog>
    );
}

function BagLine({ bag: { name, outcome } }: { readonly bag: TakenBag }) {
    const translator = useI18n();
    const { t } = translator;
    const file = cleanName(name);
    switch (outcome.kind) {
        case "waiting":
        case "reading":
            return (
                <p className="row muted">
                    <Icon name="clock" size="s" />
                    <span className="foreign">{t("bag.import.reading", { name: file })}</span>
                </p>
            );
        case "seen":
            return (
                <InlineNotice title={t("bag.import.seen", { name: file })}>{t("bag.import.seen.text")}</InlineNotice>
            );
        case "refused": {
            const words = describeFailure(outcome.failure, translator);
            return (
                <InlineNotice tone="bad" title={t("bag.import.refused", { name: file })} code={words.code}>
                    {words.what} {words.next}
                </InlineNotice>
            );
        }
        case "taken":
            return <Taken file={file} taken={outcome.taken} />;
    }
}

interface TakenProps {
    readonly file: string;
    readonly taken: Extract<TakenBag["outcome"], { kind: "taken" }>["taken"];
}

function Taken({ file, taken: { from, packedAtMs, rooms } }: TakenProps) {
    const translator = useI18n();
    const { t, formats } = translator;
    const app = useApp();
    const rows = useStore(app.rooms)?.rows ?? [];
    const unreadable = rooms.reduce((sum, room) => sum + room.unreadable, 0);
    const roomName = (roomId: string) => {
        const row = rows.find((each) => each.roomId === roomId);
        return row === undefined ? roomId : nameRoom(row, translator);
    };
    const name = useNames(rooms[0]?.roomId ?? null)(from);
    return (
        <InlineNotice tone={unreadable > 0 ? "warn" : "ok"} title={t("bag.import.taken", { name: file })}>
            <p className="foreign">{t("bag.import.from", { name, time: formats.dateTime(packedAtMs) })}</p>
            {rooms.length === 0 && <p>{t("bag.import.noRoom")}</p>}
            {rooms.map((room) => (
                <p key={room.roomId} data-testid="bag-room-taken" data-fresh={room.fresh}>
                    <Button variant="link" onPress={() => app.navigation.openRoom(room.roomId)}>
                        {roomName(room.roomId)}
                    </Button>{" "}
                    {formats.list([
                        t("bag.import.fresh", { count: room.fresh }),
                        t("bag.import.known", { count: room.known }),
                        ...(room.unreadable > 0 ? [t("bag.import.unreadable", { count: room.unreadable })] : []),
                    ])}
                </p>
            ))}
            {unreadable > 0 && <p>{t("bag.import.unreadable.next")}</p>}
        </InlineNotice>
    );
}
