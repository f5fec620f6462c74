import type { EngineFailure } from "@valise/bridge";
import type { OpenStoreFailure } from "../store/openOptions.ts";

/** `no-store` and `locked` are no failures of the person's: they are phases, told apart by the caller. */
export function storeFailure(failure: OpenStoreFailure): EngineFailure {
    switch (failure.kind) {
        case "no-store":
            return { kind: "not-signed-in" };
        case "locked":
            return { kind: "verify-needed" };
        case "store-key-wrong":
            return { kind: "store-key-wrong" };
        case "store-full":
            return { kind: "store-full" };
        case "store-newer":
            return { kind: "store-newer" };
        case "store-header-corrupt":
        case "store-unavailable":
            return { kind: "store-corrupt", part: "settings" };
    }
}
