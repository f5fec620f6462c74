import type { AgencyDescription, StackDescription } from "../description/stackDescription.ts";
import type { AgencyLayout } from "../stack/layout.ts";
import type { AgencyPorts } from "../stack/ports.ts";
import { crisisSettings } from "./crisisSettings.ts";
import { limitSettings, type ServerLimits } from "./limitSettings.ts";
import { oidcSettings } from "./oidcSettings.ts";

export interface HomeserverConfigInput {
    readonly kind: StackDescription["kind"];
    readonly agency: AgencyDescription;
    /** All server names of the stack, this one included: nobody else is spoken to. */
    readonly serverNames: readonly string[];
    readonly ports: AgencyPorts;
    readonly files: AgencyLayout;
    /** Signs the partners' certificates; null: the system's authorities do. */
    readonly caFile: string | null;
    /** Where its policy server answers (`@valise/policyserver`); none: nothing is asked. */
    readonly policyUrl?: string | undefined;
    /** Instead of the shipped ones. */
    readonly limits?: ServerLimits | undefined;
    /** Set where the server stands on its own machine: reached by this address, and speaking to partners directly. */
    readonly publicUrl?: string;
}

/** The whole `homeserver.yaml` of one agency, as data. Closed federation, no guests, no open registration, no previews. */
export function homeserverConfig(input: HomeserverConfigInput): Record<string, unknown> {
    const { agency, files, ports } = input;
    return {
        server_name: agency.serverName,
        public_baseurl: input.publicUrl ?? `http://127.0.0.1:${ports.client}/`,
        pid_file: null,
        log_config: files.logConfigFile,
        report_stats: false,
        listeners: listeners(ports),
        database: { name: "sqlite3", args: { database: files.databaseFile, cp_min: 1, cp_max: 1 } },
        media_store_path: files.mediaDir,
        signing_key_path: files.signingKeyFile,
        registration_shared_secret_path: files.registrationSecretFile,
        macaroon_secret_key_path: files.macaroonSecretFile,
        form_secret_path: files.formSecretFile,
        ...federation(input),
        ...rooms,
        modules: modules(input),
        ...closedDoors,
        ...oidcSettings(input.kind, agency),
        ...crisisSettings,
        ...limitSettings(crisisSettings, input.limits ?? {}),
        ...thrift,
        bcrypt_rounds: bcryptRounds(input.kind),
    };
}

/** Cheap hashing is for throw-away passwords only: a production stack keeps Synapse's own cost. */
export function bcryptRounds(kind: StackDescription["kind"]): number {
    return kind === "production" ? 12 : 4;
}

function listeners(ports: AgencyPorts): unknown[] {
    const loopback = { type: "http", bind_addresses: ["127.0.0.1"] };
    return [
        {
            ...loopback,
            port: ports.client,
            tls: false,
            resources: [{ names: ["client"], compress: false }],
            additional_resources: { "/_synapse/admin": { module: "valise_synapse.AdminApiOff", config: {} } },
        },
        { ...loopback, port: ports.admin, tls: false, resources: [{ names: ["client"], compress: false }] },
        { ...loopback, port: ports.federation, tls: true, resources: [{ names: ["federation"], compress: false }] },
    ];
}

function modules({ kind, policyUrl }: HomeserverConfigInput): unknown[] {
    // Synapse has no setting for these: its presets say `shared`, it knows no guests with an account, and shows whom it knows.
    const ours = [
        { module: "valise_synapse.JoinedHistory", config: {} },
        { module: "valise_synapse.GuestTerms", config: {} },
        { module: "valise_synapse.Listings", config: kind === "test" ? { believed_s: 1 } : {} },
    ];
    if (policyUrl === undefined) return ours;
    return [...ours, { module: "valise_policy.PolicyServer", config: { url: `${policyUrl}/judge` } }];
}

function federation(input: HomeserverConfigInput): Record<string, unknown> {
    const { files, serverNames, caFile, ports, publicUrl } = input;
    // Only an embedded stack goes through our CONNECT proxy; then the block list against loopback has nothing to guard.
    const wayOut = {
        ip_range_blacklist: [],
        http_proxy: `http://127.0.0.1:${ports.proxy}`,
        https_proxy: `http://127.0.0.1:${ports.proxy}`,
        // Services beside it, as a policy server or an identity provider of a test.
        no_proxy_hosts: ["127.0.0.1"],
    };
    return {
        ...(publicUrl === undefined ? wayOut : {}),
        ...(caFile === null ? {} : { federation_custom_ca_list: [caFile] }),
        tls_certificate_path: files.certificateFile,
        tls_private_key_path: files.keyFile,
        federation_client_minimum_tls_version: "1.2",
        federation_domain_whitelist: [...serverNames],
        trusted_key_servers: [],
        suppress_key_server_warning: true,
        allow_profile_lookup_over_federation: true,
        allow_device_name_lookup_over_federation: false,
        allow_public_rooms_over_federation: false,
    };
}

const rooms = {
    default_room_version: "12",
    encryption_enabled_by_default_for_room_type: "all",
    room_prejoin_state: { additional_event_types: ["org.valise.charter"] },
    require_auth_for_profile_requests: true,
    allow_per_room_profiles: false,
    // Names are the agency's to give: under another, a person passes for somebody else.
    enable_set_displayname: false,
    enable_room_list_search: false,
    // No room has a public name, but the register of provisioning: an alias is what makes it one.
    alias_creation_rules: [
        { user_id: "@steward:*", alias: "#org.valise.provisioning:*", room_id: "*", action: "allow" },
    ],
    room_list_publication_rules: [],
    user_directory: { enabled: true, search_all_users: true, prefer_local_users: true },
    enable_search: false,
    redaction_retention_period: "1d",
    forgotten_room_retention_period: "28d",
    // Rooms that state a retention are purged on the server too; no room is by default.
    retention: { enabled: true, purge_jobs: [{ interval: "12h" }] },
    media_retention: { remote_media_lifetime: "90d" },
};

const closedDoors = {
    enable_registration: false,
    allow_guest_access: false,
    url_preview_enabled: false,
    presence: { enabled: false },
    allow_public_rooms_without_auth: false,
    enable_3pid_lookup: false,
    enable_3pid_changes: false,
    push: { enabled: true, include_content: false },
    enable_media_repo: true,
    enable_authenticated_media: true,
    max_upload_size: "100M",
    dynamic_thumbnails: false,
    user_ips_max_age: "14d",
    password_config: { enabled: true, policy: { enabled: true, minimum_length: 12 } },
};

/** Three servers share a laptop: about 120 MB each instead of several hundred after a day. */
const thrift = {
    event_cache_size: "2K",
    caches: { global_factor: 0.25, expire_caches: true, cache_entry_ttl: "10m", sync_response_cache_duration: "30s" },
    stats: { enabled: false },
    enable_metrics: false,
};
