import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { createMemoryStorage } from "../../test/createTestApp.ts";
import { createDerived, shallowEqual } from "./createDerived.ts";
import { createPreferences, defaultPreferences } from "./preferences.ts";

describe("derived state", () => {
    it("is published only when it differs, and not after it was disposed", () => {
        const source = createStore(() => ({ a: 1, b: 1 }));
        const derived = createDerived([source], () => ({ a: source.getState().a }));
        const seen: number[] = [];
        derived.subscribe(({ a }) => void seen.push(a));
        source.setState({ b: 2 });
        source.setState({ a: 2 });
        derived[Symbol.dispose]();
        source.setState({ a: 3 });
        expect(seen).toEqual([2]);
    });

    it("compares one level deep", () => {
        expect(shallowEqual({ a: 1 }, { a: 1 })).toBe(true);
        expect(shallowEqual({ a: undefined }, { b: undefined })).toBe(false);
        expect(shallowEqual([1], { 0: 1 })).toBe(false);
        expect(shallowEqual({ a: [] }, { a: [] })).toBe(false);
    });
});

describe("preferences", () => {
    it("come back as they were left", () => {
        const storage = createMemoryStorage();
        createPreferences(storage).change({ theme: "dark", language: "fr", zoomPercent: 150 });
        expect(createPreferences(storage).getState()).toMatchObject({
            theme: "dark",
            language: "fr",
            zoomPercent: 150,
        });
    });

    it.each(["nonsense", "null", "[]", '{"theme":"pink","zoomPercent":7,"language":"xx","agencyId":5}'])(
        "fall back to what is safe when %j is stored",
        (stored) => {
            const storage = createMemoryStorage({ "valise.preferences": stored });
            expect(createPreferences(storage).getState()).toEqual(defaultPreferences);
        },
    );

    it("hold also where nothing can be stored", () => {
        const storage = {
            getItem: () => null,
            setItem: () => {
                throw new DOMException("full", "QuotaExceededError");
            },
        };
        const preferences = createPreferences(storage);
        preferences.change({ theme: "dark" });
        expect(preferences.getState().theme).toBe("dark");
    });
});
