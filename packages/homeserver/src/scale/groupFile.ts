import type { Runtime } from "../runtime/ensureRuntime.ts";
import type { AgencyLayout } from "../stack/layout.ts";
import type { Programs } from "./findPrograms.ts";
import type { ScaleFiles } from "./scaleFiles.ts";
import type { WorkerRole } from "./workers.ts";

/** One process of the group, as `run_group.py` starts it. */
export interface GroupProcess {
    readonly name: string;
    readonly argv: readonly string[];
    /** It is up when this socket takes a connection; null: at once. */
    readonly ready: string | null;
    /** Run to its end before the process is started, unless `unless` exists. */
    readonly before?: { readonly argv: readonly string[]; readonly unless: string };
    /** Run to its end once the process is up, each; a failing one is tried again until it succeeds, unless it may fail. */
    readonly after?: readonly { readonly argv: readonly string[]; readonly mayFail: boolean }[];
    /** Seconds in which it is started again when it ends at once. */
    readonly againS?: number;
    /** A system account to run it (and what goes before and after) as, where we are root: PostgreSQL refuses root. */
    readonly user?: string;
}

/** What `run_group.py` reads: stages one after another, the processes of a stage side by side. */
export interface GroupFile {
    readonly socketDir: string;
    /** Folders that `user` processes must be able to walk through, outermost first, and the one they own. */
    readonly walk: readonly string[];
    readonly owned: string;
    readonly stages: readonly (readonly GroupProcess[])[];
}

export interface GroupInput {
    readonly runtime: Runtime;
    readonly programs: Programs;
    readonly files: AgencyLayout;
    readonly scale: ScaleFiles;
    readonly roles: readonly WorkerRole[];
    readonly dataDir: string;
}

const POSTGRES_USER = "postgres";

export function groupFile(input: GroupInput): GroupFile {
    const { files, scale, roles, dataDir } = input;
    const postgresSocket = `${scale.socketDir}/.s.PGSQL.5432`;
    const main = synapse(input, "synapse.app.homeserver", "main", []);
    const workers = roles.map(({ name }) =>
        synapse(input, "synapse.app.generic_worker", name, [scale.workerFile(name)]),
    );
    return {
        socketDir: scale.socketDir,
        walk: [dataDir, `${dataDir}/agencies`, files.dir],
        owned: scale.postgresDir,
        stages: [
            [postgres(input, postgresSocket), redis(input)],
            [main],
            workers,
            [{ name: "nginx", argv: [input.programs.nginx, "-p", scale.nginxDir, "-c", scale.nginxFile], ready: null }],
        ],
    };
}

function postgres({ programs, scale }: GroupInput, socket: string): GroupProcess {
    const bin = (name: string) => `${programs.postgresBin}/${name}`;
    const { postgresDir: data, socketDir } = scale;
    const connect = ["-h", socketDir, "-U", "synapse"];
    return {
        name: "postgres",
        user: POSTGRES_USER,
        // One that was killed outright leaves helpers that end a moment later; until then its data are in use.
        againS: 15,
        // Whoever reaches the socket is trusted: its folder lets in this stack's account and PostgreSQL's own alone.
        before: {
            argv: [bin("initdb"), "-D", data, "-U", "synapse", "--auth=trust", "--encoding=UTF8", "--locale=C"],
            unless: `${data}/PG_VERSION`,
        },
        argv: [
            bin("postgres"),
            ...["-D", data],
            ...["-c", "listen_addresses="],
            ...["-c", `unix_socket_directories=${socketDir}`],
            ...["-c", "unix_socket_permissions=0770"],
            ...["-c", "max_connections=100"],
        ],
        ready: socket,
        after: [
            // It takes connections before it has recovered from a power cut; then the database may be there already.
            { argv: [bin("pg_isready"), ...connect, "-d", "postgres", "-q"], mayFail: false },
            { argv: [bin("createdb"), ...connect, "--template=template0", "synapse"], mayFail: true },
        ],
    };
}

function redis({ programs, scale }: GroupInput): GroupProcess {
    const socket = scale.socket("redis");
    const quiet = ["--save", "", "--appendonly", "no", "--loglevel", "warning"];
    const argv = [programs.redis, "--port", "0", "--unixsocket", socket, "--unixsocketperm", "600", ...quiet];
    return { name: "redis", argv, ready: socket };
}

function synapse({ runtime, files, scale }: GroupInput, app: string, name: string, more: readonly string[]) {
    const config = [files.configFile, ...more].flatMap((file) => ["-c", file]);
    const argv = [runtime.python, "-B", "-m", app, ...config];
    return { name, argv, ready: scale.socket(name) } satisfies GroupProcess;
}
