import type { ReadBackLanguage, ReceivedBroadcast } from "@valise/crisis";

/** An alarm as it stands on this device; kept, so that a restart neither silences nor repeats it. */
export interface AlarmRecord {
    readonly step: number;
    readonly sounds: boolean;
    readonly repeatEveryS: number | null;
    readonly raisesWindow: boolean;
    readonly throughDoNotDisturb: boolean;
    readonly missed: boolean;
    readonly standsInFor: readonly string[];
}

/** One broadcast as this device keeps it. */
export interface BroadcastRecord {
    /** Of what nobody is the author of, or says one id a second time: it must not be taken for the other. */
    readonly forgedKey?: string;
    readonly received: ReceivedBroadcast;
    readonly eventId: string;
    /** Null: it counts. Else why it is shown and counts for nothing. */
    readonly refused: string | null;
    /** What alarmed, by `alarmKey`; written before anything sounds. */
    readonly alarmed: readonly string[];
    /** Null: nothing is sounding or waiting to be looked at. */
    readonly alarm: AlarmRecord | null;
    /** Six words in each language; empty until they are made, which takes a moment on purpose. */
    readonly readBack: readonly { readonly lang: ReadBackLanguage; readonly words: readonly string[] }[];
    /** This device sent it: only it knows whom its keys went to, and tells the cells. */
    readonly sentHere: boolean;
    /** Whoever is to hear that it came (the sender's manifest, the cell) has that in the outbox; missing in earlier versions. */
    readonly told?: boolean;
}
