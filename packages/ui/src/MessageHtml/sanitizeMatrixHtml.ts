import createDOMPurify, { type Config } from "dompurify";

/** Events cannot be larger (Matrix limits one to 65,536 bytes), so what is longer is hostile. */
export const maxHtmlChars = 65_536;
/** `<` signs: more than any honest message holds, and few enough that the worst input takes well under 200 ms on a slow machine. */
export const maxHtmlTags = 2_000;
/** A parser makes more nodes than there are tags where formatting is left open across blocks; what comes later is cut. */
export const maxHtmlNodes = 3_000;
/** Client-server specification, m.room.message msgtypes: nesting is limited to 100 levels. */
export const maxHtmlDepth = 100;

/** The specification's list without `img` (nothing remote is ever loaded) and `font` (colours belong to markings). */
const allowedTags =
    "a b blockquote br caption code del details div em h1 h2 h3 h4 h5 h6 hr i li ol p pre s span strike strong sub summary sup table tbody td th thead tr u ul".split(
        " ",
    );

const config: Config = {
    ALLOWED_TAGS: allowedTags,
    ALLOWED_ATTR: ["href", "start"],
    ADD_URI_SAFE_ATTR: ["start"],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
    ADD_FORBID_CONTENTS: ["mx-reply", "math", "template", "textarea", "title", "select", "object"],
};

/**
 * Turns the HTML of another person's message into nodes that can do nothing: Matrix's subset, no style, class or id,
 * a picture only by its words, links that open nothing by themselves. The nodes go into the page as they are; nothing is
 * parsed twice. What is oversized is not parsed at all: the plain text of the message is shown then.
 */
export function sanitizeMatrixHtml(html: string): SafeHtml {
    if (isOversized(html)) return { nodes: [], hasText: false };
    purifier ??= createPurifier();
    seenNodes = 0;
    const fragment = purifier.sanitize(html.toWellFormed(), { ...config, RETURN_DOM_FRAGMENT: true });
    return { nodes: [...fragment.childNodes], hasText: (fragment.textContent ?? "").trim() !== "" };
}

export interface SafeHtml {
    readonly nodes: readonly Node[];
    /** Whether anything to read is left. */
    readonly hasText: boolean;
}

/** Bounds the cost before any parser sees the input. */
export function isOversized(html: string): boolean {
    if (html.length > maxHtmlChars) return true;
    let at = -1;
    for (let tags = 0; tags <= maxHtmlTags; tags += 1) {
        at = html.indexOf("<", at + 1);
        if (at === -1) return false;
    }
    return true;
}

let seenNodes = 0;
let purifier: ReturnType<typeof createDOMPurify> | undefined;

/** An instance of our own, so that no hook of anyone else applies. */
function createPurifier(): ReturnType<typeof createDOMPurify> {
    const created = createDOMPurify(window);
    created.addHook("uponSanitizeElement", (node) => {
        seenNodes += 1;
        if (seenNodes > maxHtmlNodes || isTooDeep(node)) node.parentNode?.removeChild(node);
        else if (node instanceof Element && node.nodeName === "IMG") node.before(node.getAttribute("alt") ?? "");
    });
    created.addHook("uponSanitizeAttribute", (node, data) => {
        if (data.attrName === "href" && node.nodeName !== "A") data.keepAttr = false;
        if (data.attrName === "start" && !(node.nodeName === "OL" && /^-?\d{1,9}$/.test(data.attrValue))) {
            data.keepAttr = false;
        }
    });
    created.addHook("afterSanitizeAttributes", (node) => {
        if (node.nodeName !== "A" || !node.hasAttribute("href")) return;
        node.setAttribute("rel", "noopener noreferrer");
        node.setAttribute("target", "_blank");
        // The one class in the result, and it is ours: a person is mentioned (specification, "User and room mentions").
        if (node.getAttribute("href")?.startsWith("https://matrix.to/#/@")) node.className = "mention";
    });
    return created;
}

/** Counts up to the body that DOMPurify parses into, which is the only one: a parser merges others into it. */
function isTooDeep(node: Node): boolean {
    let depth = 1;
    for (let at = node.parentNode; at !== null && at.nodeName !== "BODY"; at = at.parentNode) {
        depth += 1;
        if (depth > maxHtmlDepth + 1) return true;
    }
    return node.nodeType === Node.ELEMENT_NODE && depth > maxHtmlDepth;
}
