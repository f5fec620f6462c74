import { expect, test } from "./support/shellTest.ts";

test("D08 the page's policy stops inline code, evaluation and every remote load", async ({ launch }) => {
    const { electron, page } = await launch();
    await electron.evaluate(({ session }) => {
        const left: string[] = [];
        Object.assign(globalThis, { requestsThatLeft: left });
        session.fromPartition("persist:valise").webRequest.onBeforeSendHeaders(({ url }, answer) => {
            left.push(url);
            answer({});
        });
    });
    const blocked = await page.evaluate(async () => {
        const directives = new Set<string>();
        document.addEventListener("securitypolicyviolation", (event) => directives.add(event.effectiveDirective));
        const add = (tag: string, set: Record<string, string>, text = "") => {
            const element = document.createElement(tag);
            for (const [name, value] of Object.entries(set)) element.setAttribute(name, value);
            element.textContent = text;
            document.body.append(element);
            return element;
        };
        add("script", {}, "window.ranInline = true");
        add("script", { src: "data:text/javascript,window.ranData=true" });
        add("script", { src: "https://evil.example/x.js" });
        add("img", { src: "https://evil.example/x.png", onerror: "window.ranHandler = true" });
        add("iframe", { src: "https://evil.example/" });
        add("iframe", { srcdoc: "<script>parent.ranFrame = true</script>" });
        add("object", { data: "https://evil.example/x" });
        add("embed", { src: "https://evil.example/x" });
        add("link", { rel: "stylesheet", href: "https://evil.example/x.css" });
        add("style", {}, "body { color: red }");
        add("base", { href: "https://evil.example/" });
        (add("form", { action: "https://evil.example/", method: "post" }) as HTMLFormElement).submit();
        const outcomes = await Promise.all([
            fetch("https://evil.example/").then(
                () => "sent",
                () => "blocked",
            ),
            fetch("http://127.0.0.1:10/").then(
                () => "sent",
                () => "blocked",
            ),
            new Promise((done) => {
                const socket = new WebSocket("wss://evil.example/");
                socket.onerror = () => done("blocked");
                socket.onopen = () => done("sent");
            }),
        ]);
        let evaluated = "blocked";
        try {
            // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested
            evaluated = String(window.eval("1"));
        } catch {}
        await new Promise((done) => setTimeout(done, 500));
        const ran = Object.keys(window).filter((name) => name.startsWith("ran"));
        return {
            directives: [...directives].sort(),
            outcomes,
            evaluated,
            ran,
            base: document.baseURI,
            url: location.href,
        };
    });
    expect(blocked.ran).toEqual([]);
    expect(blocked.outcomes).toEqual(["blocked", "blocked", "blocked"]);
    expect(blocked.evaluated).toBe("blocked");
    expect(blocked.base).toBe("app://valise/");
    expect(blocked.url).toBe("app://valise/");
    for (const directive of [
        "script-src-elem",
        "img-src",
        "frame-src",
        "object-src",
        "style-src-elem",
        "base-uri",
        "form-action",
        "connect-src",
    ])
        expect(blocked.directives).toContain(directive);
    const left = await electron.evaluate(
        () => (globalThis as unknown as { requestsThatLeft: string[] }).requestsThatLeft,
    );
    expect(left.filter((url) => !url.startsWith("app://valise/"))).toEqual([]);
});

test("D14 local pages come from a fixed host by GET alone, and nothing outside the page's folder is found", async ({
    launch,
}) => {
    const { page } = await launch();
    const answers = await page.evaluate(async () => {
        const status = (path: string, init?: RequestInit) =>
            fetch(path, init).then(
                (answer) => String(answer.status),
                () => "no answer",
            );
        return {
            page: await status("/index.html"),
            post: await status("/index.html", { method: "POST", body: "x" }),
            outside: await Promise.all(
                [
                    "/../package.json",
                    "/%2e%2e/app/package.json",
                    "/..%5capp%5cpackage.json",
                    "/..%2fapp%2fpackage.json",
                    "app://valise//etc/passwd",
                    "/%2fetc%2fpasswd",
                    "/index.html%00.js",
                    "/.hidden",
                ].map((path) => status(path)),
            ),
            otherHost: await status("app://other/index.html"),
            file: await status("file:///etc/passwd"),
        };
    });
    expect(answers.page).toBe("200");
    expect(answers.post).toBe("405");
    expect(new Set(answers.outside)).toEqual(new Set(["404"]));
    expect(answers.otherHost).toBe("no answer");
    expect(answers.file).toBe("no answer");
});
