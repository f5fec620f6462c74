/** The product's version, set by the build. */
declare const __VALISE_VERSION__: string;
