/** What the preload puts on the page's window, as far as these tests call it. */
interface Window {
    readonly valise: Readonly<Record<string, (input: unknown) => Promise<unknown>>>;
}
