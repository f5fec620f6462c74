import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { type CertificateFiles, createCertificates } from "./support/createCertificates.ts";
import { expect, test } from "./support/shellTest.ts";

/** A server with this certificate, on a free port of this machine. */
async function serve(files: CertificateFiles): Promise<AsyncDisposable & { origin(host: string): string }> {
    const server: Server = createServer(files, (_request, response) => {
        response.setHeader("Access-Control-Allow-Origin", "*").end("answered");
    });
    await new Promise<void>((done) => server.listen(0, "localhost", done));
    const { port } = server.address() as AddressInfo;
    return {
        origin: (host) => `https://${host}:${port}`,
        async [Symbol.asyncDispose]() {
            server.closeAllConnections();
            await new Promise((done) => server.close(done));
        },
    };
}

test("D15 only a certificate of the managed authority is trusted, for its host, in its time", async ({
    launch,
    stage,
}) => {
    const made = createCertificates(stage.makeFolder("certificates"));
    await using good = await serve(made.good);
    await using selfSigned = await serve(made.selfSigned);
    await using expired = await serve(made.expired);
    await using wrongHost = await serve(made.wrongHost);
    await using otherAuthority = await serve(made.otherAuthority);
    await using viaIntermediate = await serve(made.viaIntermediate);
    const origins = [good, selfSigned, expired, wrongHost, otherAuthority, viaIntermediate].map((server) =>
        server.origin("localhost"),
    );
    const caFile = stage.writeFile("certificates/managed.pem", made.managedCa);

    const managed = await launch({ profile: "managed", clientUrls: origins, caFile });
    expect(await fetchEach(managed.page, origins)).toEqual(["answered", ...Array(5).fill("refused")]);

    const unmanaged = await launch({ profile: "unmanaged", clientUrls: origins });
    expect(await fetchEach(unmanaged.page, origins)).toEqual(Array(6).fill("refused"));
});

const fetchEach = (page: import("@playwright/test").Page, origins: readonly string[]) =>
    page.evaluate(
        (urls) =>
            Promise.all(
                urls.map((url) =>
                    fetch(url).then(
                        (answer) => answer.text(),
                        () => "refused",
                    ),
                ),
            ),
        origins,
    );
