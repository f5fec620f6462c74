/**
 * Gives engines older than Chrome 134 the symbols that `using` asks for. Imported before anything else, since objects
 * take the symbol as a key when they are made.
 */
for (const name of ["dispose", "asyncDispose"] as const) {
    if (!(name in Symbol)) Object.defineProperty(Symbol, name, { value: Symbol.for(`Symbol.${name}`) });
}

export {};
