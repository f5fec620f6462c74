import type { RoomSectionSnapshot } from "../src/RoomList/RoomList.tsx";
import type { RoomRowSnapshot } from "../src/RoomList/RoomRow.tsx";
import { frDr, frS, hostileText, minuteMs, morningMs, natoR } from "./people.ts";

const room = (name: string, preview: string, change: Partial<RoomRowSnapshot> = {}): RoomRowSnapshot => ({
    roomId: `!${name.replaceAll(" ", "-")}`,
    name,
    kind: "room",
    preview,
    lastActivityAtMs: morningMs,
    unreadCount: 0,
    mentionCount: 0,
    ...change,
});

export const sections: readonly RoomSectionSnapshot[] = [
    {
        id: "crisis",
        title: "Crisis: Kessara earthquake",
        isCrisis: true,
        rooms: [
            room("Evacuation flights", "Lena Brandt: Wir haben 88 eigene Staatsangehörige", { label: frDr }),
            room("Crisis cell", "Draft of SITREP 4 is in the log", { label: frS, unreadCount: 3 }),
            room("Consular roll call", "84 of 91 posts have answered", { mentionCount: 1, unreadCount: 4 }),
        ],
    },
    {
        id: "channels",
        title: "Broadcast channels",
        rooms: [room("Ministry notices", "Bâtiment B : accès par la cour", { kind: "channel" })],
    },
    {
        id: "rooms",
        title: "Rooms",
        rooms: [
            room("Air coordination", "Slot 14:20Z confirmed", { label: natoR, unreadCount: 1_200 }),
            room("Protocol and visits", "Programme v5, no changes", { hasFailedMessage: true }),
            room("Desk officers, East", "", { isInvitation: true }),
            room(hostileText, hostileText, { unreadCount: 2 }),
        ],
    },
    {
        id: "people",
        title: "People",
        rooms: [room("Paul Estève", "Call me on the red line when free", { kind: "direct" })],
    },
];

/** As many rooms as the benchmark of a cold start has. */
export const manySections: readonly RoomSectionSnapshot[] = [
    {
        id: "rooms",
        title: "Rooms",
        rooms: Array.from({ length: 300 }, (_, index) =>
            room(`Room ${index + 1}`, "Nothing new", { lastActivityAtMs: morningMs - index * minuteMs }),
        ),
    },
];
