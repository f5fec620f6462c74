import createDOMPurify, { type Config } from "dompurify";

/** Events cannot be larger (Matrix limits one to 65,536 bytes), so what is longer is hostile. */
export const maxHtmlChars = 65_536;
/** More than any honest message holds; keeps the worst input well under 200 ms. */
export const maxHtmlTags = 5_000;
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
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
    ADD_FORBID_CONTENTS: ["mx-reply", "math", "template", "textarea", "title", "select", "object"],
};

/**
 * Turns the HTML of another person's message into nodes that can do nothing: Matrix's subset, no style, class or id,
 * a picture only by its words, links that open nothing by themselves. The nodes go into the page as they are; nothing is parsed twice.
 */
export function sanitizeMatrixHtml(html: string): SafeHtml {
    purifier ??= createPurifier();
    const fragment = purifier.sanitize(cutHtml(html), { ...config, RETURN_DOM_FRAGMENT: true });
    return { nodes: [...fragment.childNodes], hasText: (fragment.textContent ?? "").trim() !== "" };
}

export interface SafeHtml {
    readonly nodes: readonly Node[];
    /** Whether anything to read is left. */
    readonly hasText: boolean;
}

/** Cuts by size first, so that the cost of parsing is bounded before any parser sees the input. */
export function cutHtml(html: string): string {
    const text = html.slice(0, maxHtmlChars).toWellFormed();
    let from = -1;
    for (let tags = 0; tags <= maxHtmlTags; tags += 1) {
        from = text.indexOf("<", from + 1);
        if (from === -1) return text;
    }
    return text.slice(0, from);
}

let purifier: ReturnType<typeof createDOMPurify> | undefined;

/** An instance of our own, so that no hook of anyone else applies. */
function createPurifier(): ReturnType<typeof createDOMPurify> {
    const created = createDOMPurify(window);
    created.addHook("uponSanitizeElement", (node) => {
        if (isTooDeep(node)) node.parentNode?.removeChild(node);
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
    });
    return created;
}

function isTooDeep(node: Node): boolean {
    let depth = 0;
    for (let at = node.parentNode; at !== null; at = at.parentNode) {
        depth += 1;
        // The body that DOMPurify parses into and its html element come on top.
        if (depth > maxHtmlDepth + 2) return true;
    }
    return false;
}
