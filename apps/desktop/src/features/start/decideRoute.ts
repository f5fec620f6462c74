import type { EngineFailure, SessionPhase, ShellBoot } from "@valise/bridge";
import type { WebProtection } from "../../stores/preferences.ts";

/** Which screen is shown. */
export type Route =
    | { readonly kind: "starting" }
    | { readonly kind: "no-keystore"; readonly reason: "no-keystore" | "locked" | "plain-text-only" }
    | { readonly kind: "protect" }
    | { readonly kind: "unlock" }
    | { readonly kind: "sign-in" }
    | { readonly kind: "recovery" }
    | { readonly kind: "verify-device" }
    | { readonly kind: "reauthenticate" }
    | { readonly kind: "failed"; readonly failure: EngineFailure }
    | { readonly kind: "main" };

export interface RouteInput {
    readonly keyProtection: ShellBoot["keyProtection"];
    readonly phase: SessionPhase;
    readonly failure: EngineFailure | null;
    /** Plain web build: what the person chose on this device, and whether the store was opened in this run. */
    readonly webProtection: WebProtection | null;
    readonly isOpened: boolean;
}

/** One screen per state of the session; without a safe place for the key nothing is opened at all. */
export function decideRoute(input: RouteInput): Route {
    if (input.keyProtection.kind === "unavailable") return { kind: "no-keystore", reason: input.keyProtection.reason };
    const mustOpen = input.keyProtection.kind === "web" && !input.isOpened;
    switch (input.phase) {
        case "starting":
            // Nothing was ever chosen here, so nothing is stored: the question need not wait for the engine to load.
            return mustOpen && input.webProtection === null ? { kind: "protect" } : { kind: "starting" };
        case "locked":
            // The desktop's store opens by the keystore's key alone: never by something typed.
            if (input.keyProtection.kind === "keystore")
                return { kind: "failed", failure: { kind: "store-key-wrong" } };
            return mustOpen ? openingRoute(input.webProtection) : { kind: "unlock" };
        case "signed-out":
            if (!mustOpen) return { kind: "sign-in" };
            return input.webProtection === "browser" ? { kind: "starting" } : { kind: "protect" };
        case "signing-in":
            return { kind: "sign-in" };
        case "recovery-to-save":
            return { kind: "recovery" };
        case "verify-needed":
            return { kind: "verify-device" };
        case "soft-signed-out":
            return { kind: "reauthenticate" };
        case "ready":
            return { kind: "main" };
        case "failed":
            return { kind: "failed", failure: input.failure ?? { kind: "unexpected", name: "no-cause" } };
    }
}

function openingRoute(webProtection: WebProtection | null): Route {
    if (webProtection === null) return { kind: "protect" };
    return webProtection === "browser" ? { kind: "starting" } : { kind: "unlock" };
}
