const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

/** Every way a single character can be lost, doubled or replaced by its neighbour in the alphabet; each another text. */
export function* singleEdits(text: string): Generator<string> {
    for (let at = 0; at < text.length; at++) {
        const [before, char, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
        yield `${before}${ALPHABET.charAt((ALPHABET.indexOf(char) + 1) % ALPHABET.length)}${after}`;
        yield `${before}${after}`;
        yield `${before}${char}${char}${after}`;
    }
}
