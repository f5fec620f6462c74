/** To-device type by which a cell passes its signed counts to the lead cell (crisis SPEC 8.5): the statement itself. */
export const COUNTS_TYPE = "org.valise.counts";

/** To-device type of a watch that is offered: `{room, statement, capsule}`, the handover signed by its giver (crisis SPEC 13.7). */
export const WATCH_OFFER_TYPE = "org.valise.handover.offer";

/** Power that a channel asks of whoever writes there (protocol 5). */
export const POWER_TO_SEND = 50;

/** `type` in the creation content of rooms that are not for talk, or not for everyday talk (protocol 5 and 8). */
export const roomTypes = {
    /** A standing broadcast channel: broadcasters write, members read. */
    channel: "org.valise.channel",
    /** The ledger room of an agency's cell. */
    ledger: "org.valise.ledger",
    /** Opened in a crisis, by a signed plan. */
    emergency: "org.valise.emergency",
} as const;
