/** What one manifest may cost to read (SPEC 1.3): hostile or mistaken ones end before they take two seconds. */
export const limits = {
    /** All YAML files together. */
    manifestBytes: 1_048_576,
    /** Lexical tokens of all YAML files together; composing costs about 7 µs each. */
    yamlTokens: 150_000,
    flowDepth: 16,
    includes: 64,
    accounts: 50_000,
    accountLineChars: 4096,
    /** One SCIM file; larger agencies use CSV, which is streamed. */
    scimBytes: 4_194_304,
    /** The authorities that a directory's certificate may come from. */
    authorityBytes: 262_144,
    /** How many refusals are listed at once. */
    refusals: 25,
} as const;
