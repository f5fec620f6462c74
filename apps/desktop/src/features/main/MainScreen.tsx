import { Avatar, Rail, TitleBar, ToastList, useBegun } from "@valise/ui";
import { lazy, Suspense, useCallback, useEffect } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { LaterWords } from "../../i18n/LaterWords.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { ClearedTo } from "../clearance/ClearanceStrip.tsx";
import { ConversationPane } from "../conversation/ConversationPane.tsx";
import { AlarmStrip } from "../crisis/AlarmStrip.tsx";
import { useBagDrop } from "../crisis/links/useBagDrop.ts";
import { RoomListPane } from "../roomList/RoomListPane.tsx";
import { useShortcuts } from "../shortcuts/useShortcuts.ts";
import { MainDialogs } from "./MainDialogs.tsx";
import { PlaceFrame } from "./PlaceFrame.tsx";
import { useMarkedWaysOut } from "./useMarkedWaysOut.ts";
import { useWindowTitle } from "./useWindowTitle.ts";

const SettingsScreen = lazy(() =>
    import("../settings/SettingsScreen.tsx").then((module) => ({ default: module.SettingsScreen })),
);
const CrisisScreen = lazy(() =>
    import("../crisis/CrisisScreen.tsx").then((module) => ({ default: module.CrisisScreen })),
);
const CrisisNav = lazy(() => import("../crisis/CrisisNav.tsx").then((module) => ({ default: module.CrisisNav })));
const MembersPanel = lazy(() =>
    import("../members/MembersPanel.tsx").then((module) => ({ default: module.MembersPanel })),
);
const ReadersPanel = lazy(() =>
    import("../readers/ReadersPanel.tsx").then((module) => ({ default: module.ReadersPanel })),
);
const SecurityScreen = lazy(() =>
    import("../security/SecurityScreen.tsx").then((module) => ({ default: module.SecurityScreen })),
);
const SecurityNav = lazy(() =>
    import("../security/SecurityNav.tsx").then((module) => ({ default: module.SecurityNav })),
);
const IssuePanel = lazy(() => import("../security/IssuePanel.tsx").then((module) => ({ default: module.IssuePanel })));
const SignatureAsks = lazy(() =>
    import("../security/SignatureAsks.tsx").then((module) => ({ default: module.SignatureAsks })),
);
const AdminScreen = lazy(() => import("../admin/AdminScreen.tsx").then((module) => ({ default: module.AdminScreen })));
const AdminNav = lazy(() => import("../admin/AdminNav.tsx").then((module) => ({ default: module.AdminNav })));
const sidePanels = { members: MembersPanel, readers: ReadersPanel } as const;

const mains = {
    rooms: <ConversationPane />,
    crisis: (
        <LaterWords>
            <CrisisScreen />
        </LaterWords>
    ),
    settings: <SettingsScreen />,
    security: (
        <LaterWords>
            <SecurityScreen />
        </LaterWords>
    ),
    admin: (
        <LaterWords>
            <AdminScreen />
        </LaterWords>
    ),
} as const;
const lists = {
    crisis: (
        <Suspense fallback={null}>
            <LaterWords>
                <CrisisNav />
            </LaterWords>
        </Suspense>
    ),
    settings: undefined,
    security: (
        <Suspense fallback={null}>
            <LaterWords>
                <SecurityNav />
            </LaterWords>
        </Suspense>
    ),
    admin: (
        <Suspense fallback={null}>
            <LaterWords>
                <AdminNav />
            </LaterWords>
        </Suspense>
    ),
} as const;

