import type { GatewayCallSnapshot, GatewayOutcomeSnapshot } from "../engine/crisisSnapshot.ts";
import type { AgencySnapshot, CommunityTrustSnapshot } from "../engine/sessionSnapshot.ts";
import type { RoomId } from "../ids.ts";

/** How the store key is kept by this shell. */
export type KeyProtection =
    | { readonly kind: "keystore"; readonly backend: string }
    | { readonly kind: "unavailable"; readonly reason: "no-keystore" | "locked" | "plain-text-only" }
    /** The plain web build asks for a passphrase, or keeps a key in the browser with consent. */
    | { readonly kind: "web" };

export interface ShellBoot {
    readonly kind: "desktop" | "web";
    readonly version: string;
    /** Names the machine for the device list: "Valise on Linux". */
    readonly deviceName: string;
    readonly agencies: readonly AgencySnapshot[];
    readonly trust: CommunityTrustSnapshot | null;
    readonly keyProtection: KeyProtection;
    readonly serviceDesk: string | null;
    /** The administrator configured a gateway's command for this program. */
    readonly gateway?: boolean | undefined;
    /** Where the demonstration’s exercise is started, on this machine. Null everywhere else. */
    readonly exerciseUrl: string | null;
}

/** How a sign-in in a browser ended for the program that waited for it; `not-opened`: refused, or no browser could be started. */
export type BrowserSignInOutcome =
    | { readonly kind: "token"; readonly token: string }
    | { readonly kind: "cancelled" | "timed-out" | "not-opened" };

export type GatewayResult = Pick<GatewayOutcomeSnapshot, "state" | "exitCode">;

/** What the page may ask of the program around it; implemented by Electron's main process and by the browser. */
export interface Shell {
    boot(): Promise<ShellBoot>;
    /**
     * A port that delivers the 32-byte store key once, to be transferred to the worker unread.
     * Null in the plain web build, which has no keystore.
     */
    takeKeyPort(): Promise<MessagePort | null>;
    /**
     * A port that delivers once the 32 bytes that open a security officer's key, after a question in a window that the page
     * cannot draw on. Null: declined, or there is no keystore.
     */
    takeDeskKeyPort(input: { language: "en" | "fr" | "de" }): Promise<MessagePort | null>;
    /** https and mailto only, after a confirmation outside the page's reach. False: refused or declined. */
    openExternal(input: { url: string; shownText: string }): Promise<boolean>;
    /**
     * Opens the sign-in of a configured agency (`signInOptions`) in a browser and waits for it to come back, one at a time:
     * another one that begins ends it as `cancelled`.
     */
    signInInBrowser(input: { address: string }): Promise<BrowserSignInOutcome>;
    /** The person waits no longer; whatever the browser still brings is not taken. */
    stopSignIn(input: Record<string, never>): Promise<void>;
    /**
     * Opens the page of a configured agency's homeserver at which the person shows that it is them (the session's
     * `proofAddress`). False: refused, or no browser could be started.
     */
    proveInBrowser(input: { address: string }): Promise<boolean>;
    /** Hands decrypted bytes to the operating system; never rendered in the app. False: declined. */
    openFile(input: { name: string; mimeType: string; bytes: Uint8Array<ArrayBuffer> }): Promise<boolean>;
    saveFile(input: { name: string; mimeType: string; bytes: Uint8Array<ArrayBuffer> }): Promise<boolean>;
    /** Sender and room, never content. */
    notify(input: { roomId: RoomId; title: string; body: string; tag: string }): Promise<void>;
    /** An alarm: the window comes before the person, wherever it was, and its frame flashes until it has the focus. */
    raiseAlarm(input: Record<string, never>): Promise<void>;
    /** Runs the agency's gateway with this call; the words in it are fixed. */
    callGateway(input: GatewayCallSnapshot): Promise<GatewayResult>;
    setUnreadCount(input: { count: number }): Promise<void>;
    /** Exports, new devices and identity changes are confirmed in a window the page cannot draw on. */
    confirmSensitive(input: { action: SensitiveAction; language: "en" | "fr" | "de" }): Promise<boolean>;
    onNotificationClicked(listener: (roomId: RoomId) => void): Disposable;
}

export type SensitiveAction = "reset-identity" | "verify-device" | "renew-recovery-code" | "export" | "sign-out";
