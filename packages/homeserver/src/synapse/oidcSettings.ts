import { fileURLToPath } from "node:url";
import type { AgencyDescription, StackDescription } from "../description/stackDescription.ts";

const templatesDir = fileURLToPath(new URL("../../python/templates", import.meta.url));

/**
 * Sign-in at the agency's own OpenID provider, beside passwords. X.509, FIDO and step-up are the provider's. Nobody gets an
 * account by it: it opens those that the manifest made. A session that ends at the provider ends here too.
 */
export function oidcSettings(kind: StackDescription["kind"], { oidc }: AgencyDescription): Record<string, unknown> {
    if (oidc === undefined) return {};
    const provider = {
        idp_id: "agency",
        idp_name: oidc.name,
        issuer: oidc.issuer,
        client_id: oidc.clientId,
        client_secret_path: oidc.clientSecretFile,
        scopes: ["openid", "profile"],
        pkce_method: "always",
        allow_existing_users: true,
        enable_registration: false,
        // Claims of the profile stand there with every provider, in the ID token only with some.
        user_profile_method: "userinfo_endpoint",
        backchannel_logout_enabled: true,
        // Whoever removes a device or replaces an identity is asked to sign in there anew (`prompt=login`).
        passthrough_authorization_parameters: ["prompt"],
        user_mapping_provider: { config: { localpart_template: `{{ user.${oidc.claim} }}` } },
    };
    // An issuer without TLS is for a test on this machine; Synapse refuses it anywhere else.
    const isTest = kind !== "production" && /^http:\/\/127\.0\.0\.1(:|\/|$)/.test(oidc.issuer);
    return {
        oidc_providers: [isTest ? { ...provider, skip_verification: true } : provider],
        // What a browser shows on the way, in three languages and from nobody else's server.
        templates: { custom_template_directory: kind === "production" ? "/opt/valise/python/templates" : templatesDir },
    };
}
