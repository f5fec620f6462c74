export type TextSegment =
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "link"; readonly text: string; readonly href: string };

const maxLinkChars = 2_048;

/**
 * Finds web addresses in plain text. What could deceive stays text: anything but https and http, a host that is not
 * plain ASCII as typed, a user name before the host, a bare IP number, more than 2,048 characters.
 */
export function linkify(text: string): readonly TextSegment[] {
    const segments: TextSegment[] = [];
    let end = 0;
    for (const match of text.matchAll(/https?:\/\/[^\s<>"'`{}|\\^]+/giu)) {
        const candidate = trimTail(match[0]);
        if (!isPlainAddress(candidate)) continue;
        if (match.index > end) segments.push({ kind: "text", text: text.slice(end, match.index) });
        segments.push({ kind: "link", text: candidate, href: candidate });
        end = match.index + candidate.length;
    }
    if (end < text.length) segments.push({ kind: "text", text: text.slice(end) });
    return segments;
}

/** Punctuation that ends the sentence, and a bracket that was opened before the address. */
function trimTail(address: string): string {
    let end = Math.min(address.length, maxLinkChars + 1);
    while (end > 0 && /[.,;:!?…»)\]]/u.test(address.charAt(end - 1))) {
        const isClosing = address.charAt(end - 1) === ")" && address.slice(0, end).includes("(");
        if (isClosing) break;
        end -= 1;
    }
    return address.slice(0, end);
}

function isPlainAddress(address: string): boolean {
    if (address.length > maxLinkChars || !URL.canParse(address)) return false;
    const url = new URL(address);
    const typedHost = address.slice(address.indexOf("//") + 2).split(/[/?#]/, 1)[0] ?? "";
    return (
        /^[a-z0-9.-]+(:\d+)?$/i.test(typedHost) &&
        url.hostname === typedHost.replace(/:\d+$/, "").toLowerCase() &&
        !url.hostname.split(".").some((part) => part.startsWith("xn--")) &&
        /\.[a-z]/i.test(url.hostname)
    );
}
