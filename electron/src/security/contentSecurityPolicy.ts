/**
 * The policy of every answer under the app scheme. Scripts, styles and workers come from the app alone; WebAssembly may
 * be compiled, text may not be evaluated; the only hosts that can be reached are the configured homeservers' origins.
 * `blob:` and `data:` images are decrypted thumbnails, which never leave the page.
 */
export function contentSecurityPolicy(homeserverOrigins: readonly string[]): string {
    return [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "font-src 'self'",
        ["connect-src 'self'", ...homeserverOrigins].join(" "),
        "object-src 'none'",
        "frame-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ].join("; ");
}
