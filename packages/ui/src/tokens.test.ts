import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
type Theme = "light" | "dark";

/** The colour of a token in one theme, as it stands in the file: `light-dark(#…, #…)` or `#…`. */
function token(name: string, theme: Theme): readonly [number, number, number] {
    const value = new RegExp(`--${name}:\\s*(light-dark\\(([^,]+),\\s*([^)]+)\\)|[^;]+);`).exec(css);
    const hex = /^#([0-9a-f]{6})$/.exec(
        ((theme === "light" ? value?.[2] : value?.[3]) ?? value?.[1] ?? "").trim(),
    )?.[1];
    if (hex === undefined) throw new Error(`no flat colour: --${name}`);
    const part = (from: number) => Number.parseInt(hex.slice(from, from + 2), 16);
    return [part(0), part(2), part(4)];
}

/** WCAG 2.2, relative luminance. */
function luminance(color: readonly [number, number, number]): number {
    const [r, g, b] = color.map((part) => {
        const share = part / 255;
        return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string, theme: Theme): number {
    const [a, b] = [luminance(token(one, theme)), luminance(token(other, theme))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const surfaces = ["chrome", "surface", "canvas", "raised", "well", "selected"] as const;
const softs = ["accent-soft", "ok-soft", "warn-soft", "bad-soft"] as const;

const textPairs: readonly (readonly [string, string])[] = [
    ...["ink", "ink-2"].flatMap((ink) => [...surfaces, ...softs].map((field) => [ink, field] as const)),
    ...["chrome", "surface", "canvas", "raised", "well"].map((field) => ["ink-3", field] as const),
    ...["accent", "ok", "warn", "bad", "crisis-ink"].flatMap((ink) =>
        ["surface", "canvas", "raised", "well"].map((field) => [ink, field] as const),
    ),
    ["accent", "selected"],
    ["accent", "accent-soft"],
    ["accent-ink", "accent"],
    ["accent-ink", "accent-over"],
    ["ink-inverse", "ink-3"],
    ["bad-fill-ink", "bad-fill"],
    ["ok", "ok-soft"],
    ["warn", "warn-soft"],
    ["bad", "bad-soft"],
    ...["blue", "green", "violet", "sand", "plain"].map((tone) => [`ag-${tone}`, `ag-${tone}-soft`] as const),
];

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
    it.each(textPairs)("prints %s on %s at 4.5:1 or more", (ink, field) => {
        expect(contrast(ink, field, theme)).toBeGreaterThanOrEqual(4.5);
    });

    it.each(surfaces.flatMap((field) => ["edge", "focus", "accent"].map((line) => [line, field] as const)))(
        "draws %s on %s at 3:1 or more",
        (line, field) => {
            expect(contrast(line, field, theme)).toBeGreaterThanOrEqual(3);
        },
    );
});
