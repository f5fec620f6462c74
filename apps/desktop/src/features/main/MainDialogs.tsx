import { lazy, Suspense } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { LaterWords } from "../../i18n/LaterWords.tsx";
import { useStore } from "../../stores/useStore.ts";

const CreateRoomDialog = lazy(() =>
    import("../createRoom/CreateRoomDialog.tsx").then((m) => ({ default: m.CreateRoomDialog })),
);
const InviteDialog = lazy(() => import("../invite/InviteDialog.tsx").then((m) => ({ default: m.InviteDialog })));
const LeaveRoomDialog = lazy(() =>
    import("../leaveRoom/LeaveRoomDialog.tsx").then((m) => ({ default: m.LeaveRoomDialog })),
);
const ForwardDialog = lazy(() => import("../forward/ForwardDialog.tsx").then((m) => ({ default: m.ForwardDialog })));
const ReplyElsewhereDialog = lazy(() =>
    import("../forward/ReplyElsewhereDialog.tsx").then((m) => ({ default: m.ReplyElsewhereDialog })),
);
const SpillDialog = lazy(() => import("../readers/SpillDialog.tsx").then((m) => ({ default: m.SpillDialog })));
const CharterDialog = lazy(() => import("../charter/CharterDialog.tsx").then((m) => ({ default: m.CharterDialog })));
const LetInDialog = lazy(() => import("../charter/LetInDialog.tsx").then((m) => ({ default: m.LetInDialog })));
const SignaturesDialog = lazy(() =>
    import("../security/SignaturesDialog.tsx").then((m) => ({ default: m.SignaturesDialog })),
);
const ComposeDialog = lazy(() => import("../crisis/ComposeDialog.tsx").then((m) => ({ default: m.ComposeDialog })));
const CancelBroadcastDialog = lazy(() =>
    import("../crisis/CancelBroadcastDialog.tsx").then((m) => ({ default: m.CancelBroadcastDialog })),
);
const HandOverDialog = lazy(() => import("../crisis/HandOverDialog.tsx").then((m) => ({ default: m.HandOverDialog })));
const OpeningDialog = lazy(() =>
    import("../crisis/opening/OpeningDialog.tsx").then((m) => ({ default: m.OpeningDialog })),
);
const PhaseDialog = lazy(() => import("../crisis/PhaseDialog.tsx").then((m) => ({ default: m.PhaseDialog })));
const LogEntryDialog = lazy(() =>
    import("../crisis/log/LogEntryDialog.tsx").then((m) => ({ default: m.LogEntryDialog })),
);
const EscalationDialog = lazy(() =>
    import("../crisis/escalation/EscalationDialog.tsx").then((m) => ({ default: m.EscalationDialog })),
);
const BagDialog = lazy(() => import("../crisis/links/BagDialog.tsx").then((m) => ({ default: m.BagDialog })));
const BagImportDialog = lazy(() =>
    import("../crisis/links/BagImportDialog.tsx").then((m) => ({ default: m.BagImportDialog })),
);
const QuickSwitcherDialog = lazy(() =>
    import("../quickSwitcher/QuickSwitcherDialog.tsx").then((m) => ({ default: m.QuickSwitcherDialog })),
);
const SearchDialog = lazy(() => import("../search/SearchDialog.tsx").then((m) => ({ default: m.SearchDialog })));
const KeysDialog = lazy(() => import("../shortcuts/KeysDialog.tsx").then((m) => ({ default: m.KeysDialog })));

/** Those whose words come with the screens that few open. */
const laterKinds = [
    "hand-over",
    "open-emergency",
    "phase",
    "log-entry",
    "forward",
    "reply-elsewhere",
    "keys",
    "broadcast",
    "charter",
    "let-in",
    "signatures",
    "spill",
    "bag-export",
    "bag-import",
    "escalation",
] as const;

/** The one dialog that is open, loaded when it is first asked for. */
export function MainDialogs() {
    const { dialog } = useStore(useApp().navigation);
    if (dialog === null) return null;
    const isLater = laterKinds.some((kind) => kind === dialog.kind);
    const drawn = drawDialog(dialog);
    return <Suspense fallback={null}>{isLater ? <LaterWords>{drawn}</LaterWords> : drawn}</Suspense>;
}

function drawDialog(dialog: NonNullable<ReturnType<ReturnType<typeof useApp>["navigation"]["getState"]>["dialog"]>) {
    switch (dialog.kind) {
        case "create-room":
            return <CreateRoomDialog />;
        case "invite":
            return <InviteDialog roomId={dialog.roomId} />;
        case "leave-room":
            return <LeaveRoomDialog roomId={dialog.roomId} />;
        case "forward":
            return <ForwardDialog roomId={dialog.roomId} messageId={dialog.messageId} />;
        case "reply-elsewhere":
            return <ReplyElsewhereDialog roomId={dialog.roomId} messageId={dialog.messageId} />;
        case "spill":
            return <SpillDialog roomId={dialog.roomId} messageId={dialog.messageId} />;
        case "charter":
            return <CharterDialog roomId={dialog.roomId} />;
        case "let-in":
            return <LetInDialog roomId={dialog.roomId} />;
        case "signatures":
            return <SignaturesDialog />;
        case "broadcast":
            return <ComposeDialog />;
        case "cancel-broadcast":
            return <CancelBroadcastDialog broadcastKey={dialog.key} />;
        case "hand-over":
            return <HandOverDialog dutyKey={dialog.dutyKey} />;
        case "open-emergency":
            return <OpeningDialog />;
        case "phase":
            return <PhaseDialog roomId={dialog.roomId} />;
        case "log-entry":
            return <LogEntryDialog roomId={dialog.roomId} />;
        case "escalation":
            return <EscalationDialog broadcastKey={dialog.key} step={dialog.step} />;
        case "bag-export":
            return <BagDialog agency={dialog.agency} broadcastKey={dialog.broadcastKey} />;
        case "bag-import":
            return <BagImportDialog files={dialog.files} />;
        case "quick-switcher":
            return <QuickSwitcherDialog />;
        case "search":
            return <SearchDialog />;
        case "keys":
            return <KeysDialog />;
    }
}
