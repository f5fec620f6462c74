import { err, ok, type Result } from "@valise/base";

export interface ExternalTarget {
    /** The parsed and re-serialised URL: exactly what is handed to the system, as one argument. */
    readonly url: string;
    /** What the person is asked about: the host in its ASCII form, or the mail address. */
    readonly shownTarget: string;
    /** The link's text names another host than the link leads to. */
    readonly isMismatch: boolean;
}
export type ExternalRefusal = {
    readonly kind: "malformed" | "scheme-refused" | "userinfo" | "too-long" | "attachment";
};

const longestUrl = 2_048;
const mailFields: ReadonlySet<string> = new Set(["subject", "body", "cc"]);

/** Decides what may leave for the system's browser or mail program: https and mailto, parsed, without credentials. */
export function decideExternal(url: string, shownText: string): Result<ExternalTarget, ExternalRefusal> {
    if (url.length > longestUrl) return err({ kind: "too-long" });
    if (hasControlCharacter(url) || !URL.canParse(url)) return err({ kind: "malformed" });
    const parsed = new URL(url);
    if (parsed.protocol === "mailto:") return decideMailto(parsed);
    if (parsed.protocol !== "https:") return err({ kind: "scheme-refused" });
    if (parsed.username !== "" || parsed.password !== "") return err({ kind: "userinfo" });
    if (parsed.href.length > longestUrl) return err({ kind: "too-long" });
    const named = hostNamedBy(shownText);
    return ok({ url: parsed.href, shownTarget: parsed.host, isMismatch: named !== null && named !== parsed.host });
}

/** Some mail programs attach local files at the word of a link (`attach=`): only known fields pass. */
function decideMailto(parsed: URL): Result<ExternalTarget, ExternalRefusal> {
    for (const name of parsed.searchParams.keys())
        if (!mailFields.has(name.toLowerCase())) return err({ kind: "attachment" });
    if (!/^[^\s@<>"',;]+@[^\s@<>"',;]+$/.test(decoded(parsed.pathname))) return err({ kind: "malformed" });
    return ok({ url: parsed.href, shownTarget: decoded(parsed.pathname), isMismatch: false });
}

function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return "";
    }
}

/** The host that a link's text claims, when the text reads like an address. */
function hostNamedBy(shownText: string): string | null {
    const text = shownText.trim();
    if (/\s/.test(text)) return null;
    const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
    if (!URL.canParse(withScheme)) return null;
    const { host, hostname } = new URL(withScheme);
    return hostname.includes(".") || withScheme === text ? host : null;
}

function hasControlCharacter(text: string): boolean {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return /[\u0000-\u0020\u007f-\u009f\u2028\u2029\\`]/.test(text);
}
