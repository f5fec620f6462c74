import type { BenchStage } from "./support/benchStage.ts";

/** One figure of a benchmark. `bar` is what it must stay under (or over, with `atLeast`); figures without a bar are reported. */
export interface Figure {
    readonly measure: string;
    readonly value: number;
    readonly unit: "ms" | "MB" | "x" | "/s" | "KiB" | "%";
    readonly bar?: number;
    readonly atLeast?: boolean;
    /** Cinny / Element / Hydrogen by the same definition, on a quiet machine: read as ratios. */
    readonly peers?: string;
}

export interface Benchmark {
    readonly name: string;
    readonly what: string;
    run(stage: BenchStage): Promise<readonly Figure[]>;
}

export function meetsBar(figure: Figure): boolean | null {
    if (figure.bar === undefined) return null;
    return figure.atLeast === true ? figure.value >= figure.bar : figure.value <= figure.bar;
}

export function formatFigure(figure: Figure): string {
    const met = meetsBar(figure);
    const bar = figure.bar === undefined ? "" : `${figure.atLeast === true ? ">=" : "<="} ${figure.bar} ${figure.unit}`;
    const verdict = met === null ? "" : met ? "ok" : "MISSED";
    const value = `${figure.value.toFixed(figure.value < 10 ? 2 : 0)} ${figure.unit}`;
    return [figure.measure.padEnd(58), value.padStart(12), bar.padStart(14), verdict.padStart(7), figure.peers ?? ""]
        .join("  ")
        .trimEnd();
}

/** The value below which `share` (0..1) of the samples lie, by nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
    const sorted = [...samples].sort((a, b) => a - b);
    const rank = Math.max(0, Math.ceil(share * sorted.length) - 1);
    const value = sorted[rank];
    if (value === undefined) throw new Error("no samples");
    return value;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);
