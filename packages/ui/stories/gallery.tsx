import { Component, type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../src/styles.css";
import "./gallery.css";
import { probeSanitizer } from "./sanitizeProbe.ts";
import type { Story } from "./story.ts";

const files = import.meta.glob<Record<string, Story>>("../src/**/*.stories.tsx", { eager: true });

/** `Button/Variants`: the file's stem and the export. */
const stories = new Map<string, Story>(
    Object.entries(files).flatMap(([path, exported]) => {
        const stem = path.split("/").at(-1)?.replace(".stories.tsx", "") ?? path;
        return Object.entries(exported).map(([name, story]): [string, Story] => [`${stem}/${name}`, story]);
    }),
);

/** What the browser test calls; the gallery is not part of the product. */
export interface GalleryWindow extends Window {
    galleryStories: readonly string[];
    showStory: (id: string, theme: "light" | "dark") => void;
    galleryError: string | undefined;
    probeSanitizer: typeof probeSanitizer;
}
declare const window: GalleryWindow;

class Catch extends Component<{ readonly children: ReactNode }> {
    override state = { failed: false };
    static getDerivedStateFromError() {
        return { failed: true };
    }
    override componentDidCatch(error: Error) {
        window.galleryError = error.message;
    }
    override render() {
        return this.state.failed ? <p>This story threw.</p> : this.props.children;
    }
}

const root = createRoot(document.getElementById("root") ?? document.body);

let shown = 0;

/** Every showing begins anew, also of the same story. */
function show(id: string, theme: string): void {
    shown += 1;
    document.documentElement.className = theme === "" ? "" : `theme-${theme}`;
    const story = stories.get(id);
    const page =
        story === undefined ? <List /> : <div className={`gallery-${story.frame ?? "plain"}`}>{story.render()}</div>;
    root.render(
        <StrictMode key={shown}>
            <Catch>{page}</Catch>
        </StrictMode>,
    );
}

function List() {
    return (
        <ul className="gallery-list">
            {[...stories.keys()].map((id) => (
                <li key={id}>
                    <a href={`?story=${id}`}>{id}</a> <a href={`?story=${id}&theme=dark`}>dark</a>
                </li>
            ))}
        </ul>
    );
}

window.galleryStories = [...stories.keys()];
window.showStory = show;
window.probeSanitizer = probeSanitizer;

const query = new URLSearchParams(location.search);
show(query.get("story") ?? "", query.get("theme") ?? "");
