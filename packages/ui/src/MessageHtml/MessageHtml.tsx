import { type MouseEvent, useLayoutEffect, useMemo, useRef } from "react";
import { linkify } from "./linkify.ts";
import { sanitizeMatrixHtml } from "./sanitizeMatrixHtml.ts";

/** Asks the app to open an address outside, after a confirmation that shows where it truly leads. */
export type OpenLink = (href: string, shownText: string) => void;

export interface MessageHtmlProps {
    readonly html: string;
    /** The plain text of the same message, shown where nothing of the HTML may stay. */
    readonly body: string;
    readonly language?: string | undefined;
    readonly onOpenLink: OpenLink;
}

function openFromClick(event: MouseEvent, onOpenLink: OpenLink): void {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (link === null) return;
    event.preventDefault();
    onOpenLink(link.getAttribute("href") ?? "", link.textContent ?? "");
}

/** Formatted text of another person, reduced to what can do no harm. */
export function MessageHtml({ html, body, language, onOpenLink }: MessageHtmlProps) {
    const ref = useRef<HTMLDivElement>(null);
    const safe = useMemo(() => sanitizeMatrixHtml(html), [html]);
    useLayoutEffect(() => {
        ref.current?.replaceChildren(...safe.nodes);
    }, [safe]);
    if (!safe.hasText) return <MessageText body={body} language={language} onOpenLink={onOpenLink} />;
    return (
        // biome-ignore lint/a11y/noStaticElementInteractions: catches clicks, also those by Enter, of the links inside
        // biome-ignore lint/a11y/useKeyWithClickEvents: a link turns Enter into a click
        <div
            ref={ref}
            className="text html foreign"
            dir="auto"
            lang={language}
            onClick={(event) => openFromClick(event, onOpenLink)}
            onAuxClick={(event) => openFromClick(event, onOpenLink)}
        />
    );
}

export interface MessageTextProps {
    readonly body: string;
    readonly language?: string | undefined;
    readonly onOpenLink: OpenLink;
}

const maxTextChars = 65_536;

/** Plain text with its line breaks; web addresses become links. */
export function MessageText({ body, language, onOpenLink }: MessageTextProps) {
    const text = body.slice(0, maxTextChars).toWellFormed();
    return (
        // biome-ignore lint/a11y/noStaticElementInteractions: catches clicks, also those by Enter, of the links inside
        // biome-ignore lint/a11y/useKeyWithClickEvents: a link turns Enter into a click
        <div
            className="text plain foreign"
            dir="auto"
            lang={language}
            onClick={(event) => openFromClick(event, onOpenLink)}
            onAuxClick={(event) => openFromClick(event, onOpenLink)}
        >
            {linkify(text).map((segment, index) =>
                segment.kind === "text" ? (
                    segment.text
                ) : (
                    // biome-ignore lint/suspicious/noArrayIndexKey: segments of one text never move
                    <a key={index} href={segment.href} rel="noopener noreferrer" target="_blank">
                        {segment.text}
                    </a>
                ),
            )}
        </div>
    );
}
