/**
 * `npm start`: installs what is missing, brings up three agencies with demo people and opens the app.
 * `npm start -- --headless --json` prints one line of JSON when ready. Either stays until SIGINT or SIGTERM.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import {
    defaultDataDir,
    defaultRuntimeDir,
    demoStack,
    describeStackError,
    type Stack,
    type StackProfile,
    type StackStep,
    stackExitCode,
    startStack,
} from "@valise/homeserver";
import { configuredAgencies } from "./configuredAgencies.ts";
import { ensureWebBuild, type WebBuild, webFolder } from "./ensureWebBuild.ts";
import { createExercise, type Exercise, type ExerciseEvent } from "./exercise/createExercise.ts";
import { createExerciseTeller } from "./exercise/describeExercise.ts";
import { type ExerciseServer, serveExercise } from "./exercise/serveExercise.ts";
import { openApp } from "./openApp.ts";
import { serveWeb, type WebServer } from "./serveWeb.ts";
import { type Demo, startDemo } from "./startDemo.ts";

const USAGE = `Usage: npm start -- [--headless] [--json] [--data FOLDER] [--profile scale] [--exercise]

  --headless     bring everything up, open no window
  --json         print one line of JSON on stdout when ready
  --profile P    embedded (one process with SQLite an agency; the default) or scale (workers, PostgreSQL, Redis, nginx)
  --exercise     start the exercise as soon as all is ready (with --json: a line of JSON for each thing that happens)
  --data FOLDER  keep everything in FOLDER (also VALISE_DATA; default .valise)
`;

interface Options {
    readonly headless: boolean;
    readonly json: boolean;
    readonly dataDir: string;
    readonly profile: StackProfile;
    readonly exercise: boolean;
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
    const options = readOptions();
    if (typeof options === "number") return options;
    const asked = untilAskedToEnd();
    const [stack, build] = await Promise.all([
        startStack({
            description: demoStack,
            dataDir: options.dataDir,
            profile: options.profile,
            runtimeDir: defaultRuntimeDir(),
            lockWaitMs: 10_000,
            signal: asked.signal,
            onProgress: (step) => say(describeStep(step)),
            onHomeserverDied: (error, again) =>
                say(`${describeStackError(error)}\n${again ? "It is being started again." : "It stays down."}`),
        }),
        ensureWebBuild(),
    ]);
    if (!stack.ok) {
        say(describeStackError(stack.error));
        return stackExitCode(stack.error);
    }
    const demo = asked.signal.aborted ? undefined : startDemo(stack.value, say);
    await using _gone = demo;
    await using running = stack.value;
    await using _told = { [Symbol.asyncDispose]: async () => demo?.end() };
    if (demo !== undefined) say("Setting up the community: keys, trust rooms, clearances…");
    await Promise.race([demo?.trusted, asked.end]);
    await using exercise = createExercise(running, tellExercise(options));
    await using offered = asked.signal.aborted ? undefined : await offerExercise(exercise, running, demo);
    await using _web = asked.signal.aborted ? undefined : await bringUpWeb(running, build, offered?.url ?? null);
    await Promise.race([demo?.ready, asked.end]);
    if (!asked.signal.aborted) announce(options, running);
    await using _app =
        options.headless || asked.signal.aborted
            ? undefined
            : await openApp({
                  ready: running.ready,
                  dataDir: options.dataDir,
                  exerciseUrl: offered?.url ?? null,
                  say,
              });
    if (!asked.signal.aborted) {
        say("Ready. Ctrl+C ends everything.");
        if (offered !== undefined)
            say("Start the exercise: in the app under Crisis, or with: npx valise exercise start");
        if (options.exercise && !(offered !== undefined && exercise.start(false))) say("There is no exercise here.");
    }
    await asked.end;
    say("Ending.");
    return 0;
}

function readOptions(): Options | number {
    try {
        const { values } = parseArgs({
            options: {
                headless: { type: "boolean", default: false },
                json: { type: "boolean", default: false },
                data: { type: "string" },
                profile: { type: "string", default: process.env.VALISE_TEST_PROFILE ?? "embedded" },
                exercise: { type: "boolean", default: false },
                help: { type: "boolean", short: "h", default: false },
            },
        });
        if (values.help) {
            process.stdout.write(USAGE);
            return 0;
        }
        return {
            headless: values.headless,
            json: values.json,
            exercise: values.exercise,
            profile: profileOf(values.profile),
            dataDir: values.data === undefined ? defaultDataDir() : fromCaller(values.data),
        };
    } catch (error) {
        say(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
        return 2;
    }
}

function profileOf(value: string): StackProfile {
    if (value === "embedded" || value === "scale") return value;
    throw new Error(`--profile takes embedded or scale, not ${value}`);
}

/** npm runs scripts in the project's folder and says in INIT_CWD where the person stood. */
const fromCaller = (path: string): string => resolve(process.env.INIT_CWD ?? ".", path);

/** SIGINT, SIGTERM, SIGHUP, or the end of the process that started us (its channel closes, however it died). */
function untilAskedToEnd(): { readonly signal: AbortSignal; readonly end: Promise<void> } {
    const controller = new AbortController();
    const ask = () => controller.abort();
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, ask);
    if (process.channel) process.once("disconnect", ask);
    const end = new Promise<void>((resolve) => controller.signal.addEventListener("abort", () => resolve()));
    return { signal: controller.signal, end };
}

/** Only where the community could be set up: without it nobody is cleared, and there is no channel. */
async function offerExercise(
    exercise: Exercise,
    { dataDir }: Stack,
    demo: Demo | undefined,
): Promise<ExerciseServer | undefined> {
    return (await demo?.trusted) === true ? serveExercise(exercise, dataDir) : undefined;
}

function tellExercise(options: Options): (event: ExerciseEvent) => void {
    const describe = createExerciseTeller();
    return (event) => {
        if (options.json && options.exercise) process.stdout.write(`${JSON.stringify({ exercise: event })}\n`);
        const line = describe(event);
        if (line !== undefined) say(line);
    };
}

async function bringUpWeb(stack: Stack, build: WebBuild, exerciseUrl: string | null): Promise<WebServer | undefined> {
    if (build.kind === "no-app") return undefined;
    if (build.kind === "failed") {
        say(`The web app could not be built, so only the homeservers run:\n${build.detail}`);
        return undefined;
    }
    const { trust } = stack.ready;
    const web = await serveWeb(
        webFolder,
        { agencies: configuredAgencies(stack.ready), trust, ...(exerciseUrl !== null && { exerciseUrl }) },
        stack.webPort,
    );
    stack.setWeb(web.url);
    return web;
}

function announce(options: Options, stack: Stack): void {
    if (options.json) process.stdout.write(`${JSON.stringify(stack.ready)}\n`);
    if (!options.json) {
        for (const { name, serverName, clientUrl, users } of stack.ready.agencies) {
            say(`${name} (${serverName}) at ${clientUrl}`);
            for (const { userId, passwordFile } of users) say(`    ${userId}  password in ${passwordFile}`);
        }
    }
}

function describeStep(step: StackStep): string {
    switch (step) {
        case "creating-environment":
            return "Making a Python environment…";
        case "installing-synapse":
            return "Installing Synapse (once, about 60 MB)…";
        case "waiting-for-other-install":
            return "Another process is installing Synapse; waiting for it…";
        case "ending-orphans":
            return "Ending a homeserver that a killed run left behind…";
        case "preparing":
            return "Writing configuration and certificates…";
        case "starting-homeservers":
            return "Starting the homeservers…";
    }
}

process.exitCode = await main();
// The channel to the starter would keep the process.
if (process.channel) process.disconnect();
