const KEY_BYTES = 32;

/** Takes the store key from the port once and closes it. Anything but 32 bytes is refused: the store then stays shut. */
export function receiveStoreKey(port: MessagePort): Promise<Uint8Array<ArrayBuffer>> {
    return new Promise((resolve, reject) => {
        port.addEventListener(
            "message",
            (event) => {
                port.close();
                const key = event.data instanceof ArrayBuffer ? new Uint8Array(event.data) : event.data;
                if (key instanceof Uint8Array && key.byteLength === KEY_BYTES) resolve(key as Uint8Array<ArrayBuffer>);
                else reject(new TypeError("not a store key"));
            },
            { once: true },
        );
        port.start();
    });
}
