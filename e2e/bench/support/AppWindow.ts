import { type BrowserContext, chromium, type Locator, type Page, type Request } from "@playwright/test";
import type { BenchStage, BenchUser } from "./benchStage.ts";
import { foremostChromium, ordinaryChromium } from "./ordinaryChromium.ts";
import { installStamps, type PageStamps, whenPressed, whenShown } from "./stamps.ts";

/** When Enter was pressed (wall clock), and in ms from there: the frame with the text, the end of the PUT, "sent". */
export interface Said {
    readonly enterMs: number;
    readonly echoMs: number;
    readonly ackedMs: number;
    readonly sentMs: number;
}

interface AppWindowOptions {
    /** Its first form and first room names are stamped. */
    readonly isStart?: boolean;
    /** What the page is told instead of the stack's. */
    readonly config?: object;
    /** Not kept waiting for the engines of others on the same cores. */
    readonly isForemost?: boolean;
}

/** The app in a browser process of its own, on a profile that outlives it. */
export class AppWindow {
    readonly page: Page;
    readonly profile: string;
    readonly #context: BrowserContext;

    private constructor(context: BrowserContext, page: Page, profile: string) {
        this.#context = context;
        this.page = page;
        this.profile = profile;
    }

    static async open(stage: BenchStage, profile: string, options: AppWindowOptions = {}): Promise<AppWindow> {
        const { isStart = false, config, isForemost = false } = options;
        const context = await chromium.launchPersistentContext(profile, {
            ...(isForemost ? foremostChromium : ordinaryChromium),
            viewport: { width: 1440, height: 900 },
            locale: "en",
        });
        if (config !== undefined) await context.route("**/config.json", (route) => route.fulfill({ json: config }));
        await context.addInitScript(installStamps, isStart);
        const page = context.pages()[0] ?? (await context.newPage());
        page.setDefaultTimeout(120_000);
        const app = new AppWindow(context, page, profile);
        await page.goto(stage.web, { waitUntil: "commit" });
        return app;
    }

    async [Symbol.asyncDispose](): Promise<void> {
        await this.#context.close();
    }

    byId(testId: string): Locator {
        return this.page.getByTestId(testId);
    }

    cdp() {
        return this.#context.newCDPSession(this.page);
    }

    stamps(): Promise<PageStamps> {
        return this.page.evaluate(() => window.valiseBench);
    }

    /** Resolves when the stamp is there. */
    async stamped(name: "firstFormMs" | "eightNamesMs"): Promise<number> {
        const handle = await this.page.waitForFunction((key) => window.valiseBench[key], name);
        const value = await handle.jsonValue();
        if (value === null) throw new Error(`${name} was not stamped`);
        return value;
    }

    /**
     * First sign-in of a new account. Resolves to what the app itself took, in ms: from "Sign in" to the recovery code,
     * and from "Open Valise" to what `until` waits for. The person's writing down lies between and is not counted.
     */
    async signIn(user: BenchUser, until: () => Promise<unknown>): Promise<number> {
        await this.#enter(user);
        const signInMs = await this.#timed("sign-in", () => this.byId("recovery-code").waitFor());
        const groups = await this.byId("recovery-code").locator("li").allInnerTexts();
        await this.byId("recovery-confirm").fill(groups[2] ?? "");
        return signInMs + (await this.#timed("open-valise", until));
    }

    /** One more device of an account. */
    async signInAgain(user: BenchUser, recoveryCode: string): Promise<void> {
        await this.#enter(user);
        await this.byId("sign-in").click();
        await this.byId("recovery-input").fill(recoveryCode);
        await this.byId("recover").click();
        await this.byId("room-list").waitFor();
    }

    async #enter(user: BenchUser): Promise<void> {
        await this.page.locator("[data-testid=protection-option][data-id=browser]").click();
        await this.byId("consent").click();
        await this.byId("protect").click();
        await this.page.locator(`[data-testid=agency-option][data-id="${user.agencyId}"]`).click();
        await this.byId("continue").click();
        await this.byId("username").fill(user.userId.slice(1).split(":")[0] ?? "");
        await this.byId("password").fill(user.password);
    }

    async #timed(button: string, until: () => Promise<unknown>): Promise<number> {
        const pressed = this.page.evaluate(whenPressed, "pointerdown" as const);
        await this.byId(button).click();
        const startedAtMs = await pressed;
        await until();
        return Date.now() - startedAtMs;
    }

    /** Resolves when the list holds `count` rooms and has been written: only those in view are in the page. */
    async hasRooms(count: number): Promise<void> {
        const rowPx = (await this.byId("room-row").first().boundingBox())?.height ?? 0;
        await this.page.waitForFunction(
            (leastPx) => (document.querySelector(".list-rows")?.getBoundingClientRect().height ?? 0) >= leastPx,
            rowPx * count,
        );
        await new Promise((resolve) => setTimeout(resolve, 2_000));
    }

    row(name: string): Locator {
        return this.byId("room-row").filter({ hasText: name });
    }

    /** Click to the frame that shows `text` as a message, in ms. */
    async openRoom(name: string, text: string): Promise<number> {
        const pressed = this.page.evaluate(whenPressed, "pointerdown" as const);
        const shown = this.shows(text);
        await this.row(name).click();
        return (await shown) - (await pressed);
    }

    /** Wall-clock time, in ms, of the frame that shows `text` as a message. */
    shows(text: string): Promise<number> {
        return this.page.evaluate(whenShown, { selector: "[data-testid=message]", text });
    }

    async sendWhatIsLeft(): Promise<void> {
        const composer = this.byId("composer");
        if ((await composer.inputValue()) !== "") await composer.press("Enter");
    }

    /** Types into the composer and presses Enter. Leaves when the message is shown as sent. */
    async say(text: string): Promise<Said> {
        await this.byId("composer").fill(text);
        // Nobody presses Enter in the frame of the last letter.
        await new Promise((resolve) => setTimeout(resolve, 100));
        let putEndMs: number | null = null;
        const note = (request: Request) => {
            if (request.method() !== "PUT" || !/\/rooms\/[^/]+\/send\//.test(request.url())) return;
            const { startTime, responseEnd } = request.timing();
            putEndMs ??= startTime + responseEnd;
        };
        this.#context.on("requestfinished", note);
        const pressed = this.page.evaluate(whenPressed, "keydown" as const);
        const echo = this.shows(text);
        const sent = this.page.evaluate(whenSent, text);
        await this.byId("composer").press("Enter");
        const enterMs = await pressed;
        const [echoAtMs, sentAtMs] = [await echo, await sent];
        this.#context.off("requestfinished", note);
        // Where the browser did not tell of the request, what came after it counts.
        const ackedMs = (putEndMs ?? sentAtMs) - enterMs;
        return { enterMs, echoMs: echoAtMs - enterMs, ackedMs, sentMs: sentAtMs - enterMs };
    }
}

function whenSent(text: string): Promise<number> {
    return new Promise((resolve) => {
        const check = () => {
            const message = [...document.querySelectorAll("[data-testid=message]")].find((node) =>
                node.textContent?.includes(text),
            );
            if (message?.querySelector("[data-testid=send-state][data-state=sent]") == null) return;
            observer.disconnect();
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
        };
        const observer = new MutationObserver(check);
        observer.observe(document, { childList: true, subtree: true, attributeFilter: ["data-state"] });
    });
}
