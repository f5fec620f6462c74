import { useCallback, useEffect, useState } from "react";
import { type ExerciseStatus, readExerciseStatus } from "./exerciseStatus.ts";

const EVERY_MS = 1_500;

export interface ExerciseControl {
    /** Null: the demonstration does not answer, as when it has ended. */
    readonly status: ExerciseStatus | null;
    start(): void;
    stop(): void;
}

/** Asks how the exercise stands while somebody looks, at the address that the demonstration configured. */
export function useExercise(url: string): ExerciseControl {
    const [status, setStatus] = useState<ExerciseStatus | null>(null);
    const ask = useCallback(
        async (path: string, method: "GET" | "POST") => {
            const answer = await fetch(url + path, { method, cache: "no-store" })
                .then((response): Promise<unknown> => response.json())
                .catch(() => null);
            setStatus(readExerciseStatus(answer));
        },
        [url],
    );
    useEffect(() => {
        void ask("", "GET");
        const timer = setInterval(() => void ask("", "GET"), EVERY_MS);
        return () => clearInterval(timer);
    }, [ask]);
    return {
        status,
        start: () => void ask("/start", "POST"),
        stop: () => void ask("/stop", "POST"),
    };
}
