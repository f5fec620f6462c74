import { useEffect, useState } from "react";

/** What a dynamic import gave, once it is there; undefined until then, and where it could not be loaded. */
export function useLazy<T>(load: () => Promise<T>): T | undefined {
    const [loaded, setLoaded] = useState<{ readonly value: T }>();
    useEffect(() => {
        let isHere = true;
        load().then(
            (value) => isHere && setLoaded({ value }),
            () => undefined,
        );
        return () => {
            isHere = false;
        };
    }, [load]);
    return loaded?.value;
}
