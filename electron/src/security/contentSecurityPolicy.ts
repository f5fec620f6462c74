/**
 * The policy of every answer under the app scheme. Scripts, styles and workers come from the app alone; WebAssembly may
 * be compiled, text may not be evaluated; the only hosts that can be reached are the configured homeservers' origins.
 * `blob:` images are decrypted thumbnails, which never leave the page. The page brings a policy of its own (the web build
 * has no header); both hold at once, so what one of them leaves out does not work.
 */
export function contentSecurityPolicy(homeserverOrigins: readonly string[]): string {
    return [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
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
