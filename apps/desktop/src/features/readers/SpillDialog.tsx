import type { EngineFailure, EngineOutput, RoomId } from "@valise/bridge";
import { AgencyTag, Avatar, Button, Dialog, InlineNotice, TimelineSkeleton } from "@valise/ui";
import { useEffect, useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { serverNameOf } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { ReportSpill } from "./ReportSpill.tsx";

type Reach = EngineOutput<"spillReach">;

/** Who could have read one's own message: from what this device recorded when it gave out the key. */
export function SpillDialog({ roomId, messageId }: { readonly roomId: RoomId; readonly messageId: string }) {
    const { t } = useI18n();
    const { navigation, engine, conversations } = useApp();
    const conversation = useStore(conversations);
    const item = conversation?.find(messageId);
    const eventId = item?.eventId ?? null;
    const [reach, setReach] = useState<Reach>();
    const [failure, setFailure] = useState<EngineFailure | null>(null);
    useEffect(() => {
        if (eventId === null) return;
        let isHere = true;
        void engine.commands.spillReach({ roomId, eventId }).then((result) => {
            if (!isHere) return;
            if (result.ok) setReach(result.value);
            else setFailure(result.error);
        });
        return () => {
            isHere = false;
        };
    }, [engine, roomId, eventId]);
    return (
        <Dialog
            title={t("spill.title")}
            isOpen
            onClose={navigation.closeDialog}
            closeName={t("common.close")}
            testId="spill"
        >
            <div className="stack">
                <p className="small ink2">{t("spill.text")}</p>
                {reach === undefined && failure === null && <TimelineSkeleton name={t("gate.checking")} rowCount={3} />}
                {reach?.known === false && <InlineNotice testId="spill-unknown">{t("spill.unknown")}</InlineNotice>}
                {reach?.known === true && <Reached reach={reach} roomId={roomId} />}
                {reach !== undefined && eventId !== null && (
                    <ReportSpill roomId={roomId} eventId={eventId} label={item?.marking?.label ?? null} />
                )}
                <FailureNotice failure={failure} />
            </div>
        </Dialog>
    );
}

function Reached({ reach, roomId }: { readonly reach: Reach; readonly roomId: RoomId }) {
    const { t, formats } = useI18n();
    const { agencies, conversations, copyText, toasts, rooms } = useApp();
    const members = conversations.getState()?.gate.getState()?.rows ?? [];
    const marking = rooms.getState()?.rows.find((room) => room.roomId === roomId)?.marking?.text ?? null;
    const people = reach.readers.map((reader) => {
        const name = members.find((member) => member.userId === reader.userId)?.name ?? reader.userId;
        const person = agencies.person(reader.userId, name, serverNameOf(reader.userId));
        const time = formats.dateTime(reader.sharedAtMs);
        return { person, devices: t("spill.devices", { count: reader.deviceIds.length, time }) };
    });
    const copy = async () => {
        const body = people
            .map(({ person, devices }) => `${person.displayName} ${person.userId}: ${devices}`)
            .join("\n");
        await copyText({ marking, body });
        toasts.showText(t("message.copied"));
    };
    return (
        <>
            <ul>
                {people.map(({ person, devices }) => (
                    <li key={person.userId} className="member" data-testid="spill-reader">
                        <Avatar initials={person.initials} tone={person.agency?.tone} size="s" />
                        <span className="who">
                            <b className="foreign" dir="auto" title={person.userId}>
                                {person.displayName}
                            </b>
                            {person.agency !== undefined && <AgencyTag agency={person.agency} />}
                        </span>
                        <span className="why">{devices}</span>
                    </li>
                ))}
            </ul>
            <div className="row">
                <Button icon="copy" onPress={() => void copy()} testId="spill-copy">
                    {t("spill.copy")}
                </Button>
            </div>
        </>
    );
}
