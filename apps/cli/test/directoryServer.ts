import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "ldapts";

const ROOT = "cn=admin,dc=mfa";
const ROOT_SECRET = "a secret of this test alone";

export type Person = Readonly<Record<string, string | readonly string[]>> & { readonly uid: string };

/** Debian's slapd in a folder of its own, on two free ports of loopback: with TLS, and in clear (which offers StartTLS). */
export async function startDirectoryServer(
    people: readonly Person[],
    groups: Readonly<Record<string, readonly string[]>>,
) {
    if (!existsSync("/usr/sbin/slapd"))
        throw new Error("This test needs OpenLDAP's slapd. Install it as an administrator: apt-get install -y slapd");
    const folder = mkdtempSync(join(tmpdir(), "valise-ldap-"));
    const path = (name: string) => join(folder, name);
    mkdirSync(path("db"));
    makeCertificate(folder);
    writeFileSync(path("slapd.conf"), configuration(folder));
    writeFileSync(path("data.ldif"), ldif(people));
    execFileSync("/usr/sbin/slapadd", ["-q", "-f", path("slapd.conf"), "-l", path("data.ldif")], { stdio: "pipe" });
    const [secure, clear] = [await freePort(), await freePort()];
    let child: ChildProcess | undefined;
    const listen = `ldaps://127.0.0.1:${secure}/ ldap://127.0.0.1:${clear}/`;
    const server = {
        ldaps: `ldaps://127.0.0.1:${secure}`,
        ldap: `ldap://127.0.0.1:${clear}`,
        /** PEM of the authority of its certificate, which is for 127.0.0.1. */
        caFile: path("ca.pem"),
        bind: ROOT,
        secret: ROOT_SECRET,
        async start() {
            // With a level of debugging it stays in the foreground.
            child = spawn("/usr/sbin/slapd", ["-f", path("slapd.conf"), "-h", listen, "-d", "0"], { stdio: "ignore" });
            for (let tries = 0; tries < 200 && !(await accepts(clear)); tries++)
                await new Promise((done) => setTimeout(done, 50));
        },
        async stop() {
            const ending = child;
            child = undefined;
            if (ending === undefined) return;
            const ended = new Promise((done) => ending.once("exit", done));
            ending.kill("SIGKILL");
            await ended;
        },
        /** Changes what it holds, as its own administrator. */
        async change(task: (client: Client) => Promise<void>) {
            const client = new Client({ url: server.ldap, timeout: 10_000 });
            await client.bind(ROOT, ROOT_SECRET);
            try {
                await task(client);
            } finally {
                await client.unbind();
            }
        },
        async [Symbol.asyncDispose]() {
            await server.stop();
            rmSync(folder, { recursive: true, force: true });
        },
    };
    await server.start();
    // By the running server, which then writes with each person what they are in.
    await server.change(async (client) => {
        for (const [cn, members] of Object.entries(groups))
            await client.add(`cn=${cn},ou=groups,dc=mfa`, {
                objectClass: "groupOfNames",
                cn,
                member: members.map(dnOf),
            });
    });
    return server;
}

function makeCertificate(folder: string): void {
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test CA", "-days", "2");
    openssl("req", ...key, "-keyout", "key.pem", "-out", "request.pem", "-subj", "/CN=directory");
    writeFileSync(join(folder, "names"), "subjectAltName=IP:127.0.0.1\n");
    const signing = ["-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"];
    openssl("x509", ...signing, "-out", "cert.pem", "-days", "2", "-extfile", "names");
}

const configuration = (folder: string) => `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
pidfile ${folder}/slapd.pid
TLSCACertificateFile ${folder}/ca.pem
TLSCertificateFile ${folder}/cert.pem
TLSCertificateKeyFile ${folder}/key.pem
sizelimit 100
database mdb
suffix "dc=mfa"
rootdn "${ROOT}"
rootpw "${ROOT_SECRET}"
directory ${folder}/db
maxsize 268435456
# Whoever is not its administrator: a hundred entries in all, paged or not.
limits dn.exact="cn=small,dc=mfa" size.prtotal=100
access to attrs=userPassword by anonymous auth by * none
access to * by * read
overlay memberof
`;

function ldif(people: readonly Person[]): string {
    const entries = [
        "dn: dc=mfa\nobjectClass: dcObject\nobjectClass: organization\no: Ministry\ndc: mfa",
        "dn: ou=people,dc=mfa\nobjectClass: organizationalUnit\nou: people",
        "dn: ou=groups,dc=mfa\nobjectClass: organizationalUnit\nou: groups",
        "dn: cn=small,dc=mfa\nobjectClass: person\ncn: small\nsn: small\nuserPassword: small",
        ...people.map((person) => `dn: uid=${person.uid},ou=people,dc=mfa\n${attributes(personEntry(person))}`),
    ];
    return `${entries.join("\n\n")}\n`;
}

export const dnOf = (uid: string): string => `uid=${uid},ou=people,dc=mfa`;

export const personEntry = (person: Person): Record<string, string | string[]> => ({
    objectClass: "inetOrgPerson",
    cn: person.uid,
    sn: person.uid,
    ...Object.fromEntries(Object.entries(person).map(([name, value]) => [name, [value].flat()])),
});

const attributes = (entry: Readonly<Record<string, string | readonly string[]>>): string =>
    Object.entries(entry)
        .flatMap(([name, values]) =>
            [values].flat().map((value) => `${name}:: ${Buffer.from(value).toString("base64")}`),
        )
        .join("\n");

async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((done) => server.once("listening", done));
    const { port } = server.address() as AddressInfo;
    await new Promise((done) => server.close(done));
    return port;
}

const accepts = (port: number): Promise<boolean> =>
    new Promise((done) => {
        const socket = connect(port, "127.0.0.1");
        socket.once("connect", () => done(true)).once("error", () => done(false));
        socket.once("connect", () => socket.destroy());
    });