/** Rail, rooms, conversation, panel. */
export function MainScreen() {
    const { navigation, conversations, desk, deskForm, toasts, i18n } = useApp();
    const isAsked = useSelect(desk, (snapshot) => (snapshot?.asks.length ?? 0) > 0);
    const { view, roomId, side } = useStore(navigation);
    const conversation = useStore(conversations);
    const isDeciding = useSelect(deskForm, ({ draft }) => draft !== null);
    useMarkedWaysOut(useCallback(() => toasts.showText(i18n.getState().t("drag.blocked")), [toasts, i18n]));
    useShortcuts();
    useBagDrop();
    useWindowTitle();
    useEffect(() => {
        // After sign-in the focus would be nowhere. Taking it needs the layout, which the frame makes anyway.
        const frame = requestAnimationFrame(() => {
            if (document.activeElement === document.body)
                document.querySelector<HTMLElement>("[data-pane=list]")?.focus();
        });
        return () => cancelAnimationFrame(frame);
    }, []);
    // The window is one task, its rows the next.
    const isBegun = useBegun();
    const Panel = view === "rooms" && side !== null ? sidePanels[side] : undefined;
    return (
        <>
            <PlaceFrame
                titleBar={<AppTitleBar />}
                alarm={<AlarmStrip />}
                rail={<AppRail />}
                list={view === "rooms" ? <RoomListPane isComing={!isBegun} /> : lists[view]}
                main={
                    <>
                        {isAsked && (
                            <Suspense fallback={null}>
                                <LaterWords>
                                    <SignatureAsks />
                                </LaterWords>
                            </Suspense>
                        )}
                        <Suspense fallback={null}>{mains[view]}</Suspense>
                    </>
                }
                side={
                    Panel !== undefined && conversation !== null ? (
                        <Suspense fallback={null}>
                            <Panel key={conversation.roomId} conversation={conversation} />
                        </Suspense>
                    ) : view === "security" && isDeciding ? (
                        <Suspense fallback={null}>
                            <LaterWords>
                                <IssuePanel />
                            </LaterWords>
                        </Suspense>
                    ) : undefined
                }
                narrowView={view === "rooms" && roomId === null ? "list" : "main"}
            />
            <MainDialogs />
            <AppToasts />
        </>
    );
}

function AppTitleBar() {
    const { t } = useI18n();
    const { navigation, session, agencies, preferences, boot, reload } = useApp();
    const mayLock = useSelect(preferences, (state) => boot.kind === "web" && state.webProtection === "passphrase");
    const me = useSelect(session, (snapshot) => snapshot?.userId ?? null);
    const name = useSelect(session, (snapshot) => snapshot?.displayName ?? null);
    const person = me === null ? undefined : agencies.person(me, name ?? me);
    return (
        <TitleBar
            productName={t("app.name")}
            onCommand={() => navigation.openDialog({ kind: "quick-switcher" })}
            identity={
                <>
                    <h1 className="sr">{t("app.name")}</h1>
                    <ClearedTo />
                    {person !== undefined && (
                        <span className="row" title={person.userId} data-testid="identity">
                            <span className="small cut foreign">{person.displayName}</span>
                            <Avatar initials={person.initials} tone={person.agency?.tone} size="s" />
                        </span>
                    )}
                </>
            }
            // Opening again asks for the passphrase; the desktop shell's key is the system's to lock.
            onLock={mayLock ? reload : undefined}
            words={{
                command: t("title.command"),
                commandKey: t("keys.ctrlK"),
                lock: t("lock.now"),
                lockKey: t("keys.ctrlL"),
            }}
        />
    );
}

function AppRail() {
    const { t } = useI18n();
    const { rail, navigation } = useApp();
    const { top, bottom } = useStore(rail);
    const { railId, view } = useStore(navigation);
    return (
        <Rail
            name={t("rail.name")}
            top={top}
            bottom={bottom}
            currentId={view === "rooms" ? railId : view}
            onSelect={(id) => {
                if (id === "settings") navigation.openSettings();
                else if (id === "security") navigation.openSecurity();
                else if (id === "admin") navigation.openAdmin();
                else navigation.openRail(id);
            }}
            words={{
                badge: (count, kind) => t(badgeWords[kind], { count }),
            }}
        />
    );
}

const badgeWords = { unread: "rooms.unreadRooms", mention: "rooms.mentions", alarm: "rail.crisis.badge" } as const;

function AppToasts() {
    const { t } = useI18n();
    const { toasts, navigation } = useApp();
    const isAtEnd = useSelect(navigation, ({ view }) => view === "crisis" || view === "security");
    return (
        <ToastList
            toasts={useStore(toasts)}
            place={isAtEnd ? "end" : "start"}
            onAction={toasts.dismiss}
            onDismiss={toasts.dismiss}
            words={{ region: t("common.notices"), dismiss: t("common.dismiss") }}
        />
    );
}
