import { useEffect } from "react";
import { useApp } from "../../../app/AppContext.tsx";

/** A bag dropped anywhere on the window is taken in, never sent on; what else was dropped with it is left. */
export function useBagDrop(): void {
    const { navigation } = useApp();
    useEffect(() => {
        const drop = (event: DragEvent) => {
            const files = [...(event.dataTransfer?.files ?? [])].filter(({ name }) => /\.valise$/i.test(name));
            if (files.length === 0) return;
            event.preventDefault();
            event.stopPropagation();
            navigation.openDialog({ kind: "bag-import", files });
        };
        window.addEventListener("drop", drop, true);
        return () => window.removeEventListener("drop", drop, true);
    }, [navigation]);
}
