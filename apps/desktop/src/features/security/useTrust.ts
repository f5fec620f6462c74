import type { EngineFailure, EngineOutput } from "@valise/bridge";
import { useEffect, useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useStore } from "../../stores/useStore.ts";

export type TrustShown = EngineOutput<"readTrust">;

/** The trust bundle and status lists in use, read again when another comes into use. */
export function useTrust(): { readonly trust: TrustShown | null; readonly failure: EngineFailure | null } {
    const { engine, clearance } = useApp();
    const known = useStore(clearance)?.trust;
    const [trust, setTrust] = useState<TrustShown | null>(null);
    const [failure, setFailure] = useState<EngineFailure | null>(null);
    // biome-ignore lint/correctness/useExhaustiveDependencies: newer trust data is the reason to read again
    useEffect(() => {
        let isHere = true;
        void engine.commands.readTrust({}).then((result) => {
            if (!isHere) return;
            if (result.ok) setTrust(result.value);
            setFailure(result.ok ? null : result.error);
        });
        return () => {
            isHere = false;
        };
    }, [engine, known]);
    return { trust, failure };
}
