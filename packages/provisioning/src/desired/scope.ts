import { parseDurationS } from "../manifest/durations.ts";
import type { LoadedManifest } from "../manifest/loadManifest.ts";
import type { ManifestRefusal } from "../manifest/ManifestRefusal.ts";
import type { Manifest, ManifestChannel, ManifestRoom } from "../manifest/manifestSchema.ts";
import type { LabelReader } from "./readLabels.ts";
import type { People } from "./resolvePeople.ts";
import { serverOf } from "./serverOf.ts";

/** What resolving any part of a manifest needs to know, and where it says what is wrong. */
export interface Scope {
    readonly loaded: LoadedManifest;
    readonly people: People;
    readonly labels: LabelReader;
    refuse(refusal: ManifestRefusal): void;
}

/** Seconds that something is kept; `null`: without end. */
export function ageOf(keep: string | undefined): number | null {
    return keep === undefined || keep === "forever" ? null : parseDurationS(keep);
}

/** A room, channel or space as the manifest writes it. */
export type RoomEntry = ManifestRoom & Partial<Pick<ManifestChannel, "broadcasters">>;

/** Agencies whose server a member belongs to. */
export function agenciesOf(manifest: Manifest, members: readonly string[]): string[] {
    const byServer = new Map(Object.entries(manifest.agencies).map(([id, { server }]) => [server, id]));
    return members.flatMap((user) => byServer.get(serverOf(user)) ?? []);
}
