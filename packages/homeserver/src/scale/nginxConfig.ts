import type { AgencyLayout } from "../stack/layout.ts";
import type { ScaleFiles } from "./scaleFiles.ts";
import type { WorkerRole } from "./workers.ts";

export interface NginxInput {
    readonly serverName: string;
    /** Where clients and partners are listened for, as nginx's `listen` takes it. */
    readonly listen: { readonly client: string; readonly federation: string };
    /** Clients come over TLS too; in clear on loopback otherwise. */
    readonly clientTls: boolean;
    readonly files: Pick<AgencyLayout, "certificateFile" | "keyFile">;
    readonly scale: ScaleFiles;
    readonly roles: readonly WorkerRole[];
    /** Largest upload, in bytes. */
    readonly maxUploadBytes: number;
    /** Workers of nginx run as root only where everything else of this machine's stack does too. */
    readonly asRoot: boolean;
}

/**
 * The reverse proxy before one agency's Synapse: clients in clear on loopback, partners over TLS, each path to its worker.
 * The admin API is on neither; request lines, which can carry tokens, are not logged.
 */
export function nginxConfig(input: NginxInput): string {
    const { listen, files, scale, roles } = input;
    const tls = `
        ssl_certificate ${files.certificateFile};
        ssl_certificate_key ${files.keyFile};
        ssl_protocols TLSv1.2 TLSv1.3;`;
    const upstreams = ["main", ...roles.map(({ name }) => name)].map(
        (name) => `    upstream ${name} { server unix:${scale.socket(name)}; keepalive 32; }`,
    );
    return `${input.asRoot ? "user root;\n" : ""}worker_processes 1;
daemon off;
pid ${scale.nginxDir}/nginx.pid;
error_log ${scale.nginxDir}/error.log warn;
events { worker_connections 4096; }
http {
    access_log off;
    server_tokens off;
    client_max_body_size ${input.maxUploadBytes};
    client_body_temp_path ${scale.nginxDir}/body;
    proxy_temp_path ${scale.nginxDir}/proxy;
    fastcgi_temp_path ${scale.nginxDir}/fastcgi;
    uwsgi_temp_path ${scale.nginxDir}/uwsgi;
    scgi_temp_path ${scale.nginxDir}/scgi;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $host:$server_port;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_read_timeout 120s;
    proxy_request_buffering off;
    proxy_buffering off;
${upstreams.join("\n")}
    server {
        listen ${listen.client}${input.clientTls ? ` ssl;${tls}` : ";"}
        location /_synapse/admin { return 404; }
${locations(roles, "clientPaths")}
        location / { proxy_pass http://main; }
    }
    server {
        listen ${listen.federation} ssl;
        server_name ${input.serverName};${tls}
        location /_matrix/client { return 404; }
        location /_synapse { return 404; }
${locations(roles, "federationPaths")}
        location / { proxy_pass http://main; }
    }
}
`;
}

/** Files before all else of partners: the first regular expression that matches has it. */
function locations(roles: readonly WorkerRole[], side: "clientPaths" | "federationPaths"): string {
    return roles
        .flatMap((role) => role[side].map((path) => ({ path, name: role.name })))
        .sort((a, b) => b.path.length - a.path.length)
        .map(({ path, name }) => `        location ~ ${path} { proxy_pass http://${name}; }`)
        .join("\n");
}
