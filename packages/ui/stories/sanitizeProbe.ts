import { sanitizeMatrixHtml } from "../src/MessageHtml/sanitizeMatrixHtml.ts";

/** What the sanitiser makes of an input, put into the page as a message would be, and how long it took. */
export function probeSanitizer(html: string): {
    readonly html: string;
    readonly tookMs: number;
    readonly depth: number;
} {
    const startMs = performance.now();
    const safe = sanitizeMatrixHtml(html);
    const host = document.createElement("div");
    host.replaceChildren(...safe.nodes);
    document.body.append(host);
    const tookMs = performance.now() - startMs;
    const result = { html: host.innerHTML, tookMs, depth: depthOf(host) };
    host.remove();
    return result;
}

/** Levels of elements below, found without recursion since the input may be deep. */
function depthOf(host: Element): number {
    let level: readonly Element[] = [...host.children];
    let depth = 0;
    for (; level.length > 0; depth += 1) level = level.flatMap((element) => [...element.children]);
    return depth;
}
