import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Exercise } from "./createExercise.ts";

export interface ExerciseServer extends AsyncDisposable {
    /** Holds the secret that lets one start and stop: for the configuration of the app and a file of the demonstration. */
    readonly url: string;
}

/**
 * `GET URL` the status · `POST URL/start[?short]` · `POST URL/stop`, on loopback, for who knows the address. A page of another
 * site does not know it; a foreign name that resolves to loopback gets nothing.
 */
export async function serveExercise(exercise: Exercise, dataDir: string): Promise<ExerciseServer> {
    const secret = randomBytes(24).toString("base64url");
    const server = createServer((request, response) => send(response, answer(exercise, `/${secret}`, request)));
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}`;
    const file = join(dataDir, "trust", "exercise-url");
    writeFileSync(file, `${url}\n`, { mode: 0o600 });
    return {
        url,
        async [Symbol.asyncDispose]() {
            rmSync(file, { force: true });
            const closed = new Promise<void>((resolve) => server.close(() => resolve()));
            server.closeAllConnections();
            await closed;
        },
    };
}

interface Answer {
    readonly status: number;
    readonly body: object;
}

function answer(exercise: Exercise, base: string, { headers, method, url }: IncomingMessage): Answer {
    if (!/^127\.0\.0\.1(:\d+)?$/.test(headers.host ?? "")) return { status: 421, body: { error: "wrong-host" } };
    const asked = `${method} ${url}`;
    if (asked === `GET ${base}`) return { status: 200, body: exercise.status() };
    if (asked === `POST ${base}/start` || asked === `POST ${base}/start?short`) {
        const started = exercise.start(asked.endsWith("?short"));
        return { status: started ? 200 : 409, body: exercise.status() };
    }
    if (asked === `POST ${base}/stop`) {
        exercise.stop();
        return { status: 200, body: exercise.status() };
    }
    return { status: 404, body: { error: "not-found" } };
}

function send(response: ServerResponse, { status, body }: Answer): void {
    response.writeHead(status, {
        "content-type": "application/json",
        "cache-control": "no-store",
        // The app asks from its own origin, in a browser or in the desktop shell.
        "access-control-allow-origin": "*",
    });
    response.end(JSON.stringify(body));
}
