import type { Level, Policy } from "../policy/Policy.ts";
import { inkFor } from "./contrast.ts";

/** A CSS custom property as data: the interface writes it, no stylesheet is shipped. */
export interface LabelToken {
    readonly name: string;
    readonly value: string;
}

/** Field and ink of one level; the ink is the policy's own where it sets one (it passed AA), else computed. */
export function levelColours(level: Level): { readonly field: string; readonly ink: string } {
    return { field: level.colour.field, ink: level.colour.ink ?? inkFor(level.colour.field) };
}

/** `--label-<policy>-<level>-field` and `-ink` for every level, lowest first. */
export function labelTokens(policy: Policy): readonly LabelToken[] {
    return policy.levels.flatMap((level) => {
        const { field, ink } = levelColours(level);
        const stem = tokenStem(policy.id, level.id);
        return [
            { name: `${stem}-field`, value: field },
            { name: `${stem}-ink`, value: ink },
        ];
    });
}

/** `--label-fr-dr` for FR and DR. */
export function tokenStem(policy: string, level: string): string {
    return `--label-${policy}-${level}`.toLowerCase();
}
