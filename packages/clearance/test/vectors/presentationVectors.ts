import { communityTrust } from "../trust.ts";
import { NOW_S, ROOM } from "../world.ts";
import { chainCases } from "./chainCases.ts";
import { claimCases } from "./claimCases.ts";
import { formCases } from "./formCases.ts";
import { gateCases } from "./gateCases.ts";
import type { PresentationCase, Situation } from "./PresentationCase.ts";
import { presentationWorld } from "./presentationWorld.ts";

/** A vector as it stands in `vectors/presentation.json`. */
export interface PresentationVector extends Omit<PresentationCase, "make" | "holder" | "sender"> {
    readonly sender: { readonly userId: string; readonly masterKey: string };
    readonly presentation: string;
}

const cases: readonly PresentationCase[] = [...formCases, ...chainCases, ...claimCases, ...gateCases];

/** Everything needed to run the presentation vectors in another implementation: nothing is left to the reader's code. */
export async function presentationVectors() {
    const world = await presentationWorld();
    const vectors: PresentationVector[] = [];
    for (const { make, holder = "anna", sender, ...rest } of cases) {
        const { userId, masterKey } = world[holder];
        vectors.push({ ...rest, sender: { userId, masterKey, ...sender }, presentation: await make(world) });
    }
    const { keys, ...trust } = await communityTrust();
    return {
        about: "Presentations and what verifying each must end with (SPEC 5). Default: bundle main, lists fresh, gate main.",
        nowS: NOW_S,
        room: ROOM,
        trust: { ...trust, keys: [...keys] },
        bundles: world.bundles,
        lists: world.lists,
        gates: world.gates,
        vectors,
    };
}

export type PresentationVectorFile = Awaited<ReturnType<typeof presentationVectors>>;
export type { Situation };
