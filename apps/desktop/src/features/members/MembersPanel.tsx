import { unreachable } from "@valise/base";
import type { MemberSnapshot as EngineMember } from "@valise/bridge";
import {
    Button,
    Dialog,
    IconButton,
    MemberGroup,
    MemberRow,
    type MemberSnapshot,
    type MemberTrust,
    Menu,
    SidePanel,
    TimelineSkeleton,
} from "@valise/ui";
import { useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import type { ConversationViewModel } from "../conversation/createConversationViewModel.ts";

/** How an engine's verdict is drawn; its words say more. */
export function markOf(trust: EngineMember["trust"]): MemberTrust {
    switch (trust) {
        case "ok":
            return "verified";
        case "identity-changed":
            return "changed";
        case "no-identity":
        case "unverified-devices":
        case "unknown":
            return "unverified";
        default:
            return unreachable(trust);
    }
}

/** Those whose identity changed, or who receive nothing, come first. */
const needsAttention = (member: EngineMember): boolean =>
    member.membership === "join" && member.trust !== "ok" && member.trust !== "unknown";

/** Who is in the room, and what is known of each. */
export function MembersPanel({ conversation }: { readonly conversation: ConversationViewModel }) {
    const { t, formats } = useI18n();
    const { navigation } = useApp();
    const snapshot = useStore(conversation.members);
    const [removing, setRemoving] = useState<EngineMember>();
    const rows = snapshot?.rows ?? [];
    const groups = [
        { id: "attention", rows: rows.filter(needsAttention) },
        { id: "joined", rows: rows.filter((row) => row.membership === "join" && !needsAttention(row)) },
        { id: "invited", rows: rows.filter((row) => row.membership === "invite") },
    ] as const;
    return (
        <SidePanel
            title={t("members.title")}
            closeName={t("common.close")}
            onClose={navigation.closeSide}
            testId="members"
            foot={<p>{t("members.foot")}</p>}
        >
            {snapshot?.mayInvite === true && (
                <Button
                    icon="plus"
                    onPress={() => navigation.openDialog({ kind: "invite", roomId: conversation.roomId })}
                    testId="invite-people"
                >
                    {t("room.invite")}
                </Button>
            )}
            {snapshot?.loaded !== true && rows.length === 0 && <TimelineSkeleton name={t("members.loading")} />}
            {groups
                .filter((group) => group.rows.length > 0)
                .map((group) => (
                    <MemberGroup
                        key={group.id}
                        title={t(`members.${group.id}`)}
                        count={group.rows.length}
                        countName={formats.number(group.rows.length)}
                    >
                        {group.rows.map((member) => (
                            <Row key={member.userId} member={member} onRemove={() => setRemoving(member)} />
                        ))}
                    </MemberGroup>
                ))}
            {removing !== undefined && (
                <RemoveDialog conversation={conversation} member={removing} onClose={() => setRemoving(undefined)} />
            )}
        </SidePanel>
    );
}

function Row({ member, onRemove }: { readonly member: EngineMember; readonly onRemove: () => void }) {
    const { t } = useI18n();
    const { agencies, membership, verification } = useApp();
    const person = agencies.person(member.userId, member.name, member.serverName);
    const view: MemberSnapshot = {
        person,
        isSelf: member.isMe,
        membership: member.membership === "join" ? "joined" : "invited",
        trust: markOf(member.trust),
        detailText: member.isMe ? undefined : t(`trust.${member.trust}.why`),
    };
    const name = person.displayName;
    const mark = t(`trust.${member.trust}`);
    const act = (id: string) => {
        if (id === "write") void membership.write(member.userId);
        if (id === "verify") void verification.startWithPerson(member.userId);
        if (id === "remove") onRemove();
    };
    return (
        <MemberRow
            member={view}
            words={{
                you: t("common.you"),
                invited: t("members.invitedTag"),
                trust: { verified: mark, unverified: mark, changed: mark },
            }}
            actions={
                member.isMe ? undefined : (
                    <Menu
                        name={t("members.actions", { name })}
                        trigger={<IconButton icon="dots" name={t("members.actions", { name })} />}
                        entries={[
                            { id: "write", text: t("members.write", { name }), icon: "pen" },
                            { id: "verify", text: t("members.verify", { name }), icon: "shieldCheck" },
                            { id: "remove", text: t("members.remove", { name }), icon: "x", isDestructive: true },
                        ]}
                        onAction={act}
                    />
                )
            }
        />
    );
}

interface RemoveDialogProps {
    readonly conversation: ConversationViewModel;
    readonly member: EngineMember;
    readonly onClose: () => void;
}

function RemoveDialog({ conversation, member, onClose }: RemoveDialogProps) {
    const { t } = useI18n();
    const { membership, agencies } = useApp();
    const { displayName } = agencies.person(member.userId, member.name);
    const remove = () => {
        onClose();
        void membership.remove(conversation.roomId, member.userId);
    };
    return (
        <Dialog
            title={t("members.removeTitle", { name: displayName })}
            isOpen
            onClose={onClose}
            closeName={t("common.close")}
            role="alertdialog"
            size="s"
            footer={
                <>
                    <Button onPress={onClose}>{t("common.cancel")}</Button>
                    <Button variant="danger" onPress={remove} testId="remove-member-confirm">
                        {t("members.removeSubmit")}
                    </Button>
                </>
            }
        >
            <p>{t("members.removeText")}</p>
        </Dialog>
    );
}
