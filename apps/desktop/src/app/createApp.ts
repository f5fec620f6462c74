import type { Clock } from "@valise/base";
import type { Engine, Shell, ShellBoot } from "@valise/bridge";
import { serveGateway } from "@valise/bridge";
import { broughtScan } from "../features/brought/createBroughtScan.ts";
import { createClearanceSummary } from "../features/clearance/createClearanceSummary.ts";
import { createClearanceViewModel } from "../features/clearance/createClearanceViewModel.ts";
import { createConnectionViewModel } from "../features/connection/createConnectionViewModel.ts";
import { createConversations } from "../features/conversation/createConversations.ts";
import { createCreateRoomViewModel } from "../features/createRoom/createCreateRoomViewModel.ts";
import { createComposeViewModel } from "../features/crisis/createComposeViewModel.ts";
import { createCrisisViewModel } from "../features/crisis/createCrisisViewModel.ts";
import { createPhaseViewModel } from "../features/crisis/createPhaseViewModel.ts";
import { createSounder, type PlayAlarm } from "../features/crisis/createSounder.ts";
import { createWatchViewModel } from "../features/crisis/createWatchViewModel.ts";
import { createLogViewModel } from "../features/crisis/log/createLogViewModel.ts";
import { createOpeningViewModel } from "../features/crisis/opening/createOpeningViewModel.ts";
import { createDevicesViewModel } from "../features/devices/createDevicesViewModel.ts";
import { createExportRoom } from "../features/exportRoom/createExportRoom.ts";
import { createForwardViewModel } from "../features/forward/createForwardViewModel.ts";
import { createGateActions } from "../features/gate/createGateActions.ts";
import { createMembershipViewModel } from "../features/invitation/createMembershipViewModel.ts";
import { createInviteViewModel } from "../features/invite/createInviteViewModel.ts";
import { createNavigation } from "../features/navigation/createNavigation.ts";
import { createNotifier } from "../features/notifications/createNotifier.ts";
import { createPeopleSearch } from "../features/people/createPeopleSearch.ts";
import { createTellNotInvited } from "../features/people/createTellNotInvited.ts";
import { createProof } from "../features/proof/createProof.ts";
import { createProtectionViewModel } from "../features/protection/createProtectionViewModel.ts";
import { createQuickSwitcherViewModel } from "../features/quickSwitcher/createQuickSwitcherViewModel.ts";
import { createRailViewModel } from "../features/rail/createRailViewModel.ts";
import { createReauthenticateViewModel } from "../features/reauthenticate/createReauthenticateViewModel.ts";
import { createRecoveryViewModel } from "../features/recovery/createRecoveryViewModel.ts";
import { createRoomListViewModel } from "../features/roomList/createRoomListViewModel.ts";
import { createSearchViewModel } from "../features/search/createSearchViewModel.ts";
import { createBatchViewModel } from "../features/security/createBatchViewModel.ts";
import { createDeskViewModel } from "../features/security/createDeskViewModel.ts";
import { createRegisterViewModel } from "../features/security/createRegisterViewModel.ts";
import { createSignaturesViewModel } from "../features/security/createSignaturesViewModel.ts";
import { createRenewCodeViewModel } from "../features/settings/createRenewCodeViewModel.ts";
import { createBrowserSignIn } from "../features/signIn/createBrowserSignIn.ts";
import { createSignInViewModel } from "../features/signIn/createSignInViewModel.ts";
import { createSignOutViewModel } from "../features/signOut/createSignOutViewModel.ts";
import { createRouteViewModel } from "../features/start/createRouteViewModel.ts";
import { createToasts } from "../features/toasts/createToasts.ts";
import { tellExpired } from "../features/toasts/tellExpired.ts";
import { createVerificationViewModel } from "../features/verification/createVerificationViewModel.ts";
import { createVerifyDeviceViewModel } from "../features/verifyDevice/createVerifyDeviceViewModel.ts";
import type { PreparePicture } from "../files/makeThumbnail.ts";
import type { CopyText } from "../files/markedClipboard.ts";
import type { I18n } from "../i18n/createI18n.ts";
import type { Language } from "../i18n/language.ts";
import { createAgencyDirectory } from "../people/createAgencyDirectory.ts";
import { createTopicStore } from "../stores/createTopicStore.ts";
import { disposeAll } from "../stores/disposeAll.ts";
import type { PreferenceStore } from "../stores/preferences.ts";
import type { ViewModel } from "../stores/viewModel.ts";

