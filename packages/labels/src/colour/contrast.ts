/** WCAG 2.2, success criterion 1.4.3 (AA) for text of normal size. */
export const AA_RATIO = 4.5;

/** Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastRatio(a: string, b: string): number {
    const [low, high] = [relativeLuminance(a), relativeLuminance(b)].sort((x, y) => x - y) as [number, number];
    return (high + 0.05) / (low + 0.05);
}

/** White where it passes AA on the field, else black: one of the two always passes. */
export function inkFor(field: string): "#ffffff" | "#000000" {
    return contrastRatio(field, "#ffffff") >= AA_RATIO ? "#ffffff" : "#000000";
}

function relativeLuminance(colour: string): number {
    const channel = (at: number): number => {
        const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
