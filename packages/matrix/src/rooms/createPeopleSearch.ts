import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, UserId } from "@valise/bridge";
import { foldFailure } from "../http/foldFailure.ts";
import { asString, clip, type JsonObject } from "../json.ts";
import type { Account } from "../session/Account.ts";
import { objects } from "../sync/slidingSync.ts";
import { wire } from "../wire.ts";
import { serverNameOf } from "./RoomRecord.ts";

interface FoundPerson {
    readonly userId: UserId;
    readonly name: string;
    readonly serverName: string;
}

const userIdShape = /^@[^:\s]+:.+$/;
/** How long it is believed whether someone wants to be found, so that typing asks once. */
const BELIEVED_MS = 60_000;

const profilePath = (userId: string, field = ""): string =>
    `/_matrix/client/v3/profile/${encodeURIComponent(userId)}${field === "" ? "" : `/${field}`}`;

/**
 * People by a part of their name, as one's own server knows them. Whoever of another agency opted out is not among them,
 * whatever that server answers, nor one of whom it cannot be learnt; whoever is entered by the whole id is found by it,
 * without the name where they opted out.
 */
export function createPeopleSearch() {
    const believed = new Map<string, { readonly mayFind: boolean; readonly untilMs: number }>();

    const mayFind = async (current: Account, userId: string): Promise<boolean> => {
        if (serverNameOf(userId) === serverNameOf(current.session.userId)) return true;
        const nowMs = current.clock.monotonicMs();
        const known = believed.get(userId);
        if (known !== undefined && nowMs < known.untilMs) return known.mayFind;
        const answer = await current.http.request("GET", profilePath(userId, wire.unlisted));
        const isUnset = !answer.ok && answer.error.kind === "answered" && answer.error.status === 404;
        const found = isUnset || (answer.ok && !isUnlisted(answer.value));
        // What could not be learnt is asked again by the next search.
        if (answer.ok || isUnset) believed.set(userId, { mayFind: found, untilMs: nowMs + BELIEVED_MS });
        return found;
    };

    return async (current: Account, text: string): Promise<Result<FoundPerson[], EngineFailure>> => {
        const found = new Map<string, FoundPerson>();
        const add = (userId: string | null, name: string | null) => {
            if (userId === null || !userIdShape.test(userId) || userId === current.session.userId) return;
            const shown = clip(name ?? userId, 255);
            found.set(userId, { userId: userId as UserId, name: shown, serverName: serverNameOf(userId) });
        };
        const query = text.trim();
        if (query === "") return ok([]);
        if (userIdShape.test(query)) {
            const profile = await current.http.request("GET", profilePath(query));
            if (profile.ok) add(query, nameIn(profile.value));
        }
        const body = { search_term: query, limit: 20 };
        const answer = await current.http.request("POST", "/_matrix/client/v3/user_directory/search", { body });
        if (!answer.ok && found.size === 0) return err(foldFailure(answer.error, current.clock));
        const people = answer.ok ? objects(answer.value.results) : [];
        const listed = await Promise.all(
            people.map(async ({ user_id }) => typeof user_id === "string" && (await mayFind(current, user_id))),
        );
        for (const [at, person] of people.entries())
            if (listed[at]) add(asString(person.user_id), asString(person.display_name));
        return ok([...found.values()]);
    };
}

/** Whatever is said there but no: a server on SQLite answers 1 for `true`. */
const isUnlisted = (profile: JsonObject): boolean => Boolean(profile[wire.unlisted]);

const nameIn = (profile: JsonObject): string | null => (isUnlisted(profile) ? null : asString(profile.displayname));
