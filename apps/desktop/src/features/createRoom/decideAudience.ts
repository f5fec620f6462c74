import { serverNameOf } from "../../people/createAgencyDirectory.ts";

/** Why someone asked into a room will, will later, or will not read it; as far as is known before they answer. */
export interface Outlook {
    readonly userId: string;
    /** `show`: reads once a clearance for the label has been shown. `agency`: their agency is not in the room. */
    readonly kind: "reads" | "show" | "agency" | "not-cleared";
}

export interface AudienceInput {
    readonly me: string | null;
    readonly readsMe: boolean;
    readonly invited: readonly string[];
    /** Server names of the agencies that may be in the room; null: every agency. */
    readonly serverNames: ReadonlySet<string> | null;
}

/** The audience a labelled room would have; clearances of others are known only once they show them. */
export function decideAudience({ me, readsMe, invited, serverNames }: AudienceInput): readonly Outlook[] {
    const mine: Outlook[] = me === null ? [] : [{ userId: me, kind: readsMe ? "reads" : "not-cleared" }];
    const others = invited
        .filter((userId) => userId !== me)
        .map((userId): Outlook => {
            const isIn = serverNames === null || serverNames.has(serverNameOf(userId));
            return { userId, kind: isIn ? "show" : "agency" };
        });
    return [...mine, ...others];
}
