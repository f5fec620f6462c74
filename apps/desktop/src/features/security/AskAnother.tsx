import type { RoomId } from "@valise/bridge";
import { Button, InlineNotice, SelectField } from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { useGate } from "../gate/useGate.ts";
import type { SignatureRow } from "./createSignaturesViewModel.ts";

/** Who else reads the room may be asked for the missing signature at once: by a file two minutes are short. */
export function AskAnother({ row }: { readonly row: SignatureRow }) {
    const { t } = useI18n();
    const { agencies, deskSignatures } = useApp();
    const { askedUserId, isBusy } = useStore(deskSignatures);
    const [chosen, choose] = useState<string>("");
    const gate = useGate(row.audience as RoomId);
    const readers = gate?.rows.filter(({ reads, isMe, membership }) => reads && !isMe && membership === "join") ?? [];
    const nameOf = (userId: string) => {
        const reader = readers.find((each) => each.userId === userId);
        return agencies.person(userId, reader?.name ?? userId).displayName;
    };
    const picked = readers.find(({ userId }) => userId === chosen) ?? readers[0];
    if (picked === undefined) return null;
    if (askedUserId !== null) {
        return (
            <InlineNotice testId="ask-signature-asked">{t("asks.asked", { name: nameOf(askedUserId) })}</InlineNotice>
        );
    }
    return (
        <div className="row wrap">
            <SelectField
                label={t("asks.who")}
                value={picked.userId as string}
                options={readers.map(({ userId }) => ({ value: userId as string, text: nameOf(userId) }))}
                onChange={choose}
                testId="ask-signature-who"
            />
            <Button
                size="s"
                isBusy={isBusy}
                onPress={() => void deskSignatures.ask(picked.userId)}
                testId="ask-signature"
            >
                {t("asks.submit")}
            </Button>
        </div>
    );
}
