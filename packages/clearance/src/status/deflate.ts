/** Status lists inflate to at most this: 65,536 entries of 2 bits are 16 KiB. */
export const MAX_INFLATED_BYTES = 65_536;

type Bytes = Uint8Array<ArrayBuffer>;

function streamOf(bytes: Bytes): ReadableStream<Bytes> {
    return new ReadableStream({
        start(controller) {
            controller.enqueue(bytes);
            controller.close();
        },
    });
}

/** Reads up to `limit` bytes; stops the source as soon as there is more, so that a bomb costs no memory. */
async function readBounded(stream: ReadableStream<Bytes>, limit: number): Promise<Bytes | "too-large"> {
    const reader = stream.getReader();
    const chunks: Bytes[] = [];
    let sizeBytes = 0;
    for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        sizeBytes += value.length;
        if (sizeBytes > limit) {
            await reader.cancel();
            return "too-large";
        }
        chunks.push(value);
    }
    const bytes = new Uint8Array(sizeBytes);
    let at = 0;
    for (const chunk of chunks) {
        bytes.set(chunk, at);
        at += chunk.length;
    }
    return bytes;
}

/** ZLIB (RFC 1950) by the platform's own stream. */
export async function deflate(bytes: Bytes): Promise<Bytes> {
    const packed = await readBounded(
        streamOf(bytes).pipeThrough(new CompressionStream("deflate")),
        Number.MAX_SAFE_INTEGER,
    );
    if (packed === "too-large") throw new Error("a status list cannot deflate beyond memory");
    return packed;
}

/** Inflates at most 64 KiB: `too-large` beyond, `malformed` for anything that is not one whole ZLIB stream. */
export async function inflateBounded(bytes: Bytes): Promise<Bytes | "too-large" | "malformed"> {
    try {
        return await readBounded(streamOf(bytes).pipeThrough(new DecompressionStream("deflate")), MAX_INFLATED_BYTES);
    } catch {
        return "malformed";
    }
}