/** What is outside: everything a test replaces. */
export interface AppParts {
    readonly engine: Engine;
    readonly shell: Shell;
    readonly boot: ShellBoot;
    readonly i18n: I18n;
    readonly preferences: PreferenceStore;
    readonly clock: Clock;
    readonly attention: ViewModel<boolean>;
    readonly preparePicture: PreparePicture;
    readonly reload: () => void;
    readonly copyText: CopyText;
    /** A browser shows notifications only after it was asked to; the desktop shell always may. */
    readonly askToNotify: () => void;
    readonly playAlarm: PlayAlarm;
    /** To the engine, unread. */
    readonly handDeskKey: (keyPort: MessagePort) => void;
}

export type App = ReturnType<typeof createApp>;

/** Builds every store and view model and passes each what it needs; views get the outcome, nothing is global. */
export function createApp(parts: AppParts) {
    const { engine, shell, boot, i18n, preferences, clock, attention } = parts;
    const agencies = createAgencyDirectory(boot.agencies);
    const session = createTopicStore(engine, { topic: "session" });
    const rooms = createTopicStore(engine, { topic: "rooms" });
    const outbox = createTopicStore(engine, { topic: "outbox" });
    const notifications = createTopicStore(engine, { topic: "notifications" });
    const verifications = createTopicStore(engine, { topic: "verifications" });
    const clearance = createTopicStore(engine, { topic: "clearance" });
    const desk = createTopicStore(engine, { topic: "desk" });
    const crisis = createTopicStore(engine, { topic: "crisis" });
    const adminProgress = createTopicStore(engine, { topic: "admin" });
    const topics = { adminProgress, session, rooms, outbox, notifications, verifications, clearance, desk, crisis };
    const navigation = createNavigation();
    const toasts = createToasts(i18n, clock);
    const gateActions = createGateActions(engine, toasts);
    const shared = { ...parts, ...topics, agencies, navigation, toasts, gateActions, broughtScan };

    const started = Promise.withResolvers<void>();
    const membership = createMembershipViewModel(engine, navigation, toasts);
    const protection = createProtectionViewModel(engine, preferences, started.promise);
    const peopleToAsk = createPeopleSearch(engine, clock, agencies);
    const tellNotInvited = createTellNotInvited(i18n, toasts);
    const search = createSearchViewModel(shared);
    const browserSignIn = createBrowserSignIn({ engine, shell, boot });
    const proof = createProof(shared);
    const disposable = {
        search,
        signIn: createSignInViewModel({ engine, browserSignIn, boot, preferences, clock }),
        route: createRouteViewModel({ engine, boot, preferences, session, protection, started: started.resolve }),
        roomList: createRoomListViewModel(shared),
        rail: createRailViewModel(shared),
        connection: createConnectionViewModel(shared),
        conversations: createConversations(shared, navigation, rooms),
        quickSwitcher: createQuickSwitcherViewModel({ ...shared, membership, search }),
        verification: createVerificationViewModel(shared),
        notifier: createNotifier(shared),
        expired: tellExpired(shared),
        deskForm: createDeskViewModel(shared),
        deskBatch: createBatchViewModel(shared.engine),
        sounder: createSounder(shared),
        // Only a program that an administrator gave a gateway runs one.
        ...(boot.gateway === true && { gateway: serveGateway(engine, shell.callGateway) }),
        clearanceSummary: createClearanceSummary(clearance, clock),
    };
    const confirmReset = () => shell.confirmSensitive({ action: "reset-identity", language: i18n.getState().language });
    return {
        ...shared,
        ...disposable,
        membership,
        protection,
        compose: createComposeViewModel(shared),
        crisisView: createCrisisViewModel(engine, toasts),
        watch: createWatchViewModel(shared),
        opening: createOpeningViewModel(shared),
        phase: createPhaseViewModel(shared),
        log: createLogViewModel(shared),
        recovery: createRecoveryViewModel(shared),
        proof,
        verifyDevice: createVerifyDeviceViewModel(engine, confirmReset, proof),
        reauthenticate: createReauthenticateViewModel({ engine, session, browserSignIn }),
        signOut: createSignOutViewModel(parts),
        createRoom: createCreateRoomViewModel(engine, navigation, peopleToAsk, tellNotInvited),
        invite: createInviteViewModel(engine, navigation, peopleToAsk, tellNotInvited),
        clearanceForm: createClearanceViewModel(engine),
        forward: createForwardViewModel(shared),
        exportRoom: createExportRoom(shared),
        devicesForm: createDevicesViewModel(engine, proof),
        deskRegister: createRegisterViewModel(engine),
        deskSignatures: createSignaturesViewModel(shared),
        renewCode: createRenewCodeViewModel(engine, shell, i18n),
        setLanguage(language: Language) {
            preferences.change({ language });
            void i18n.setLanguage(language);
        },
        [Symbol.dispose]: () =>
            disposeAll([...Object.values(topics), peopleToAsk, ...Object.values(disposable), attention]),
    };
}
