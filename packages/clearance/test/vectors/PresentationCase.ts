import type { PresentationWorld } from "./presentationWorld.ts";

/** Under what a presentation is verified; names refer to the world's bundles, lists, gates and people. */
export interface Situation {
    readonly nowS?: number;
    readonly bundle?: string;
    readonly lists?: string;
    readonly gate?: string;
    readonly sender?: { readonly userId?: string; readonly masterKey?: string };
}

/** One vector: a text, what it is verified under, and the code it must end with. */
export interface PresentationCase extends Situation {
    readonly name: string;
    readonly clause: string;
    readonly expect: "ok" | string;
    readonly holder?: "anna" | "bob" | "eva";
    /** Verified first with the same cache, and accepted: the refusal must come in spite of the hit. */
    readonly cachedUnder?: Situation;
    make(world: PresentationWorld): Promise<string>;
}
