import { unreachable } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { Translator } from "../i18n/createI18n.ts";
import { describeCode, isKnownCode } from "./describeCode.ts";

/** A refusal as a person reads it: what happened and why, what to do next, and a stable code for the service desk. */
export interface FailureWords {
    readonly what: string;
    readonly next: string;
    readonly code: string;
}

export function describeFailure(failure: EngineFailure, translator: Translator): FailureWords {
    const { t, formats } = translator;
    const code = failureCode(failure);
    switch (failure.kind) {
        case "rate-limited":
            return {
                what: t("failure.rate-limited", { time: formats.time(failure.retryAtMs) }),
                next: t("failure.rate-limited.next"),
                code,
            };
        case "too-large": {
            const what =
                failure.limitBytes === null
                    ? t("failure.too-large")
                    : t("failure.too-large.limit", { size: formats.size(failure.limitBytes) });
            return { what, next: t("failure.too-large.next"), code };
        }
        case "other-account": {
            const what = t("failure.other-account", { user: failure.user });
            return { what, next: t("failure.other-account.next"), code };
        }
        case "store-corrupt":
            return { what: t(`failure.store-corrupt.${failure.part}`), next: t("failure.store-corrupt.next"), code };
        case "refused": {
            if (!isKnownCode(failure.code))
                return { what: t("failure.refused"), next: t("failure.refused.next"), code };
            const { cause, next } = describeCode(failure.code, translator);
            return { what: cause, next, code };
        }
        case "verification-cancelled": {
            const what = t(`failure.verification-cancelled.${failure.by}`);
            return { what, next: t("failure.verification-cancelled.next"), code };
        }
        case "invalid-input":
        case "not-signed-in":
        case "already-signed-in":
        case "wrong-password":
        case "sign-in-expired":
        case "proof-not-offered":
        case "proof-expired":
        case "no-browser":
        case "account-locked":
        case "account-deactivated":
        case "signed-out-by-server":
        case "server-unreachable":
        case "server-error":
        case "not-allowed":
        case "not-found":
        case "not-a-matrix-server":
        case "store-in-use":
        case "store-newer":
        case "store-key-wrong":
        case "store-full":
        case "recovery-code-malformed":
        case "recovery-code-wrong":
        case "recovery-not-set-up":
        case "verify-needed":
        case "encryption-not-ready":
        case "encryption-weakened":
        case "file-damaged":
        case "cancelled":
        case "unexpected":
            return { what: t(`failure.${failure.kind}`), next: t(`failure.${failure.kind}.next`), code };
        default:
            return unreachable(failure);
    }
}

/** Stable, and free of content: the kind, and what tells two causes of one kind apart. */
export function failureCode(failure: EngineFailure): string {
    const kind = failure.kind.toUpperCase();
    switch (failure.kind) {
        case "invalid-input":
            return failure.path === "" ? kind : `${kind}-${failure.path}`;
        case "server-error":
            return `${kind}-${failure.status}`;
        case "not-allowed":
            return `${kind}-${failure.errcode}`;
        case "refused":
            return failure.code;
        case "store-corrupt":
            return `${kind}-${failure.part.toUpperCase()}`;
        case "verification-cancelled":
            return `${kind}-${failure.code}`;
        case "unexpected":
            return `${kind}-${failure.name}`;
        case "signed-out-by-server":
            return failure.soft ? `${kind}-SOFT` : kind;
        default:
            return kind;
    }
}
